package cn.huiqi.access;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@DatabaseTest
class AnonymousAccessTests {

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@Autowired
	JdbcTemplate jdbc;

	private Rest rest;

	@BeforeEach
	void onAWorkday() {
		this.rest = new Rest(this.port);
		this.journey.at("2025-03-03T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/engine-rest", "/engine-rest/", "/engine-rest/engine", "/engine-rest/version",
			"/engine-rest/task", "/engine-rest/task/count", "/engine-rest/engine/default/task",
			"/engine-rest/process-definition", "/engine-rest/process-definition/key/hohhot-subsidy/xml",
			"/engine-rest/process-definition/key/hohhot-subsidy/deployed-start-form", "/engine-rest/deployment",
			"/engine-rest/user", "/engine-rest/group", "/engine-rest/authorization", "/engine-rest/filter",
			"/engine-rest/history/process-instance", "/engine-rest/history/variable-instance", "/engine-rest/incident",
			"/engine-rest/metrics", "/engine-rest/schema/log", "/engine-rest/telemetry/data", "/engine-rest/nowhere",
			"/api/applications", "/api/applications/HH-2025-000001", "/api/applications/HH-2025-000001/score",
			"/api/me", "/api/notices", "/api/programmes/hohhot-subsidy/rounds", "/api/openapi.json", "/api/docs",
			"/api", "/api/nowhere", "/actuator", "/actuator/metrics", "/actuator/info", "/actuator/env",
			"/camunda/api/engine/engine/default/task", "/camunda/api/engine/engine/default/user",
			"/camunda/api/engine/engine/default/history/variable-instance",
			"/camunda/api/cockpit/plugin/base/default/process-definition/statistics" })
	void asksForLoginBeforeReading(String path) {
		// when nobody in particular reads
		Response response = this.rest.anonymous().get(path);
		// then
		assertThat(response.statusCode()).isEqualTo(401);
		assertTellsNothing(response);
	}

	@ParameterizedTest
	@CsvSource({ "POST,/engine-rest/task", "POST,/engine-rest/process-definition/key/hohhot-subsidy/start",
			"POST,/engine-rest/process-definition/key/hohhot-subsidy/submit-form", "POST,/engine-rest/message",
			"POST,/engine-rest/signal", "POST,/engine-rest/user/create", "POST,/engine-rest/authorization/create",
			"POST,/engine-rest/deployment/create", "POST,/engine-rest/identity/verify",
			"POST,/engine-rest/filter/create", "PUT,/engine-rest/user/admin/credentials",
			"PUT,/engine-rest/group/camunda-admin/members/nobody", "DELETE,/engine-rest/user/admin",
			"DELETE,/engine-rest/process-instance/x", "OPTIONS,/engine-rest/task", "POST,/api/applications",
			"POST,/api/applications/HH-2025-000001/withdrawal", "POST,/api/applications/HH-2025-000001/revocation",
			"POST,/api/programmes/hohhot-subsidy/rounds", "POST,/camunda/api/engine/engine/default/task",
			"POST,/camunda/api/engine/engine/default/process-definition/key/hohhot-subsidy/submit-form" })
	void asksForLoginBeforeChanging(String method, String path) {
		// given
		Stored before = Stored.in(this.jdbc);
		// when nobody in particular wants to change something
		Response response = this.rest.anonymous().contentType("application/json").body("{}").request(method, path);
		// then: the webapps refuse an unsafe call without their token before anything
		// else
		assertThat(response.statusCode())
			.isIn((path.startsWith("/camunda")) ? new Integer[] { 401, 403 } : new Integer[] { 401 });
		assertTellsNothing(response);
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/engine-rest;a=b/task", "//engine-rest/task", "/./engine-rest/task",
			"/x/../engine-rest/task", "/%65ngine-rest/task", "/engine-rest%2ftask",
			"/engine-rest/%2e%2e/api/applications", "/ENGINE-REST/task", "/engine-rest/task;jsessionid=1",
			"/api;/applications", "//api/applications", "/api//applications", "/%61pi/applications",
			"/notices/../api/applications", "/notices/..;/engine-rest/task", "/actuator/health/../metrics",
			"/actuator/health;/../metrics", "/camunda/app/../../engine-rest/task", "/engine-rest\\task",
			"/camunda/api;/engine/engine/default/task", "//camunda/api/engine/engine/default/task",
			"/%63amunda/api/engine/engine/default/user" })
	void isNotFooledByOddlySpeltAddress(String path) throws Exception {
		// when the address is spelt so that a careless rule would not match
		int status = statusOfRaw(path);
		// then nothing is read
		assertThat(status).isIn(400, 401, 403, 404);
	}

	@Test
	void refusesWrongPassword() {
		// given an account of this test, so that none other gets locked
		Journey.Party party = this.journey.newEnterprise();
		// when
		for (String path : new String[] { "/engine-rest/task", "/api/applications" }) {
			Response response = this.rest.anonymous()
				.auth()
				.preemptive()
				.basic(party.account(), "Huiqi-demo-2025")
				.get(path);
			// then
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(response.header("WWW-Authenticate")).startsWith("Basic ");
		}
	}

	@Test
	void refusesUnknownAccountAndEmptyPassword() {
		// then neither gets in, nor a header that is no login at all
		assertThat(this.rest.as("nobody-at-all").get("/engine-rest/task").statusCode()).isEqualTo(401);
		assertThat(this.rest.anonymous().auth().preemptive().basic("", "").get("/engine-rest/task").statusCode())
			.isEqualTo(401);
		assertThat(this.rest.as("a\u0000b").get("/api/applications").statusCode()).isEqualTo(401);
		assertThat(this.rest.as("a".repeat(5000)).get("/engine-rest/task").statusCode()).isEqualTo(401);
		for (String header : new String[] { "Basic", "Basic !!!", "Basic YWRtaW4=", "Bearer admin", "Basic \t" }) {
			assertThat(this.rest.anonymous().header("Authorization", header).get("/api/applications").statusCode())
				.as(header)
				.isEqualTo(401);
		}
	}

	@Test
	void answersProblemWithoutLoginOnOurInterface() {
		// when
		Response response = this.rest.anonymous().get("/api/applications");
		// then
		assertThat(response.contentType()).startsWith("application/problem+json");
		assertThat(response.jsonPath().getInt("status")).isEqualTo(401);
		assertThat(response.jsonPath().getString("title")).isNotBlank();
		assertThat(response.jsonPath().getString("detail")).contains("登录");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/actuator/health/liveness", "/actuator/health/readiness", "/huiqi.css" })
	void servesPublicAddressesToAnybody(String path) {
		// then
		assertThat(this.rest.anonymous().get(path).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/notices", "/notices/1" })
	void asksNobodyToLogInForNotices(String path) {
		// then there may be none, but nobody is asked who he is
		assertThat(this.rest.anonymous().get(path).statusCode()).isIn(200, 404);
	}

	@Test
	void showsNoDetailsOfHealthToAnybody() {
		// when
		Response response = this.rest.anonymous().get("/actuator/health/readiness");
		// then
		assertThat(response.jsonPath().getMap("")).containsOnlyKeys("status");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/h2-console", "/swagger-ui/index.html", "/swagger-ui.html", "/v3/api-docs", "/error",
			"/mine", "/rest/task", "/application.yml", "/processes/hohhot-subsidy.bpmn", "/demo/samples", "/nowhere" })
	void servesNothingElse(String path) {
		// then
		assertThat(this.rest.anonymous().get(path).statusCode()).isIn(401, 403, 404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator", "/actuator/metrics", "/actuator/info", "/actuator/env" })
	void keepsActuatorFromParticipants(String path) {
		// then even with a login
		assertThat(this.rest.as("hohhot-bureau-1").get(path).statusCode()).isIn(403, 404);
		assertThat(this.rest.as("system").get(path).statusCode()).isIn(403, 404);
	}

	@Test
	void showsMetricsToAdministrator() {
		// then
		assertThat(this.rest.as("admin").get("/actuator/metrics").statusCode()).isEqualTo(200);
	}

	@Test
	void deniesFirstAdministratorPage() {
		// given the page that makes the first administrator where there is none
		Stored before = Stored.in(this.jdbc);
		Long accounts = this.jdbc.queryForObject("select count(*) from ACT_ID_USER", Long.class);
		String user = Rest.json(
				Map.of("profile", Map.of("id", "intruder", "firstName", "a", "lastName", "b", "email", "a@example.com"),
						"credentials", Map.of("password", "Intruder-2024-pw")));
		Rest.Session administrator = this.rest.login("admin");
		// when anybody, even an administrator, uses it
		for (String path : new String[] { "/camunda/api/admin/setup/default/user/create", "/camunda/api/admin/setup",
				"/camunda/api/admin/setup/default/user/create/", "/camunda/api/admin//setup/default/user/create",
				"/camunda/api/admin/setup;a=b/default/user/create", "/camunda/api/%61dmin/setup/default/user/create",
				"/camunda/%61pi/admin/auth/user/default" }) {
			for (RequestSpecification caller : new RequestSpecification[] { this.rest.anonymous(), administrator.call(),
					this.rest.as("admin") }) {
				int status = caller.urlEncodingEnabled(false)
					.contentType("application/json")
					.body(user)
					.post(path)
					.statusCode();
				// then
				assertThat(status).as(path).isIn(400, 401, 403, 404);
			}
		}
		assertThat(this.jdbc.queryForObject("select count(*) from ACT_ID_USER", Long.class)).isEqualTo(accounts);
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	private int statusOfRaw(String path) throws Exception {
		// no client library lets such an address through unchanged
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream()
				.write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + this.port + "\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.ISO_8859_1));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return Integer.parseInt(answer.substring(9, 12));
		}
	}

	private static void assertTellsNothing(Response response) {
		assertThat(response.asString()).doesNotContain("Exception:", "at org.", "at cn.", "camunda-admin", "SELECT");
	}

}
