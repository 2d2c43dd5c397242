package cn.huiqi.access;

import java.util.List;
import java.util.Set;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Profile;
import org.springframework.validation.annotation.Validated;

/**
 * The login that another program provides over OpenID Connect.
 *
 * @param issuer address of the provider, where its metadata is found
 * @param clientId what this program is called there
 * @param clientSecret its password there; empty for a public client
 * @param scopes what is asked for at login
 * @param audience what access tokens for our interfaces must be made for; the client's id
 * where nothing is set
 * @param userClaim claim that holds the account's id
 * @param groupsClaim claim that holds the ids of its groups
 * @param administrators whether the provider may name administrators
 * @param passwordGroups groups whose accounts still log in with name and password
 */
@Profile("oidc")
@Validated
@ConfigurationProperties("huiqi.oidc")
record OidcSettings(@NotBlank String issuer, @NotBlank String clientId, @DefaultValue("") String clientSecret,
		@DefaultValue( {
				"openid", "profile" }) @NotEmpty List<String> scopes,
		@Nullable String audience, @DefaultValue("preferred_username") @NotBlank String userClaim,
		@DefaultValue("groups") @NotBlank String groupsClaim, @DefaultValue("false") boolean administrators,
		@DefaultValue("system") Set<String> passwordGroups){

	String tokenAudience() {
		return (this.audience == null || this.audience.isBlank()) ? this.clientId : this.audience;
	}

	@Override
	public String toString() {
		return "OidcSettings[issuer=" + this.issuer + ", clientId=" + this.clientId + "]";
	}

}
