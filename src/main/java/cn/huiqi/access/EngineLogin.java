package cn.huiqi.access;

import java.util.Set;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/**
 * Checks a name and a password against the engine's accounts. The engine slows guessing
 * down by locking an account for a while. Authorities are the ids of the account's
 * groups.
 */
@Component
class EngineLogin implements AuthenticationProvider {

	private static final int ATTEMPTS = 3;

	private final IdentityService identities;

	private final Accounts accounts;

	EngineLogin(IdentityService identities, Accounts accounts) {
		this.identities = identities;
		this.accounts = accounts;
	}

	@Override
	public Authentication authenticate(Authentication login) {
		String user = login.getName();
		Object password = login.getCredentials();
		// nobody's rights may stand in the way of this check
		this.identities.clearAuthentication();
		if (user.isEmpty() || user.indexOf('\0') >= 0 || password == null || !isRight(user, password.toString())) {
			throw new BadCredentialsException("账号或密码不正确，或账号因多次输错密码被暂时锁定");
		}
		return authenticated(user, this.accounts.groupsOf(user));
	}

	@Override
	public boolean supports(Class<?> type) {
		return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
	}

	static Authentication authenticated(String user, Set<String> groups) {
		return UsernamePasswordAuthenticationToken.authenticated(user, null,
				AuthorityUtils.createAuthorityList(groups));
	}

	private boolean isRight(String user, String password) {
		for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
			try {
				return this.identities.checkPassword(user, password);
			}
			catch (OptimisticLockingException ex) {
				// another login of the same account was counted meanwhile
			}
		}
		return false;
	}

}
