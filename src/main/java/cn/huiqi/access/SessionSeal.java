package cn.huiqi.access;

import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Ties a session to the account as it was at login: the webapps look only at whether one
 * of this name exists. With another password, or made anew, it is another account.
 */
@Component
class SessionSeal implements HttpSessionAttributeListener {

	private static final String SEAL = SessionSeal.class.getName();

	private final ObjectProvider<EngineAccounts> accounts;

	private final ObjectProvider<ProcessEngine> engine;

	/** Made with the server, long before there is an engine. */
	SessionSeal(ObjectProvider<EngineAccounts> accounts, ObjectProvider<ProcessEngine> engine) {
		this.accounts = accounts;
		this.engine = engine;
	}

	/** A login puts who it is into a new session. */
	@Override
	public void attributeAdded(HttpSessionBindingEvent event) {
		if (event.getValue() instanceof Authentications logins) {
			accountIn(logins).flatMap(this::sealOf).ifPresent((seal) -> event.getSession().setAttribute(SEAL, seal));
		}
	}

	/** Who is logged in, if anybody. */
	Optional<String> accountIn(HttpSession session) {
		return accountIn(AuthenticationUtil.getAuthsFromSession(session));
	}

	/** Whether the account is still the one that logged in. */
	boolean isWhole(HttpSession session, String account) {
		Object seal = session.getAttribute(SEAL);
		return seal != null && Objects.equals(seal, sealOf(account).orElse(null));
	}

	private Optional<String> accountIn(Authentications logins) {
		return Optional.ofNullable(logins.getAuthenticationForProcessEngine(this.engine.getObject().getName()))
			.map(Authentication::getIdentityId);
	}

	private Optional<String> sealOf(String account) {
		return this.accounts.getObject().sealOf(account);
	}

}
