package cn.huiqi.access;

import java.util.List;
import java.util.Objects;

import org.camunda.bpm.engine.ProcessEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/**
 * Login over OpenID Connect instead of the webapps' own: people in the browser by code
 * flow with PKCE, programs with an access token. The provider is asked when it is first
 * needed, so that the program starts without it.
 */
@Configuration(proxyBeanMethods = false)
@Profile("oidc")
class OidcConfiguration {

	private static final Logger log = LoggerFactory.getLogger(OidcConfiguration.class);

	@Bean
	ClientRegistrationRepository oidcClients(OidcSettings settings) {
		return new SupplierClientRegistrationRepository(
				() -> new InMemoryClientRegistrationRepository(client(settings)));
	}

	private static ClientRegistration client(OidcSettings settings) {
		ClientRegistration.Builder client = ClientRegistrations.fromIssuerLocation(settings.issuer())
			.registrationId(OidcLogin.REGISTRATION)
			.clientId(settings.clientId())
			.clientSecret(settings.clientSecret())
			.redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
			.scope(settings.scopes());
		if (settings.clientSecret().isEmpty()) {
			client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
		}
		return client.build();
	}

	/** Access tokens: made by this provider, for us, and not for ever. */
	@Bean
	JwtDecoder accessTokens(OidcSettings settings) {
		JwtDecoder decoder = new SupplierJwtDecoder(() -> {
			NimbusJwtDecoder tokens = NimbusJwtDecoder.withIssuerLocation(settings.issuer()).build();
			tokens.setJwtValidator(
					new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefaultWithIssuer(settings.issuer()),
							new JwtClaimValidator<Object>("exp", Objects::nonNull), new JwtClaimValidator<List<String>>(
									"aud", (made) -> made != null && made.contains(settings.tokenAudience()))));
			return tokens;
		});
		return (token) -> {
			try {
				return decoder.decode(token);
			}
			catch (BadJwtException ex) {
				throw ex;
			}
			catch (RuntimeException ex) {
				// nobody is let in while the provider cannot be asked
				log.warn("An access token could not be verified: {}", ex.getMessage());
				throw new BadJwtException("not verified", ex);
			}
		};
	}

	@Bean
	OidcLogin oidcLogin(OidcAccounts accounts, ProcessEngine engine, ClientRegistrationRepository clients) {
		return new OidcLogin(accounts, engine, clients);
	}

	@Bean
	OidcTokens oidcTokens(JwtDecoder accessTokens, OidcLogin login, Accounts accounts) {
		return new OidcTokens(accessTokens, login, accounts);
	}

	@Bean
	@Order(0)
	SecurityFilterChain oidcLoginSecurity(HttpSecurity http, ClientRegistrationRepository clients, OidcLogin login)
			throws Exception {
		DefaultOAuth2AuthorizationRequestResolver requests = new DefaultOAuth2AuthorizationRequestResolver(clients,
				"/oauth2/authorization");
		requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
		PathPatternRequestMatcher.Builder get = PathPatternRequestMatcher.withDefaults();
		http.securityMatcher(new OrRequestMatcher(get.matcher(HttpMethod.GET, OidcLogin.PAGE),
				get.matcher(HttpMethod.GET, "/oauth2/authorization/**"),
				get.matcher(HttpMethod.GET, "/login/oauth2/code/**")))
			.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.headers(AbstractHttpConfigurer::disable)
			.oauth2Login((oidc) -> oidc.loginPage(OidcLogin.PAGE)
				// nothing is fetched with it after the login
				.authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
				.authorizationEndpoint((endpoint) -> endpoint.authorizationRequestResolver(requests))
				.successHandler(login)
				.failureHandler(login))
			.authorizeHttpRequests((all) -> all.anyRequest().denyAll())
			.addFilterBefore(login.page(), OAuth2LoginAuthenticationFilter.class);
		return http.build();
	}

}
