package cn.huiqi.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes over the login of the webapps for our own interface. A browser sends the session
 * by itself, so that every call that changes something must also carry the session's
 * token, which only our pages can read: every answer to a call that changes nothing tells
 * it, since the webapps' cookie is sent to the webapps' addresses only.
 */
class WebappSessionFilter extends OncePerRequestFilter {

	private final SessionSeal seal;

	private final EngineAccounts accounts;

	WebappSessionFilter(SessionSeal seal, EngineAccounts accounts) {
		this.seal = seal;
		this.accounts = accounts;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		HttpSession session = request.getSession(false);
		if (session != null && !isUnsafe(request)
				&& session.getAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME) instanceof String token) {
			response.setHeader(CsrfConstants.CSRF_TOKEN_HEADER_NAME, token);
		}
		if (session != null && SecurityContextHolder.getContext().getAuthentication() == null) {
			Optional<String> user = this.seal.accountIn(session);
			if (user.isPresent()) {
				if (isUnsafe(request) && !hasToken(request, session)) {
					Refusals.problem(response, HttpServletResponse.SC_FORBIDDEN, "禁止访问",
							"请求头 " + CsrfConstants.CSRF_TOKEN_HEADER_NAME + " 缺失或不正确，请刷新页面后重试");
					return;
				}
				// groups as they are now, not as they were at login
				Set<String> groups = this.accounts.groupsOf(user.get());
				SecurityContext context = SecurityContextHolder.createEmptyContext();
				context.setAuthentication(EngineLogin.authenticated(user.get(), groups));
				SecurityContextHolder.setContext(context);
			}
		}
		chain.doFilter(request, response);
	}

	private static boolean isUnsafe(HttpServletRequest request) {
		return !CsrfConstants.CSRF_NON_MODIFYING_METHODS_PATTERN.matcher(request.getMethod()).matches();
	}

	private static boolean hasToken(HttpServletRequest request, HttpSession session) {
		String sent = request.getHeader(CsrfConstants.CSRF_TOKEN_HEADER_NAME);
		Object kept = session.getAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME);
		return sent != null && kept instanceof String token && !token.isBlank()
				&& MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
	}

}
