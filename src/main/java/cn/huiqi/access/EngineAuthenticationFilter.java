package cn.huiqi.access;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.engine.IdentityService;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the engine who calls. Without this the engine checks nothing at all, hence nobody
 * passes here who is not logged in.
 */
class EngineAuthenticationFilter extends OncePerRequestFilter {

	private final IdentityService identities;

	EngineAuthenticationFilter(IdentityService identities) {
		this.identities = identities;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication login = SecurityContextHolder.getContext().getAuthentication();
		if (login == null || !login.isAuthenticated() || login instanceof AnonymousAuthenticationToken) {
			throw new AccessDeniedException("需要登录");
		}
		List<String> groups = login.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList();
		this.identities.setAuthentication(login.getName(), groups);
		try {
			chain.doFilter(request, response);
		}
		finally {
			this.identities.clearAuthentication();
		}
	}

}
