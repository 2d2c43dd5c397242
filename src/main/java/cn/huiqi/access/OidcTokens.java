package cn.huiqi.access;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * The login of programs by access token, beside name and password.
 */
class OidcTokens {

	private final JwtDecoder decoder;

	private final OidcLogin login;

	private final Accounts accounts;

	OidcTokens(JwtDecoder decoder, OidcLogin login, Accounts accounts) {
		this.decoder = decoder;
		this.login = login;
		this.accounts = accounts;
	}

	/** Has a chain take tokens. */
	void addTo(HttpSecurity http, AuthenticationEntryPoint unknown, AccessDeniedHandler refused) throws Exception {
		http.oauth2ResourceServer((tokens) -> tokens.authenticationEntryPoint(unknown)
			.accessDeniedHandler(refused)
			.jwt((jwt) -> jwt.decoder(this.decoder).jwtAuthenticationConverter(this.login.bearer(this.accounts))));
	}

}
