package cn.huiqi.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.apache.catalina.Context;
import org.apache.catalina.session.StandardSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The session that webapps, our interface and our pages share.
 */
@DatabaseTest
class SessionTests {

	private static final String START_PAGE = "/camunda/app/tasklist/default/";

	private static final String LOGIN = "/camunda/api/admin/auth/user/default/login/tasklist";

	private static final String LOGOUT = "/camunda/api/admin/auth/user/default/logout";

	private static final String TASKS = Rest.WEBAPP_ENGINE + "/task/count";

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@Autowired
	JdbcTemplate jdbc;

	@Autowired
	ServletWebServerApplicationContext server;

	private Rest rest;

	private String account;

	@BeforeEach
	void onAWorkday() {
		this.rest = new Rest(this.port);
		this.journey.at("2025-03-03T10:00:00");
		this.account = this.journey.newEnterprise().account();
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void beginsAnewAtLogin() {
		// given a session that somebody planted in the browser
		Map<String, String> planted = visit(Map.of());
		// when its user logs in
		Map<String, String> loggedIn = login(planted);
		// then the planted one is worth nothing
		assertThat(loggedIn.get("JSESSIONID")).isNotEqualTo(planted.get("JSESSIONID"));
		assertIsIn(loggedIn);
		assertIsOut(planted);
		// nor does a login take over an id that the server never gave
		Map<String, String> invented = new LinkedHashMap<>(planted);
		invented.put("JSESSIONID", "0123456789ABCDEF0123456789ABCDEF");
		assertThat(visit(invented).get("JSESSIONID")).isNotEqualTo("0123456789ABCDEF0123456789ABCDEF");
	}

	@Test
	void staysTheSameForCallsOfOnePage() {
		// given
		Map<String, String> cookies = login(visit(Map.of()));
		// then a call of our interface gives no other cookie, which calls beside it would
		// not know
		for (int i = 0; i < 3; i++) {
			assertThat(call(cookies).get("/api/me").cookies()).doesNotContainKey("JSESSIONID");
			assertThat(call(cookies).get(TASKS).cookies()).doesNotContainKey("JSESSIONID");
		}
		assertIsIn(cookies);
	}

	@Test
	void endsAtLogOut() {
		// given
		Map<String, String> cookies = login(visit(Map.of()));
		assertIsIn(cookies);
		String id = cookies.get("JSESSIONID");
		// when
		assertThat(call(cookies).post(LOGOUT).statusCode()).isEqualTo(200);
		// then it is gone on the server
		assertThat(sessionOf(id)).isNull();
		assertIsOut(cookies);
	}

	@Test
	void endsAfterAbsoluteLimitHoweverBusy() {
		// given one that is twelve hours old and was used a moment ago
		Map<String, String> cookies = login(visit(Map.of()));
		age(cookies, Duration.ofHours(12).minusMinutes(1));
		assertIsIn(cookies);
		// when
		age(cookies, Duration.ofHours(12).plusSeconds(1));
		// then
		assertIsOut(cookies);
		assertThat(sessionOf(cookies.get("JSESSIONID"))).isNull();
	}

	@Test
	void endsWhenIdle() throws Exception {
		// given
		Map<String, String> cookies = login(visit(Map.of()));
		StandardSession session = sessionOf(cookies.get("JSESSIONID"));
		// then half an hour, unless the operator says otherwise
		assertThat(session.getMaxInactiveInterval()).isEqualTo(30 * 60);
		// when it was last used a second before that
		lastUsed(session, System.currentTimeMillis() - Duration.ofMinutes(30).plusSeconds(1).toMillis());
		// then
		assertIsOut(cookies);
	}

	@Test
	void endsWhenAccountIsDeletedOrMadeAnew() {
		// given
		Map<String, String> cookies = login(visit(Map.of()));
		// when
		administrator().delete("/engine-rest/user/" + this.account);
		// then
		assertIsOut(cookies);
		// and another account of the same name is not his
		Map<String, String> others = login("hohhot-bureau-1", visit(Map.of()));
		assertIsIn(others);
		assertIsOut(cookies);
	}

	@Test
	void endsWithTheNameUsedAgain() {
		// given
		Map<String, String> cookies = login(visit(Map.of()));
		// when the account is deleted and one of the same name made before he comes back
		administrator().delete("/engine-rest/user/" + this.account);
		Response made = administrator()
			.body(Rest.json(Map.of("profile", Map.of("id", this.account, "firstName", "别人", "lastName", ""),
					"credentials", Map.of("password", Rest.PASSWORD))))
			.post("/engine-rest/user/create");
		assertThat(made.statusCode()).isEqualTo(204);
		// then
		assertIsOut(cookies);
	}

	@Test
	void endsWhenPasswordChanges() {
		// given two browsers, one of which is a thief's
		Map<String, String> owner = login(visit(Map.of()));
		Map<String, String> thief = login(visit(Map.of()));
		// when
		Response changed = call(owner).contentType("application/json")
			.body(Rest.json(Map.of("password", "Wolken-ueber-Wuhan-7", "authenticatedUserPassword", Rest.PASSWORD)))
			.put(Rest.WEBAPP_ENGINE + "/user/" + this.account + "/credentials");
		// then
		assertThat(changed.statusCode()).isEqualTo(204);
		assertIsOut(thief);
		assertIsOut(owner);
	}

	@Test
	void losesRightsWithTheGroup() {
		// given an administrator beside the first one
		administrator().put("/engine-rest/group/camunda-admin/members/" + this.account);
		Map<String, String> cookies = login(visit(Map.of()));
		String users = Rest.WEBAPP_ENGINE + "/user/count";
		assertThat(call(cookies).get(users).jsonPath().getLong("count")).isGreaterThan(10);
		assertThat(call(cookies).get("/api/me").jsonPath().getList("groups")).contains("camunda-admin");
		// when
		assertThat(administrator().delete("/engine-rest/group/camunda-admin/members/" + this.account).statusCode())
			.isEqualTo(204);
		// then at the very next request
		assertThat(call(cookies).get(users).statusCode()).isEqualTo(403);
		assertThat(call(cookies).get("/api/me").jsonPath().getList("groups")).doesNotContain("camunda-admin");
		assertThat(call(cookies).get("/camunda/api/admin/auth/user/default").jsonPath().getList("authorizedApps"))
			.doesNotContain("admin", "cockpit");
	}

	@Test
	void givesCookieThatNoScriptAndNoOtherSiteCanUse() {
		// when
		Response page = this.rest.anonymous().get(START_PAGE);
		// then
		String cookie = page.headers()
			.getValues("Set-Cookie")
			.stream()
			.filter((value) -> value.startsWith("JSESSIONID="))
			.findFirst()
			.orElseThrow();
		assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax").doesNotContain("Secure");
	}

	@ParameterizedTest
	@CsvSource({ "POST,/api/applications", "PUT,/api/applications", "POST,/api/programmes/hohhot-subsidy/rounds",
			"DELETE,/api/me", "PATCH,/api/me", "POST,/camunda/api/engine/engine/default/task",
			"POST,/camunda/api/engine/engine/default/task/count",
			"PUT,/camunda/api/engine/engine/default/user/x/profile", "DELETE,/camunda/api/engine/engine/default/user/x",
			"PATCH,/camunda/api/engine/engine/default/task/x",
			"POST,/camunda/api/cockpit/plugin/base/default/process-definition/statistics",
			"POST,/camunda/api/admin/auth/user/default/logout",
			"POST,/camunda/api/tasklist/auth/user/default/login/tasklist", "POST,/camunda/app/tasklist/default/" })
	void refusesUnsafeCallWithoutToken(String method, String path) {
		// given
		Map<String, String> cookies = login(visit(Map.of()));
		for (String type : List.of("application/json", "text/plain", "application/x-www-form-urlencoded")) {
			for (String token : new String[] { null, "", "0123456789ABCDEF0123456789ABCDEF" }) {
				// when another site makes the browser send it
				RequestSpecification call = this.rest.anonymous().cookies(cookies).contentType(type).body("{}");
				if (token != null) {
					call.header("X-XSRF-TOKEN", token);
				}
				int status = call.header("Origin", "https://evil.example").request(method, path).statusCode();
				// then
				assertThat(status).as(type + " " + token).isIn(403, 405);
				// such a call ends the session where the webapps see it: begin again
				cookies = login(visit(Map.of()));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/engine-rest/task/count", "/api/me", "/actuator/metrics", "/camunda/api/engine/engine" })
	void takesNoMethodForAnother(String path) {
		// given what some frameworks believe
		Map<String, String> cookies = login(visit(Map.of()));
		// when a safe call claims to be an unsafe one, or the reverse
		int status = this.rest.anonymous()
			.cookies(cookies)
			.header("X-HTTP-Method-Override", "GET")
			.queryParam("_method", "GET")
			.contentType("application/json")
			.body("{}")
			.post(path)
			.statusCode();
		// then
		assertThat(status).isIn(401, 403, 405);
	}

	@Test
	void refusesRememberedPasswordOnOtherSitesPage() {
		// when another site's page has the browser send the password it remembers
		for (String path : List.of("/api/applications", "/engine-rest/task")) {
			Response response = this.rest.as("hohhot-bureau-1")
				.header("Origin", "https://evil.example")
				.contentType("application/json")
				.body("{}")
				.post(path);
			// then
			assertThat(response.statusCode()).isEqualTo(403);
		}
	}

	private void assertIsIn(Map<String, String> cookies) {
		assertThat(call(cookies).get(TASKS).statusCode()).isEqualTo(200);
		assertThat(call(cookies).get("/api/me").statusCode()).isEqualTo(200);
	}

	private void assertIsOut(Map<String, String> cookies) {
		assertThat(call(cookies).get("/api/me").statusCode()).isEqualTo(401);
		assertThat(call(cookies).get(TASKS).statusCode()).isEqualTo(401);
		assertThat(call(cookies).get("/camunda/api/admin/auth/user/default").statusCode()).isIn(401, 404);
	}

	/** The server notes the end of the last request a little after it has answered. */
	private static void lastUsed(StandardSession session, long moment) throws InterruptedException {
		for (int tries = 0; tries < 100; tries++) {
			session.setCreationTime(moment);
			Thread.sleep(100);
			if (session.getThisAccessedTimeInternal() == moment) {
				return;
			}
		}
		throw new IllegalStateException("The session is in use all the time");
	}

	private void age(Map<String, String> cookies, Duration age) {
		StandardSession session = sessionOf(cookies.get("JSESSIONID"));
		session.setMaxInactiveInterval(-1);
		session.setCreationTime(System.currentTimeMillis() - age.toMillis());
	}

	private StandardSession sessionOf(String id) {
		try {
			Context context = (Context) ((TomcatWebServer) this.server.getWebServer()).getTomcat()
				.getHost()
				.findChildren()[0];
			return (StandardSession) context.getManager().findSession(id);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private RequestSpecification administrator() {
		return this.rest.as("admin").contentType("application/json");
	}

	private RequestSpecification call(Map<String, String> cookies) {
		return this.rest.anonymous()
			.cookies(cookies)
			.header("X-XSRF-TOKEN", String.valueOf(cookies.get("XSRF-TOKEN")))
			.header("X-Requested-With", "XMLHttpRequest");
	}

	private Map<String, String> visit(Map<String, String> cookies) {
		Map<String, String> after = new LinkedHashMap<>(cookies);
		after.putAll(this.rest.anonymous().cookies(cookies).get(START_PAGE).cookies());
		return after;
	}

	private Map<String, String> login(Map<String, String> cookies) {
		return login(this.account, cookies);
	}

	private Map<String, String> login(String account, Map<String, String> cookies) {
		Response login = call(cookies).contentType("application/x-www-form-urlencoded")
			.formParam("username", account)
			.formParam("password", Rest.PASSWORD)
			.post(LOGIN);
		assertThat(login.statusCode()).isEqualTo(200);
		Map<String, String> after = new LinkedHashMap<>(cookies);
		after.putAll(login.cookies());
		return visit(after);
	}

}
