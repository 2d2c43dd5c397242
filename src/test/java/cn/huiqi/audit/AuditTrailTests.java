package cn.huiqi.audit;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is in the log after people have worked, and who may read it.
 */
@DatabaseTest
class AuditTrailTests {

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@Autowired
	AuditTrail trail;

	@Autowired
	JdbcTemplate jdbc;

	Rest rest;

	@BeforeEach
	void setUp() {
		this.rest = new Rest(this.port);
	}

	@AfterEach
	void reset() {
		this.journey.reset();
	}

	@Test
	void tellsAWholeCaseFromStartToPayment() {
		// given a case that was paid, the notice's period over at its end
		this.journey.at("2024-09-02T09:00");
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.approved(party);
		this.journey.pay(number);
		// when its chain is read
		List<AuditTrail.Entry> acts = acts(number);
		// then every act is there, in order, with who did it
		assertThat(acts.subList(1, 9)).as("the eight required materials")
			.allMatch((act) -> act.action().equals("MATERIAL_ADDED") && party.account().equals(act.actor())
					&& act.after().contains("sha256"));
		assertThat(acts.stream()
			.filter((act) -> !act.action().equals("MATERIAL_ADDED"))
			.map((act) -> act.action() + " " + ((act.actor() != null) ? act.actor() : "-")))
			.containsExactly("APPLICATION_OPENED " + party.account(), "FORM_SUBMITTED " + party.account(),
					"SCORED " + party.account(), "LEVEL_RECORDED " + party.account(),
					"ELIGIBILITY_CHECKED " + party.account(), "STATUS_CHANGED " + party.account(),
					"FORM_SUBMITTED hohhot-supervisor-1", "FORM_SUBMITTED hohhot-bureau-1",
					"STATUS_CHANGED hohhot-bureau-1", "FORM_SUBMITTED hohhot-evaluator-1", "SCORED hohhot-evaluator-1",
					"LEVEL_RECORDED hohhot-evaluator-1", "FORM_SUBMITTED hohhot-evaluator-1",
					"STATUS_CHANGED hohhot-evaluator-1", "FORM_SUBMITTED hohhot-auditor-1",
					"EXPENDITURE_COUNTED hohhot-auditor-1", "SUBSIDY_DECIDED hohhot-auditor-1",
					"STATUS_CHANGED hohhot-auditor-1", "FORM_SUBMITTED hohhot-bureau-1",
					"NOTICE_OPENED hohhot-bureau-1", "NOTICE_CLOSED -", "STATUS_CHANGED -",
					"FORM_SUBMITTED hohhot-finance-1", "PAYMENT_PREPARED hohhot-finance-1",
					"FORM_SUBMITTED hohhot-finance-2", "PAYMENT_APPROVED hohhot-finance-2",
					"FORM_SUBMITTED hohhot-finance-1", "PAYMENT_RECORDED hohhot-finance-1",
					"STATUS_CHANGED hohhot-finance-1");
		// with what was there before and what is there now
		assertThat(acts.stream()
			.filter((act) -> act.action().equals("STATUS_CHANGED"))
			.map((act) -> act.before() + " " + act.after())).containsExactly(moved("DECLARING", "UNDER_REVIEW"),
					moved("UNDER_REVIEW", "ASSESSING"), moved("ASSESSING", "AUDITING"), moved("AUDITING", "IN_NOTICE"),
					moved("IN_NOTICE", "AWAITING_PAYMENT"), moved("AWAITING_PAYMENT", "PAID"));
		assertThat(only(acts, "PAYMENT_APPROVED").before()).isEqualTo("{\"status\":\"PREPARED\"}");
		assertThat(only(acts, "PAYMENT_APPROVED").after()).isEqualTo("{\"status\":\"APPROVED\"}");
		assertThat(only(acts, "PAYMENT_RECORDED").after()).contains("\"amount\":\"331352.35\"");
		// and by which rule
		assertThat(only(acts, "SUBSIDY_DECIDED").after()).contains("\"amount\":\"331352.35\"");
		assertThat(only(acts, "SUBSIDY_DECIDED").rule()).startsWith("hohhot-subsidy-rate, release ").contains("申报指南");
		assertThat(only(acts, "EXPENDITURE_COUNTED").rule()).startsWith("form hohhot-subsidy-expenditure, release ");
		// no contact is in it
		assertThat(acts.stream().map((act) -> act.before() + act.after()))
			.noneMatch((text) -> text.contains(String.valueOf(Journey.sample("declaration").get("contactPhone"))));
		System.out
			.println("Acts of a paid case: %d, bytes of their rows: %s".formatted(acts.size(),
					this.jdbc.queryForObject("select sum(octet_length(subject) + octet_length(summary) "
							+ "+ coalesce(octet_length(before_state), 0) + coalesce(octet_length(after_state), 0) "
							+ "+ coalesce(octet_length(rule), 0) + 260) from audit_act where chain = ?", Long.class,
							number)));
		assertThat(acts).extracting(AuditTrail.Entry::seq)
			.isEqualTo(java.util.stream.LongStream.rangeClosed(1, acts.size()).boxed().toList());
	}

	@Test
	void tellsWhatAnAdministratorWritesPastTheForms() {
		// given a case
		String number = this.journey.declared(this.journey.newEnterprise());
		String instance = this.journey.task(number, "userTask_reviewQualification").getProcessInstanceId();
		String task = this.journey.task(number, "userTask_reviewQualification").getId();
		int before = acts(number).size();
		// when an administrator writes variables over REST
		put("/process-instance/" + instance + "/variables/selfLevel", Map.of("value", 4, "type", "Integer"));
		put("/task/" + task + "/localVariables/remark", Map.of("value", "甲", "type", "String"));
		this.rest.as("admin")
			.contentType("application/json")
			.body(Rest.json(Map.of("modifications", Map.of("remark", Map.of("value", "乙", "type", "String")),
					"deletions", List.of())))
			.post("/engine-rest/task/" + task + "/localVariables")
			.then()
			.statusCode(204);
		this.rest.as("admin").delete("/engine-rest/task/" + task + "/localVariables/remark").then().statusCode(204);
		// then each is in the log with what was there before
		List<AuditTrail.Entry> acts = acts(number).subList(before, acts(number).size());
		assertThat(acts).extracting(AuditTrail.Entry::action)
			.containsExactly("VARIABLES_WRITTEN", "VARIABLES_WRITTEN", "VARIABLES_WRITTEN", "VARIABLES_REMOVED");
		assertThat(acts).allSatisfy((act) -> {
			assertThat(act.actor()).isEqualTo("admin");
			assertThat(act.via()).isEqualTo("engine-rest");
			assertThat(act.source()).isEqualTo("127.0.0.1");
		});
		assertThat(acts.get(0).before()).matches("\\{\"selfLevel\":\\d}");
		assertThat(acts.get(0).after()).isEqualTo("{\"selfLevel\":4}");
		assertThat(acts.get(1).before()).isEqualTo("{}");
		assertThat(acts.get(2).before()).isEqualTo("{\"remark\":\"甲\"}");
		assertThat(acts.get(2).after()).isEqualTo("{\"remark\":\"乙\"}");
		assertThat(acts.get(3).before()).isEqualTo("{\"remark\":\"乙\"}");
		assertThat(acts.get(3).after()).isNull();
	}

	@Test
	void tellsWhatElseIsDoneOnTheEngine() {
		// given a case
		String number = this.journey.declared(this.journey.newEnterprise());
		var task = this.journey.task(number, "userTask_reviewQualification");
		int before = acts(number).size();
		// when its task is taken and given back, the case is suspended, resumed and
		// deleted, and a message finds nobody
		post("hohhot-bureau-1", "/task/" + task.getId() + "/claim", Map.of("userId", "hohhot-bureau-1")).then()
			.statusCode(204);
		post("hohhot-bureau-1", "/task/" + task.getId() + "/unclaim", Map.of()).then().statusCode(204);
		post("admin", "/task/" + task.getId() + "/assignee", Map.of("userId", "hohhot-bureau-2")).then()
			.statusCode(204);
		put("/process-instance/" + task.getProcessInstanceId() + "/suspended", Map.of("suspended", true));
		put("/process-instance/" + task.getProcessInstanceId() + "/suspended", Map.of("suspended", false));
		post("admin", "/message", Map.of("messageName", "message_nobody", "businessKey", number)).then()
			.statusCode(400);
		this.rest.as("admin")
			.delete("/engine-rest/process-instance/" + task.getProcessInstanceId())
			.then()
			.statusCode(204);
		// then each is in the log, but for the message
		assertThat(acts(number).subList(before, acts(number).size()).stream().map(AuditTrailTests::told))
			.containsExactly("TASK_CLAIMED hohhot-bureau-1 null {\"assignee\":\"hohhot-bureau-1\"}",
					"TASK_RELEASED hohhot-bureau-1 {\"assignee\":\"hohhot-bureau-1\"} null",
					"TASK_ASSIGNED admin null {\"assignee\":\"hohhot-bureau-2\"}",
					"ENGINE_OPERATED admin null {\"suspensionState\":\"suspended\"}",
					"ENGINE_OPERATED admin null {\"suspensionState\":\"active\"}", "ENGINE_OPERATED admin null null");
	}

	@Test
	void tellsAccountsAndPermissionsButNoPassword() {
		// when an administrator makes an account, puts it into a group, and grants
		// something
		long before = this.trail.count(Act.SYSTEM);
		post("admin", "/user/create", Map.of("profile", Map.of("id", "audit-probe", "firstName", "甲", "lastName", "乙"),
				"credentials", Map.of("password", "Secret-of-nobody-1")))
			.then()
			.statusCode(204);
		put("/group/analyst/members/audit-probe", Map.of());
		String authorization = post("admin", "/authorization/create", Map.of("type", 1, "permissions",
				List.of("ACCESS"), "userId", "audit-probe", "resourceType", 0, "resourceId", "tasklist"))
			.then()
			.statusCode(200)
			.extract()
			.path("id");
		this.rest.as("admin").delete("/engine-rest/authorization/" + authorization).then().statusCode(204);
		put("/user/audit-probe/credentials",
				Map.of("password", "Secret-of-nobody-2", "authenticatedUserPassword", Rest.PASSWORD));
		this.rest.as("admin").delete("/engine-rest/user/audit-probe").then().statusCode(204);
		// then all of it is in the chain of the system
		List<AuditTrail.Entry> acts = acts(Act.SYSTEM).stream().filter((act) -> act.seq() > before).toList();
		assertThat(acts.stream().map(AuditTrail.Entry::summary).collect(Collectors.toSet())).contains("Create User",
				"Create Group membership", "Create Authorization", "Delete Authorization", "Update User",
				"Delete User");
		assertThat(acts.stream().map((act) -> act.before() + act.after() + act.subject()))
			.noneMatch((text) -> text.contains("Secret"));
	}

	@Test
	void tellsWhichContactsChangedButNotTheContacts() {
		// given a declaration that is returned
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		this.journey.complete(number, "userTask_reviewQualification", "hohhot-bureau-1", "qualification-approve",
				Map.of("decision", "return", "comment", "请更正联系电话"));
		// when the enterprise hands it in with another telephone
		this.journey.complete(number, "userTask_correctMaterials", party.account(), "declaration",
				Map.of("contactPhone", "13911112222"));
		// then the log tells that it changed, and nothing else did
		AuditTrail.Entry correction = acts(number).stream()
			.filter((act) -> act.subject().equals("userTask_correctMaterials"))
			.findFirst()
			.orElseThrow();
		assertThat(correction.before()).isEqualTo("{\"contactPhone\":\"***\"}");
		assertThat(correction.after()).isEqualTo("{\"contactPhone\":\"***\"}");
		assertThat(acts(number).stream().map((act) -> act.before() + act.after()))
			.noneMatch((text) -> text.contains("13911112222"));
		assertThat(acts(number)).extracting(AuditTrail.Entry::action)
			.contains("CORRECTION_OPENED", "CORRECTION_RECEIVED");
	}

	@Test
	void isSoundAfterAllThat() {
		// given whatever other tests have done
		this.journey.declared(this.journey.newEnterprise());
		// then an administrator's check finds nothing
		Response report = this.rest.as("admin").get("/api/audit/verification");
		assertThat(report.statusCode()).isEqualTo(200);
		assertThat(report.jsonPath().getList("findings")).isEmpty();
		assertThat(report.jsonPath().getBoolean("sound")).isTrue();
		assertThat(report.jsonPath().getLong("acts")).isGreaterThan(10);
	}

	@Test
	void isForAdministratorsOnly() {
		for (String address : List.of("/api/audit", "/api/audit/verification")) {
			this.rest.as("admin").get(address).then().statusCode(200);
			this.rest.as("hohhot-bureau-1").get(address).then().statusCode(403);
			this.rest.as("analyst").get(address).then().statusCode(403);
			this.rest.anonymous().get(address).then().statusCode(401);
		}
	}

	@Test
	void listsTheActsOfACase() {
		// given a case
		String number = this.journey.declared(this.journey.newEnterprise());
		// when an administrator asks for its newest act
		Response page = this.rest.as("admin").queryParam("chain", number).queryParam("size", 1).get("/api/audit");
		// then it is one of all
		assertThat(page.jsonPath().getInt("total")).isEqualTo(acts(number).size());
		assertThat(page.jsonPath().getList("acts")).hasSize(1);
		assertThat(page.jsonPath().getString("acts[0].chain")).isEqualTo(number);
		assertThat(page.jsonPath().getInt("acts[0].seq")).isEqualTo(acts(number).size());
		// and nonsense is refused with all its faults
		Response refused = this.rest.as("admin").queryParam("page", -1).queryParam("size", 0).get("/api/audit");
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.jsonPath().getList("errors.field")).containsExactly("page", "size");
	}

	@Test
	void showsItsPageToAdministratorsInTheSessionOfTheWebapps() {
		// nobody
		Response login = this.rest.anonymous().get("/admin/audit");
		assertThat(login.statusCode()).isEqualTo(302);
		assertThat(login.header("Location")).endsWith("/camunda/app/admin/");
		// a participant
		assertThat(this.rest.login("hohhot-bureau-1").call().get("/admin/audit").statusCode()).isEqualTo(403);
		// an administrator
		Rest.Session session = this.rest.login("admin");
		Response page = session.call().get("/admin/audit");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.contentType()).isEqualTo("text/html;charset=UTF-8");
		assertThat(page.asString()).contains("审计日志");
		assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'", "object-src 'none'")
			.doesNotContain("script-src", "unsafe-eval");
		assertThat(session.call().get("/admin/audit.js").statusCode()).isEqualTo(200);
		assertThat(session.call().get("/admin/audit.css").statusCode()).isEqualTo(200);
		assertThat(session.call().get("/api/audit").statusCode()).isEqualTo(200);
	}

	private static String moved(String from, String to) {
		return "{\"status\":\"%s\"} {\"status\":\"%s\"}".formatted(from, to);
	}

	private static AuditTrail.Entry only(List<AuditTrail.Entry> acts, String action) {
		return acts.stream().filter((act) -> act.action().equals(action)).reduce((one, other) -> {
			throw new AssertionError(action + " is there twice");
		}).orElseThrow();
	}

	private static String told(AuditTrail.Entry act) {
		return "%s %s %s %s".formatted(act.action(), act.actor(), act.before(), act.after());
	}

	private void put(String path, Object body) {
		this.rest.as("admin")
			.contentType("application/json")
			.body(Rest.json(body))
			.put("/engine-rest" + path)
			.then()
			.statusCode(204);
	}

	private Response post(String account, String path, Object body) {
		return this.rest.as(account).contentType("application/json").body(Rest.json(body)).post("/engine-rest" + path);
	}

	/** The oldest first. */
	private List<AuditTrail.Entry> acts(String chain) {
		return this.trail.find(chain, 0, 100_000)
			.stream()
			.sorted(java.util.Comparator.comparing(AuditTrail.Entry::seq))
			.toList();
	}

}
