package cn.huiqi.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
import io.restassured.response.Response;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who sees and does which task over HTTP.
 */
@DatabaseTest
class TaskVisibilityTests {

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@Autowired
	Accounts accounts;

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
	void showsEnterpriseOnlyItsOwnTasks() {
		// given two enterprises with a declaration due
		Journey.Party party = this.journey.newEnterprise();
		Journey.Party other = this.journey.newEnterprise();
		String own = this.journey.task(this.journey.start(party), "userTask_declareProject").getId();
		this.journey.start(other);
		Rest.Session session = this.rest.login(party.account());
		// when one lists tasks by every way
		Response get = this.rest.as(party.account()).get("/engine-rest/task");
		Response post = this.rest.as(party.account())
			.contentType("application/json")
			.body("{\"orQueries\":[{\"unassigned\":true,\"assigned\":true}]}")
			.post("/engine-rest/task");
		Response page = session.call().get(Rest.WEBAPP_ENGINE + "/task?maxResults=50");
		// then there is its own and no other
		for (Response response : List.of(get, post, page)) {
			assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
			assertThat(response.jsonPath().getList("id", String.class)).containsExactly(own);
		}
		assertThat(this.rest.as(party.account()).get("/engine-rest/task/count").jsonPath().getInt("count"))
			.isEqualTo(1);
	}

	@Test
	void showsTaskToColleagueOfSameEnterprise() {
		// given a second account of the enterprise
		Journey.Party party = this.journey.newEnterprise();
		String colleague = party.account() + "-b";
		this.accounts.ensure(colleague, "同事", Set.of("hohhot-enterprise", "enterprise-" + party.creditCode().value()));
		String task = this.journey.task(this.journey.prepared(party), "userTask_declareProject").getId();
		// then it sees the task, and may do it
		assertThat(this.rest.as(colleague).get("/engine-rest/task").jsonPath().getList("id")).containsExactly(task);
		assertThat(this.rest.as(colleague)
			.contentType("application/json")
			.body(Rest.variables(Journey.sample("declaration")))
			.post("/engine-rest/task/" + task + "/complete")
			.statusCode()).isEqualTo(204);
	}

	@Test
	void hidesTaskOfAnotherEnterprise() {
		// given another enterprise's task
		Journey.Party party = this.journey.newEnterprise();
		Journey.Party other = this.journey.newEnterprise();
		Task task = this.journey.task(this.journey.start(other), "userTask_declareProject");
		// then it can be neither read nor touched
		assertClosed(party.account(), task, Journey.sample("declaration"));
		// and is still the other's
		assertThat(this.rest.as(other.account()).get("/engine-rest/task/" + task.getId()).statusCode()).isEqualTo(200);
	}

	@Test
	void hidesCaseOfAnotherEnterpriseInEngine() {
		// given another enterprise's case
		Journey.Party party = this.journey.newEnterprise();
		this.journey.start(party);
		String number = this.journey.declared(this.journey.newEnterprise());
		Task task = this.journey.task(number, "userTask_reviewQualification");
		List<String> shown = new ArrayList<>();
		for (String path : List.of("/process-instance/" + task.getProcessInstanceId(),
				"/process-instance/" + task.getProcessInstanceId() + "/variables",
				"/process-instance/" + task.getProcessInstanceId() + "/activity-instances",
				"/execution/" + task.getExecutionId(), "/execution/" + task.getExecutionId() + "/localVariables",
				"/history/process-instance/" + task.getProcessInstanceId())) {
			// when it is asked for by its ids
			int status = this.rest.as(party.account()).get("/engine-rest" + path).statusCode();
			if (status != 403 && status != 404) {
				shown.add(path + " -> " + status);
			}
		}
		for (String path : List.of("/process-instance", "/execution", "/variable-instance", "/history/process-instance",
				"/history/task", "/history/variable-instance", "/history/activity-instance", "/history/detail",
				"/history/identity-link-log", "/history/decision-instance?includeInputs=true&includeOutputs=true",
				"/incident", "/job", "/event-subscription", "/external-task", "/history/user-operation")) {
			// and by lists
			Response response = this.rest.as(party.account()).get("/engine-rest" + path);
			if (response.asString().contains(task.getProcessInstanceId()) || response.asString().contains(number)
					|| response.statusCode() >= 500) {
				shown.add(path + " -> " + response.statusCode());
			}
		}
		// then nothing of it is shown
		assertThat(shown).isEmpty();
	}

	@Test
	void showsBureauItsTasksOfEveryEnterprise() {
		// given two declared applications
		String first = this.journey
			.task(this.journey.declared(this.journey.newEnterprise()), "userTask_reviewQualification")
			.getId();
		String second = this.journey
			.task(this.journey.declared(this.journey.newEnterprise()), "userTask_reviewQualification")
			.getId();
		String declaring = this.journey
			.task(this.journey.start(this.journey.newEnterprise()), "userTask_declareProject")
			.getId();
		// when the bureau looks
		List<String> seen = this.rest.as("hohhot-bureau-2").get("/engine-rest/task").jsonPath().getList("id");
		// then it sees both, and not what enterprises still write
		assertThat(seen).contains(first, second).doesNotContain(declaring);
	}

	@Test
	void hidesTasksFromOtherAuthority() {
		// given a bureau of another city
		this.accounts.ensure("elsewhere-bureau-1", "别处", Set.of("elsewhere-bureau"));
		String number = this.journey.declared(this.journey.newEnterprise());
		Task task = this.journey.task(number, "userTask_reviewQualification");
		// then
		assertClosed("elsewhere-bureau-1", task, Journey.sample("qualification-approve"));
		assertThat(this.rest.as("elsewhere-bureau-1").get("/engine-rest/task").jsonPath().getList("id")).isEmpty();
		assertThat(this.rest.as("elsewhere-bureau-1").get("/api/applications/" + number).statusCode()).isEqualTo(404);
		assertThat(this.rest.as("elsewhere-bureau-1").get("/api/applications").jsonPath().getInt("total")).isZero();
	}

	@Test
	void letsEachRoleDoItsOwnTasksOnly() {
		// given a case at every stage
		Journey.Party declaring = this.journey.newEnterprise();
		Journey.Party declared = this.journey.newEnterprise();
		Task declaration = this.journey.task(this.journey.start(declaring), "userTask_declareProject");
		Task review = this.journey.task(this.journey.declared(declared), "userTask_reviewQualification");
		Task verification = this.journey.task(this.journey.qualified(this.journey.newEnterprise()),
				"userTask_verifyLevel");
		Task audit = this.journey.task(this.journey.assessed(this.journey.newEnterprise()),
				"userTask_auditExpenditure");
		Task notice = this.journey.task(this.journey.audited(this.journey.newEnterprise()), "userTask_publishNotice");
		Task payment = this.journey.task(this.journey.cleared(this.journey.newEnterprise()), "userTask_preparePayment");
		// then nobody does another's
		for (String account : List.of("hohhot-bureau-1", "hohhot-evaluator-1", "hohhot-auditor-1", "hohhot-finance-1",
				"hohhot-expert-1", "hohhot-provider-1", "hohhot-supervisor-1", "analyst", "system")) {
			assertClosed(account, declaration, Journey.sample("declaration"));
		}
		for (String account : List.of(declared.account(), "hohhot-evaluator-1", "hohhot-auditor-1", "hohhot-finance-1",
				"hohhot-expert-1", "analyst", "system")) {
			assertClosed(account, review, Journey.sample("qualification-approve"));
		}
		for (String account : List.of("hohhot-bureau-1", "hohhot-auditor-1", "hohhot-expert-1", "hohhot-finance-1")) {
			assertClosed(account, verification, Journey.sample("verification"));
		}
		for (String account : List.of("hohhot-bureau-1", "hohhot-evaluator-1", "hohhot-finance-1")) {
			assertClosed(account, audit, Journey.sample("expenditure"));
		}
		for (String account : List.of("hohhot-evaluator-1", "hohhot-auditor-1", "hohhot-finance-1")) {
			assertClosed(account, notice, Journey.sample("notice-publication"));
		}
		for (String account : List.of("hohhot-bureau-1", "hohhot-evaluator-1", "hohhot-auditor-1")) {
			assertClosed(account, payment, Journey.sample("payment-preparation"));
		}
	}

	@Test
	void showsAccountNobodyElsesAccount() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		this.journey.newEnterprise();
		// when an enterprise lists accounts and groups
		Response users = this.rest.as(party.account()).get("/engine-rest/user");
		Response groups = this.rest.as(party.account()).get("/engine-rest/group");
		// then it learns its own
		assertThat(users.jsonPath().getList("id", String.class)).isSubsetOf(party.account());
		assertThat(groups.jsonPath().getList("id", String.class)).isSubsetOf("hohhot-enterprise",
				"enterprise-" + party.creditCode().value());
		assertThat(this.rest.as(party.account()).get("/engine-rest/user/admin/profile").statusCode()).isIn(403, 404);
		assertThat(this.rest.as(party.account()).get("/engine-rest/authorization").asString())
			.doesNotContain("camunda-admin");
	}

	private void assertClosed(String account, Task task, Map<String, Object> answers) {
		Stored before = Stored.in(this.jdbc);
		String path = "/engine-rest/task/" + task.getId();
		List<String> open = new ArrayList<>();
		for (String read : List.of("", "/form-variables", "/variables", "/localVariables", "/form", "/deployed-form",
				"/rendered-form", "/identity-links", "/comment", "/attachment")) {
			Response response = this.rest.as(account).get(path + read);
			boolean empty = response.statusCode() == 200 && response.asString().matches("\\s*(\\[\\s*]|\\{\\s*})\\s*");
			if (!List.of(400, 403, 404).contains(response.statusCode()) && !empty) {
				open.add("GET " + read + " -> " + response.statusCode() + " " + response.asString());
			}
		}
		Map<String, String> writes = Map.of("/complete", Rest.variables(answers), "/submit-form",
				Rest.variables(answers), "/claim", "{\"userId\":\"" + account + "\"}", "/assignee",
				"{\"userId\":\"" + account + "\"}", "/unclaim", "{}", "/delegate", "{\"userId\":\"" + account + "\"}",
				"/identity-links", "{\"userId\":\"" + account + "\",\"type\":\"candidate\"}", "/comment/create",
				"{\"message\":\"a\"}");
		writes.forEach((write, body) -> {
			Response response = this.rest.as(account).contentType("application/json").body(body).post(path + write);
			if (!List.of(400, 403, 404).contains(response.statusCode())) {
				open.add("POST " + write + " -> " + response.statusCode() + " " + response.asString());
			}
		});
		assertThat(open).as(account + " at " + task.getTaskDefinitionKey()).isEmpty();
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

}
