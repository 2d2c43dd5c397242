package cn.huiqi.access;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.testing.Rest;
import cn.huiqi.testing.TestDatabase;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole program with the login of a provider.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "camunda.bpm.job-execution.enabled=false", "huiqi.demo=true", "huiqi.demo-cases=false" })
@ContextConfiguration(initializers = TestDatabase.class)
@ActiveProfiles("oidc")
@Tag("alone")
class OidcLoginTests {

	private static final OidcProvider PROVIDER = new OidcProvider();

	private static final String START_PAGE = "/camunda/app/tasklist/default/";

	private static final String TASKS = Rest.WEBAPP_ENGINE + "/task/count";

	private static int people;

	@LocalServerPort
	int port;

	private Rest rest;

	private String person;

	@DynamicPropertySource
	static void provider(DynamicPropertyRegistry properties) {
		properties.add("huiqi.oidc.issuer", PROVIDER::issuer);
		properties.add("huiqi.oidc.client-id", () -> OidcProvider.CLIENT);
		properties.add("huiqi.oidc.client-secret", () -> OidcProvider.SECRET);
	}

	@AfterAll
	static void stop() {
		PROVIDER.stop();
	}

	@BeforeEach
	void somebodyNew() {
		this.rest = new Rest(this.port);
		this.person = "person-" + ++people;
	}

	@Test
	void logsIntoWebappsAndOurInterfaceAsTheSamePerson() {
		// given
		PROVIDER.next = person("hohhot-bureau", "no-such-group");
		// when somebody opens Tasklist without a login
		Browser browser = new Browser();
		Response page = browser.follow(START_PAGE);
		// then he comes back to it, logged in
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.asString()).contains("tasklistConf");
		assertThat(browser.call().get("/camunda/api/admin/auth/user/default").jsonPath().getString("userId"))
			.isEqualTo(this.person);
		assertThat(browser.call().get(TASKS).statusCode()).isEqualTo(200);
		Response me = browser.call().get("/api/me");
		assertThat(me.jsonPath().getString("user")).isEqualTo(this.person);
		assertThat(me.jsonPath().getList("groups")).containsExactly("hohhot-bureau");
		// and a change still needs the token of the session
		assertThat(browser.call().contentType("application/json").body("{}").post(TASKS).statusCode()).isEqualTo(200);
		assertThat(browser.bare().contentType("application/json").body("{}").post(TASKS).statusCode()).isEqualTo(403);
	}

	@Test
	void beginsNewSessionAtLogin() {
		// given a session that somebody planted
		PROVIDER.next = person("hohhot-bureau");
		Browser browser = new Browser();
		browser.get(START_PAGE);
		String planted = browser.cookies.get("JSESSIONID");
		// when
		browser.follow(START_PAGE);
		// then
		assertThat(browser.cookies.get("JSESSIONID")).isNotEqualTo(planted);
		assertThat(this.rest.anonymous().cookie("JSESSIONID", planted).get("/api/me").statusCode()).isEqualTo(401);
	}

	@Test
	void logsOutHereAndAtProvider() {
		// given
		PROVIDER.next = person("hohhot-bureau");
		Browser browser = new Browser();
		browser.follow(START_PAGE);
		Map<String, String> old = new LinkedHashMap<>(browser.cookies);
		// when
		assertThat(browser.call().post("/camunda/api/admin/auth/user/default/logout").statusCode()).isEqualTo(200);
		// then the old cookie opens nothing
		for (String path : List.of("/api/me", TASKS)) {
			assertThat(this.rest.anonymous().cookies(old).get(path).statusCode()).as(path).isEqualTo(401);
		}
		// and the page goes on to the provider
		PROVIDER.left = null;
		browser.follow("/login");
		assertThat(PROVIDER.left).containsEntry("client_id", OidcProvider.CLIENT)
			.containsEntry("post_logout_redirect_uri", "http://127.0.0.1:" + this.port + "/")
			.containsKey("id_token_hint");
	}

	@Test
	void followsGroupsOfTheClaim() {
		// given
		PROVIDER.next = person("hohhot-bureau", "hohhot-finance");
		Browser browser = new Browser();
		browser.follow(START_PAGE);
		assertThat(this.rest.anonymous()
			.header("Authorization", "Bearer " + token(person("hohhot-bureau", "hohhot-finance")))
			.get("/api/me")
			.jsonPath()
			.getList("groups")).containsExactlyInAnyOrder("hohhot-bureau", "hohhot-finance");
		// when the provider takes one away and he logs in elsewhere
		PROVIDER.next = person("hohhot-finance");
		new Browser().follow(START_PAGE);
		// then it is gone in the first browser too
		assertThat(browser.call().get("/api/me").jsonPath().getList("groups")).containsExactly("hohhot-finance");
		// and an older token does not bring it back
		Map<String, Object> older = PROVIDER.accessToken(person("hohhot-bureau", "hohhot-finance"));
		older.put("iat", Date.from(Instant.now().minusSeconds(200)));
		assertThat(bearer(PROVIDER.sign(older)).get("/api/me").jsonPath().getList("groups"))
			.containsExactly("hohhot-finance");
		// but a newer one changes it
		Map<String, Object> newer = PROVIDER.accessToken(person("hohhot-auditor"));
		newer.put("iat", Date.from(Instant.now().plusSeconds(5)));
		assertThat(bearer(PROVIDER.sign(newer)).get("/api/me").jsonPath().getList("groups"))
			.containsExactly("hohhot-auditor");
	}

	@Test
	void takesAccessTokenOnBothInterfaces() {
		// given
		String token = token(person("hohhot-bureau"));
		// then
		assertThat(bearer(token).get("/api/me").jsonPath().getString("user")).isEqualTo(this.person);
		assertThat(bearer(token).get("/engine-rest/task/count").statusCode()).isEqualTo(200);
		assertThat(
				bearer(token).get("/engine-rest/identity/groups?userId=" + this.person).jsonPath().getList("groups.id"))
			.containsExactly("hohhot-bureau");
		// and not for what its groups may not
		assertThat(bearer(token).get("/actuator/metrics").statusCode()).isEqualTo(403);
	}

	@Test
	void makesNobodyAdministratorUnlessOperatorWantsIt() {
		// given
		String token = token(person("camunda-admin", "hohhot-bureau"));
		// then
		assertThat(bearer(token).get("/api/me").jsonPath().getList("groups")).containsExactly("hohhot-bureau");
		assertThat(bearer(token).get("/actuator/metrics").statusCode()).isEqualTo(403);
	}

	@Test
	void refusesEveryTokenThatIsNotOurs() throws Exception {
		// given one that is
		Map<String, Object> good = PROVIDER.accessToken(person("hohhot-bureau"));
		assertThat(bearer(PROVIDER.sign(good)).get("/api/me").statusCode()).isEqualTo(200);
		// when it is another's, another's for us, ours for others, or over
		Map<String, String> tokens = new LinkedHashMap<>();
		tokens.put("issuer", PROVIDER.sign(with(good, "iss", "https://evil.example")));
		tokens.put("audience", PROVIDER.sign(with(good, "aud", "another-client")));
		tokens.put("no audience", PROVIDER.sign(with(good, "aud", null)));
		tokens.put("expired", PROVIDER.sign(with(good, "exp", Date.from(Instant.now().minusSeconds(120)))));
		tokens.put("for ever", PROVIDER.sign(with(good, "exp", null)));
		tokens.put("not yet", PROVIDER.sign(with(good, "nbf", Date.from(Instant.now().plusSeconds(600)))));
		tokens.put("nobody", PROVIDER.sign(with(good, "preferred_username", null)));
		tokens.put("odd name", PROVIDER.sign(with(good, "preferred_username", "a/../b")));
		tokens.put("another key", OidcProvider.sign(good, new RSAKeyGenerator(2048).keyID("test").generate()));
		tokens.put("alg none", new PlainJWT(OidcProvider.claimSet(good)).serialize());
		String signed = PROVIDER.sign(good);
		tokens.put("unsigned", signed.substring(0, signed.lastIndexOf('.') + 1));
		tokens.put("cut", signed.substring(0, signed.length() - 6));
		tokens.put("no token", "abc");
		tokens.forEach((why, token) -> {
			for (String path : List.of("/api/me", "/engine-rest/task/count")) {
				Response response = bearer(token).get(path);
				// then
				assertThat(response.statusCode()).as(why + " " + response.asString()).isEqualTo(401);
			}
		});
	}

	@Test
	void letsNobodyTakeOverAnAccountByItsName() {
		// when somebody calls himself like an account made here
		Map<String, Object> impostor = new LinkedHashMap<>(person("hohhot-bureau"));
		impostor.put("preferred_username", "admin");
		assertThat(bearer(token(impostor)).get("/api/me").statusCode()).isEqualTo(401);
		PROVIDER.next = impostor;
		assertThat(new Browser().follow(START_PAGE).statusCode()).isEqualTo(403);
		// or like somebody else of the provider
		assertThat(bearer(token(person("hohhot-bureau"))).get("/api/me").statusCode()).isEqualTo(200);
		Map<String, Object> other = new LinkedHashMap<>(person("hohhot-finance"));
		other.put("sub", "another-subject");
		assertThat(bearer(token(other)).get("/api/me").statusCode()).isEqualTo(401);
	}

	@Test
	void keepsPasswordsForOtherSoftwareOnly() {
		// then
		assertThat(this.rest.as("system").get("/api/me").statusCode()).isEqualTo(200);
		for (String account : List.of("admin", "hohhot-bureau-1", "analyst")) {
			assertThat(this.rest.as(account).get("/api/me").statusCode()).as(account).isEqualTo(401);
			assertThat(this.rest.as(account).get("/engine-rest/task").statusCode()).as(account).isEqualTo(401);
		}
		// and the webapps' own login is closed
		Browser browser = new Browser();
		PROVIDER.next = person("hohhot-bureau");
		browser.follow(START_PAGE);
		assertThat(browser.call()
			.contentType("application/x-www-form-urlencoded")
			.formParam("username", "admin")
			.formParam("password", Rest.PASSWORD)
			.post("/camunda/api/admin/auth/user/default/login/tasklist")
			.statusCode()).isEqualTo(403);
	}

	@Test
	void refusesForgedReturnFromProvider() {
		// when another site sends a browser back with a code of its own
		Response response = this.rest.anonymous().get("/login/oauth2/code/huiqi?code=stolen&state=guessed");
		// then
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.jsonPath().getString("detail")).contains("重新登录");
	}

	private Map<String, Object> person(String... groups) {
		return Map.of("sub", "subject-of-" + this.person, "preferred_username", this.person, "name", "张三", "groups",
				List.of(groups));
	}

	private static String token(Map<String, Object> subject) {
		return PROVIDER.sign(PROVIDER.accessToken(subject));
	}

	private RequestSpecification bearer(String token) {
		return this.rest.anonymous().header("Authorization", "Bearer " + token);
	}

	private static Map<String, Object> with(Map<String, Object> claims, String name, @Nullable Object value) {
		Map<String, Object> changed = new LinkedHashMap<>(claims);
		changed.put(name, value);
		return changed;
	}

	/** Keeps cookies of our address and follows redirects. */
	private final class Browser {

		private final Map<String, String> cookies = new LinkedHashMap<>();

		private Response get(String address) {
			boolean ours = address.startsWith("/") || address.startsWith("http://127.0.0.1:" + port + "/");
			Response response = ours ? bare().urlEncodingEnabled(false).get(address)
					: RestAssured.given().redirects().follow(false).urlEncodingEnabled(false).get(address);
			if (ours) {
				this.cookies.putAll(response.cookies());
			}
			return response;
		}

		private Response follow(String address) {
			Response response = get(address);
			for (int hops = 0; hops < 10 && response.statusCode() / 100 == 3; hops++) {
				response = get(response.header("Location"));
			}
			return response;
		}

		private RequestSpecification bare() {
			return rest.anonymous().cookies(this.cookies);
		}

		private RequestSpecification call() {
			return bare().header("X-XSRF-TOKEN", String.valueOf(this.cookies.get("XSRF-TOKEN")));
		}

	}

}
