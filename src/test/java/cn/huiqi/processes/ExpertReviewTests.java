package cn.huiqi.processes;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import cn.huiqi.access.Accounts;
import cn.huiqi.application.CaseDuties;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.CaseVisibility;
import cn.huiqi.application.Cases;
import cn.huiqi.assessment.Expert;
import cn.huiqi.assessment.Experts;
import cn.huiqi.assessment.Panel;
import cn.huiqi.assessment.Panels;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.RefusedException;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.enterprise.Links;
import cn.huiqi.notification.Messages;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.workflow.EngineErrors;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A panel of experts, by an invented programme: three experts, five workdays each, one
 * more where two scores are more than 30 apart. All begins on Monday 2025-03-03, so that
 * the five workdays end on Monday 2025-03-10.
 */
@DatabaseTest
class ExpertReviewTests {

	private static final String PROGRAMME = "bingshi-panel";

	private static final String BUREAU = "bingshi-bureau-1";

	private static final String APPRAISE = "userTask_appraiseProject";

	private static final AtomicInteger enterprises = new AtomicInteger(970_000);

	@Autowired
	Journey journey;

	@Autowired
	Panels panels;

	@Autowired
	Experts experts;

	@Autowired
	Cases cases;

	@Autowired
	CaseDuties duties;

	@Autowired
	CaseVisibility visibility;

	@Autowired
	Enterprises register;

	@Autowired
	Accounts accounts;

	@Autowired
	Links links;

	@Autowired
	Messages messages;

	@Autowired
	TaskService tasks;

	@Autowired
	FormService forms;

	@Autowired
	RuntimeService runtime;

	@Autowired
	ManagementService management;

	@Autowired
	IdentityService identity;

	@LocalServerPort
	int port;

	@BeforeEach
	void fiveExpertsOfEveryField() {
		this.journey.at("2025-03-03T10:00:00");
		this.experts.of("bingshi")
			.forEach((expert) -> this.experts.change(expertOf(expert.account(), "*", "2024-12-31")));
		for (int number = 1; number <= 5; number++) {
			put(expertOf("bingshi-expert-" + number, "*", null));
		}
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void takesIndependentOpinionsAndFollowsTheMajority() {
		// given a case before three experts
		String number = declared("AUTO_PARTS");
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.ASSESSING);
		List<String> drawn = drawn(number);
		assertThat(drawn).hasSize(3)
			.doesNotHaveDuplicates()
			.allMatch((account) -> account.startsWith("bingshi-expert-"));
		// then each has a task of his own, due on the fifth workday, and nobody else sees
		// it
		for (String expert : drawn) {
			Task task = taskOf(number, expert);
			assertThat(task.getDueDate()).hasSameTimeAs("2025-03-10T23:59:59");
		}
		List<String> others = new ArrayList<>(List.of("bingshi-expert-1", "bingshi-expert-2", "bingshi-expert-3",
				"bingshi-expert-4", "bingshi-expert-5"));
		others.removeAll(drawn);
		assertThat(as(others.get(0), () -> this.tasks.createTaskQuery().processInstanceBusinessKey(number).count()))
			.isZero();
		assertThat(as(drawn.get(0), () -> this.tasks.createTaskQuery().processInstanceBusinessKey(number).count()))
			.isOne();
		// when two approve and one refuses
		give(number, drawn.get(0), 80, "approve", "可行");
		give(number, drawn.get(2), 60, "reject", "指标不明确");
		assertThat(this.panels.last(number).orElseThrow().closedAt()).isNull();
		give(number, drawn.get(1), 75, "approve", "");
		// then the majority counts, with the exact average
		Panel panel = this.panels.last(number).orElseThrow();
		assertThat(panel.outcome()).isEqualTo(Panel.Outcome.APPROVED);
		assertThat(panel.averageScore().orElseThrow().exact()).hasToString("215 / 3");
		assertThat(panel.averageScore().orElseThrow().rounded(4)).isEqualByComparingTo("71.6667");
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_decideResult");
		// and the bureau reads seats, not names
		Map<String, Object> shown = this.forms
			.getTaskFormVariables(this.journey.task(number, "userTask_decideResult").getId());
		assertThat(String.valueOf(shown.get("panelSummary"))).contains("通过2人", "不通过1人", "平均分71.67")
			.doesNotContain("bingshi-expert");
		assertThat(String.valueOf(shown.get("panelRows"))).contains("专家1", "专家2", "专家3", "指标不明确")
			.doesNotContain("bingshi-expert");
		this.journey.completeWith(number, "userTask_decideResult", BUREAU, Map.of());
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.CONFIRMED);
	}

	@Test
	void drawsSoThatAnybodyCanRepeatIt() throws Exception {
		// given the draws of a panel
		String number = declared("BIOMEDICINE");
		for (Panel.Draw draw : this.panels.last(number).orElseThrow().draws()) {
			// when the lot is cast again by what was kept: the least SHA-256 of
			// seed|account
			Map<String, String> lots = new TreeMap<>();
			for (Panel.Candidate candidate : draw.candidates()) {
				if (candidate.exclusion() == null) {
					byte[] hash = MessageDigest.getInstance("SHA-256")
						.digest((draw.seed() + "|" + candidate.account()).getBytes(StandardCharsets.UTF_8));
					StringBuilder hexadecimal = new StringBuilder();
					for (byte one : hash) {
						hexadecimal.append(Character.forDigit((one >> 4) & 15, 16))
							.append(Character.forDigit(one & 15, 16));
					}
					lots.put(hexadecimal.toString(), candidate.account());
				}
			}
			// then it falls on the same expert
			assertThat(lots.values().iterator().next()).isEqualTo(draw.account());
			assertThat(draw.candidates()).extracting(Panel.Candidate::account).isSorted();
		}
		// and whoever was drawn for a seat is no candidate for the next
		assertThat(exclusions(this.panels.last(number).orElseThrow().draws().get(2)).values())
			.filteredOn(Panel.Exclusion.DRAWN_BEFORE::equals)
			.hasSize(2);
	}

	@Test
	void excludesEveryConflictForItsOwnReason() {
		// given experts each of whom one thing stands against, and three more
		Journey.Party party = newEnterprise();
		String name = this.register.find(party.creditCode()).orElseThrow().name();
		change("bingshi-expert-1", name, "*", null);
		this.links.declare("bingshi-expert-2", Links.Kind.LINKED, party.creditCode(), "别名", "bingshi-expert-2");
		change("bingshi-expert-3", "独立研究院", "BIOMEDICINE", null);
		change("bingshi-expert-4", "独立研究院", "*", "2025-03-02");
		change("bingshi-expert-5", "某服务商 (集团)", "*", null);
		another("bingshi-expert-6", Enterprise.groupOf(party.creditCode()));
		another("bingshi-expert-7");
		this.identity.deleteMembership("bingshi-expert-7", "bingshi-expert");
		another("bingshi-expert-8");
		another("bingshi-expert-9");
		another("bingshi-expert-10");
		another("bingshi-expert-11");
		String number = start(party);
		this.duties.note(number, "bingshi-expert-8", "audit", "userTask_auditExpenditure");
		declare(number, party, Map.of("industry", "AUTO_PARTS", "projectName", "项目", "provider", "某服务商（集团）"));
		// then each is left out for his own reason, and only the three are drawn
		assertThat(exclusions(this.panels.last(number).orElseThrow().draws().get(0)))
			.containsEntry("bingshi-expert-1", Panel.Exclusion.SAME_EMPLOYER)
			.containsEntry("bingshi-expert-2", Panel.Exclusion.LINKED)
			.containsEntry("bingshi-expert-3", Panel.Exclusion.OTHER_FIELD)
			.containsEntry("bingshi-expert-4", Panel.Exclusion.NOT_VALID)
			.containsEntry("bingshi-expert-5", Panel.Exclusion.SAME_EMPLOYER)
			.containsEntry("bingshi-expert-6", Panel.Exclusion.ACTS_FOR_ENTERPRISE)
			.containsEntry("bingshi-expert-7", Panel.Exclusion.NOT_IN_GROUP)
			.containsEntry("bingshi-expert-8", Panel.Exclusion.OTHER_DUTY);
		assertThat(drawn(number)).containsExactlyInAnyOrder("bingshi-expert-9", "bingshi-expert-10",
				"bingshi-expert-11");
		this.identity.createMembership("bingshi-expert-7", "bingshi-expert");
	}

	@Test
	void drawsAnotherWhereOneRecusesHimself() {
		// given an expert who knows the enterprise
		String number = declared("AUTO_PARTS");
		String expert = drawn(number).get(1);
		assertThat(as(expert, () -> this.visibility.maySee(this.cases.get(number)))).isTrue();
		// when he says so without a reason, then it is refused; with one, another is
		// drawn
		assertThat(fieldsOf(refusalOf(() -> submit(number, expert, Map.of("recused", true)))))
			.containsExactly("recusalReason");
		submit(number, expert, Map.of("recused", true, "recusalReason", "曾任该企业顾问"));
		assertThat(drawn(number)).hasSize(3).doesNotContain(expert).doesNotHaveDuplicates();
		Panel.Draw draw = this.panels.last(number).orElseThrow().draws().get(1);
		assertThat(draw.ending()).isEqualTo(Panel.Ending.RECUSED);
		assertThat(draw.reason()).isEqualTo("曾任该企业顾问");
		// and he sees the case no longer
		assertThat(as(expert, () -> this.visibility.maySee(this.cases.get(number)))).isFalse();
		assertThat(new Rest(this.port).as(expert).get("/api/applications/" + number).statusCode()).isEqualTo(404);
	}

	@Test
	void replacesWhoDoesNotGiveHisOpinionInTime() {
		// given an expert whose time is over, the timer late
		String number = declared("AUTO_PARTS");
		String expert = drawn(number).get(0);
		this.journey.at("2025-03-11T00:00:00");
		assertThat(refusalOf(() -> give(number, expert, 90, "approve", "")).kind())
			.isEqualTo(RefusedException.Kind.CONFLICT);
		// when the timers fire
		fire(number, "timer_appraisalOver", 3);
		// then two others are drawn, and for the third seat there is nobody left
		Panel panel = this.panels.last(number).orElseThrow();
		assertThat(panel.draws()).hasSize(6);
		assertThat(panel.draws().subList(0, 3)).extracting(Panel.Draw::ending).containsOnly(Panel.Ending.REPLACED);
		assertThat(drawn(number)).hasSize(2).doesNotContain(expert);
		assertThat(as(expert, () -> this.visibility.maySee(this.cases.get(number)))).isFalse();
		assertThat(titles(expert)).contains("评审已另行抽取专家");
		assertThat(this.journey.openTasks(number)).containsExactlyInAnyOrder(APPRAISE, APPRAISE,
				"userTask_appointExpert");
		// and the new ones have five workdays of their own
		assertThat(taskOf(number, drawn(number).get(0)).getDueDate()).hasSameTimeAs("2025-03-18T23:59:59");
		// when the bureau says it has added somebody, but has not
		RefusedException refusal = refusalOf(() -> appoint(number));
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.CONFLICT);
		assertThat(String
			.valueOf(this.forms.getTaskFormVariables(this.journey.task(number, "userTask_appointExpert").getId())
				.get("panelShortage")))
			.contains("没有可抽取的专家", "本次评审已被抽取5人");
		// then it waits; and when it has, the draw goes on
		another("bingshi-expert-12");
		appoint(number);
		assertThat(drawn(number)).hasSize(3).contains("bingshi-expert-12");
		drawn(number).forEach((account) -> give(number, account, 70, "approve", ""));
		assertThat(this.panels.last(number).orElseThrow().outcome()).isEqualTo(Panel.Outcome.APPROVED);
	}

	@Test
	void remindsEachExpertOnceBeforeEachMark() {
		String number = declared("AUTO_PARTS");
		List<String> drawn = drawn(number);
		assertThat(titles(drawn.get(0))).contains("您被抽取为评审专家");
		long before = reminders(drawn.get(0));
		// when it is looked every morning, then he is reminded three and one workday
		// before
		for (String morning : List.of("2025-03-04", "2025-03-05", "2025-03-06", "2025-03-07")) {
			this.journey.at(morning + "T09:00:00");
			jobs(number, "timer_appraisalReminder").stream()
				.filter((job) -> !job.getDuedate().after(ClockUtil.getCurrentTime()))
				.forEach((job) -> this.management.executeJob(job.getId()));
		}
		assertThat(reminders(drawn.get(0))).isEqualTo(before + 2);
		// and who has given his opinion is not reminded
		give(number, drawn.get(1), 70, "approve", "");
		assertThat(jobs(number, "timer_appraisalReminder")).hasSize(2);
	}

	@Test
	void addsExactlyOneExpertWhereScoresAreFarApart() {
		// given three opinions, 31 points between two of them
		String number = declared("AUTO_PARTS");
		List<String> first = drawn(number);
		give(number, first.get(0), 91, "approve", "很好");
		give(number, first.get(1), 60, "reject", "不足");
		give(number, first.get(2), 75, "reject", "不足");
		// then a fourth joins, who is told nothing of the three
		Panel panel = this.panels.last(number).orElseThrow();
		assertThat(panel.closedAt()).isNull();
		assertThat(panel.extraSeats()).isOne();
		String fourth = drawn(number).get(3);
		assertThat(first).doesNotContain(fourth);
		Map<String, Object> visible = this.tasks.getVariables(taskOf(number, fourth).getId());
		assertThat(visible.keySet()).doesNotContain("averageScore", "approvals", "refusals", "spread");
		// when he is far from them too, then no fifth joins: two against two is no
		// majority
		give(number, fourth, 10, "approve", "");
		panel = this.panels.last(number).orElseThrow();
		assertThat(panel.outcome()).isEqualTo(Panel.Outcome.REFUSED);
		assertThat(panel.opinions()).hasSize(4);
		assertThat(panel.averageScore().orElseThrow().rounded(2)).isEqualByComparingTo(new BigDecimal("59.00"));
	}

	@Test
	void drawsOthersForARevisedCaseAsLongAsThereAreAny() {
		// given a case that three experts refused
		Journey.Party party = newEnterprise();
		String number = start(party);
		declare(number, party, Map.of("industry", "AUTO_PARTS", "projectName", "项目"));
		List<String> first = drawn(number);
		give(number, first.get(0), 50, "reject", "第二章没有进度安排");
		give(number, first.get(1), 50, "approve", "赞同的意见不转告");
		give(number, first.get(2), 50, "reject", "第二章没有进度安排");
		this.journey.completeWith(number, "userTask_decideResult", BUREAU, Map.of());
		// then the enterprise reads what was held against it, and nothing else
		Map<String, Object> shown = as(party.account(),
				() -> this.forms.getTaskFormVariables(this.journey.task(number, "userTask_declareProject").getId()));
		assertThat(String.valueOf(shown.get("panelAdvice"))).containsOnlyOnce("第二章没有进度安排")
			.doesNotContain("赞同的意见不转告", "专家1", "50");
		// when it hands in again, then those who have not sat on it come first
		declare(number, party, Map.of("industry", "AUTO_PARTS", "projectName", "修改后的项目"));
		Panel second = this.panels.last(number).orElseThrow();
		assertThat(second.number()).isEqualTo(2);
		List<String> fresh = drawn(number);
		assertThat(fresh.subList(0, 2)).doesNotContainAnyElementsOf(first);
		// and only then one of the first again, with an empty form
		assertThat(first).contains(fresh.get(2));
		assertThat(as(fresh.get(2), () -> this.visibility.maySee(this.cases.get(number)))).isTrue();
		assertThat(this.forms.getTaskFormVariables(taskOf(number, fresh.get(2)).getId()))
			.doesNotContainKeys("expertScore", "decision", "comment");
	}

	@Test
	void showsAnExpertNothingOfTheOthers() {
		// given one opinion given, and another begun
		String number = declared("AUTO_PARTS");
		List<String> drawn = drawn(number);
		Rest rest = new Rest(this.port);
		String second = taskOf(number, drawn.get(1)).getId();
		String first = taskOf(number, drawn.get(0)).getId();
		assertThat(rest.as(drawn.get(1))
			.contentType("application/json")
			.body("{\"version\":0,\"answers\":{\"comment\":\"草稿中的秘密\"}}")
			.put("/api/tasks/" + second + "/draft")
			.statusCode()).isEqualTo(200);
		submit(number, drawn.get(0),
				Map.of("interestDeclared", true, "expertScore", "33.37", "decision", "reject", "comment", "第一位的秘密"));
		// then the third finds no trace of them wherever he looks
		String third = drawn.get(2);
		String own = taskOf(number, third).getId();
		List<String> paths = new ArrayList<>(List.of("/api/applications/" + number, "/api/me/tasks", "/api/me/messages",
				"/api/applications/" + number + "/materials", "/api/applications/" + number + "/corrections",
				"/api/applications/" + number + "/diagram", "/api/applications/" + number + "/panels",
				"/api/authorities/bingshi/experts", "/api/tasks/" + second + "/draft", "/api/tasks/" + second,
				"/engine-rest/task?processInstanceBusinessKey=" + number, "/engine-rest/history/user-operation",
				"/engine-rest/history/variable-instance"));
		for (String task : List.of(own, second, first)) {
			for (String view : List.of("form-variables", "variables", "localVariables", "comment", "identity-links")) {
				paths.add("/engine-rest/task/%s/%s".formatted(task, view));
			}
		}
		for (String path : paths) {
			Response answer = rest.as(third).get(path);
			assertThat(answer.asString()).as(path)
				.doesNotContain("秘密", drawn.get(0), drawn.get(1), "\"reject\"", "33.37");
		}
		assertThat(rest.as(third).get("/engine-rest/task/" + own + "/form-variables").statusCode()).isEqualTo(200);
		assertThat(rest.as(third).get("/api/applications/" + number + "/panels").statusCode()).isEqualTo(403);
		// nor does he hand in for another, nor an administrator for anybody
		assertThat(rest.as(third)
			.contentType("application/json")
			.body(Rest.variables(opinion(90, "approve", "")))
			.post("/engine-rest/task/" + second + "/submit-form")
			.statusCode()).isIn(403, 404);
		assertThat(refusalOf(() -> submitTo(second, "admin", opinion(90, "approve", ""))).kind())
			.isEqualTo(RefusedException.Kind.FORBIDDEN);
		// and when all are in, still none
		give(number, drawn.get(1), 44, "approve", "第二位的秘密");
		give(number, third, 55, "approve", "");
		for (String path : paths) {
			assertThat(rest.as(third).get(path).asString()).as(path).doesNotContain("秘密", drawn.get(0), drawn.get(1));
		}
		// but he may still read what he judged, its materials among it
		String material = rest.as(third)
			.get("/api/applications/" + number + "/materials")
			.jsonPath()
			.getString("materials[0].id");
		assertThat(rest.as(third).get("/api/applications/%s/materials/%s".formatted(number, material)).statusCode())
			.isEqualTo(200);
		assertThat(rest.as(third).get("/api/applications/" + number).statusCode()).isEqualTo(200);
	}

	@Test
	void keepsADraftForTheExpertAlone() {
		// given an opinion that an expert has begun
		String number = declared("AUTO_PARTS");
		String expert = drawn(number).get(0);
		String task = taskOf(number, expert).getId();
		String draft = "/api/tasks/" + task + "/draft";
		Rest rest = new Rest(this.port);
		assertThat(rest.as(expert)
			.contentType("application/json")
			.body("{\"version\":0,\"answers\":{\"comment\":\"尚未提交的意见\"}}")
			.put(draft)
			.statusCode()).isEqualTo(200);
		// then an administrator neither reads, nor rewrites, nor discards it
		assertThat(rest.as("admin").get(draft).statusCode()).isEqualTo(403);
		assertThat(rest.as("admin")
			.contentType("application/json")
			.body("{\"version\":1,\"answers\":{\"comment\":\"改写的意见\"}}")
			.put(draft)
			.statusCode()).isEqualTo(403);
		assertThat(rest.as("admin").delete(draft).statusCode()).isEqualTo(403);
		assertThat(rest.as("admin").get("/api/tasks/" + task).jsonPath().getBoolean("mayDo")).isFalse();
		// nor does the form show it to him
		String shown = "/task/" + task + "/form-variables";
		assertThat(rest.as("admin").get("/engine-rest" + shown).asString()).doesNotContain("尚未提交的意见");
		assertThat(rest.login("admin").call().get(Rest.WEBAPP_ENGINE + shown).asString()).doesNotContain("尚未提交的意见");
		// and the expert finds it as he left it
		assertThat(rest.as(expert).get(draft).jsonPath().getString("answers.comment")).isEqualTo("尚未提交的意见");
		assertThat(rest.as(expert).get("/engine-rest" + shown).asString()).contains("尚未提交的意见");
	}

	@Test
	void leavesATaskWithTheExpertItIsOfferedTo() {
		// given a seat, and the enterprise that would like to know who sits on it
		Journey.Party party = newEnterprise();
		String number = start(party);
		declare(number, party, Map.of("industry", "AUTO_PARTS", "projectName", "项目"));
		String expert = drawn(number).get(0);
		String task = "/task/" + taskOf(number, expert).getId();
		Rest rest = new Rest(this.port);
		Rest.Session tasklist = rest.login("admin");
		Map<String, Object> other = Map.of("userId", party.account());
		Map<String, Object> candidate = Map.of("userId", party.account(), "type", "candidate");
		Map<String, Object> group = Map.of("groupId", "bingshi-enterprise", "type", "candidate");
		// when an administrator hands it on, in whatever way, then it is refused with the
		// reason
		for (Supplier<RequestSpecification> admin : List.<Supplier<RequestSpecification>>of(
				() -> rest.as("admin").basePath("/engine-rest"), () -> tasklist.call().basePath(Rest.WEBAPP_ENGINE))) {
			for (Map.Entry<String, Map<String, Object>> call : List.of(Map.entry("/assignee", other),
					Map.entry("/delegate", other), Map.entry("/claim", other),
					Map.entry("/claim", Map.<String, Object>of("userId", "admin")),
					Map.entry("/identity-links", candidate), Map.entry("/identity-links", group), Map.entry(
							"/identity-links/delete", Map.<String, Object>of("userId", expert, "type", "candidate")))) {
				assertForbidden(call.getKey(),
						admin.get()
							.contentType("application/json")
							.body(Rest.json(call.getValue()))
							.post(task + call.getKey()));
			}
			for (Map<String, Object> change : List.<Map<String, Object>>of(Map.of("assignee", party.account()),
					Map.of("assignee", expert, "owner", party.account()),
					Map.of("assignee", expert, "delegationState", "PENDING"))) {
				assertForbidden(change.toString(),
						admin.get().contentType("application/json").body(Rest.json(change)).put(task));
			}
		}
		// and the task is where it was
		assertThat(rest.as(party.account()).get("/engine-rest" + task).statusCode()).isEqualTo(404);
		assertThat(rest.as("admin").get("/engine-rest" + task + "/identity-links").jsonPath().getList("userId"))
			.containsOnly(expert);
		// and the expert may still give it back, take it again and do it
		assertThat(rest.as(expert).post("/engine-rest" + task + "/unclaim").statusCode()).isEqualTo(204);
		assertThat(rest.as(expert)
			.contentType("application/json")
			.body(Rest.json(Map.of("userId", expert)))
			.post("/engine-rest" + task + "/claim")
			.statusCode()).isEqualTo(204);
		give(number, expert, 70, "approve", "");
	}

	private static void assertForbidden(String what, Response answer) {
		assertThat(answer.statusCode()).as("%s: %s", what, answer.asString()).isEqualTo(403);
		assertThat(answer.asString()).as(what).contains("被抽取的本人");
	}

	@Test
	void letsNobodyWriteWhoSitsOnAPanel() {
		String number = declared("AUTO_PARTS");
		Task task = taskOf(number, drawn(number).get(0));
		Map<String, Object> before = this.tasks.getVariables(task.getId());
		Rest rest = new Rest(this.port);
		// when an administrator writes what the seats hang on, at the task, its execution
		// or the process
		for (String variable : List.of("panelExpert", "panelSeats", "panelOutcome", "seatOutcome", "loopCounter")) {
			for (String place : List.of("/task/%s/variables/".formatted(task.getId()),
					"/task/%s/localVariables/".formatted(task.getId()),
					"/execution/%s/localVariables/".formatted(task.getExecutionId()),
					"/process-instance/%s/variables/".formatted(task.getProcessInstanceId()))) {
				String path = "/engine-rest" + place + variable;
				// then it is refused
				assertThat(rest.as("admin")
					.contentType("application/json")
					.body("{\"value\":\"bingshi-bureau-1\",\"type\":\"String\"}")
					.put(path)
					.statusCode()).as(path).isEqualTo(403);
				assertThat(rest.as("admin").delete(path).statusCode()).as(path).isEqualTo(403);
			}
		}
		assertThat(rest.as("admin")
			.contentType("application/json")
			.body("{\"modifications\":{\"note\":{\"value\":\"x\"},\"panelExpert\":{\"value\":\"x\"}}}")
			.post("/engine-rest/task/" + task.getId() + "/variables")
			.statusCode()).isEqualTo(403);
		// and all is as it was
		assertThat(this.tasks.getVariables(task.getId())).isEqualTo(before);
	}

	@Test
	void losesNoSeatToAnErrorOrEscalation() {
		String number = declared("AUTO_PARTS");
		String expert = drawn(number).get(0);
		String task = "/task/" + taskOf(number, expert).getId();
		Rest rest = new Rest(this.port);
		Rest.Session tasklist = rest.login("admin");
		// when an administrator throws what no model catches, then it is refused
		for (Map.Entry<String, String> call : List.of(Map.entry("/bpmnError", "{\"errorCode\":\"x\"}"),
				Map.entry("/bpmnEscalation", "{\"escalationCode\":\"x\"}"))) {
			assertThat(rest.as("admin")
				.contentType("application/json")
				.body(call.getValue())
				.post("/engine-rest" + task + call.getKey())
				.statusCode()).as(call.getKey()).isEqualTo(409);
			assertThat(tasklist.call()
				.contentType("application/json")
				.body(call.getValue())
				.post(Rest.WEBAPP_ENGINE + task + call.getKey())
				.statusCode()).as(call.getKey()).isEqualTo(409);
		}
		// and the seat is there
		give(number, expert, 70, "approve", "");
		assertThat(this.journey.openTasks(number)).containsExactly(APPRAISE, APPRAISE);
	}

	@Test
	void takesAnOpinionOnceHoweverOftenItComes() throws Exception {
		// given an opinion that is handed in four times at once
		String number = declared("AUTO_PARTS");
		List<String> drawn = drawn(number);
		String task = "/engine-rest/task/" + taskOf(number, drawn.get(0)).getId() + "/submit-form";
		Rest rest = new Rest(this.port);
		CyclicBarrier together = new CyclicBarrier(4);
		ExecutorService browsers = Executors.newFixedThreadPool(4);
		List<Future<Integer>> answers = browsers.invokeAll(Collections.nCopies(4, (Callable<Integer>) () -> {
			together.await();
			return rest.as(drawn.get(0))
				.contentType("application/json")
				.body(Rest.variables(opinion(70, "approve", "")))
				.post(task)
				.statusCode();
		}));
		browsers.shutdown();
		List<Integer> statuses = new ArrayList<>();
		for (Future<Integer> answer : answers) {
			statuses.add(answer.get());
		}
		// then it counts once, and the others are told so; or that the task is gone
		assertThat(statuses).containsOnlyOnce(204).allMatch((status) -> Set.of(204, 404, 409).contains(status));
		assertThat(this.panels.last(number).orElseThrow().opinions()).hasSize(1);
		// and whoever passed the check and waited for the other meets a conflict
		this.panels.give(number, drawn.get(1), new Panel.Opinion(BigDecimal.TEN, true, ""));
		assertThat(refusalOf(() -> this.panels.give(number, drawn.get(1), new Panel.Opinion(BigDecimal.TEN, true, "")))
			.kind()).isEqualTo(RefusedException.Kind.CONFLICT);
		assertThat(refusalOf(() -> this.panels.recuse(number, drawn.get(1), "曾任该企业顾问")).kind())
			.isEqualTo(RefusedException.Kind.CONFLICT);
		assertThat(refusalOf(() -> give(number, drawn.get(1), 70, "approve", "")).kind())
			.isEqualTo(RefusedException.Kind.CONFLICT);
	}

	@Test
	void tellsAnExpertNotHowFarTheOthersAre() {
		// given a panel one of whose experts is done
		String number = declared("AUTO_PARTS");
		List<String> drawn = drawn(number);
		give(number, drawn.get(0), 70, "approve", "");
		String expert = drawn.get(1);
		String task = "/task/" + taskOf(number, expert).getId();
		List<String> counters = List.of("nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances",
				"loopCounter");
		Rest rest = new Rest(this.port);
		Rest.Session tasklist = rest.login(expert);
		// then the other finds no count of them in his task, one by one neither
		for (String view : List.of("/variables", "/form-variables", "/localVariables",
				"/variables?deserializeValues=false",
				"/form-variables?variableNames=nrOfCompletedInstances,loopCounter")) {
			for (Response answer : List.of(rest.as(expert).get("/engine-rest" + task + view),
					tasklist.call().get(Rest.WEBAPP_ENGINE + task + view))) {
				assertThat(answer.statusCode()).as(view).isEqualTo(200);
				assertThat(answer.asString()).as(view).doesNotContain(counters);
			}
		}
		for (String counter : counters) {
			for (String view : List.of("/variables/", "/localVariables/")) {
				assertThat(rest.as(expert).get("/engine-rest" + task + view + counter).statusCode()).as(view + counter)
					.isEqualTo(404);
			}
		}
		assertThat(rest.as(expert)
			.get("/engine-rest/task?withTaskVariablesInReturn=true&processInstanceBusinessKey=" + number)
			.asString()).contains("applicationNumber").doesNotContain(counters);
		// and an administrator does
		assertThat(rest.as("admin").get("/engine-rest" + task + "/variables").jsonPath().getMap(""))
			.containsKeys("nrOfInstances", "loopCounter");
	}

	@Test
	void tellsTheEnterpriseNeitherWhoJudgesNorHowMany() {
		// given a case before three experts, one of whom was replaced
		Journey.Party party = newEnterprise();
		String number = start(party);
		declare(number, party, Map.of("industry", "AUTO_PARTS", "projectName", "项目"));
		Rest rest = new Rest(this.port);
		List<String> paths = List.of("/api/applications/" + number, "/api/applications/" + number + "/materials",
				"/api/applications/" + number + "/corrections", "/api/me/tasks", "/api/me/messages",
				"/api/applications/" + number + "/panels", "/engine-rest/task?processInstanceBusinessKey=" + number);
		for (String path : paths) {
			assertThat(rest.as(party.account()).get(path).asString()).as(path).doesNotContain("bingshi-expert-");
		}
		assertThat(rest.as(party.account()).get("/api/applications/" + number + "/panels").statusCode()).isEqualTo(403);
		// then one open task stands for all seats
		JsonPath one = rest.as(party.account()).get("/api/applications/" + number).jsonPath();
		assertThat(one.getList("openTasks.name", String.class)).containsExactly("出具评审意见");
		assertThat(one.getString("openTasks[0].due")).isNull();
		// and what comes back to it bears no name, neither an expert's nor the bureau's
		drawn(number).forEach((account) -> give(number, account, 40, "reject", "请补充数据"));
		String materials = "/api/applications/" + number + "/materials";
		String plan = rest.as(BUREAU).get(materials).jsonPath().getString("materials[0].id");
		assertThat(rest.as(BUREAU)
			.contentType("application/json")
			.body("{\"inOrder\": true}")
			.post(materials + "/" + plan + "/verdict")
			.jsonPath()
			.getString("verdict.by")).isEqualTo(BUREAU);
		JsonPath shown = rest.as(party.account()).get(materials).jsonPath();
		assertThat(shown.getString("materials[0].verdict.by")).isEqualTo("主管部门");
		assertThat(shown.getString("materials[0].uploadedBy")).isEqualTo(party.account());
		this.journey.completeWith(number, "userTask_decideResult", BUREAU, Map.of());
		String task = this.journey.task(number, "userTask_declareProject").getId();
		for (String view : List.of("form-variables", "variables", "localVariables", "identity-links")) {
			assertThat(rest.as(party.account()).get("/engine-rest/task/%s/%s".formatted(task, view)).asString())
				.as(view)
				.doesNotContain("bingshi-expert-");
		}
	}

	@Test
	void letsTheBureauSeeTheDrawAndKeepTheRegister() {
		String number = declared("AUTO_PARTS");
		Rest rest = new Rest(this.port);
		// given what the bureau reads of the draw
		JsonPath panels = rest.as(BUREAU).get("/api/applications/" + number + "/panels").jsonPath();
		assertThat(panels.getList("panels[0].seats.account", String.class)).isEqualTo(drawn(number));
		assertThat(panels.getString("panels[0].draws[0].seed"))
			.isEqualTo(String.valueOf(this.panels.last(number).orElseThrow().draws().get(0).seed()));
		// when it puts somebody on the register wrongly, then it is told every fault
		assertThat(post(rest, Map.of("account", "bingshi-bureau-1", "fields", List.of("auto parts"), "validFrom", "x"))
			.getList("errors.field", String.class))
			.containsExactlyInAnyOrder("name", "employer", "fields", "validFrom");
		assertThat(post(rest, body("bingshi-bureau-1")).getList("errors.field", String.class))
			.containsExactly("account");
		this.accounts.ensure("bingshi-expert-20", "专家", Set.of("bingshi-expert"));
		Response made = rest.as(BUREAU)
			.contentType("application/json")
			.body(Rest.json(body("bingshi-expert-20")))
			.post("/api/authorities/bingshi/experts");
		assertThat(made.statusCode()).isIn(201, 409);
		// and ends it
		Map<String, Object> ended = new HashMap<>(body("bingshi-expert-20"));
		ended.put("validUntil", "2025-03-02");
		assertThat(rest.as(BUREAU)
			.contentType("application/json")
			.body(Rest.json(ended))
			.put("/api/authorities/bingshi/experts/bingshi-expert-20")
			.statusCode()).isEqualTo(200);
		assertThat(this.experts.find("bingshi", "bingshi-expert-20").orElseThrow().validUntil())
			.isEqualTo(LocalDate.of(2025, 3, 2));
		// and no other department does
		assertThat(rest.as("jiashi-bureau-1").get("/api/authorities/bingshi/experts").statusCode()).isEqualTo(404);
	}

	private static Map<String, Object> body(String account) {
		return Map.of("account", account, "name", "某专家", "employer", "独立研究院", "fields", List.of("AUTO_PARTS"),
				"validFrom", "2025-01-01");
	}

	private JsonPath post(Rest rest, Map<String, Object> body) {
		Response answer = rest.as(BUREAU)
			.contentType("application/json")
			.body(Rest.json(body))
			.post("/api/authorities/bingshi/experts");
		assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
		return answer.jsonPath();
	}

	private static Expert expertOf(String account, String fields, @Nullable String until) {
		return new Expert("bingshi", account, "某专家", "独立研究院", null, Arrays.asList(fields.split(",")),
				LocalDate.of(2024, 1, 1), (until != null) ? LocalDate.parse(until) : null);
	}

	private void put(Expert expert) {
		if (this.experts.find("bingshi", expert.account()).isPresent()) {
			this.experts.change(expert);
		}
		else {
			this.experts.register(expert);
		}
	}

	private void change(String account, String employer, String field, @Nullable String until) {
		this.experts.change(new Expert("bingshi", account, "某专家", employer, null, List.of(field),
				LocalDate.of(2024, 1, 1), (until != null) ? LocalDate.parse(until) : null));
	}

	private void another(String account, String... groups) {
		List<String> all = new ArrayList<>(List.of(groups));
		all.add("bingshi-expert");
		this.accounts.ensure(account, "某专家", Set.copyOf(all));
		put(expertOf(account, "*", null));
	}

	private Journey.Party newEnterprise() {
		int number = enterprises.incrementAndGet();
		CreditCode code = creditCode(number);
		this.register.register(new Enterprise(code, "评审测试企业" + number, "测试人", "测试地址", null));
		String account = "bingshi-enterprise-t" + number;
		this.accounts.ensure(account, "评审测试企业" + number, Set.of("bingshi-enterprise", Enterprise.groupOf(code)));
		return new Journey.Party(account, code);
	}

	private static CreditCode creditCode(int number) {
		String body = "91990100MA%07d".formatted(number);
		for (char check : "0123456789ABCDEFGHJKLMNPQRTUWXY".toCharArray()) {
			if (CreditCode.isValid(body + check)) {
				return new CreditCode(body + check);
			}
		}
		throw new IllegalStateException(body);
	}

	private String declared(String industry) {
		Journey.Party party = newEnterprise();
		String number = start(party);
		declare(number, party, Map.of("industry", industry, "projectName", "项目"));
		return number;
	}

	private String start(Journey.Party party) {
		return as(party.account(),
				() -> Objects.requireNonNull(this.runtime.createProcessInstanceByKey(PROGRAMME)
					.setVariables(Map.of("creditCode", party.creditCode().value(), "contactName", "联系人", "contactPhone",
							"13800000000", "contactEmail", "contact@example.invalid"))
					.execute()
					.getBusinessKey()));
	}

	private void declare(String number, Journey.Party party, Map<String, Object> answers) {
		this.journey.completeWith(number, "userTask_declareProject", party.account(), answers);
	}

	/** Accounts on the seats of the last panel that wait, or gave their opinion. */
	private List<String> drawn(String number) {
		return this.panels.last(number)
			.orElseThrow()
			.seats()
			.stream()
			.flatMap((seat) -> seat.account().stream())
			.toList();
	}

	private static Map<String, Panel.@Nullable Exclusion> exclusions(Panel.Draw draw) {
		Map<String, Panel.@Nullable Exclusion> exclusions = new LinkedHashMap<>();
		draw.candidates().forEach((candidate) -> exclusions.put(candidate.account(), candidate.exclusion()));
		return exclusions;
	}

	private Task taskOf(String number, String expert) {
		return this.tasks.createTaskQuery()
			.processInstanceBusinessKey(number)
			.taskDefinitionKey(APPRAISE)
			.taskAssignee(expert)
			.singleResult();
	}

	private static Map<String, Object> opinion(int score, String decision, String comment) {
		Map<String, Object> opinion = new HashMap<>(
				Map.of("interestDeclared", true, "expertScore", String.valueOf(score), "decision", decision));
		if (!comment.isEmpty()) {
			opinion.put("comment", comment);
		}
		return opinion;
	}

	private void give(String number, String expert, int score, String decision, String comment) {
		submit(number, expert, opinion(score, decision, comment));
	}

	private void submit(String number, String expert, Map<String, Object> answers) {
		submitTo(taskOf(number, expert).getId(), expert, answers);
	}

	private void submitTo(String task, String account, Map<String, Object> answers) {
		as(account, () -> {
			this.tasks.complete(task, new HashMap<>(answers));
			return account;
		});
	}

	private void appoint(String number) {
		this.journey.completeWith(number, "userTask_appointExpert", BUREAU, Map.of("supplementNote", "已补充登记一人"));
	}

	private void fire(String number, String timer, int times) {
		List<Job> jobs = jobs(number, timer);
		assertThat(jobs).hasSize(times);
		jobs.forEach((job) -> this.management.executeJob(job.getId()));
	}

	private List<Job> jobs(String number, String timer) {
		return this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(number)
			.list()
			.stream()
			.flatMap((instance) -> this.management.createJobQuery()
				.processInstanceId(instance.getId())
				.activityId(timer)
				.list()
				.stream())
			.toList();
	}

	private List<String> titles(String account) {
		return this.messages.of(Set.of(), account, 100).stream().map(Messages.Message::title).toList();
	}

	private long reminders(String account) {
		return titles(account).stream().filter("评审期限即将届满"::equals).count();
	}

	private <T> T as(String account, Supplier<T> act) {
		this.journey.as(account);
		try {
			return act.get();
		}
		finally {
			this.journey.nobody();
		}
	}

	private static RefusedException refusalOf(ThrowingCallable act) {
		Throwable thrown = catchThrowable(act);
		return EngineErrors.refusalIn(thrown).orElseThrow(() -> new AssertionError("Not refused: " + thrown, thrown));
	}

	private static List<String> fieldsOf(RefusedException refusal) {
		return refusal.faults().stream().map((fault) -> fault.field()).toList();
	}

}
