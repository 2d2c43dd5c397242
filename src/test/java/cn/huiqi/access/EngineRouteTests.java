package cn.huiqi.access;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
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
 * Ways into the engine that no role needs are closed to participants, those that hold the
 * task in their hands included.
 */
@DatabaseTest
class EngineRouteTests {

	private static final List<Integer> REFUSALS = List.of(400, 403, 404, 405);

	private static final String VALUE = "{\"value\":4,\"type\":\"Integer\"}";

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

	@Test
	void letsNoParticipantWriteVariables() {
		// given a case at the enterprise's own task
		Journey.Party party = this.journey.newEnterprise();
		Task task = this.journey.task(this.journey.start(party), "userTask_declareProject");
		// when a variable is written, changed or deleted by every route there is
		List<Call> calls = new ArrayList<>();
		for (String scope : List.of("/task/" + task.getId() + "/variables", "/task/" + task.getId() + "/localVariables",
				"/process-instance/" + task.getProcessInstanceId() + "/variables",
				"/execution/" + task.getExecutionId() + "/localVariables")) {
			calls.add(new Call("PUT", scope + "/level", VALUE));
			calls.add(new Call("PUT", scope + "/applicationNumber", "{\"value\":\"HH-2024-000001\"}"));
			calls.add(new Call("DELETE", scope + "/applicationNumber", null));
			calls.add(new Call("POST", scope, "{\"modifications\":{\"level\":" + VALUE + "}}"));
			calls.add(new Call("POST", scope, "{\"deletions\":[\"applicationNumber\"]}"));
		}
		calls.add(new Call("POST", "/process-instance/variables-async", "{\"processInstanceIds\":[\""
				+ task.getProcessInstanceId() + "\"],\"variables\":{\"level\":" + VALUE + "}}"));
		calls.add(new Call("POST", "/task/" + task.getId() + "/resolve", "{\"variables\":{\"level\":" + VALUE + "}}"));
		// then none is let through
		assertAllRefused(party.account(), calls);
		assertUploadsRefused(party.account(), task);
	}

	@Test
	void letsNoReviewerWriteVariables() {
		// given a case at the bureau's task
		Task task = this.journey.task(this.journey.declared(this.journey.newEnterprise()),
				"userTask_reviewQualification");
		List<Call> calls = new ArrayList<>();
		for (String scope : List.of("/task/" + task.getId() + "/variables", "/task/" + task.getId() + "/localVariables",
				"/process-instance/" + task.getProcessInstanceId() + "/variables",
				"/execution/" + task.getExecutionId() + "/localVariables")) {
			calls.add(new Call("PUT", scope + "/reviewQualificationDecision", "{\"value\":\"approve\"}"));
			calls.add(new Call("DELETE", scope + "/selfLevel", null));
			calls.add(new Call("POST", scope, "{\"modifications\":{\"level\":" + VALUE + "}}"));
		}
		// then
		assertAllRefused("hohhot-bureau-1", calls);
		assertUploadsRefused("hohhot-bureau-1", task);
	}

	@Test
	void letsNoParticipantReachIntoRunningCase() {
		// given a case at the bureau's task
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		Task task = this.journey.task(number, "userTask_reviewQualification");
		String instance = task.getProcessInstanceId();
		String definition = task.getProcessDefinitionId();
		List<Call> calls = List.of(new Call("POST", "/message", message("message_withdrawn", number)),
				new Call("POST", "/message", message("message_revoked", number)),
				new Call("POST", "/message", "{\"messageName\":\"message_withdrawn\",\"all\":true}"),
				new Call("POST", "/message", "{\"messageName\":\"nowhere\"}"),
				new Call("POST", "/process-instance/message-async",
						"{\"messageName\":\"message_withdrawn\",\"processInstanceIds\":[\"" + instance + "\"]}"),
				new Call("POST", "/signal", "{\"name\":\"anything\"}"),
				new Call("POST", "/signal",
						"{\"name\":\"anything\",\"executionId\":\"" + task.getExecutionId() + "\"}"),
				new Call("POST", "/execution/" + task.getExecutionId() + "/signal", "{}"),
				new Call("POST", "/execution/" + instance + "/signal", "{}"),
				new Call("POST", "/execution/" + instance + "/messageSubscriptions/message_withdrawn/trigger", "{}"),
				new Call("POST", "/process-instance/" + instance + "/modification",
						"{\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"endEvent_subsidyPaid\"}]}"),
				new Call("POST", "/process-instance/" + instance + "/modification-async",
						"{\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"endEvent_subsidyPaid\"}]}"),
				new Call("POST", "/modification/execute",
						"{\"processDefinitionId\":\"" + definition + "\",\"processInstanceIds\":[\"" + instance
								+ "\"],\"instructions\":[{\"type\":\"startBeforeActivity\","
								+ "\"activityId\":\"callActivity_disburseSubsidy\"}]}"),
				new Call("POST", "/modification/executeAsync",
						"{\"processDefinitionId\":\"" + definition + "\",\"processInstanceIds\":[\"" + instance
								+ "\"],\"instructions\":[{\"type\":\"cancel\","
								+ "\"activityId\":\"userTask_reviewQualification\"}]}"),
				new Call("POST", "/process-definition/" + definition + "/restart",
						"{\"processInstanceIds\":[\"" + instance
								+ "\"],\"instructions\":[{\"type\":\"startBeforeActivity\","
								+ "\"activityId\":\"userTask_declareProject\"}]}"),
				new Call("POST", "/process-definition/" + definition + "/restart-async",
						"{\"processInstanceIds\":[\"" + instance
								+ "\"],\"instructions\":[{\"type\":\"startBeforeActivity\","
								+ "\"activityId\":\"userTask_declareProject\"}]}"),
				new Call("POST", "/task/" + task.getId() + "/bpmnError", "{\"errorCode\":\"any\"}"),
				new Call("POST", "/task/" + task.getId() + "/bpmnError",
						"{\"errorCode\":\"any\",\"variables\":{\"level\":" + VALUE + "}}"),
				new Call("POST", "/task/" + task.getId() + "/bpmnEscalation", "{\"escalationCode\":\"any\"}"),
				new Call("DELETE", "/process-instance/" + instance, null),
				new Call("POST", "/process-instance/delete", "{\"processInstanceIds\":[\"" + instance + "\"]}"),
				new Call("PUT", "/process-instance/" + instance + "/suspended", "{\"suspended\":true}"),
				new Call("PUT", "/process-instance/suspended",
						"{\"suspended\":true,\"processInstanceIds\":[\"" + instance + "\"]}"),
				new Call("POST", "/process-instance/suspended-async",
						"{\"suspended\":true,\"processInstanceIds\":[\"" + instance + "\"]}"),
				new Call("PUT", "/process-definition/" + definition + "/suspended", "{\"suspended\":true}"),
				new Call("PUT", "/process-definition/key/hohhot-subsidy/suspended", "{\"suspended\":true}"),
				new Call("DELETE", "/process-definition/" + definition + "?cascade=true", null),
				new Call("PUT", "/process-definition/" + definition + "/history-time-to-live",
						"{\"historyTimeToLive\":1}"),
				new Call("POST", "/migration/execute",
						"{\"migrationPlan\":{\"sourceProcessDefinitionId\":\"" + definition
								+ "\",\"targetProcessDefinitionId\":\"" + definition
								+ "\",\"instructions\":[]},\"processInstanceIds\":[\"" + instance + "\"]}"),
				new Call("POST", "/task/create", "{\"id\":\"t1\",\"name\":\"a\"}"),
				new Call("DELETE", "/task/" + task.getId(), null),
				new Call("POST", "/decision-definition/key/hohhot-subsidy-rate/evaluate",
						"{\"variables\":{\"level\":" + VALUE + "}}"),
				new Call("POST", "/user/create",
						"{\"profile\":{\"id\":\"x\"},\"credentials\":{\"password\":\"Aa1!aaaaaaaaaa\"}}"),
				new Call("PUT", "/group/camunda-admin/members/" + party.account(), null),
				new Call("POST", "/group/create", "{\"id\":\"g\",\"name\":\"g\",\"type\":\"t\"}"),
				new Call("POST", "/authorization/create",
						"{\"type\":1,\"permissions\":[\"ALL\"],\"userId\":\"" + party.account()
								+ "\",\"resourceType\":7,\"resourceId\":\"*\"}"),
				new Call("POST", "/history/cleanup", null),
				new Call("DELETE", "/history/process-instance/" + instance, null), new Call("DELETE", "/metrics", null),
				new Call("PUT", "/schema/log", "{}"));
		// then neither the enterprise nor the reviewer, nor other software gets through
		assertAllRefused(party.account(), calls);
		assertAllRefused("hohhot-bureau-1", calls);
		assertAllRefused("system", calls);
	}

	@Test
	void letsNobodyMakeHimselfSomebodyElse() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		Journey.Party other = this.journey.newEnterprise();
		// when an account is moved into a group, or another's password is set
		List<Call> calls = List.of(new Call("PUT", "/group/hohhot-bureau/members/" + party.account(), null),
				new Call("PUT", "/group/enterprise-" + other.creditCode().value() + "/members/" + party.account(),
						null),
				new Call("DELETE", "/group/enterprise-" + party.creditCode().value() + "/members/" + party.account(),
						null),
				new Call("PUT", "/user/" + other.account() + "/credentials",
						"{\"password\":\"Aa1!aaaaaaaaaa\",\"authenticatedUserPassword\":\"" + Rest.PASSWORD + "\"}"),
				new Call("PUT", "/user/" + other.account() + "/profile",
						"{\"id\":\"" + other.account() + "\",\"firstName\":\"a\",\"lastName\":\"b\"}"),
				new Call("DELETE", "/user/" + other.account(), null));
		Long members = this.jdbc.queryForObject("select count(*) from ACT_ID_MEMBERSHIP", Long.class);
		// then
		assertAllRefused(party.account(), calls);
		assertThat(this.jdbc.queryForObject("select count(*) from ACT_ID_MEMBERSHIP", Long.class)).isEqualTo(members);
		assertThat(this.rest.as(other.account()).get("/engine-rest/task").statusCode()).isEqualTo(200);
	}

	@Test
	void answersUnknownTaskWithoutFault() {
		// given the id of no task
		Journey.Party party = this.journey.newEnterprise();
		Stored before = Stored.in(this.jdbc);
		for (String account : List.of(party.account(), "hohhot-bureau-1", "admin")) {
			for (String id : List.of("no-such-task", "00000000-0000-0000-0000-000000000000", "1' or '1'='1")) {
				RequestSpecification complete = this.rest.as(account).contentType("application/json");
				// then it is not found, whatever is done with it
				assertThat(complete.body("{}").post("/engine-rest/task/{id}/complete", id).statusCode())
					.as("complete " + id)
					.isEqualTo(404);
				assertThat(this.rest.as(account)
					.contentType("application/json")
					.body("{}")
					.post("/engine-rest/task/{id}/submit-form", id)
					.statusCode()).as("submit-form " + id).isEqualTo(404);
				assertThat(this.rest.as(account).get("/engine-rest/task/{id}", id).statusCode()).as(id).isEqualTo(404);
				assertThat(this.rest.as(account).get("/engine-rest/task/{id}/form-variables", id).statusCode()).as(id)
					.isEqualTo(404);
				for (String act : List.of("claim", "assignee", "delegate")) {
					assertThat(this.rest.as(account)
						.contentType("application/json")
						.body("{\"userId\":\"" + account + "\"}")
						.post("/engine-rest/task/{id}/" + act, id)
						.statusCode()).as(act + " " + id).isIn(400, 403, 404);
				}
				assertThat(this.rest.as(account).post("/engine-rest/task/{id}/unclaim", id).statusCode())
					.as("unclaim " + id)
					.isIn(400, 403, 404);
			}
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void answersTaskDoneAlreadyAsNotFound() {
		// given a task that is done
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.start(party);
		String task = this.journey.task(number, "userTask_declareProject").getId();
		this.journey.complete(number, "userTask_declareProject", party.account(), "declaration");
		Stored before = Stored.in(this.jdbc);
		// when it is handed in once more
		Response response = this.rest.as(party.account())
			.contentType("application/json")
			.body(Rest.variables(Journey.sample("declaration")))
			.post("/engine-rest/task/" + task + "/complete");
		// then
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.jsonPath().getString("message")).matches("(?s).*\\p{IsHan}.*");
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void answersQueryBeyondLimitsWithoutFault() {
		// when more is asked for than one gets
		for (String query : List.of("maxResults=100000", "maxResults=-1", "maxResults=abc", "firstResult=-5",
				"sortBy=nonsense&sortOrder=asc", "sortBy=name", "nonsense=1", "assigned=x", "name=%00")) {
			Response response = this.rest.as("hohhot-bureau-1")
				.urlEncodingEnabled(false)
				.get("/engine-rest/task?" + query);
			// then
			assertThat(response.statusCode()).as(query + " " + response.asString()).isIn(200, 400, 404);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"name\":\"\\u0000\"}", "{\"name\":7}", "{\"name\":[]}", "{\"sorting\":[null]}",
			"{\"orQueries\":[null]}", "{\"orQueries\":{}}", "{\"nonsense\":1}", "{\"createdAfter\":\"gestern\"}",
			"null", "7", "[]", "{", "" })
	void answersQueryThatIsNoneWithoutFault(String body) {
		// when
		Response response = this.rest.as("hohhot-bureau-1")
			.contentType("application/json")
			.body(body)
			.post("/engine-rest/task");
		// then
		assertThat(response.statusCode()).as(response.asString()).isIn(200, 400);
	}

	@Test
	void keepsAdministratorsRoutesOpenForAdministrator() {
		// given a case that has gone wrong
		Task task = this.journey.task(this.journey.start(this.journey.newEnterprise()), "userTask_declareProject");
		// when the administrator corrects a variable
		Response response = this.rest.as("admin")
			.contentType("application/json")
			.body("{\"value\":\"2026-12-31\"}")
			.put("/engine-rest/process-instance/" + task.getProcessInstanceId() + "/variables/applicationDeadline");
		// then
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(204);
	}

	@Test
	void refusesClaimOfTaskThatAnotherHasClaimed() {
		// given a review that one of the bureau has claimed
		Task task = this.journey.task(this.journey.declared(this.journey.newEnterprise()),
				"userTask_reviewQualification");
		assertThat(claim("hohhot-bureau-1", task).statusCode()).isEqualTo(204);
		Stored before = Stored.in(this.jdbc);
		// when the other claims it too
		Response response = claim("hohhot-bureau-2", task);
		// then the state does not allow it
		assertThat(response.statusCode()).as(response.asString()).isIn(400, 409);
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	private Response claim(String account, Task task) {
		return this.rest.as(account)
			.contentType("application/json")
			.body("{\"userId\":\"" + account + "\"}")
			.post("/engine-rest/task/" + task.getId() + "/claim");
	}

	private void assertAllRefused(String account, List<Call> calls) {
		Stored before = Stored.in(this.jdbc);
		List<String> wrong = new ArrayList<>();
		// other software has no pages to log in at
		Rest.Session session = account.equals("system") ? null : this.rest.login(account);
		for (Call call : calls) {
			Response program = call.send(this.rest.as(account), "/engine-rest");
			if (!REFUSALS.contains(program.statusCode())) {
				wrong.add(account + " " + call + " -> " + program.statusCode() + " " + program.asString());
			}
			if (session == null) {
				continue;
			}
			// the same from a browser
			Response page = call.send(session.call(), Rest.WEBAPP_ENGINE);
			if (!REFUSALS.contains(page.statusCode())) {
				wrong.add(account + " in Tasklist " + call + " -> " + page.statusCode() + " " + page.asString());
			}
		}
		assertThat(wrong).isEmpty();
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	private void assertUploadsRefused(String account, Task task) {
		Stored before = Stored.in(this.jdbc);
		for (String scope : List.of("/task/" + task.getId() + "/variables", "/task/" + task.getId() + "/localVariables",
				"/process-instance/" + task.getProcessInstanceId() + "/variables",
				"/execution/" + task.getExecutionId() + "/localVariables")) {
			// when a variable is sent as a file
			Response response = this.rest.as(account)
				.multiPart("data", "a.txt", "内容".getBytes(StandardCharsets.UTF_8), "text/plain")
				.multiPart("valueType", "File")
				.post("/engine-rest" + scope + "/level/data");
			// then
			assertThat(response.statusCode()).as(scope + " " + response.asString()).isIn(400, 403, 404);
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	private static String message(String name, String number) {
		return Rest.json(Map.of("messageName", name, "businessKey", number));
	}

	/**
	 * A call of the engine's interface.
	 */
	private record Call(String method, String path, @Nullable String body) {

		Response send(RequestSpecification request, String base) {
			RequestSpecification call = request.contentType("application/json");
			return ((this.body != null) ? call.body(this.body) : call).request(this.method, base + this.path);
		}

	}

}
