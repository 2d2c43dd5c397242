package cn.huiqi.access;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Turns a login at the provider into one of the webapps, whose session all else goes by,
 * and a log-out of the webapps into one at the provider.
 */
class OidcLogin implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

	/** Where the browser is sent to log in, or to end its log-out. */
	static final String PAGE = "/login";

	static final String REGISTRATION = "huiqi";

	/** In a session: what the provider gave, and wants back at log-out. */
	static final String ID_TOKEN = OidcLogin.class.getName() + ".idToken";

	/** In a session that has logged out here, and not yet there. */
	static final String LEAVING = OidcLogin.class.getName() + ".leaving";

	private static final String TARGET = OidcLogin.class.getName() + ".target";

	private static final String START = "/oauth2/authorization/" + REGISTRATION;

	private static final String FIRST_PAGE = "/my/tasks";

	/** Our own login page, which has nothing to ask for here. */
	private static final String OUR_LOGIN = "/my/login";

	private static final Pattern START_PAGE = Pattern
		.compile("/camunda/?|/camunda/app/(admin|cockpit|tasklist|welcome)/?([a-z0-9-]+/?)?"
				+ "|/my|/my/tasks|/my/login|/my/applications/[A-Z0-9-]+"
				+ "|/my/enterprises/[A-Z0-9]+|/my/stage-notices");

	private static final Logger log = LoggerFactory.getLogger(OidcLogin.class);

	private final OidcAccounts accounts;

	private final ProcessEngine engine;

	private final ClientRegistrationRepository clients;

	OidcLogin(OidcAccounts accounts, ProcessEngine engine, ClientRegistrationRepository clients) {
		this.accounts = accounts;
		this.engine = engine;
		this.clients = clients;
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
			Authentication authentication) throws IOException {
		OidcUser user = (OidcUser) authentication.getPrincipal();
		String account = this.accounts.admit(user, true);
		HttpSession before = request.getSession(false);
		Object target = (before != null) ? before.getAttribute(TARGET) : null;
		// a new session: whatever the old one was, it is over
		AuthenticationUtil.revalidateSession(request, AuthenticationUtil.createAuthentication(this.engine, account));
		request.getSession().setAttribute(ID_TOKEN, user.getIdToken().getTokenValue());
		response.sendRedirect((target instanceof String page) ? page : FIRST_PAGE);
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException refusal) throws IOException {
		boolean ours = refusal instanceof OidcAccounts.RefusedLoginException;
		if (!ours) {
			log.warn("A login by OpenID Connect failed: {}", refusal.getMessage());
		}
		HttpSession session = request.getSession(false);
		if (session != null) {
			session.invalidate();
		}
		Refusals.problem(response, HttpServletResponse.SC_FORBIDDEN, "登录失败",
				ours ? String.valueOf(refusal.getMessage()) : "统一身份认证登录未成功，请重新登录");
	}

	/** An access token stands for the account it names. */
	Converter<Jwt, AbstractAuthenticationToken> bearer(Accounts groups) {
		return (token) -> {
			String account = this.accounts.admit(token, false);
			return new JwtAuthenticationToken(token, AuthorityUtils.createAuthorityList(groups.groupsOf(account)),
					account);
		};
	}

	/** Sends the browser to the provider, to log in or to log out. */
	Filter page() {
		return new OncePerRequestFilter() {
			@Override
			protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
					throws ServletException, IOException {
				if (!PAGE.equals(request.getRequestURI())) {
					chain.doFilter(request, response);
					return;
				}
				HttpSession session = request.getSession(false);
				if (session != null && session.getAttribute(LEAVING) instanceof String idToken) {
					session.invalidate();
					response.sendRedirect(leaving(request, idToken));
					return;
				}
				response.sendRedirect(START);
			}
		};
	}

	/** Sends whoever opens a webapp without a login to the provider. */
	Filter startPages(SessionSeal seal) {
		return new OncePerRequestFilter() {
			@Override
			protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
					throws ServletException, IOException {
				String page = request.getRequestURI();
				if (!"GET".equals(request.getMethod()) || !START_PAGE.matcher(page).matches()) {
					chain.doFilter(request, response);
					return;
				}
				HttpSession session = request.getSession();
				boolean ourLogin = OUR_LOGIN.equals(page);
				if (seal.accountIn(session).isPresent()) {
					if (ourLogin) {
						response.sendRedirect(FIRST_PAGE);
						return;
					}
					chain.doFilter(request, response);
					return;
				}
				if (!ourLogin) {
					session.setAttribute(TARGET, page);
				}
				response.sendRedirect(PAGE);
			}
		};
	}

	private String leaving(HttpServletRequest request, String idToken) {
		String home = ServletUriComponentsBuilder.fromContextPath(request).path("/").toUriString();
		ClientRegistration client = this.clients.findByRegistrationId(REGISTRATION);
		Object endpoint = client.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint");
		if (endpoint == null) {
			return home;
		}
		return UriComponentsBuilder.fromUriString(endpoint.toString())
			.queryParam("id_token_hint", "{token}")
			.queryParam("client_id", "{client}")
			.queryParam("post_logout_redirect_uri", "{home}")
			.encode()
			.buildAndExpand(List.of(idToken, client.getClientId(), home).toArray())
			.toUriString();
	}

}
