package cn.huiqi.processes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.application.Case;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Rounds;
import cn.huiqi.journey.Journeys;
import cn.huiqi.journey.StageNotices;
import cn.huiqi.journey.StageResult;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.ProgramTest;
import cn.huiqi.testing.Rest;
import io.restassured.response.Response;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Changchun's stages four to six: rating, acceptance, funding.
 */
@ProgramTest
class ChangchunFundingTests {

	@LocalServerPort
	int port;

	@Autowired
	Journey hohhot;

	@Autowired
	Cases cases;

	@Autowired
	Rounds book;

	@Autowired
	RuntimeService runtime;

	@Autowired
	TaskService tasks;

	@Autowired
	StageNotices notices;

	@Autowired
	Journeys journeys;

	private CaseJourney journey;

	private ChangchunStages stages;

	private Rest rest;

	private CaseJourney.Party party;

	@BeforeEach
	void inTheWindowOfAllThreeNotices() {
		this.rest = new Rest(this.port);
		this.journey = this.hohhot.of(ChangchunStages.PROGRAMME, "changchun");
		this.stages = new ChangchunStages(this.journey, this.runtime, this.tasks, this.notices, this.journeys);
		this.journey.at("2025-08-04T10:00:00");
		this.party = this.journey.newEnterprise("nongan");
		this.book.schedule(ChangchunStages.PROGRAMME,
				new Rounds.Round("stages-2025", LocalDate.of(2025, 7, 28), LocalDate.of(2025, 9, 30), true));
		this.stages.publishNotices("2025-07-28", "2025-12-31");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	// rating

	@Test
	void ratesByAPlanTheDepartmentAccepted() {
		// given an assessor whose plan is sent back once
		String number = this.stages.atEvaluation(this.party);
		this.journey.completeWith(number, "userTask_engageEvaluator", ChangchunStages.BUREAU,
				Map.of("evaluator", "91220100MA0CJ00048", "basis", "长财采示例〔2025〕3号"));
		this.journey.complete(number, "userTask_fileWorkPlan", ChangchunStages.EVALUATOR, "work-plan");
		this.journey.complete(number, "userTask_acceptWorkPlan", ChangchunStages.BUREAU, "work-plan-review-return");
		this.journey.complete(number, "userTask_fileWorkPlan", ChangchunStages.EVALUATOR, "work-plan");
		this.journey.complete(number, "userTask_acceptWorkPlan", ChangchunStages.BUREAU, "work-plan-review-approve");
		// when the level is found, the department confirms it, and the report is
		// delivered
		this.stages.rate(number, Map.of());
		// then the stage waits for the think tank alone
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_superviseStage");
		this.stages.supervise(number);
		// and the file says so, at level 2
		assertThat(result(number, "evaluation")).isEqualTo(StageResult.PASSED);
		assertThat(this.cases.get(number).figures().level()).isEqualTo(2);
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_declareAcceptance");
	}

	@Test
	void wantsEachOfTheFourWaysOnSite() {
		String number = this.stages.atEvaluation(this.party);
		this.stages.plan(number);
		this.journey.complete(number, "userTask_reviewWritten", ChangchunStages.EVALUATOR, "written-review");
		// when nobody was asked by questionnaire
		Map<String, Object> visit = this.journey.sampleOf("site-rating");
		visit.put("visitedOn", Journey.today());
		visit.put("surveys", List.of());
		Response refused = handIn(ChangchunStages.EVALUATOR, number, "userTask_visitSite", visit);
		// then the visit is not complete
		assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
		assertThat(refused.asString()).contains("surveys");
	}

	@Test
	void letsAnEnterpriseImproveWithinAMonthOfTheReport() {
		// given level 1, the report delivered on 2025-08-04
		String number = this.stages.atEvaluation(this.party);
		this.stages.plan(number);
		this.stages.rate(number, HohhotAnswers.levelOne());
		// then there is until 2025-09-04, 24:00
		assertThat(this.journey.dueDate(number, "timer_periodOver")).hasSameTimeAs(Journey.endOf("2025-09-04"));
		// when it improves on the last day and is rated anew later
		this.journey.at("2025-09-04T23:00:00");
		this.journey.complete(number, "userTask_declareImprovement", this.party.account(), "improvement");
		this.journey.at("2025-09-10T10:00:00");
		this.stages.rate(number, Map.of());
		this.stages.supervise(number);
		// then it has passed
		assertThat(result(number, "evaluation")).isEqualTo(StageResult.PASSED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2025-08-03", "1999-01-01" })
	void deliversNoReportBeforeTheLevelWasConfirmed(String day) {
		// given level 1, confirmed on 2025-08-04
		String number = this.stages.atEvaluation(this.party);
		this.stages.plan(number);
		this.stages.find(number, HohhotAnswers.levelOne());
		// when the report is said to have been delivered before
		Map<String, Object> report = this.journey.sampleOf("evaluation-report");
		report.put("deliveredOn", day);
		this.journey.handInMaterials(number, ChangchunStages.EVALUATOR);
		Response refused = handIn(ChangchunStages.EVALUATOR, number, "userTask_deliverReport", report);
		// then nobody shortens the month, nor makes it endless
		assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
		assertThat(refused.asString()).contains("deliveredOn", "8月4日");
	}

	@Test
	void endsBelowLevelTwoWhenTheMonthIsOver() {
		// given level 1 and a month without an improvement
		String number = this.stages.atEvaluation(this.party);
		this.stages.plan(number);
		this.stages.rate(number, HohhotAnswers.levelOne());
		this.journey.fireTimerWhenDue(number, "timer_periodOver");
		// then the stage is failed and nothing is open: no acceptance, no funding
		assertThat(result(number, "evaluation")).isEqualTo(StageResult.FAILED);
		assertThat(this.journey.openTasks(number)).isEmpty();
		assertThat(this.cases.get(number).status().isFinal()).isTrue();
	}

	// acceptance

	@ParameterizedTest
	@ValueSource(strings = { "effectOk", "dataOk", "outputOk", "reformOk" })
	void acceptsOnlyWithAllFourAspects(String aspect) {
		String number = this.stages.rated(this.party);
		this.stages.declareAcceptance(number, this.party, Map.of());
		// when one aspect is not in order and the project is to pass
		Map<String, Object> opinion = this.journey.sampleOf("acceptance-opinion-approve");
		opinion.put("inspectedOn", Journey.today());
		opinion.put(aspect, "no");
		this.journey.handInMaterials(number, ChangchunStages.EVALUATOR);
		Response refused = handIn(ChangchunStages.EVALUATOR, number, "userTask_acceptProject", opinion);
		// then it is refused
		assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
		assertThat(refused.asString()).contains("decision");
	}

	@Test
	void passesAfterRectificationInsideTheMonth() {
		// given an opinion that wants two things rectified, delivered on 2025-08-04
		String number = this.stages.rated(this.party);
		this.stages.declareAcceptance(number, this.party, Map.of());
		this.stages.accept(number, "rectify");
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.RECTIFYING);
		assertThat(this.journey.dueDate(number, "timer_correctionOver")).hasSameTimeAs(Journey.endOf("2025-09-04"));
		// when it applies again, fails again, and applies once more
		this.journey.at("2025-08-20T10:00:00");
		rectify(number, "部署生产执行系统，打通仓储与生产数据。");
		this.stages.accept(number, "rectify");
		// then the month has not begun anew
		assertThat(this.journey.dueDate(number, "timer_correctionOver")).hasSameTimeAs(Journey.endOf("2025-09-04"));
		this.journey.at("2025-09-04T20:00:00");
		rectify(number, "部署生产执行系统，仓储与生产数据已按批次贯通。");
		this.journey.at("2025-09-08T10:00:00");
		this.stages.accept(number, "approve");
		this.stages.supervise(number);
		// then it has passed
		assertThat(result(number, "acceptance")).isEqualTo(StageResult.PASSED);
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_declareFunding");
	}

	@Test
	void failsForGoodWhenTheMonthIsOver() {
		String number = this.stages.rated(this.party);
		this.stages.declareAcceptance(number, this.party, Map.of());
		this.stages.accept(number, "rectify");
		// when nothing is handed in in time
		this.journey.fireTimerWhenDue(number, "timer_correctionOver");
		// then it is over, the think tank's task too
		assertThat(result(number, "acceptance")).isEqualTo(StageResult.FAILED);
		assertThat(this.journey.openTasks(number)).isEmpty();
	}

	@Test
	void waitsForTheNextNoticeWhenNobodyApplied() {
		// given a rated case and a last day gone by
		String number = this.stages.rated(this.party);
		assertThat(this.journey.dueDate(number, "timer_stageOver")).hasSameTimeAs(Journey.endOf("2025-12-31"));
		this.journey.fireTimerWhenDue(number, "timer_stageOver");
		// then it waits, and has not failed
		assertThat(this.journey.openTasks(number)).isEmpty();
		assertThat(this.cases.get(number).status().isFinal()).isFalse();
	}

	// funding

	@Test
	void countsWhatTheAuditLeaves() {
		// given 1,000,000 declared, of which the audit cuts a fifth
		String number = this.stages.accepted(this.party);
		this.stages.declareFunding(number, this.party, Map.of());
		this.stages.audit(number,
				Map.of("ledgerLines",
						List.of(Map.of("verdict", "accept"), Map.of("verdict", "accept"),
								Map.of("verdict", "cut", "countedAmount", "100000.00", "cutReason", "其余设备未到货"))),
				Map.of());
		this.journey.complete(number, "userTask_summarizeFunding", ChangchunStages.COUNTY, "funding-review-approve");
		this.stages.appraise(number, Map.of());
		// then half of 800,000 is proposed, and the case waits for its batch's decision
		Case waiting = this.cases.get(number);
		assertThat(waiting.figures().countedAmount()).isEqualByComparingTo(new BigDecimal("800000"));
		assertThat(waiting.figures().subsidyAmount()).isEqualByComparingTo(new BigDecimal("400000"));
		assertThat(waiting.status()).isEqualTo(CaseStatus.DECIDING);
	}

	@Test
	void paysOnlyWhatTheDepartmentConfirmed() {
		// given 1,000,000 audited and a batch of its own, decided in a meeting
		this.journey.as(ChangchunStages.BUREAU);
		this.notices.publish(ChangchunStages.PROGRAMME, new StageNotices.Notice("own-funding-2025", "funding", "试验通知",
				"示例〔2025〕2号", LocalDate.of(2025, 8, 4), LocalDate.of(2025, 12, 31), null));
		this.journey.nobody();
		String number = this.stages.accepted(this.party);
		this.stages.declareFunding(number, this.party, Map.of());
		this.stages.audit(number, Map.of(), Map.of());
		this.stages.supervise(number);
		this.journey.complete(number, "userTask_summarizeFunding", ChangchunStages.COUNTY, "funding-review-approve");
		this.stages.appraise(number, Map.of());
		decide("own-funding-2025");
		// when the department has no document yet
		this.journey.completeWith(number, "userTask_decideAmount", ChangchunStages.BUREAU,
				Map.of("decision", "approve", "rateConfirmed", "no"));
		// then the case stays where it is
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_decideAmount");
		// when it has one, nobody objects and finance pays
		this.journey.complete(number, "userTask_decideAmount", ChangchunStages.BUREAU, "subsidy-confirmation");
		this.journey.complete(number, "userTask_publishNotice", ChangchunStages.BUREAU, "notice-publication");
		this.journey.fireTimerWhenDue(number, "timer_noticeOver");
		this.journey.complete(number, "userTask_preparePayment", "changchun-finance-1", "payment-preparation");
		this.journey.complete(number, "userTask_approvePayment", "changchun-finance-2", "payment-approval");
		this.journey.complete(number, "userTask_recordPayment", "changchun-finance-1", "payment-record",
				Map.of("paidOn", Journey.today()));
		// then half is paid, and the file is closed
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.PAID);
		assertThat(this.cases.get(number).figures().paidAmount()).isEqualByComparingTo(new BigDecimal("500000"));
		assertThat(result(number, "funding")).isEqualTo(StageResult.PASSED);
		// and who comes after the decision is put into another batch
		CaseJourney.Party late = this.journey.newEnterprise("nongan");
		this.journey.at("2025-08-20T10:00:00");
		String next = this.stages.accepted(late);
		this.stages.declareFunding(next, late, Map.of("signedOn", "2025-08-20"));
		this.stages.audit(next, Map.of(), Map.of());
		this.journey.complete(next, "userTask_summarizeFunding", ChangchunStages.COUNTY, "funding-review-approve");
		this.stages.appraise(next, Map.of());
		assertThat(this.journey.openTasks(next)).contains("userTask_chooseNextBatch");
		this.journey.complete(next, "userTask_chooseNextBatch", ChangchunStages.BUREAU, "next-batch");
		assertThat(this.journey.openTasks(next)).containsExactly("userTask_superviseStage");
		assertThat(this.cases.get(next).status()).isEqualTo(CaseStatus.DECIDING);
	}

	@Test
	void excludesWhatIsOutsideTheWindow() {
		// given a contract of the day before the window, and one paid on its last day
		String number = this.stages.accepted(this.party);
		List<Map<String, Object>> ledger = ledger();
		ledger.get(0).put("contractDate", "2023-12-28");
		ledger.get(1).put("contractDate", "2023-12-29");
		ledger.get(1).put("paymentDate", "2025-12-31");
		this.stages.declareFunding(number, this.party, Map.of("ledger", ledger));
		this.journey.completeWith(number, "userTask_engageAuditor", ChangchunStages.BUREAU,
				Map.of("auditor", "91220100MA0CJ0007H", "basis", "长财采示例〔2025〕9号"));
		// when the auditor accepts the first line all the same
		this.journey.handInMaterials(number, ChangchunStages.AUDITOR);
		Response refused = handIn(ChangchunStages.AUDITOR, number, "userTask_verifyLedger",
				this.journey.sampleOf("ledger-verification"));
		// then that one alone is refused
		assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
		assertThat(refused.asString()).contains("ledgerLines[1]").doesNotContain("ledgerLines[2]", "ledgerLines[3]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "QUALIFIED", "ADVERSE" })
	void endsWithoutAnUnqualifiedAudit(String conclusion) {
		String number = this.stages.accepted(this.party);
		this.stages.declareFunding(number, this.party, Map.of());
		this.stages.audit(number, Map.of(), Map.of("auditConclusion", conclusion));
		assertThat(result(number, "funding")).isEqualTo(StageResult.FAILED);
		assertThat(this.journey.openTasks(number)).isEmpty();
	}

	@Test
	void listsForTheCountyWhatPassedTheAudit() throws IOException {
		// given one project audited, one not yet
		String audited = this.stages.accepted(this.party);
		this.stages.declareFunding(audited, this.party, Map.of());
		this.stages.audit(audited, Map.of(), Map.of());
		CaseJourney.Party other = this.journey.newEnterprise("nongan");
		String declared = this.stages.accepted(other);
		this.stages.declareFunding(declared, other, Map.of());
		// when the county prints its list
		byte[] sheet = this.rest.as(ChangchunStages.COUNTY)
			.get("/api/programmes/changchun-pilot/registers/funding-summary")
			.asByteArray();
		// then the first alone stands in it, with level and amount
		List<String> cells = new ArrayList<>();
		try (Workbook workbook = new XSSFWorkbook(new ByteArrayInputStream(sheet))) {
			for (Row row : workbook.getSheetAt(0)) {
				row.forEach((cell) -> cells.add(new DataFormatter().formatCellValue(cell)));
			}
		}
		assertThat(cells).contains(audited, "2", "无保留意见")
			.anyMatch((cell) -> cell.matches("100(\\.0+)?"))
			.doesNotContain(declared);
	}

	@Test
	void goesBackToTheAuditAfterACorrection() {
		String number = this.stages.accepted(this.party);
		this.stages.declareFunding(number, this.party, Map.of());
		this.stages.audit(number, Map.of(), Map.of());
		// when the county returns it and the enterprise corrects a line
		this.journey.complete(number, "userTask_summarizeFunding", ChangchunStages.COUNTY, "funding-review-return");
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.CORRECTING);
		this.journey.complete(number, "userTask_correctMaterials", this.party.account(), "funding",
				Map.of("signedOn", "2025-08-04"));
		// then the auditor has it again
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_superviseStage", "userTask_verifyLedger");
	}

	/** A meeting that approves the one case of a batch. */
	private void decide(String batch) {
		Response begun = this.rest.as(ChangchunStages.BUREAU)
			.contentType("application/json")
			.body(Rest.variables(Map.of("programme", ChangchunStages.PROGRAMME, "stage", "funding", "batch", batch)))
			.post("/engine-rest/process-definition/key/selection-round/start");
		assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(200);
		String key = ChangchunStages.PROGRAMME + ".funding." + batch;
		this.rest.minutes("changchun-bureau-2", key);
		Map<String, Object> meeting = new LinkedHashMap<>();
		meeting.put("decision", "approve");
		meeting.put("meetingHeldOn", Journey.today());
		meeting.put("meetingPlace", "市工业和信息化局会议室");
		meeting.put("meetingChair", "示例出席人甲");
		meeting.put("minutesNumber", "2025年第9号会议纪要");
		meeting.put("attendees",
				List.of("甲", "乙", "丙")
					.stream()
					.map((name) -> Map.of("attendeeName", "示例出席人" + name, "attendeeUnit", "市工业和信息化局"))
					.toList());
		meeting.put("entries",
				List.of(Map.of("verdict", "approve", "votesFor", 3, "votesAgainst", 0, "votesAbstained", 0)));
		Response decided = handIn("changchun-bureau-2", key, "userTask_decideCollectively", meeting);
		assertThat(decided.statusCode()).as(decided.asString()).isEqualTo(204);
	}

	private void rectify(String number, String content) {
		this.journey.complete(number, "userTask_correctMaterials", this.party.account(), "acceptance",
				Map.of("completedContent", content, "signedOn", "2025-08-04"));
	}

	private List<Map<String, Object>> ledger() {
		List<Map<String, Object>> lines = new ArrayList<>();
		for (Object row : (List<?>) this.journey.sampleOf("funding").get("ledger")) {
			Map<String, Object> copy = new LinkedHashMap<>();
			((Map<?, ?>) row).forEach((key, value) -> copy.put(String.valueOf(key), value));
			lines.add(copy);
		}
		return lines;
	}

	private StageResult result(String number, String stage) {
		return this.journeys.of(number)
			.stream()
			.filter((visit) -> visit.stage().equals(stage))
			.map(Journeys.Visit::result)
			.reduce((first, second) -> second)
			.orElse(null);
	}

	private Response handIn(String account, String number, String task, Map<String, Object> answers) {
		return this.rest.as(account)
			.contentType("application/json")
			.body(Rest.variables(answers))
			.post("/engine-rest/task/" + this.journey.task(number, task).getId() + "/complete");
	}

}
