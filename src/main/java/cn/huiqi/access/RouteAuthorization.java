package cn.huiqi.access;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/**
 * Lets a request through where the table of addresses names one of the caller's roles,
 * and administrators also where it names nothing.
 */
@Component
class RouteAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

	private final RouteTable routes;

	private final Roles roles;

	RouteAuthorization(RouteTable routes, Roles roles) {
		this.routes = routes;
		this.roles = roles;
	}

	@Override
	public AuthorizationDecision check(Supplier<Authentication> caller, RequestAuthorizationContext context) {
		Authentication login = caller.get();
		boolean loggedIn = login != null && login.isAuthenticated() && !(login instanceof AnonymousAuthenticationToken);
		Set<String> keys = loggedIn ? this.roles.keysOf(groupsOf(login)) : Set.of(Roles.ANYONE);
		return new AuthorizationDecision(
				this.routes.mayCall(context.getRequest().getMethod(), context.getRequest().getRequestURI(), keys));
	}

	private static List<String> groupsOf(Authentication login) {
		return login.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList();
	}

}
