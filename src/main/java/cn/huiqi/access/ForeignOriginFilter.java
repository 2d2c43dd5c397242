package cn.huiqi.access;

import java.io.IOException;
import java.net.URI;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a change that another site's page asks for with a password the browser
 * remembers. Programs send no {@code Origin}, our own pages send ours.
 */
class ForeignOriginFilter extends OncePerRequestFilter {

	private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private final AccessDeniedHandler refusal;

	ForeignOriginFilter(AccessDeniedHandler refusal) {
		this.refusal = refusal;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		if (origin != null && request.getHeader(HttpHeaders.AUTHORIZATION) != null
				&& !SAFE.contains(request.getMethod()) && !isOurs(origin, request)) {
			this.refusal.handle(request, response, new AccessDeniedException("不接受其他网站的页面发来的请求"));
			return;
		}
		chain.doFilter(request, response);
	}

	private static boolean isOurs(String origin, HttpServletRequest request) {
		try {
			return URI.create(origin).getAuthority() != null
					&& URI.create(origin).getAuthority().equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
