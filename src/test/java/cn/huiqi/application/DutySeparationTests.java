package cn.huiqi.application;

import java.util.List;
import java.util.Map;
import java.util.Set;

import cn.huiqi.access.Accounts;
import cn.huiqi.core.RefusedException;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.enterprise.Links;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
import cn.huiqi.workflow.EngineErrors;
import io.restassured.response.Response;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The duties of a case are different people's, and nobody acts on the case of those he is
 * tied to.
 */
@DatabaseTest
class DutySeparationTests {

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@Autowired
	Accounts accounts;

	@Autowired
	IdentityService identity;

	@Autowired
	TaskService tasks;

	@Autowired
	Links links;

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
	void keepsReviewerFromEvaluatingAfterChangeOfGroups() {
		// given somebody who reviewed a case and then moved to the evaluator
		String mover = account("mover", "hohhot-bureau");
		String number = this.journey.declared(this.journey.newEnterprise());
		this.journey.complete(number, "userTask_reviewQualification", mover, "qualification-approve");
		this.identity.deleteMembership(mover, "hohhot-bureau");
		this.identity.createMembership(mover, "hohhot-evaluator");
		// then he may evaluate another's case
		String other = this.journey.qualified(this.journey.newEnterprise());
		this.journey.complete(other, "userTask_verifyLevel", mover, "verification");
		// but not this one, and it stays as it was
		Stored before = Stored.in(this.jdbc);
		RefusedException refusal = refusalOf(
				() -> this.journey.complete(number, "userTask_verifyLevel", mover, "verification"));
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.FORBIDDEN);
		assertThat(refusal).hasMessageContaining("审查").hasMessageContaining("评测核定");
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void keepsEvaluatorFromAuditingWhatAnAdministratorHandsHim() {
		// given an evaluator who is an auditor too, and an administrator who assigns to
		// him
		String both = account("both", "hohhot-evaluator", "hohhot-auditor");
		String number = this.journey.qualified(this.journey.newEnterprise());
		this.journey.complete(number, "userTask_verifyLevel", both, "verification");
		this.journey.complete(number, "userTask_confirmLevel", "hohhot-evaluator-2", "level-confirmation");
		String audit = this.journey.task(number, "userTask_auditExpenditure").getId();
		assertThat(this.rest.as("admin")
			.contentType("application/json")
			.body(Rest.json(Map.of("userId", both)))
			.post("/engine-rest/task/" + audit + "/assignee")
			.statusCode()).isEqualTo(204);
		// then he may not do it all the same, nor claim it
		Response response = this.rest.as(both)
			.contentType("application/json")
			.body(Rest.variables(Journey.sample("expenditure")))
			.post("/engine-rest/task/" + audit + "/complete");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.jsonPath().getString("message")).contains("您在本申请中已办理「评测核定」，不能再办理「核定投入」");
		// and another auditor may
		this.journey.complete(number, "userTask_auditExpenditure", "hohhot-auditor-1", "expenditure");
	}

	@Test
	void refusesClaimOfTaskOneMayNotDo() {
		// given
		String both = account("claimer", "hohhot-bureau", "hohhot-evaluator");
		String number = this.journey.declared(this.journey.newEnterprise());
		this.journey.complete(number, "userTask_reviewQualification", both, "qualification-approve");
		String task = this.journey.task(number, "userTask_verifyLevel").getId();
		// when
		Response response = this.rest.as(both)
			.contentType("application/json")
			.body(Rest.json(Map.of("userId", both)))
			.post("/engine-rest/task/" + task + "/claim");
		// then
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.jsonPath().getString("message")).contains("须由不同的人办理");
		assertThat(this.journey.task(number, "userTask_verifyLevel").getAssignee()).isNull();
	}

	@Test
	void holdsAdministratorsToItToo() {
		// given an administrator who reviewed
		String number = this.journey.declared(this.journey.newEnterprise());
		this.journey.complete(number, "userTask_reviewQualification", "admin", "qualification-approve");
		// then he may not evaluate
		assertThat(
				refusalOf(() -> this.journey.complete(number, "userTask_verifyLevel", "admin", "verification")).kind())
			.isEqualTo(RefusedException.Kind.FORBIDDEN);
	}

	@Test
	void keepsEnterprisesPeopleFromReviewingIt() {
		// given a reviewer with an account of the enterprise
		Journey.Party party = this.journey.newEnterprise();
		String employed = account("employed", "hohhot-bureau", Enterprise.groupOf(party.creditCode()));
		String number = this.journey.declared(party);
		// then
		assertThat(refusalOf(
				() -> this.journey.complete(number, "userTask_reviewQualification", employed, "qualification-approve")))
			.hasMessageContaining("回避");
		// and somebody who once declared for it may not either, though he has left it
		String left = account("left", "hohhot-enterprise", Enterprise.groupOf(party.creditCode()));
		this.journey.complete(number, "userTask_reviewQualification", "hohhot-bureau-1", "qualification-return");
		this.journey.complete(number, "userTask_correctMaterials", left, "declaration");
		this.identity.deleteMembership(left, Enterprise.groupOf(party.creditCode()));
		this.identity.deleteMembership(left, "hohhot-enterprise");
		this.identity.createMembership(left, "hohhot-bureau");
		assertThat(refusalOf(
				() -> this.journey.complete(number, "userTask_reviewQualification", left, "qualification-approve"))
			.kind()).isEqualTo(RefusedException.Kind.FORBIDDEN);
	}

	@Test
	void keepsLinkedPeopleFromTheCaseUntilTheLinkIsEnded() {
		// given a reviewer who declares what ties him to the enterprise
		Journey.Party party = this.journey.newEnterprise();
		String linked = account("linked", "hohhot-bureau");
		String number = this.journey.declared(party);
		Response declared = this.rest.as(linked)
			.contentType("application/json")
			.body(Rest.json(Map.of("kind", "LINKED", "creditCode", party.creditCode().value(), "organisation", "测试企业")))
			.post("/api/me/links");
		assertThat(declared.statusCode()).isEqualTo(201);
		int link = declared.jsonPath().getInt("id");
		// then he is kept from its case
		assertThat(refusalOf(
				() -> this.journey.complete(number, "userTask_reviewQualification", linked, "qualification-approve")))
			.hasMessageContaining("利害关系")
			.hasMessageContaining("回避");
		assertThat(this.rest.as(linked)
			.contentType("application/json")
			.body(Rest.json(Map.of("reason", "经查实重复申报，予以撤销。")))
			.post("/api/applications/" + number + "/revocation")
			.statusCode()).isEqualTo(403);
		// and cannot end the link himself, nor can another authority
		Map<String, String> reason = Map.of("reason", "经核实，已无利害关系。");
		assertThat(end(linked, linked, link, reason)).isEqualTo(403);
		assertThat(end("jiashi-bureau-1", linked, link, reason)).isEqualTo(404);
		assertThat(end("hohhot-bureau-1", linked, link, Map.of("reason", " "))).isEqualTo(400);
		// when his department ends it, then he may
		assertThat(end("hohhot-bureau-1", linked, link, reason)).isEqualTo(204);
		assertThat(end("hohhot-bureau-1", linked, link, reason)).isEqualTo(409);
		this.journey.complete(number, "userTask_reviewQualification", linked, "qualification-approve");
		// and what stood is still told
		List<Map<String, Object>> told = this.rest.as(linked).get("/api/me/links").jsonPath().getList("");
		assertThat(told).singleElement()
			.satisfies((row) -> assertThat(row).containsEntry("endedBy", "hohhot-bureau-1")
				.containsEntry("endReason", "经核实，已无利害关系。"));
	}

	@Test
	void keepsProvidersPeopleFromTheCase() {
		// given an evaluator employed by the provider the declaration names, its name
		// written with other brackets
		String provider = "蒙数（呼和浩特）科技有限公司";
		String employed = account("provider", "hohhot-evaluator");
		this.links.declare(employed, Links.Kind.EMPLOYED, null, "蒙数(呼和浩特) 科技有限公司", "hohhot-bureau-1");
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.start(party);
		this.journey.complete(number, "userTask_declareProject", party.account(), "declaration",
				Map.of("provider", provider));
		this.journey.supervised(number);
		this.journey.complete(number, "userTask_reviewQualification", "hohhot-bureau-1", "qualification-approve");
		// then
		assertThat(refusalOf(() -> this.journey.complete(number, "userTask_verifyLevel", employed, "verification")))
			.hasMessageContaining("任职关系");
		// and the case of another provider is open to him
		String other = this.journey.qualified(this.journey.newEnterprise());
		this.journey.complete(other, "userTask_verifyLevel", employed, "verification");
	}

	@Test
	void tellsEveryFaultOfALinkAtOnce() {
		// when
		Response response = this.rest.as("hohhot-bureau-1")
			.contentType("application/json")
			.body(Rest.json(Map.of("kind", "FRIEND", "creditCode", "123", "organisation", " ")))
			.post("/api/me/links");
		// then
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.jsonPath().getList("errors.field")).containsExactlyInAnyOrder("kind", "creditCode",
				"organisation");
	}

	private int end(String caller, String account, int link, Map<String, String> reason) {
		return this.rest.as(caller)
			.contentType("application/json")
			.body(Rest.json(reason))
			.post("/api/accounts/" + account + "/links/" + link + "/end")
			.statusCode();
	}

	/** An account of this test alone. */
	private String account(String name, String... groups) {
		String id = "hohhot-duty-" + name;
		this.accounts.ensure(id, "测试人" + name, Set.of(groups));
		return id;
	}

	private static RefusedException refusalOf(Runnable act) {
		return EngineErrors.refusalIn(catchThrowable(act::run)).orElseThrow(() -> new AssertionError("not refused"));
	}

}
