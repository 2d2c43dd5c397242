package cn.huiqi.application;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import cn.huiqi.access.Accounts;
import cn.huiqi.enterprise.Enterprise;
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
 * Drafts over HTTP: kept whole, given back to everybody who may do the task, never
 * overwritten unseen.
 */
@DatabaseTest
class DraftRestTests {

	private static final String TASK = "userTask_declareProject";

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@Autowired
	Accounts accounts;

	@Autowired
	JdbcTemplate jdbc;

	private Rest rest;

	private Journey.Party party;

	private String number;

	private String task;

	@BeforeEach
	void declarationIsDue() {
		this.rest = new Rest(this.port);
		this.journey.at("2025-04-07T10:00:00");
		this.party = this.journey.newEnterprise();
		this.number = this.journey.start(this.party);
		this.task = this.journey.task(this.number, TASK).getId();
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void keepsWhatIsHalfWrittenForAnotherDayAndBrowser() {
		// given a task nobody has written at
		Response none = draft(this.party.account());
		assertThat(none.statusCode()).isEqualTo(200);
		assertThat(none.jsonPath().getInt("version")).isZero();
		assertThat(none.jsonPath().getMap("answers")).isEmpty();
		// when somebody saves what is not finished and partly wrong
		Response saved = save(this.party.account(), 0, Map.of("projectName", "智能产线", "softwareCloudExpenditure", "12.5",
				"summaryBasics", "太短", "q01", List.of("1", "2"), "declaredLevel", "3", "commitment", false));
		// then it is kept, by whom and when
		assertThat(saved.statusCode()).as(saved.asString()).isEqualTo(200);
		assertThat(saved.jsonPath().getInt("version")).isEqualTo(1);
		Response kept = draft(this.party.account());
		assertThat(kept.jsonPath().getInt("version")).isEqualTo(1);
		assertThat(kept.jsonPath().getString("answers.projectName")).isEqualTo("智能产线");
		assertThat(kept.jsonPath().getString("answers.summaryBasics")).isEqualTo("太短");
		assertThat(kept.jsonPath().getString("savedBy")).isEqualTo(this.party.account());
		assertThat(kept.jsonPath().getString("savedAt")).startsWith("2025-04-07T02:00:00");
		assertThat(kept.jsonPath().getString("form")).isEqualTo("hohhot-subsidy-declaration");
		// and the form opens with it, typed as it takes it
		Map<String, Map<String, Object>> shown = this.rest.login(this.party.account())
			.call()
			.get(Rest.WEBAPP_ENGINE + "/task/" + this.task + "/form-variables?deserializeValues=false")
			.jsonPath()
			.getMap("$");
		assertThat(shown.get("projectName")).containsEntry("value", "智能产线").containsEntry("type", "String");
		assertThat(String.valueOf(shown.get("softwareCloudExpenditure").get("value"))).isEqualTo("12.5");
		assertThat(shown.get("q01")).containsEntry("type", "Json").containsEntry("value", "[\"1\",\"2\"]");
		assertThat(shown.get("declaredLevel")).containsEntry("value", "3");
		assertThat(shown.get("commitment")).containsEntry("value", false).containsEntry("type", "Boolean");
	}

	@Test
	void leavesEmptyWhatWasEmptied() {
		// given a field the program fills, emptied by hand
		Map<String, Object> answers = new HashMap<>();
		answers.put("contactName", null);
		answers.put("contactPhone", "");
		save(this.party.account(), 0, answers);
		// when the form is opened
		Response shown = this.rest.as(this.party.account())
			.get("/engine-rest/task/" + this.task + "/form-variables?deserializeValues=false");
		// then it stays empty
		assertThat(shown.statusCode()).as(shown.asString()).isEqualTo(200);
		assertThat(shown.jsonPath().getString("contactName.value")).isNull();
		assertThat(shown.jsonPath().getString("contactPhone.value")).isEmpty();
		assertThat(shown.jsonPath().getString("contactEmail.value")).isNotEmpty();
	}

	@Test
	void tellsTheSecondOfTwoWhoSavedAndOverwritesNothing() {
		// given two of one enterprise who opened the same form
		String colleague = colleague();
		save(this.party.account(), 0, Map.of("projectName", "甲"));
		// when the other saves what he wrote on the same beginning
		Response refused = save(colleague, 0, Map.of("projectName", "乙"));
		// then he is told whose content there is, and it stays
		assertThat(refused.statusCode()).isEqualTo(409);
		assertThat(refused.contentType()).startsWith("application/problem+json");
		assertThat(refused.jsonPath().getString("detail")).contains(this.party.account());
		assertThat(refused.jsonPath().getInt("current.version")).isEqualTo(1);
		assertThat(refused.jsonPath().getString("current.answers.projectName")).isEqualTo("甲");
		assertThat(refused.jsonPath().getString("current.savedBy")).isEqualTo(this.party.account());
		assertThat(refused.jsonPath().getString("current.savedAt")).isNotEmpty();
		assertThat(draft(colleague).jsonPath().getString("answers.projectName")).isEqualTo("甲");
		// and having seen it he may overwrite it
		assertThat(save(colleague, 1, Map.of("projectName", "乙")).jsonPath().getInt("version")).isEqualTo(2);
		// whereupon the first is told in turn
		assertThat(save(this.party.account(), 1, Map.of("projectName", "丙")).statusCode()).isEqualTo(409);
	}

	@Test
	void letsOneOfManyWinWhoSaveAtOnce() throws Exception {
		// given eight who save the first draft at the same moment
		ExecutorService people = Executors.newFixedThreadPool(8);
		try {
			List<Callable<Integer>> saves = IntStream.range(0, 8)
				.<Callable<Integer>>mapToObj(
						(one) -> () -> save(this.party.account(), 0, Map.of("projectName", "第" + one)).statusCode())
				.toList();
			// when
			List<Integer> answers = new ArrayList<>();
			for (Future<Integer> answer : people.invokeAll(saves)) {
				answers.add(answer.get());
			}
			// then one has saved, and seven know that they have not
			assertThat(answers).containsOnly(200, 409);
			assertThat(answers).containsOnlyOnce(200);
			assertThat(draft(this.party.account()).jsonPath().getInt("version")).isEqualTo(1);
		}
		finally {
			people.shutdownNow();
		}
	}

	@Test
	void isNotBroughtBackByWhoeverStillHasWhatWasDiscarded() {
		// given a draft that somebody else discards and begins anew
		save(this.party.account(), 0, Map.of("projectName", "旧"));
		String colleague = colleague();
		assertThat(this.rest.as(colleague).delete(address()).statusCode()).isEqualTo(204);
		Response empty = draft(colleague);
		assertThat(empty.jsonPath().getMap("answers")).isEmpty();
		assertThat(save(colleague, empty.jsonPath().getInt("version"), Map.of("projectName", "新")).statusCode())
			.isEqualTo(200);
		// when the first goes on writing
		Response refused = save(this.party.account(), 1, Map.of("projectName", "旧"));
		// then he is told
		assertThat(refused.statusCode()).isEqualTo(409);
		assertThat(draft(colleague).jsonPath().getString("answers.projectName")).isEqualTo("新");
	}

	@Test
	void isThereForThoseWhoMayDoTheTaskOnly() {
		// given a draft
		save(this.party.account(), 0, Map.of("projectName", "机密"));
		Journey.Party stranger = this.journey.newEnterprise();
		Stored before = new Stored(this.jdbc);
		for (String other : List.of(stranger.account(), "hohhot-bureau-1", "hohhot-finance-1")) {
			// when somebody who does not see the task asks for it, saves or discards
			Response read = draft(other);
			Response written = save(other, 1, Map.of("projectName", "改"));
			Response deleted = this.rest.as(other).delete(address());
			Response task = this.rest.as(other).get("/api/tasks/" + this.task);
			// then there is no such task
			for (Response answer : List.of(read, written, deleted, task)) {
				assertThat(answer.statusCode()).as(other + ": " + answer.asString()).isEqualTo(404);
				assertThat(answer.asString()).doesNotContain("机密").doesNotContain(this.number);
			}
		}
		assertThat(this.rest.anonymous().get(address()).statusCode()).isEqualTo(401);
		assertThat(draft("no-such-account").statusCode()).isEqualTo(401);
		assertThat(this.rest.as(this.party.account()).get("/api/tasks/nonexistent/draft").statusCode()).isEqualTo(404);
		// and nothing has changed
		assertThat(new Stored(this.jdbc)).isEqualTo(before);
	}

	@Test
	void keepsADeclarersDraftFromReviewersEvenWhereTheySeeTheTask() {
		// given an administrator, who sees every task and is held to duties like all
		// others
		save(this.party.account(), 0, Map.of("projectName", "草稿"));
		// when he asks for the task
		Response task = this.rest.as("admin").get("/api/tasks/" + this.task);
		// then he is told the case
		assertThat(task.jsonPath().getString("applicationNumber")).isEqualTo(this.number);
		assertThat(task.jsonPath().getString("duty")).isEqualTo("declare");
	}

	@Test
	void dropsWhatTheFormDoesNotAskFor() {
		// when keys of no field, a field nobody writes and values of no type of theirs
		// are saved
		Map<String, Object> answers = new LinkedHashMap<>();
		answers.put("approved", true);
		answers.put("applicationNumber", "HH-2024-999999");
		answers.put("enterpriseName", "别人的名字");
		answers.put("projectName", Map.of("a", 1));
		answers.put("q01", List.of("1", 2, Map.of()));
		answers.put("softwareCloudExpenditure", "许多");
		answers.put("commitment", "true");
		answers.put("summaryBasics", "正\u0000文SURROGATE");
		Response saved = this.rest.as(this.party.account())
			.contentType("application/json")
			.body(Rest.json(Map.of("version", 0, "answers", answers)).replace("SURROGATE", "\\ud800"))
			.put(address());
		// then only what the form can show is kept
		assertThat(saved.statusCode()).as(saved.asString()).isEqualTo(200);
		assertThat(saved.jsonPath().getMap("answers")).isEqualTo(Map.of("q01", List.of("1"), "summaryBasics", "正文"));
	}

	@Test
	void refusesMoreThanAnySubmissionMayHold() {
		for (Object tooMuch : List.of("字".repeat(400_001), Collections.nCopies(20_001, "1"),
				List.of(List.of(List.of(List.of(List.of(List.of(List.of(List.of(1)))))))))) {
			// when
			Response refused = save(this.party.account(), 0, Map.of("summaryBasics", tooMuch));
			// then
			assertThat(refused.statusCode()).isEqualTo(400);
			assertThat(refused.jsonPath().getString("errors[0].field")).isEqualTo("answers");
			assertThat(refused.jsonPath().getString("errors[0].message")).contains("400000");
		}
		// and half a request is refused with both faults
		Response half = this.rest.as(this.party.account()).contentType("application/json").body("{}").put(address());
		assertThat(half.statusCode()).isEqualTo(400);
		assertThat(half.jsonPath().getList("errors.field")).containsExactly("version", "answers");
		assertThat(draft(this.party.account()).jsonPath().getInt("version")).isZero();
	}

	@Test
	void staysWithARefusedSubmissionAndGoesWithTheTask() {
		// given a draft
		save(this.party.account(), 0, Map.of("projectName", "草稿"));
		Map<String, Object> faulty = Journey.sample("declaration");
		faulty.put("scenario_quality", "5");
		// when a faulty declaration is handed in
		Response refused = complete(faulty);
		// then the draft is still there
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(draft(this.party.account()).jsonPath().getString("answers.projectName")).isEqualTo("草稿");
		// and a draft that no submission was checked against gets nothing through
		assertThat(this.journey.openTasks(this.number)).containsExactly(TASK);
		// when a sound one is handed in
		this.journey.complete(this.number, TASK, this.party.account(), "declaration");
		// then it is gone, and so is the task
		assertThat(drafts()).isZero();
		assertThat(draft(this.party.account()).statusCode()).isEqualTo(404);
		assertThat(save(this.party.account(), 1, Map.of("projectName", "迟")).statusCode()).isEqualTo(404);
		assertThat(drafts()).isZero();
	}

	@Test
	void goesWithACaseThatIsWithdrawn() {
		// given a draft
		save(this.party.account(), 0, Map.of("projectName", "草稿"));
		assertThat(drafts()).isEqualTo(1);
		// when the application is withdrawn
		Response withdrawn = this.rest.as(this.party.account())
			.contentType("application/json")
			.body(Rest.json(Map.of("reason", "改到下一轮次申报")))
			.post("/api/applications/" + this.number + "/withdrawal");
		// then nothing of it is left
		assertThat(withdrawn.statusCode()).as(withdrawn.asString()).isEqualTo(204);
		assertThat(drafts()).isZero();
	}

	@Test
	void needsTheSessionsToken() {
		// given a page of another site that uses the session
		Rest.Session session = this.rest.login(this.party.account());
		String body = Rest.json(Map.of("version", 0, "answers", Map.of("projectName", "他站")));
		// when it saves without the token, and our own with it
		Response forged = session.withoutToken().contentType("application/json").body(body).put(address());
		Response own = session.call().contentType("application/json").body(body).put(address());
		// then
		assertThat(forged.statusCode()).isEqualTo(403);
		assertThat(own.statusCode()).isEqualTo(200);
		assertThat(own.jsonPath().getInt("version")).isEqualTo(1);
	}

	private String colleague() {
		String colleague = this.party.account() + "b";
		this.accounts.ensure(colleague, "同事", Set.of("hohhot-enterprise", Enterprise.groupOf(this.party.creditCode())));
		return colleague;
	}

	private String address() {
		return "/api/tasks/" + this.task + "/draft";
	}

	private Response draft(String account) {
		return this.rest.as(account).get(address());
	}

	private Response save(String account, int version, Map<String, ?> answers) {
		return this.rest.as(account)
			.contentType("application/json")
			.body(Rest.json(Map.of("version", version, "answers", answers)))
			.put(address());
	}

	private Response complete(Map<String, Object> answers) {
		return this.rest.as(this.party.account())
			.contentType("application/json")
			.body(Rest.variables(answers))
			.post("/engine-rest/task/" + this.task + "/complete");
	}

	private long drafts() {
		Long count = this.jdbc.queryForObject("select count(*) from application_draft where application_number = ?",
				Long.class, this.number);
		return (count != null) ? count : -1;
	}

	/**
	 * The draft as stored.
	 */
	private record Stored(List<Map<String, Object>> rows) {

		Stored(JdbcTemplate jdbc) {
			this(jdbc.queryForList("select task_id, draft_version, answers, saved_by from application_draft"));
		}

	}

}
