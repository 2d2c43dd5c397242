package cn.huiqi.processes;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Rounds;
import cn.huiqi.application.Submissions;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.ProgramTest;
import cn.huiqi.testing.Rest;
import io.restassured.response.Response;
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

/**
 * Changchun's awards: from annex 6 by way of county, experts and collective decision to
 * an amount decided by hand and its payment.
 */
@ProgramTest
class ChangchunAwardProcessTests {

	private static final String PROGRAMME = "changchun-award";

	private static final String COUNTY = "changchun-district-nongan-1";

	private static final String BUREAU = "changchun-bureau-1";

	private static final AtomicInteger rounds = new AtomicInteger();

	@LocalServerPort
	int port;

	@Autowired
	Journey hohhot;

	@Autowired
	Cases cases;

	@Autowired
	Submissions submissions;

	@Autowired
	Rounds book;

	@Autowired
	TaskService tasks;

	private CaseJourney journey;

	private Rest rest;

	private CaseJourney.Party party;

	private String round;

	/** A round of its own for every test, since a selection is once. */
	@BeforeEach
	void inARoundOfItsOwn() {
		this.rest = new Rest(this.port);
		this.journey = this.hohhot.of(PROGRAMME, "changchun");
		LocalDate opens = LocalDate.of(2025, 6, 9).plusWeeks(rounds.getAndIncrement());
		this.round = "test-" + opens;
		this.book.schedule(PROGRAMME, new Rounds.Round(this.round, opens, opens.plusDays(6), true));
		this.journey.at(opens.plusDays(1) + "T10:00:00");
		this.party = this.journey.newEnterprise("nongan");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void leadsFromAnnexSixToTheCollectiveDecision() {
		// given a declaration with the county's four checks passed
		String number = declared(Map.of());
		assertThat(number).startsWith("CC-2025-");
		assertThat(this.cases.get(number).figures().declaredAmount()).isEqualByComparingTo(new BigDecimal("300000"));
		this.journey.complete(number, "userTask_reviewCounty", COUNTY, "county-review-approve");
		// when all experts approve
		appraise(number, Map.of());
		// then it waits for the collective decision, as everybody is told
		assertThat(status(number)).isEqualTo(CaseStatus.DECIDING);
		Response seen = this.rest.as(this.party.account()).get("/api/applications/" + number);
		assertThat(seen.jsonPath().getList("stages.stage", String.class)).containsExactly("奖励项目申报", "县区初步审核", "专家评审",
				"集体决策");
	}

	@Test
	void paysWhatIsDecidedByHandAfterTheMeeting() {
		// given two that wait, one of which the meeting selects by five votes to none
		String number = declared(Map.of());
		this.journey.complete(number, "userTask_reviewCounty", COUNTY, "county-review-approve");
		appraise(number, Map.of());
		CaseJourney.Party first = this.party;
		this.party = this.journey.newEnterprise("nongan");
		String other = declared(Map.of());
		this.journey.complete(other, "userTask_reviewCounty", COUNTY, "county-review-approve");
		appraise(other, Map.of());
		decide(List.of(verdict("approve", 5, 0), verdict("reject", 1, 4)));
		// then the other is not selected
		assertThat(status(other)).isEqualTo(CaseStatus.REJECTED);
		// when another amount than applied for is given no reason for
		Map<String, Object> decision = this.journey.sampleOf("amount-decision-approve");
		decision.remove("comment");
		Response refused = handIn(BUREAU, number, "userTask_decideAmount", decision);
		assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
		// and with a reason, is published without objection, announced and paid
		this.journey.complete(number, "userTask_decideAmount", BUREAU, "amount-decision-approve");
		this.journey.complete(number, "userTask_publishNotice", BUREAU, "notice-publication");
		this.journey.fireTimerWhenDue(number, "timer_noticeOver");
		this.journey.complete(number, "userTask_announceAward", BUREAU, "announcement");
		assertThat(status(number)).isEqualTo(CaseStatus.AWAITING_PAYMENT);
		this.journey.complete(number, "userTask_preparePayment", "changchun-finance-1", "payment-preparation");
		this.journey.complete(number, "userTask_approvePayment", "changchun-finance-2", "payment-approval");
		this.journey.complete(number, "userTask_recordPayment", "changchun-finance-1", "payment-record",
				Map.of("paidOn", Journey.today()));
		// then it is paid what was decided
		assertThat(status(number)).isEqualTo(CaseStatus.PAID);
		assertThat(this.cases.get(number).figures().paidAmount()).isEqualByComparingTo(new BigDecimal("200000"));
		assertThat(this.rest.as(first.account()).get("/api/applications/" + number).jsonPath().getString("status"))
			.isEqualTo("PAID");
	}

	@ParameterizedTest
	@ValueSource(strings = { "truthful", "complete", "compliant", "consistent" })
	void isRecommendedOnlyWithAllFourChecks(String failed) {
		// given a county that finds one of the four wanting
		String number = declared(Map.of());
		Map<String, Object> review = this.journey.sampleOf("county-review-approve");
		review.put(failed, "no");
		review.put(failed + "Note", "不符合");
		// when it recommends all the same
		Response refused = handIn(COUNTY, number, "userTask_reviewCounty", review);
		// then it is refused at the decision
		assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
		assertThat(refused.asString()).contains("decision");
		// and nothing went on: it may still be refused
		review.put("decision", "reject");
		assertThat(handIn(COUNTY, number, "userTask_reviewCounty", review).statusCode()).isEqualTo(204);
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
	}

	@Test
	void takesAFreeTextOnlyForAnotherKindOfAward() {
		// given 其他 without a word what
		String number = this.journey.prepared(this.party);
		Map<String, Object> other = this.journey.sampleOf("declaration");
		other.put("awardKind", "OTHER");
		Response refused = handIn(this.party.account(), number, "userTask_declareAward", other);
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.asString()).contains("awardKindOther");
		// and one of the seven with a text: the text is dropped
		Map<String, Object> listed = this.journey.sampleOf("declaration");
		listed.put("awardKindOther", "另有名目");
		assertThat(handIn(this.party.account(), number, "userTask_declareAward", listed).statusCode()).isEqualTo(204);
		assertThat(this.submissions.declaration(number).orElseThrow().answers()).containsEntry("awardKind", "BENCHMARK")
			.doesNotContainKey("awardKindOther");
	}

	@Test
	void returnsAndTakesTheCorrection() {
		// given a county that wants the amount corrected
		String number = declared(Map.of());
		this.journey.complete(number, "userTask_reviewCounty", COUNTY, "county-review-return",
				Map.of("correctionItems", List.of(Map.of("item", "field:amountApplied", "reason", "与佐证材料不一致"))));
		assertThat(status(number)).isEqualTo(CaseStatus.CORRECTING);
		// when it is corrected
		this.journey.complete(number, "userTask_correctMaterials", this.party.account(), "declaration",
				Map.of("amountApplied", "25"));
		// then the county has it again, with the other amount
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_reviewCounty");
		assertThat(this.cases.get(number).figures().declaredAmount()).isEqualByComparingTo(new BigDecimal("250000"));
	}

	@Test
	void lapsesWhenNotCorrectedInFiveWorkdays() {
		// given a return on a Tuesday
		String number = declared(Map.of());
		String tuesday = Journey.today();
		this.journey.complete(number, "userTask_reviewCounty", COUNTY, "county-review-return");
		// then the fifth workday is the Tuesday after, and its end the end
		assertThat(this.journey.dueDate(number, "timer_correctionOver"))
			.hasSameTimeAs(Journey.endOf(LocalDate.parse(tuesday).plusDays(7).toString()));
		this.journey.fireTimerWhenDue(number, "timer_correctionOver");
		assertThat(status(number)).isEqualTo(CaseStatus.LAPSED);
	}

	@Test
	void endsWithTheExpertsWhoRefuse() {
		String number = declared(Map.of());
		this.journey.complete(number, "userTask_reviewCounty", COUNTY, "county-review-approve");
		appraise(number, Map.of("decision", "reject", "comment", "成效没有量化依据"));
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
	}

	@Test
	void isTheOwnCountysAlone() {
		String number = declared(Map.of());
		assertThat(handIn("changchun-district-nanguan-1", number, "userTask_reviewCounty",
				this.journey.sampleOf("county-review-approve"))
			.statusCode()).isEqualTo(404);
	}

	private String declared(Map<String, Object> others) {
		String number = this.journey.start(this.party);
		this.journey.complete(number, "userTask_declareAward", this.party.account(), "declaration", others);
		return number;
	}

	private void appraise(String number, Map<String, Object> others) {
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
			Map<String, Object> opinion = new LinkedHashMap<>(this.journey.sampleOf("expert-opinion"));
			opinion.putAll(others);
			this.tasks.complete(task.getId(), opinion);
			this.journey.nobody();
		}
	}

	/** The meeting's verdicts, in the order of the numbers. */
	private void decide(List<Map<String, Object>> verdicts) {
		Response begun = this.rest.as(BUREAU)
			.contentType("application/json")
			.body(Rest.variables(Map.of("programme", PROGRAMME, "round", this.round)))
			.post("/engine-rest/process-definition/key/selection-round/start");
		assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(200);
		String key = PROGRAMME + "." + this.round;
		this.rest.minutes("changchun-bureau-2", key);
		Map<String, Object> meeting = new LinkedHashMap<>();
		meeting.put("decision", "approve");
		meeting.put("meetingHeldOn", Journey.today());
		meeting.put("meetingPlace", "市工业和信息化局会议室");
		meeting.put("meetingChair", "示例出席人甲");
		meeting.put("minutesNumber", "2025年第6号会议纪要");
		meeting.put("attendees",
				List.of("甲", "乙", "丙", "丁", "戊")
					.stream()
					.map((name) -> Map.of("attendeeName", "示例出席人" + name, "attendeeUnit", "市工业和信息化局"))
					.toList());
		meeting.put("entries", verdicts);
		Response decided = handIn("changchun-bureau-2", key, "userTask_decideCollectively", meeting);
		assertThat(decided.statusCode()).as(decided.asString()).isEqualTo(204);
	}

	private static Map<String, Object> verdict(String verdict, int votesFor, int votesAgainst) {
		Map<String, Object> entry = new LinkedHashMap<>(
				Map.of("verdict", verdict, "votesFor", votesFor, "votesAgainst", votesAgainst, "votesAbstained", 0));
		if (verdict.equals("reject")) {
			entry.put("reason", "成效不及同类项目");
		}
		return entry;
	}

	private Response handIn(String account, String number, String task, Map<String, Object> answers) {
		return this.rest.as(account)
			.contentType("application/json")
			.body(Rest.variables(answers))
			.post("/engine-rest/task/" + this.journey.task(number, task).getId() + "/complete");
	}

	private CaseStatus status(String number) {
		return this.cases.get(number).status();
	}

}
