package cn.huiqi.access;

import java.util.List;
import java.util.Map;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Expressions in queries never get to the engine, by whatever way.
 */
@DatabaseTest
class QueryExpressionTests {

	private static final String REFUSAL = "不允许在查询中使用表达式：";

	/** Would end the program, were it evaluated without our other walls. */
	private static final String ATTACK = "${''.getClass().forName('java.lang.Runtime').getMethods()[6].invoke(null).exit(3)}";

	/** What it would evaluate to differs from a plain text. */
	private static final String HARMLESS = "${now()}";

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
	@ValueSource(
			strings = { "dueAfterExpression", "dueBeforeExpression", "followUpDateExpression", "createdOnExpression",
					"assigneeExpression", "ownerExpression", "candidateUserExpression", "candidateGroupExpression",
					"candidateGroupsExpression", "processInstanceBusinessKeyExpression", "updatedAfterExpression" })
	void refusesExpressionInsideOrQueries(String key) {
		// given a query with an alternative that holds an expression
		String query = Rest.json(Map.of("orQueries", List.of(Map.of(key, ATTACK))));
		Map<String, String> callers = Map.of("/engine-rest/task", "hohhot-bureau-1", "/engine-rest/task/count",
				"hohhot-bureau-1", "/engine-rest/engine/default/task", "hohhot-bureau-1", "/engine-rest/history/task",
				"admin", "/engine-rest/process-instance", "admin");
		for (String path : callers.keySet()) {
			// when
			Response response = this.rest.as(callers.get(path)).contentType("application/json").body(query).post(path);
			// then it is refused, and nothing was evaluated: the refusal is ours
			assertRefused(response, key);
		}
	}

	@Test
	void refusesExpressionOutsideOrQueriesToo() {
		// when
		Response response = this.rest.as("hohhot-bureau-1")
			.contentType("application/json")
			.body(Rest.json(Map.of("assigneeExpression", HARMLESS)))
			.post("/engine-rest/task");
		// then
		assertRefused(response, "assigneeExpression");
	}

	@Test
	void refusesExpressionInSessionOfWebapp() {
		// given somebody logged in at Tasklist
		Rest.Session session = this.rest.login("hohhot-bureau-1");
		String query = Rest.json(Map.of("orQueries", List.of(Map.of("dueAfterExpression", ATTACK))));
		for (String path : List.of(Rest.WEBAPP_ENGINE + "/task", Rest.WEBAPP_ENGINE + "/task/count")) {
			// when
			Response response = session.call().contentType("application/json").body(query).post(path);
			// then
			assertRefused(response, "dueAfterExpression");
		}
		// and the same query without it is answered
		assertThat(session.call()
			.contentType("application/json")
			.body("{\"orQueries\":[{\"assignee\":\"hohhot-bureau-1\"}]}")
			.post(Rest.WEBAPP_ENGINE + "/task?maxResults=10")
			.statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "assigneeExpression", "dueAfterExpression", "candidateGroupExpression", "ownerEXPRESSION" })
	void refusesExpressionAsParameter(String key) {
		// given
		Rest.Session session = this.rest.login("hohhot-bureau-1");
		// when it stands in the address
		Response program = this.rest.as("hohhot-bureau-1").queryParam(key, HARMLESS).get("/engine-rest/task");
		Response page = session.call().queryParam(key, HARMLESS).get(Rest.WEBAPP_ENGINE + "/task");
		// then
		assertRefused(program, key);
		assertRefused(page, key);
	}

	@Test
	void refusesExpressionThatExtendsStoredFilter() {
		// given a filter that is stored for the bureau
		String filter = this.rest.as("hohhot-bureau-1")
			.queryParam("resourceType", "Task")
			.get("/engine-rest/filter")
			.jsonPath()
			.getString("[0].id");
		assertThat(filter).isNotBlank();
		String query = Rest.json(Map.of("orQueries", List.of(Map.of("assigneeExpression", ATTACK))));
		// when an expression is added to it
		for (String path : List.of("/list", "/count", "/singleResult")) {
			Response response = this.rest.as("hohhot-bureau-1")
				.contentType("application/json")
				.body(query)
				.post("/engine-rest/filter/" + filter + path);
			// then
			assertRefused(response, "assigneeExpression");
		}
		// and the filter itself, which holds one of ours, answers
		assertThat(this.rest.as("hohhot-bureau-1").get("/engine-rest/filter/" + filter + "/list").statusCode())
			.isEqualTo(200);
	}

	@Test
	void letsNoParticipantStoreFilterWithExpression() {
		// given
		Stored before = Stored.in(this.jdbc);
		String filter = Rest.json(Map.of("resourceType", "Task", "name", "f", "query",
				Map.of("orQueries", List.of(Map.of("assigneeExpression", ATTACK)))));
		String plain = Rest
			.json(Map.of("resourceType", "Task", "name", "f", "query", Map.of("assignee", "hohhot-bureau-1")));
		// when a filter is to be stored, with an expression or without
		for (String account : List.of("hohhot-bureau-1", "hohhot-enterprise-1", "system", "analyst")) {
			assertThat(this.rest.as(account)
				.contentType("application/json")
				.body(filter)
				.post("/engine-rest/filter/create")
				.statusCode()).isIn(400, 403);
			assertThat(this.rest.as(account)
				.contentType("application/json")
				.body(plain)
				.post("/engine-rest/filter/create")
				.statusCode()).isEqualTo(403);
		}
		// then nothing was
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void refusesBodyThatIsTooLarge() {
		// given three megabytes where a query is expected
		String body = "{\"name\":\"" + "a".repeat(3 * 1024 * 1024) + "\"}";
		// when
		Response response = this.rest.as("hohhot-bureau-1")
			.contentType("application/json")
			.body(body)
			.post("/engine-rest/task");
		// then
		assertThat(response.statusCode()).isEqualTo(413);
	}

	private static void assertRefused(Response response, String key) {
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.jsonPath().getString("message")).isEqualTo(REFUSAL + key);
	}

}
