package cn.huiqi.access;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends sessions: at log-out, when they are too old, and when the account is no longer the
 * one that logged in. What the webapps remember of the account's groups and pages is
 * looked up anew for each request, so that what was taken away is gone at once.
 */
class SessionFilter extends OncePerRequestFilter {

	private static final Pattern LOG_OUT = Pattern.compile("/camunda/api/[a-z]+/auth/user/[^/]+/logout/?");

	/** Files of the program, which say nothing about anybody. */
	private static final Pattern FILES = Pattern.compile("/camunda/(app|lib|assets)/.*\\.[a-z0-9]+");

	private final SessionSeal seal;

	private final Duration absolute;

	private final Clock clock;

	/**
	 * Makes one.
	 * @param seal tells whether a session is still good
	 * @param absolute how long it may last
	 * @param clock clock of the server that makes the sessions, never that of the rooms
	 */
	SessionFilter(SessionSeal seal, Duration absolute, Clock clock) {
		this.seal = seal;
		this.absolute = absolute;
		this.clock = clock;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return FILES.matcher(request.getRequestURI()).matches();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		HttpSession session = request.getSession(false);
		if (session != null) {
			check(session);
		}
		chain.doFilter(request, response);
		if (LOG_OUT.matcher(request.getRequestURI()).matches() && "POST".equals(request.getMethod())
				&& response.getStatus() < HttpServletResponse.SC_BAD_REQUEST) {
			HttpSession ended = request.getSession(false);
			if (ended != null) {
				end(ended);
			}
		}
	}

	/** Who logged in at a provider has to log out there too, and brings this along. */
	private static void end(HttpSession session) {
		Object idToken = session.getAttribute(OidcLogin.ID_TOKEN);
		if (idToken == null) {
			session.invalidate();
			return;
		}
		Collections.list(session.getAttributeNames()).forEach(session::removeAttribute);
		session.setAttribute(OidcLogin.LEAVING, idToken);
	}

	private void check(HttpSession session) {
		if (this.clock.millis() - session.getCreationTime() >= this.absolute.toMillis()) {
			session.invalidate();
			return;
		}
		Optional<String> account = this.seal.accountIn(session);
		if (account.isEmpty()) {
			return;
		}
		if (this.seal.isWhole(session, account.get())) {
			AuthenticationUtil.updateCache(AuthenticationUtil.getAuthsFromSession(session), session, 0);
		}
		else {
			session.invalidate();
		}
	}

}
