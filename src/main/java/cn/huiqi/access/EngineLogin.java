package cn.huiqi.access;

import java.util.Collections;
import java.util.Set;

import org.camunda.bpm.engine.IdentityService;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/**
 * Checks a name and a password against the engine's accounts. Authorities are the ids of
 * the account's groups.
 */
@Component
class EngineLogin implements AuthenticationProvider {

	private final IdentityService identities;

	private final Accounts accounts;

	private final ObjectProvider<OidcSettings> oidc;

	EngineLogin(IdentityService identities, Accounts accounts, ObjectProvider<OidcSettings> oidc) {
		this.identities = identities;
		this.accounts = accounts;
		this.oidc = oidc;
	}

	@Override
	public Authentication authenticate(Authentication login) {
		String user = login.getName();
		Object password = login.getCredentials();
		// nobody's rights may stand in the way of this check
		this.identities.clearAuthentication();
		boolean right;
		try {
			right = password != null && this.identities.checkPassword(user, password.toString());
		}
		catch (LoginThrottledException ex) {
			throw new TooManyTriesException(ex);
		}
		if (!right) {
			throw new BadCredentialsException("账号或密码不正确");
		}
		Set<String> groups = this.accounts.groupsOf(user);
		OidcSettings settings = this.oidc.getIfAvailable();
		if (settings != null && Collections.disjoint(settings.passwordGroups(), groups)) {
			throw new BadCredentialsException("账号或密码不正确");
		}
		return authenticated(user, groups);
	}

	@Override
	public boolean supports(Class<?> type) {
		return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
	}

	static Authentication authenticated(String user, Set<String> groups) {
		return UsernamePasswordAuthenticationToken.authenticated(user, null,
				AuthorityUtils.createAuthorityList(groups));
	}

	/** The same refusal as the security chain takes it. */
	static final class TooManyTriesException extends AuthenticationException {

		private TooManyTriesException(LoginThrottledException refusal) {
			super(refusal.getMessage(), refusal);
		}

	}

}
