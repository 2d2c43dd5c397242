package cn.huiqi.restart;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.award.Awards;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.journey.Journeys;
import cn.huiqi.journey.StageNotices;
import cn.huiqi.journey.StageResult;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.Rest;
import io.restassured.response.Response;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * One enterprise's whole way through Changchun's pilot, from its application in January
 * 2025 to its payment in March 2026. The program is started anew twice on the way, and a
 * table is changed that the case is judged by only later.
 */
@Tag("alone")
class PilotJourneyTests {

	private static final String PROGRAMME = "changchun-pilot";

	private static final String COUNTY = "changchun-district-nongan-1";

	private static final String BUREAU = "changchun-bureau-1";

	private static final String PROVIDER = "changchun-provider-1";

	private static final String EVALUATOR = "changchun-evaluator-1";

	private static final String AUDITOR = "changchun-auditor-1";

	private static final String THINK_TANK = "changchun-supervisor-1";

	private static final Story STORY = new Story(PROGRAMME, "changchun", "nongan", null, false, List.of(), null, null);

	@TempDir
	Path data;

	private Program program;

	private CaseJourney.Party party;

	private String number;

	@AfterEach
	void backToNow() {
		ClockUtil.reset();
	}

	@Test
	void leadsOneEnterpriseFromItsApplicationToItsPayment() {
		on("2025-01-06T09:00:00");
		try (Program started = new Program(this.data)) {
			this.program = started;
			recruit();
			diagnose();
		}
		// the program is started anew
		on("2025-04-10T09:00:00");
		try (Program started = new Program(this.data)) {
			this.program = started;
			transform();
			evaluate();
		}
		// and once more
		on("2025-10-10T09:00:00");
		try (Program started = new Program(this.data)) {
			this.program = started;
			accept();
			fund();
			isExplainedOnOnePage();
		}
	}

	private void recruit() {
		// given an enterprise that applies, is returned once by its county, and corrects
		this.party = journey().unlisted("nongan");
		on("2025-01-07T10:00:00");
		this.number = journey().start(this.party);
		does("userTask_declarePilot", "enterprise", "application");
		on("2025-01-09T10:00:00");
		does("userTask_reviewCounty", COUNTY, "county-review-return");
		on("2025-01-13T16:00:00");
		does("userTask_correctMaterials", "enterprise", "application");
		on("2025-01-15T10:00:00");
		does("userTask_reviewCounty", COUNTY, "county-review-approve");
		does("userTask_recheckApplication", BUREAU, "recheck-approve");
		on("2025-01-20T10:00:00");
		does("userTask_appraiseProject", "offered", "expert-opinion");
		// when the meeting takes it
		on("2025-01-22T15:00:00");
		this.program.select(STORY, this.number, "recruitment", false);
		on("2025-01-24T10:00:00");
		does("userTask_publishList", BUREAU, "publication");
		does("userTask_superviseStage", THINK_TANK, "recruitment-supervision");
		// then it is a pilot
		assertThat(result("recruitment")).isEqualTo(StageResult.PASSED);
	}

	private void diagnose() {
		on("2025-02-10T10:00:00");
		does("userTask_signAgreement", "enterprise", "agreement");
		on("2025-02-24T10:00:00");
		does("userTask_declareSelfAssessment", "enterprise", "self-assessment");
		on("2025-03-03T17:00:00");
		does("userTask_conductDiagnosis", PROVIDER, "diagnosis-record", Map.of("finishedOn", "2025-03-03"));
		// given a report that is due on 17 March and does not come
		assertThat(journey().dueDate(this.number, "timer_periodOver")).isEqualTo(CaseJourney.endOf("2025-03-17"));
		journey().fireTimerWhenDue(this.number, "timer_periodOver");
		on("2025-03-19T10:00:00");
		report();
		on("2025-03-27T10:00:00");
		does("userTask_appraiseProject", "offered", "expert-opinion",
				Map.of("decision", "reject", "comment", "转型方案缺少预算"));
		does("userTask_deliverOpinion", BUREAU, "diagnosis-acceptance", Map.of("opinionDeliveredOn", "{today}"));
		// when it is revised and accepted
		on("2025-04-02T10:00:00");
		report();
		on("2025-04-08T10:00:00");
		does("userTask_appraiseProject", "offered", "expert-opinion");
		does("userTask_deliverOpinion", BUREAU, "diagnosis-acceptance", Map.of("opinionDeliveredOn", "{today}"));
		does("userTask_superviseStage", THINK_TANK, "supervision");
		// then the diagnosis is done
		assertThat(result("diagnosis")).isEqualTo(StageResult.PASSED);
	}

	private void report() {
		does("userTask_submitReport", PROVIDER, "diagnosis-report");
		does("userTask_presentReport", PROVIDER, "presentation");
		does("userTask_rateSatisfaction", "enterprise", "satisfaction");
		does("userTask_uploadResults", PROVIDER, "results-upload");
	}

	private void transform() {
		on("2025-04-15T10:00:00");
		does("userTask_declareFiling", "enterprise", "filing");
		on("2025-04-18T10:00:00");
		does("userTask_reviewFiling", COUNTY, "filing-review-approve");
		on("2025-04-21T10:00:00");
		does("userTask_planTraining", PROVIDER, "training-plan");
		// given reports on the first workday of each month: 1 to 5 May are days off
		for (String month : List.of("2025-05-06", "2025-06-03", "2025-07-01", "2025-08-01")) {
			journey().fireTimerWhenDue(this.number, "timer_progressReport");
			assertThat(CaseJourney.today()).isEqualTo(month);
			if (month.equals("2025-06-03")) {
				// meanwhile the department lowers the rate, for those who apply from now
				// on
				this.program.deploy(Path.of("dmn/changchun/changchun-pilot-subsidy-rate.dmn"), "<text>0.5</text>",
						"<text>0.4</text>");
			}
			if (month.equals("2025-08-01")) {
				assertThatThrownBy(() -> does("userTask_reportCompletion", "enterprise", "completion",
						Map.of("implementedOn", "2025-07-25")))
					.isInstanceOf(RuntimeException.class);
			}
			does("userTask_reportProgress", "enterprise", "progress-report");
		}
		on("2025-08-05T10:00:00");
		does("userTask_reportCompletion", "enterprise", "completion", Map.of("implementedOn", "2025-07-25"));
		does("userTask_superviseStage", THINK_TANK, "supervision");
		assertThat(result("transformation")).isEqualTo(StageResult.PASSED);
	}

	private void evaluate() {
		// given no notice of the rating whose window is open
		assertThat(journey().openTasks(this.number)).isEmpty();
		on("2025-08-11T10:00:00");
		publish("rating-2025-3", "evaluation", "2025-08-18", "2025-12-31");
		assertThat(journey().openTasks(this.number)).isEmpty();
		this.program.goOn(this.number);
		journey().fireTimerWhenDue(this.number, "timer_stageOpens");
		assertThat(CaseJourney.today()).isEqualTo("2025-08-18");
		on("2025-08-19T10:00:00");
		journey().completeWith(this.number, "userTask_engageEvaluator", BUREAU,
				Map.of("evaluator", "91220100MA0CJ00048", "basis", "长财采示例〔2025〕3号"));
		does("userTask_fileWorkPlan", EVALUATOR, "work-plan");
		does("userTask_acceptWorkPlan", BUREAU, "work-plan-review-approve");
		// when level 1 is found and the report delivered on 1 September
		on("2025-09-01T10:00:00");
		rate(levelOne());
		// then there is time until 9 October: 1 October is a day off, and so are those
		// up to the 8th
		assertThat(journey().dueDate(this.number, "timer_periodOver")).isEqualTo(CaseJourney.endOf("2025-10-09"));
		on("2025-09-19T10:00:00");
		does("userTask_declareImprovement", "enterprise", "improvement");
		on("2025-09-28T10:00:00");
		rate(Map.of());
		does("userTask_superviseStage", THINK_TANK, "supervision");
		assertThat(result("evaluation")).isEqualTo(StageResult.PASSED);
	}

	private void rate(Map<String, Object> others) {
		does("userTask_reviewWritten", EVALUATOR, "written-review");
		does("userTask_visitSite", EVALUATOR, "site-rating", Map.of("visitedOn", "{today}"));
		does("userTask_verifyLevel", EVALUATOR, "rating", others);
		does("userTask_confirmLevel", "changchun-bureau-2", "level-confirmation");
		does("userTask_deliverReport", EVALUATOR, "evaluation-report", Map.of("deliveredOn", "{today}"));
	}

	/** Without scenarios beyond the first level there is no level 2. */
	private Map<String, Object> levelOne() {
		Map<String, Object> answers = journey().sampleOf("rating");
		answers.keySet().removeIf((key) -> !key.startsWith("scenario_"));
		answers.replaceAll((key, value) -> value.equals("0") ? "0" : "1");
		return answers;
	}

	private void accept() {
		// given the notice that came while it waited
		this.program.goOn(this.number);
		on("2025-10-15T10:00:00");
		does("userTask_declareAcceptance", "enterprise", "acceptance", Map.of("signedOn", "{today}"));
		// when rectification is demanded on 31 October
		on("2025-10-31T10:00:00");
		opinion("rectify");
		// then it ends on 1 December: 30 November is a Sunday
		assertThat(journey().dueDate(this.number, "timer_correctionOver")).isEqualTo(CaseJourney.endOf("2025-12-01"));
		on("2025-11-10T10:00:00");
		does("userTask_correctMaterials", "enterprise", "acceptance",
				Map.of("signedOn", "2025-10-15", "completedContent", "仓储与生产数据已贯通一半。"));
		on("2025-11-14T10:00:00");
		opinion("rectify");
		assertThat(journey().dueDate(this.number, "timer_correctionOver")).isEqualTo(CaseJourney.endOf("2025-12-01"));
		on("2025-12-01T23:00:00");
		does("userTask_correctMaterials", "enterprise", "acceptance",
				Map.of("signedOn", "2025-10-15", "completedContent", "仓储与生产数据已按批次贯通。"));
		// and what was handed in in its last hour may pass later
		on("2025-12-03T10:00:00");
		opinion("approve");
		does("userTask_superviseStage", THINK_TANK, "supervision");
		assertThat(result("acceptance")).isEqualTo(StageResult.PASSED);
	}

	private void opinion(String decision) {
		does("userTask_acceptProject", EVALUATOR, "acceptance-opinion-" + decision, Map.of("inspectedOn", "{today}"));
		does("userTask_countersignOpinion", COUNTY, "opinion-countersign", Map.of("countersignedOn", "{today}"));
	}

	private void fund() {
		// given 1,000,000 declared, of which the audit leaves 800,000
		on("2025-12-08T10:00:00");
		does("userTask_declareFunding", "enterprise", "funding", Map.of("signedOn", "{today}"));
		journey().completeWith(this.number, "userTask_engageAuditor", BUREAU,
				Map.of("auditor", "91220100MA0CJ0007H", "basis", "长财采示例〔2025〕9号"));
		on("2025-12-22T10:00:00");
		does("userTask_verifyLedger", AUDITOR, "ledger-verification",
				Map.of("ledgerLines", List.of(Map.of("verdict", "accept"), Map.of("verdict", "accept"),
						Map.of("verdict", "cut", "countedAmount", "100000.00", "cutReason", "其余设备未到货"))));
		does("userTask_submitAuditReport", AUDITOR, "audit-report", Map.of("auditedOn", "{today}"));
		on("2026-01-05T10:00:00");
		does("userTask_summarizeFunding", COUNTY, "funding-review-approve");
		on("2026-01-12T10:00:00");
		does("userTask_appraiseProject", "offered", "expert-opinion");
		on("2026-01-20T10:00:00");
		this.program.select(STORY, this.number, "funding", false);
		does("userTask_decideAmount", BUREAU, "subsidy-confirmation");
		on("2026-02-02T10:00:00");
		does("userTask_publishNotice", "changchun-bureau-2", "notice-publication");
		journey().fireTimerWhenDue(this.number, "timer_noticeOver");
		on("2026-03-03T10:00:00");
		does("userTask_preparePayment", "changchun-finance-1", "payment-preparation");
		does("userTask_approvePayment", "changchun-finance-2", "payment-approval");
		on("2026-03-09T10:00:00");
		does("userTask_recordPayment", "changchun-finance-1", "payment-record", Map.of("paidOn", "{today}"));
		if (journey().openTasks(this.number).contains("userTask_superviseStage")) {
			does("userTask_superviseStage", THINK_TANK, "supervision");
		}
		// then half of it is paid, as the table said when the case began, not 40 %
		assertThat(this.program.get(Awards.class).decision(this.number).orElseThrow().subsidy().rate().display())
			.isEqualTo("50%");
		assertThat(this.program.get(Cases.class).get(this.number).status()).isEqualTo(CaseStatus.PAID);
		assertThat(this.program.get(Cases.class).get(this.number).figures().paidAmount())
			.isEqualByComparingTo(new BigDecimal("400000"));
		assertThat(this.program.waitingOf(this.number)).isEmpty();
	}

	private void isExplainedOnOnePage() {
		Response file = rest().as(BUREAU).get("/api/enterprises/" + this.party.creditCode() + "/file");
		assertThat(file.statusCode()).as(file.asString()).isEqualTo(200);
		assertThat(file.jsonPath().getList("cases[0].rows.stage", String.class)).containsSubsequence("企业自主申报", "咨询诊断",
				"数字化改造实施", "数字化水平评测", "改造项目验收", "申报资金补贴");
		assertThat(file.jsonPath().getString("cases[0].paidAmount")).isEqualTo("400000.00");
		assertThat(result("funding")).isEqualTo(StageResult.PASSED);
	}

	private @Nullable StageResult result(String stage) {
		return this.program.get(Journeys.class)
			.of(this.number)
			.stream()
			.filter((visit) -> visit.stage().equals(stage))
			.map(Journeys.Visit::result)
			.reduce((first, second) -> second)
			.orElse(null);
	}

	private void publish(String code, String stage, String opens, String closes) {
		journey().as(BUREAU);
		this.program.get(StageNotices.class)
			.publish(PROGRAMME, new StageNotices.Notice(code, stage, "关于开展评测工作的通知", "长工信示例〔2025〕3号",
					LocalDate.parse(opens), LocalDate.parse(closes), null));
		journey().nobody();
	}

	private void does(String task, String as, String sample) {
		does(task, as, sample, Map.of());
	}

	private void does(String task, String as, String sample, Map<String, Object> others) {
		this.program.take(STORY, this.party, this.number, Story.Step.task(task, as, sample, others));
	}

	private CaseJourney journey() {
		return this.program.journey().of(PROGRAMME, "changchun");
	}

	private Rest rest() {
		return this.program.rest();
	}

	private static void on(String localDateTime) {
		ClockUtil.setCurrentTime(Date.from(LocalDateTime.parse(localDateTime).atZone(WorkCalendar.ZONE).toInstant()));
	}

}
