package cn.huiqi.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import cn.huiqi.testing.Rest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * A small OpenID provider on this machine, at which whoever is set to be next is logged
 * in without being asked.
 */
final class OidcProvider {

	static final String CLIENT = "huiqi-client";

	static final String SECRET = "client-secret";

	private final HttpServer server;

	private final RSAKey key;

	private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

	/** Claims of whoever is logged in next. */
	volatile Map<String, Object> next = Map.of();

	/** Redirect of the last log-out. */
	volatile @Nullable Map<String, String> left;

	OidcProvider() {
		try {
			this.key = new RSAKeyGenerator(2048).keyID("test").algorithm(JWSAlgorithm.RS256).generate();
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException | JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		this.server.createContext("/.well-known/openid-configuration", (exchange) -> json(exchange, 200, metadata()));
		this.server.createContext("/keys",
				(exchange) -> json(exchange, 200, new JWKSet(this.key.toPublicJWK()).toJSONObject()));
		this.server.createContext("/authorize", this::authorize);
		this.server.createContext("/token", this::token);
		this.server.createContext("/leave", (exchange) -> {
			this.left = parameters(exchange.getRequestURI().getRawQuery());
			json(exchange, 200, Map.of());
		});
		this.server.start();
	}

	String issuer() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	void stop() {
		this.server.stop(0);
	}

	/** A signed token with these claims beside the usual ones; {@code null} drops one. */
	String sign(Map<String, Object> claims) {
		return sign(claims, this.key);
	}

	static String sign(Map<String, Object> claims, RSAKey key) {
		try {
			SignedJWT token = new SignedJWT(
					new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).type(JOSEObjectType.JWT).build(),
					claimSet(claims));
			token.sign(new RSASSASigner(key));
			return token.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Claims of an access token as this provider makes them. */
	Map<String, Object> accessToken(Map<String, Object> subject) {
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("iss", issuer());
		claims.put("aud", CLIENT);
		claims.put("iat", Date.from(Instant.now()));
		claims.put("exp", Date.from(Instant.now().plusSeconds(300)));
		claims.putAll(subject);
		return claims;
	}

	static JWTClaimsSet claimSet(Map<String, Object> claims) {
		JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
		claims.forEach(set::claim);
		return set.build();
	}

	private Map<String, Object> metadata() {
		Map<String, Object> metadata = new LinkedHashMap<>();
		metadata.put("issuer", issuer());
		metadata.put("authorization_endpoint", issuer() + "/authorize");
		metadata.put("token_endpoint", issuer() + "/token");
		metadata.put("jwks_uri", issuer() + "/keys");
		metadata.put("end_session_endpoint", issuer() + "/leave");
		metadata.put("response_types_supported", List.of("code"));
		metadata.put("subject_types_supported", List.of("public"));
		metadata.put("id_token_signing_alg_values_supported", List.of("RS256"));
		metadata.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic"));
		return metadata;
	}

	private void authorize(HttpExchange exchange) throws IOException {
		Map<String, String> request = parameters(exchange.getRequestURI().getRawQuery());
		if (!CLIENT.equals(request.get("client_id")) || !"S256".equals(request.get("code_challenge_method"))
				|| request.get("state") == null || request.get("nonce") == null) {
			json(exchange, 400, request);
			return;
		}
		String code = UUID.randomUUID().toString();
		this.codes.put(code, request);
		exchange.getResponseHeaders()
			.add("Location", request.get("redirect_uri") + "?code=" + code + "&state="
					+ URLEncoder.encode(request.get("state"), StandardCharsets.UTF_8));
		exchange.sendResponseHeaders(302, -1);
		exchange.close();
	}

	private void token(HttpExchange exchange) throws IOException {
		Map<String, String> request = parameters(
				new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		Map<String, String> asked = this.codes.remove(request.getOrDefault("code", ""));
		String login = "Basic "
				+ Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
		if (asked == null || !login.equals(exchange.getRequestHeaders().getFirst("Authorization"))
				|| !challenge(request.getOrDefault("code_verifier", "")).equals(asked.get("code_challenge"))) {
			json(exchange, 400, Map.of("error", "invalid_grant"));
			return;
		}
		Map<String, Object> claims = accessToken(this.next);
		claims.put("nonce", asked.get("nonce"));
		json(exchange, 200, Map.of("access_token", sign(accessToken(this.next)), "token_type", "Bearer", "expires_in",
				300, "id_token", sign(claims)));
	}

	private static String challenge(String verifier) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void json(HttpExchange exchange, int status, Object body) throws IOException {
		byte[] bytes = Rest.json(body).getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private static Map<String, String> parameters(@Nullable String query) {
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String pair : (query != null) ? query.split("&") : new String[0]) {
			String[] parts = pair.split("=", 2);
			parameters.put(decode(parts[0]), (parts.length > 1) ? decode(parts[1]) : "");
		}
		return parameters;
	}

	private static String decode(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

}
