package cn.huiqi.processes;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import cn.huiqi.application.CaseFile;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Rounds;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.journey.StageNotices;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.ProgramTest;
import cn.huiqi.testing.Rest;
import io.restassured.response.Response;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Changchun's pilot from the application to the end of the transformation: each stage
 * with its ways back and out.
 */
@ProgramTest
class ChangchunPilotProcessTests {

	private static final String PROGRAMME = "changchun-pilot";

	private static final String COUNTY = "changchun-district-gaoxin-1";

	private static final String BUREAU = "changchun-bureau-1";

	private static final String PROVIDER = "changchun-provider-1";

	private static final String THINK_TANK = "changchun-supervisor-1";

	private static final AtomicInteger rounds = new AtomicInteger();

	@LocalServerPort
	int port;

	@Autowired
	Journey hohhot;

	@Autowired
	Cases cases;

	@Autowired
	CaseFile file;

	@Autowired
	Rounds book;

	@Autowired
	StageNotices notices;

	@Autowired
	Enterprises enterprises;

	@Autowired
	TaskService tasks;

	@Autowired
	RuntimeService runtime;

	private CaseJourney journey;

	private Rest rest;

	private CaseJourney.Party party;

	@BeforeEach
	void inRoundOfItsOwn() {
		this.rest = new Rest(this.port);
		this.journey = this.hohhot.of(PROGRAMME, "changchun");
		this.party = this.journey.unlisted("gaoxin");
		LocalDate opens = LocalDate.of(2025, 1, 6).plusDays(rounds.incrementAndGet());
		this.book.schedule(PROGRAMME, new Rounds.Round("pilot-" + opens, opens, opens, true));
		open("pilot-diagnosis-2025", "diagnosis", "2025-01-01", "2025-12-31");
		open("pilot-transformation-2025", "transformation", "2025-01-01", "2025-12-31");
		this.journey.at(opens + "T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	// recruitment

	@Test
	void leadsFromApplicationToTheLibraryOfPilots() {
		// given two applications of one round that county, city and experts recommend
		String number = rechecked();
		appraise(number, "approve");
		CaseJourney.Party first = this.party;
		this.party = this.journey.unlisted("gaoxin");
		String other = rechecked();
		appraise(other, "approve");
		assertThat(status(number)).isEqualTo(CaseStatus.DECIDING);
		// when one meeting decides for the first and against the second
		meet(Map.of("verdict", "approve", "votesFor", 4, "votesAgainst", 1, "votesAbstained", 0),
				Map.of("verdict", "reject", "votesFor", 1, "votesAgainst", 4, "votesAbstained", 0, "reason", "转型基础不足"));
		// then the second is out, and no pilot
		assertThat(status(other)).isEqualTo(CaseStatus.REJECTED);
		assertThat(this.enterprises.isOnRoster(this.party.creditCode(), PROGRAMME)).isFalse();
		this.party = first;
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_publishList", "userTask_superviseStage");
		this.journey.complete(number, "userTask_publishList", BUREAU, "publication");
		// then it is a pilot, and the stage ends when the think tank has spoken
		assertThat(this.enterprises.isOnRoster(this.party.creditCode(), PROGRAMME)).isTrue();
		this.journey.complete(number, "userTask_superviseStage", THINK_TANK, "recruitment-supervision");
		assertThat(this.journey.trace(number)).contains("callActivity_diagnosis");
	}

	@ParameterizedTest
	@ValueSource(strings = { "centralGiant", "pilot22" })
	void refusesThoseFundedElsewhereAtOnce(String question) {
		// given an enterprise that the centre has funded already
		String number = declared(Map.of(question, "yes"));
		// then it is refused with the clause, and no county has it
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
		assertThat(reasons(number)).containsExactly("CC-08");
		assertThat(this.journey.openTasks(number)).isEmpty();
	}

	@Test
	void holdsTheCountyToItsThreePoints() {
		// given a county that finds the credit wanting
		String number = declared(Map.of());
		// then it cannot recommend
		assertThatThrownBy(() -> this.journey.complete(number, "userTask_reviewCounty", COUNTY, "county-review-approve",
				Map.of("creditOk", "no", "creditOkNote", "列入严重失信主体名单")))
			.hasMessageContaining("不予推荐");
		// and its refusal is not forwarded
		this.journey.complete(number, "userTask_reviewCounty", COUNTY, "county-review-reject");
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
		assertThat(this.journey.trace(number, "changchun-recruitment")).doesNotContain("userTask_recheckApplication");
	}

	@Test
	void comesBackToTheCountyFromEveryCorrection() {
		// given a return by the county, and later one at the re-check
		String number = declared(Map.of());
		this.journey.complete(number, "userTask_reviewCounty", COUNTY, "county-review-return");
		assertThat(status(number)).isEqualTo(CaseStatus.CORRECTING);
		this.journey.completeWith(number, "userTask_correctMaterials", this.party.account(),
				Map.of("profile", "主导产品为转向节，用于乘用车。"));
		this.journey.complete(number, "userTask_reviewCounty", COUNTY, "county-review-approve");
		this.journey.complete(number, "userTask_recheckApplication", BUREAU, "recheck-return");
		this.journey.completeWith(number, "userTask_correctMaterials", this.party.account(),
				Map.of("priorInvestment", "25"));
		// then the county has it again
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_reviewCounty");
		// and what is never corrected lapses
		this.journey.complete(number, "userTask_reviewCounty", COUNTY, "county-review-return");
		this.journey.fireTimerWhenDue(number, "timer_correctionOver");
		assertThat(status(number)).isEqualTo(CaseStatus.LAPSED);
	}

	@Test
	void endsWhereExpertsRefuse() {
		String refused = rechecked();
		appraise(refused, "reject");
		assertThat(status(refused)).isEqualTo(CaseStatus.REJECTED);
		assertThat(this.journey.openTasks(refused)).isEmpty();
	}

	@Test
	void wantsIncomePerHeadToAgree() {
		// given 8580 万元 and 200 people: 42.9 each, 1 % of it 0.429
		String number = this.journey.prepared(this.party);
		for (String off : List.of("43.4", "42.4")) {
			assertThatThrownBy(() -> this.journey.complete(number, "userTask_declarePilot", this.party.account(),
					"application", Map.of("revenuePerCapitaLastYear", off)))
				.hasMessageContaining("revenuePerCapitaLastYear");
		}
		this.journey.complete(number, "userTask_declarePilot", this.party.account(), "application",
				Map.of("revenuePerCapitaLastYear", "43.3"));
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_reviewCounty");
	}

	@Test
	void lapsesWhereNothingIsDeclaredInTheRound() {
		String number = this.journey.start(this.party);
		this.journey.fireTimerWhenDue(number, "timer_declarationOver");
		assertThat(status(number)).isEqualTo(CaseStatus.LAPSED);
	}

	// diagnosis

	@Test
	void waitsForTheNoticeAndForTheNextOne() {
		// given a pilot of 2024, when no notice of the diagnosis was out
		this.journey.at("2024-10-08T10:00:00");
		String number = listed();
		assertThat(this.journey.openTasks(number)).isEmpty();
		// when one is published, to 20 November
		this.journey.at("2024-11-01T10:00:00");
		open("pilot-diagnosis-2024", "diagnosis", "2024-11-01", "2024-11-20");
		this.journey.fireTimerWhenDue(number, "catchEvent_stageNoticePublished");
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_signAgreement");
		// then nothing is taken after its last day
		this.journey.at("2024-11-21T00:00:00");
		assertThatThrownBy(
				() -> this.journey.complete(number, "userTask_signAgreement", this.party.account(), "agreement"))
			.hasMessageContaining("11月20日");
		// and the case waits for the next notice
		assertThat(this.journey.dueDate(number, "timer_stageOver")).isEqualTo(CaseJourney.endOf("2024-11-20"));
		this.journey.fireTimerWhenDue(number, "timer_stageOver");
		assertThat(this.journey.openTasks(number)).isEmpty();
	}

	@Test
	void countsFourteenDaysFromTheEndOfTheDiagnosis() {
		// given a diagnosis finished on 3 March 2025
		String number = listed();
		this.journey.at("2025-03-03T15:00:00");
		sign(number);
		diagnose(number, "2025-03-03");
		// then the report is due on the 17th, the day itself not counted
		assertThat(this.journey.dueDate(number, "timer_periodOver")).isEqualTo(CaseJourney.endOf("2025-03-17"));
		// when it is not there
		this.journey.fireTimerWhenDue(number, "timer_periodOver");
		// then those concerned are told, and it is taken all the same
		assertThat(this.journey.trace(number, "changchun-diagnosis")).contains("serviceTask_escalatePeriod");
		this.journey.complete(number, "userTask_submitReport", PROVIDER, "diagnosis-report");
		assertThat(this.journey.openTasks(number)).contains("userTask_presentReport");
	}

	@Test
	void revisesReportThatExpertsRefuse() {
		// given a report the panel refuses
		String number = listed();
		this.journey.at("2025-03-03T15:00:00");
		sign(number);
		diagnose(number, "2025-03-03");
		report(number);
		appraise(number, "reject");
		this.journey.complete(number, "userTask_deliverOpinion", BUREAU, "diagnosis-acceptance",
				Map.of("opinionDeliveredOn", "2025-03-03"));
		// then the provider revises it, with days of its own
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_submitReport", "userTask_superviseStage");
		assertThat(this.journey.dueDate(number, "timer_periodOver")).isEqualTo(CaseJourney.endOf("2025-03-17"));
		report(number);
		appraise(number, "approve");
		this.journey.complete(number, "userTask_deliverOpinion", BUREAU, "diagnosis-acceptance",
				Map.of("opinionDeliveredOn", "2025-03-03"));
		// and the stage ends when the think tank has spoken too
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_superviseStage");
		this.journey.complete(number, "userTask_superviseStage", THINK_TANK, "supervision");
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_declareFiling");
	}

	@Test
	void offersTheWorkToTheEngagedProviderAlone() {
		String number = listed();
		this.journey.at("2025-03-03T15:00:00");
		sign(number);
		assertThatThrownBy(() -> this.journey.complete(number, "userTask_conductDiagnosis", "changchun-provider-2",
				"diagnosis-record", Map.of("finishedOn", "2025-03-03")))
			.isInstanceOf(RuntimeException.class);
		assertThat(this.journey.openTasks(number)).contains("userTask_conductDiagnosis");
	}

	// transformation

	@Test
	void implementsWithMonthlyReports() {
		// given a filing the county agrees to
		String number = diagnosed();
		file(number);
		this.journey.complete(number, "userTask_reviewFiling", COUNTY, "filing-review-approve");
		this.journey.complete(number, "userTask_planTraining", PROVIDER, "training-plan");
		// when the first workday of the next month has come, at nine
		this.journey.fireTimerWhenDue(number, "timer_progressReport");
		assertThat(CaseJourney.today()).isEqualTo("2025-04-01");
		// then the completion waits for the report of the month
		Map<String, Object> implemented = Map.of("implementedOn", "2025-03-31");
		assertThatThrownBy(() -> this.journey.complete(number, "userTask_reportCompletion", this.party.account(),
				"completion", implemented))
			.isInstanceOf(RuntimeException.class);
		this.journey.complete(number, "userTask_reportProgress", this.party.account(), "progress-report");
		this.journey.complete(number, "userTask_reportCompletion", this.party.account(), "completion", implemented);
		// and the reports end with it
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_superviseStage");
		this.journey.complete(number, "userTask_superviseStage", THINK_TANK, "supervision");
		assertThat(this.journey.trace(number, "changchun-transformation")).contains("endEvent_stagePassed");
	}

	@Test
	void refusesFilingThatIsTooLongOrHalfTold() {
		String number = diagnosed();
		Map<String, Object> wrong = new HashMap<>(this.journey.sampleOf("filing"));
		wrong.put("content", "字".repeat(1501));
		wrong.put("cloud", List.of("public", "none"));
		wrong.put("providers", List.of(Map.of("provider", "91220100MA0CJ0001Y", "contractSigned", "yes",
				"providerContact", "甲", "providerPhone", "0431-88880032")));
		assertThatThrownBy(
				() -> this.journey.completeWith(number, "userTask_declareFiling", this.party.account(), wrong))
			.hasMessageContaining("content")
			.hasMessageContaining("cloud")
			.hasMessageContaining("providers[1].contractAmount");
	}

	@Test
	void correctsOrRefusesTheFiling() {
		// given a filing returned by the county
		String number = diagnosed();
		file(number);
		this.journey.complete(number, "userTask_reviewFiling", COUNTY, "filing-review-return");
		this.journey.completeWith(number, "userTask_correctMaterials", this.party.account(),
				Map.of("content", "接入48台设备，解决批次不可追溯。"));
		// then the county has it again, and may refuse
		this.journey.complete(number, "userTask_reviewFiling", COUNTY, "filing-review-reject");
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
	}

	private void open(String code, String stage, String opens, String closes) {
		if (this.notices.find(PROGRAMME, code).isEmpty()) {
			this.journey.as(BUREAU);
			this.notices.publish(PROGRAMME, new StageNotices.Notice(code, stage, "关于开展相关工作的通知", "长工信〔2025〕示例号",
					LocalDate.parse(opens), LocalDate.parse(closes), null));
			this.journey.nobody();
		}
	}

	private String declared(Map<String, Object> others) {
		String number = this.journey.start(this.party);
		this.journey.complete(number, "userTask_declarePilot", this.party.account(), "application", others);
		return number;
	}

	private String rechecked() {
		String number = declared(Map.of());
		this.journey.complete(number, "userTask_reviewCounty", COUNTY, "county-review-approve");
		this.journey.complete(number, "userTask_recheckApplication", BUREAU, "recheck-approve");
		return number;
	}

	private String listed() {
		String number = rechecked();
		appraise(number, "approve");
		decide(number, "SELECTED");
		this.journey.complete(number, "userTask_publishList", BUREAU, "publication",
				Map.of("publishedOn", "2024-10-08"));
		this.journey.complete(number, "userTask_superviseStage", THINK_TANK, "recruitment-supervision");
		return number;
	}

	private void sign(String number) {
		this.journey.complete(number, "userTask_signAgreement", this.party.account(), "agreement");
	}

	private void diagnose(String number, String finished) {
		this.journey.complete(number, "userTask_conductDiagnosis", PROVIDER, "diagnosis-record",
				Map.of("finishedOn", finished));
		this.journey.complete(number, "userTask_declareSelfAssessment", this.party.account(), "self-assessment");
	}

	private void report(String number) {
		this.journey.complete(number, "userTask_submitReport", PROVIDER, "diagnosis-report");
		this.journey.complete(number, "userTask_presentReport", PROVIDER, "presentation");
		this.journey.complete(number, "userTask_rateSatisfaction", this.party.account(), "satisfaction");
		this.journey.complete(number, "userTask_uploadResults", PROVIDER, "results-upload");
	}

	private String diagnosed() {
		String number = listed();
		this.journey.at("2025-03-03T15:00:00");
		sign(number);
		diagnose(number, "2025-03-03");
		report(number);
		appraise(number, "approve");
		this.journey.complete(number, "userTask_deliverOpinion", BUREAU, "diagnosis-acceptance",
				Map.of("opinionDeliveredOn", "2025-03-03"));
		this.journey.complete(number, "userTask_superviseStage", THINK_TANK, "supervision");
		return number;
	}

	private void file(String number) {
		this.journey.complete(number, "userTask_declareFiling", this.party.account(), "filing");
	}

	/** Every expert drawn says the same. */
	private void appraise(String number, String decision) {
		List<Task> appraisals = this.tasks.createTaskQuery()
			.processInstanceBusinessKey(number)
			.taskDefinitionKey("userTask_appraiseProject")
			.list();
		assertThat(appraisals).hasSize(3);
		for (Task task : appraisals) {
			String expert = this.tasks.getIdentityLinksForTask(task.getId())
				.stream()
				.map(IdentityLink::getUserId)
				.filter((account) -> account != null)
				.findFirst()
				.orElseThrow();
			this.journey.as(expert);
			Map<String, Object> opinion = this.journey.sampleOf("expert-opinion");
			opinion.put("decision", decision);
			this.tasks.complete(task.getId(), opinion);
			this.journey.nobody();
		}
	}

	/** One meeting over all applications of the round. */
	@SafeVarargs
	private void meet(Map<String, Object>... verdicts) {
		String round = "pilot-" + CaseJourney.today();
		Response begun = this.rest.as(BUREAU)
			.contentType("application/json")
			.body(Rest
				.variables(Map.of("programme", PROGRAMME, "round", round, "stage", "recruitment", "batch", round)))
			.post("/engine-rest/process-definition/key/selection-round/start");
		assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(200);
		String key = PROGRAMME + ".recruitment." + round;
		this.rest.minutes("changchun-bureau-2", key);
		Map<String, Object> meeting = new HashMap<>(Map.of("decision", "approve", "meetingHeldOn", CaseJourney.today(),
				"meetingPlace", "市工业和信息化局会议室", "meetingChair", "示例出席人甲", "minutesNumber", "2025年第1号会议纪要"));
		meeting.put("attendees",
				List.of("甲", "乙", "丙", "丁", "戊")
					.stream()
					.map((name) -> Map.of("attendeeName", "示例出席人" + name, "attendeeUnit", "市工业和信息化局"))
					.toList());
		meeting.put("entries", List.of(verdicts));
		Response decided = this.rest.as("changchun-bureau-2")
			.contentType("application/json")
			.body(Rest.variables(meeting))
			.post("/engine-rest/task/" + this.journey.task(key, "userTask_decideCollectively").getId() + "/complete");
		assertThat(decided.statusCode()).as(decided.asString()).isEqualTo(204);
	}

	/** What the meeting over all applications tells this one. */
	private void decide(String number, String outcome) {
		this.runtime.messageEventReceived("message_selectionDecided",
				this.runtime.createExecutionQuery()
					.processInstanceBusinessKey(number)
					.messageEventSubscriptionName("message_selectionDecided")
					.singleResult()
					.getId(),
				Map.of("selectionOutcome", outcome));
	}

	private List<String> reasons(String number) {
		return this.file.reasons(number).stream().map(CaseFile.Reason::reason).toList();
	}

	private CaseStatus status(String number) {
		return this.cases.get(number).status();
	}

}
