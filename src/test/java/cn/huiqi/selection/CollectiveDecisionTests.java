package cn.huiqi.selection;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Rounds;
import cn.huiqi.award.Awards;
import cn.huiqi.core.Money;
import cn.huiqi.core.RefusedException;
import cn.huiqi.expenditure.Expenditures;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
import io.restassured.response.Response;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Meetings that decide every application of a session by itself, and the amounts that
 * come of it.
 */
@DatabaseTest
class CollectiveDecisionTests {

	private static final String PROGRAMME = "jiashi-council";

	private static final String PRIZE = "jiashi-prize";

	private static final String BUREAU = "jiashi-bureau-1";

	private static final String DECIDE = "userTask_decideCollectively";

	private static final Awards.Account ACCOUNT = new Awards.Account("示例企业", "示例银行", "1000200030004000");

	private static final AtomicInteger sessions = new AtomicInteger();

	@LocalServerPort
	int port;

	@Autowired
	Journey hohhot;

	@Autowired
	Cases cases;

	@Autowired
	Rounds book;

	@Autowired
	Expenditures expenditures;

	@Autowired
	Awards awards;

	@Autowired
	RuntimeService runtime;

	@Autowired
	JdbcTemplate jdbc;

	private CaseJourney journey;

	private Rest rest;

	private String session;

	private String round;

	@BeforeEach
	void openSession() {
		this.rest = new Rest(this.port);
		this.journey = this.hohhot.of(PROGRAMME, "jiashi");
		int number = sessions.incrementAndGet();
		LocalDate opens = LocalDate.of(2025, 1, 1).plusWeeks(number);
		this.session = "s" + number + "-" + System.nanoTime();
		this.round = "c" + number + "-" + System.nanoTime();
		this.journey.at(opens.plusDays(2) + "T10:00:00");
		this.book.schedule(PROGRAMME, new Rounds.Round(this.round, opens, opens.plusDays(6), true));
		this.book.schedule(PRIZE, new Rounds.Round(this.round, opens, opens.plusDays(6), true));
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void decidesEachByItselfAndTellsEachItsOwn() {
		// given three in this session, and one in another
		String first = entered(this.session);
		String second = entered(this.session);
		String third = entered(this.session);
		String elsewhere = entered("other-" + this.session);
		// when the meeting of this session is opened
		assertThat(begin(BUREAU, Map.of("stage", "hearing", "batch", this.session)).statusCode()).isEqualTo(200);
		// then the three are listed with what is known of them, and the rule of votes is
		// shown as assumed
		Response form = form();
		assertThat(form.jsonPath().getString("entries.value")).contains(first, second, third, "申报金额：1,200,000.00 元")
			.doesNotContain(elsewhere);
		assertThat(form.jsonPath().getString("majorityText.value")).contains("赞成票多于反对票", "暂定", "待主管部门确认");
		// when it is decided
		this.rest.minutes(BUREAU, key());
		assertThat(decide(verdict("approve", 3, 0, 0), verdict("reject", 1, 2, 0, "申报材料不能说明投入的真实性"),
				verdict("approve", 2, 0, 1))
			.statusCode()).isEqualTo(204);
		// then each goes its own way, and the other session waits
		assertThat(List.of(status(first), status(third))).containsOnly(CaseStatus.DECIDING);
		assertThat(this.journey.openTasks(first)).containsExactly("userTask_decideAmount");
		assertThat(status(second)).isEqualTo(CaseStatus.REJECTED);
		assertThat(this.journey.openTasks(elsewhere)).isEmpty();
		// and is told its own outcome and reason, and no more
		assertThat(messages(second)).contains("未入选", "申报材料不能说明投入的真实性").doesNotContain(first, third, "赞成");
		assertThat(messages(first)).contains("已入选").doesNotContain(second, "投入的真实性");
		// and everything is on record
		Response record = this.rest.as(BUREAU).get("/api/selections/" + key());
		assertThat(record.jsonPath().getString("stage")).isEqualTo("hearing");
		assertThat(record.jsonPath().getList("entries.announced", String.class)).containsExactly("SELECTED",
				"NOT_SELECTED", "SELECTED");
		assertThat(record.jsonPath().getInt("entries[1].votes.votesAgainst")).isEqualTo(2);
		assertThat(record.jsonPath().getString("decisions[0].answers.meetingChair")).isEqualTo("甲");
		assertThat(record.jsonPath().getString("decisions[0].answers.minutes.sha256")).hasSize(64);
		// but to nobody else
		for (String account : List.of("yishi-bureau-1", "jiashi-district-dongqu-1",
				this.cases.get(first).startedBy())) {
			assertThat(this.rest.as(account).get("/api/selections/" + key()).statusCode()).as(account).isIn(403, 404);
			assertThat(this.rest.as(account).get("/api/selections/" + key() + "/minutes").statusCode()).as(account)
				.isIn(403, 404);
		}
		// and the round takes new applications all the same
		assertThat(entered(this.session + "-2")).startsWith("JH-");
	}

	@Test
	void namesAllThatTheMinutesDoNotBearOut() {
		// given two that wait, and no minutes
		entered(this.session);
		entered(this.session);
		begin(BUREAU, Map.of("stage", "hearing", "batch", this.session));
		Stored before = Stored.in(this.jdbc);
		// when the votes are too many for one, equal for the other, and the chair was not
		// there
		Map<String, Object> answers = meeting(verdict("approve", 3, 1, 0), verdict("approve", 1, 1, 1));
		answers.put("meetingChair", "丁");
		Response refused = submit(answers);
		// then all is named together, and nothing is stored
		assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
		assertThat(refused.jsonPath().getString("message")).contains("第1行", "应等于到会人数 3", "第2行", "赞成票多于反对票", "主持人 丁",
				"会议纪要");
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
		// and neither a refusal against the votes or without a reason, a row too few, nor
		// a
		// meeting to come
		assertThat(decide(verdict("reject", 3, 0, 0, "理由"), verdict("approve", 3, 0, 0)).statusCode()).isEqualTo(400);
		assertThat(decide(verdict("reject", 0, 3, 0), verdict("approve", 3, 0, 0)).statusCode()).isEqualTo(400);
		assertThat(decide(verdict("approve", 3, 0, 0)).statusCode()).isEqualTo(400);
		answers = meeting(verdict("approve", 3, 0, 0), verdict("approve", 3, 0, 0));
		answers.put("meetingHeldOn", LocalDate.parse(Journey.today()).plusDays(1).toString());
		assertThat(submit(answers).statusCode()).isEqualTo(400);
		answers.put("meetingHeldOn", Journey.today());
		answers.put("attendees", List.of(Map.of("attendeeName", "甲", "attendeeUnit", "主任"),
				Map.of("attendeeName", "甲", "attendeeUnit", "主任"), Map.of("attendeeName", "乙", "attendeeUnit", "委员")));
		assertThat(submit(answers).jsonPath().getString("message")).contains("第2行的出席人员重复");
		// nor one person in two offices, nor verdicts for others than stand in the row
		answers.put("attendees", List.of(Map.of("attendeeName", "甲", "attendeeUnit", "主任"),
				Map.of("attendeeName", "甲 ", "attendeeUnit", "委员"), Map.of("attendeeName", "乙", "attendeeUnit", "委员")));
		assertThat(submit(answers).jsonPath().getString("message")).contains("第2行的出席人员重复");
		Map<String, Object> meant = new LinkedHashMap<>(verdict("approve", 3, 0, 0));
		meant.put("applicationNumber", "JH-2025-999999");
		assertThat(submit(meeting(meant, verdict("approve", 3, 0, 0))).jsonPath().getString("message"))
			.contains("entries[1].applicationNumber");
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void leavesWhoComesTooLateToTheNextSession() {
		// given a session that is over
		entered(this.session);
		begin(BUREAU, Map.of("stage", "hearing", "batch", this.session));
		this.rest.minutes(BUREAU, key());
		decide(verdict("approve", 3, 0, 0));
		// when somebody comes for it
		Journey.Party late = this.journey.newEnterprise("dongqu");
		String number = open(PROGRAMME, late);
		enter(number, late, this.session);
		// then the model lets it choose another, for which it waits
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_declareProject");
		assertThat(messages(number)).contains("未列入");
		enter(number, late, "next-" + this.session);
		assertThat(this.journey.openTasks(number)).isEmpty();
		// and the session is not begun a second time
		assertThat(begin(BUREAU, Map.of("stage", "hearing", "batch", this.session)).statusCode()).isEqualTo(409);
	}

	@Test
	void listsAnewWhatHasChangedMeanwhile() {
		// given a session that is listed, and one more that comes for it
		String first = entered(this.session);
		begin(BUREAU, Map.of("stage", "hearing", "batch", this.session));
		String second = entered(this.session);
		this.rest.minutes(BUREAU, key());
		// then the first alone is not decided
		assertThat(decide(verdict("approve", 3, 0, 0)).jsonPath().getString("message")).contains(second, "重新列出");
		// but both when they are listed anew
		assertThat(submit(Map.of("decision", "return", "comment", "有新的申请")).statusCode()).isEqualTo(204);
		assertThat(decide(verdict("approve", 3, 0, 0), verdict("approve", 3, 0, 0)).statusCode()).isEqualTo(204);
		assertThat(this.journey.openTasks(first)).isEqualTo(this.journey.openTasks(second))
			.containsExactly("userTask_decideAmount");
	}

	@Test
	void beginsNothingThatIsNotThere() {
		entered(this.session);
		for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of(), Map.of("batch", this.session),
				Map.of("stage", "hearing", "batch", "nobody-" + this.session), Map.of("stage", "hearing"),
				Map.of("stage", "Hearing", "batch", this.session), Map.of("stage", "hearing", "batch", "a.b"),
				Map.of("stage", "h".repeat(50), "batch", this.session), Map.of("stage", "hearing", "round", "1999"),
				// that of the round: nobody waits for it
				Map.of("round", this.round))) {
			Response refused = begin(BUREAU, wrong);
			assertThat(refused.statusCode()).as(wrong + refused.asString()).isEqualTo(400);
		}
	}

	@Test
	void keepsMinutesAsTheyWereHandedIn() {
		// given a meeting that is being decided
		entered(this.session);
		begin(BUREAU, Map.of("stage", "hearing", "batch", this.session));
		String address = "/api/selections/" + key() + "/minutes";
		// then nothing is taken that is no document, or says it is another
		assertThat(upload(BUREAU, "minutes.txt", "会议纪要".getBytes(), "text/plain").statusCode()).isEqualTo(415);
		assertThat(upload(BUREAU, "minutes.pdf", "<html>".getBytes(), "application/pdf").statusCode()).isEqualTo(415);
		assertThat(upload(BUREAU, "minutes.pdf", new byte[0], "application/pdf").statusCode()).isEqualTo(400);
		assertThat(upload("jiashi-district-dongqu-1", "minutes.pdf", Journey.pdf("x"), "application/pdf").statusCode())
			.isIn(403, 404);
		assertThat(this.rest.as(BUREAU).get(address).jsonPath().getList("files")).isEmpty();
		// when one is handed in, and another in its place
		byte[] second = Journey.pdf("second");
		assertThat(upload(BUREAU, "minutes1.pdf", Journey.pdf("first"), "application/pdf").statusCode()).isEqualTo(201);
		Response taken = upload(BUREAU, "minutes2.pdf", second, "application/pdf");
		assertThat(taken.statusCode()).isEqualTo(201);
		assertThat(upload(BUREAU, "minutes2.pdf", second, "application/pdf").statusCode()).isEqualTo(200);
		// then both are there, and the second counts
		Response list = this.rest.as(BUREAU).get(address);
		assertThat(list.jsonPath().getBoolean("mayUpload")).isTrue();
		assertThat(list.jsonPath().getList("files.state", String.class)).containsExactly("REPLACED", "CURRENT");
		assertThat(this.rest.as(BUREAU).get(taken.header("Location")).asByteArray()).isEqualTo(second);
		assertThat(form().jsonPath().getString("minutesText.value")).contains("minutes2.pdf");
		// and none comes after the decision
		assertThat(decide(verdict("approve", 3, 0, 0)).statusCode()).isEqualTo(204);
		assertThat(upload(BUREAU, "minutes3.pdf", Journey.pdf("third"), "application/pdf").statusCode()).isEqualTo(409);
		assertThat(this.rest.as(BUREAU).get(address).jsonPath().getBoolean("mayUpload")).isFalse();
	}

	@Test
	void paysNoRateThatNobodyConfirmed() {
		// given a case with 900,000 元 counted, half of which is due if the rate is
		// confirmed
		Journey.Party party = this.journey.newEnterprise("dongqu");
		String number = approved(party, "900000");
		assertThat(calculation(number).jsonPath().getBoolean("subsidy.confirmed")).isFalse();
		// when the department approves without confirming it
		amount(number, Map.of("decision", "approve", "rateConfirmed", "no"), 204);
		// then the case does not go to payment, nor can it be forced there
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
		assertThatThrownBy(() -> this.awards.prepareWithoutNotice(number, "batch-" + number, ACCOUNT, "x"))
			.isInstanceOf(RefusedException.class)
			.hasMessageContaining("尚未经主管部门确认");
	}

	@Test
	void paysWhatTheDepartmentConfirmedUpToTheCapOfAll() {
		// given 900,000 元 counted
		Journey.Party party = this.journey.newEnterprise("dongqu");
		String number = approved(party, "900000");
		// when the rate is confirmed, then with the document that says it
		amount(number, Map.of("decision", "approve", "rateConfirmed", "yes"), 400);
		amount(number, Map.of("decision", "approve", "rateConfirmed", "yes", "rateBasis", "甲工信〔2025〕8号，2025年1月8日"),
				204);
		assertThat(status(number)).isEqualTo(CaseStatus.CONFIRMED);
		Response shown = calculation(number);
		assertThat(shown.jsonPath().getString("subsidy.subsidyAmount")).isEqualTo("450000.00");
		assertThat(shown.jsonPath().getString("subsidy.scope")).isEqualTo("CUMULATIVE");
		assertThat(shown.jsonPath().getBoolean("subsidy.confirmed")).isTrue();
		assertThat(shown.jsonPath().getString("subsidy.basis")).contains("甲工信〔2025〕8号");
		assertThat(shown.jsonPath().getString("subsidy.decidedBy")).isEqualTo(BUREAU);
		assertThat(this.rest.as(party.account())
			.get("/api/applications/" + number + "/calculation")
			.jsonPath()
			.getString("subsidy.decidedBy")).isEqualTo("主管部门");
		this.awards.prepareWithoutNotice(number, "batch-" + number, ACCOUNT, "x");
		assertThat(this.awards.order(number).orElseThrow().amount()).isEqualByComparingTo("450000");
		// and when the enterprise comes again with 400,000, the cap leaves it 50,000,
		// which
		// an order that is only prepared takes up as well
		this.session += "-2";
		String again = approved(party, "400000");
		amount(again, Map.of("decision", "approve", "rateConfirmed", "yes", "rateBasis", "甲工信〔2025〕8号，2025年1月8日"), 204);
		this.awards.prepareWithoutNotice(again, "batch-" + again, ACCOUNT, "x");
		assertThat(this.awards.order(again).orElseThrow().amount()).isEqualByComparingTo("50000");
		assertThat(calculation(again).jsonPath().getString("subsidy.paidBefore")).isEqualTo("450000.00");
		assertThat(calculation(again).jsonPath().getBoolean("subsidy.confirmed")).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "0; 依据文件; 理由", "-1; 依据文件; 理由", "100.001; 依据文件; 理由", "80000; ; 理由",
			"80000; 依据文件; ", "80000; '\u200b\u200b'; 理由", "1200000.01; 依据文件; 理由" })
	void refusesAnAmountThatIsNoneOrWithoutGrounds(String yuan, String basis, String comment) {
		String number = prize();
		Map<String, Object> answers = new LinkedHashMap<>(Map.of("decision", "approve", "amountYuan", yuan));
		if (basis != null) {
			answers.put("rateBasis", basis);
		}
		if (comment != null) {
			answers.put("comment", comment);
		}
		amount(number, answers, 400);
		assertThat(this.awards.decision(number)).isEmpty();
	}

	@Test
	void recordsAnAmountDecidedByHand() {
		// given a prize for which 1,200,000 元 was asked
		String number = prize();
		Map<String, Object> answers = Map.of("decision", "approve", "amountYuan", "80000.50", "rateBasis",
				"甲工信〔2025〕9号，2025年1月9日", "comment", "按会议决定的标准核减");
		// then a district does not decide it, though the task was offered to it
		Response refused = this.rest.as("jiashi-district-dongqu-1")
			.contentType("application/json")
			.body(Rest.variables(answers))
			.post("/engine-rest/task/" + this.journey.task(number, "userTask_decideAmount").getId() + "/submit-form");
		assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(403);
		// when the department does
		amount(number, answers, 204);
		// then it is due without rate or level, on that basis
		Response shown = calculation(number);
		assertThat(shown.jsonPath().getString("subsidy.subsidyAmount")).isEqualTo("80000.50");
		assertThat(shown.jsonPath().getString("subsidy.scope")).isEqualTo("DECIDED");
		assertThat(shown.jsonPath().getString("subsidy.rate")).isNull();
		assertThat(shown.jsonPath().getString("subsidy.level")).isNull();
		assertThat(shown.jsonPath().getString("subsidy.basis")).contains("甲工信〔2025〕9号");
		this.awards.prepareWithoutNotice(number, "batch-" + number, ACCOUNT, "x");
		assertThat(this.awards.order(number).orElseThrow().amount()).isEqualByComparingTo("80000.50");
	}

	/** A prize whose round was decided: asked for are 120 万元. */
	private String prize() {
		Journey.Party party = this.journey.newEnterprise("dongqu");
		String number = open(PRIZE, party);
		this.journey.completeWith(number, "userTask_declareProject", party.account(),
				Map.of("applied", "120", "session", "none"));
		String key = PRIZE + "." + this.round;
		assertThat(begin(BUREAU, Map.of("programme", PRIZE, "round", this.round)).statusCode()).isEqualTo(200);
		this.rest.minutes(BUREAU, key);
		assertThat(submit(key, meeting(verdict("approve", 3, 0, 0))).statusCode()).isEqualTo(204);
		return number;
	}

	/** A case of the session that was approved, with so much counted. */
	private String approved(Journey.Party party, String counted) {
		String number = open(PROGRAMME, party);
		enter(number, party, this.session);
		this.expenditures.count(number, List.of(new Expenditures.Counted("OTHER", Money.yuan(counted))), "x", null);
		begin(BUREAU, Map.of("stage", "hearing", "batch", this.session));
		this.rest.minutes(BUREAU, key());
		assertThat(decide(verdict("approve", 3, 0, 0)).statusCode()).isEqualTo(204);
		return number;
	}

	private void amount(String number, Map<String, Object> answers, int status) {
		Response response = this.rest.as(BUREAU)
			.contentType("application/json")
			.body(Rest.variables(answers))
			.post("/engine-rest/task/" + this.journey.task(number, "userTask_decideAmount").getId() + "/submit-form");
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
	}

	private Response calculation(String number) {
		return this.rest.as(BUREAU).get("/api/applications/" + number + "/calculation");
	}

	private String entered(String itsSession) {
		Journey.Party party = this.journey.newEnterprise("dongqu");
		String number = open(PROGRAMME, party);
		enter(number, party, itsSession);
		return number;
	}

	private void enter(String number, Journey.Party party, String itsSession) {
		this.journey.completeWith(number, "userTask_declareProject", party.account(),
				Map.of("applied", "120", "session", itsSession));
	}

	private String open(String programme, Journey.Party party) {
		Response started = this.rest.as(party.account())
			.contentType("application/json")
			.body(Rest.variables(Map.of("creditCode", party.creditCode().value(), "district", "dongqu", "contactName",
					"测试人", "contactPhone", "13800000000", "contactEmail", "test@example.com")))
			.post("/engine-rest/process-definition/key/" + programme + "/start");
		assertThat(started.statusCode()).as(started.asString()).isEqualTo(200);
		// as if it had been verified before
		this.runtime.setVariable(started.jsonPath().getString("id"), "level", 2);
		return started.jsonPath().getString("businessKey");
	}

	private Response begin(String account, Map<String, Object> others) {
		Map<String, Object> fields = new LinkedHashMap<>(Map.of("programme", PROGRAMME));
		fields.putAll(others);
		return this.rest.as(account)
			.contentType("application/json")
			.body(Rest.variables(fields))
			.post("/engine-rest/process-definition/key/selection-round/start");
	}

	@SafeVarargs
	private Response decide(Map<String, Object>... verdicts) {
		return submit(meeting(verdicts));
	}

	/** A meeting of three, and what it decided. */
	@SafeVarargs
	private static Map<String, Object> meeting(Map<String, Object>... verdicts) {
		Map<String, Object> answers = new LinkedHashMap<>(Map.of("decision", "approve", "meetingHeldOn",
				Journey.today(), "meetingPlace", "二楼会议室", "meetingChair", "甲", "minutesNumber", "会商纪要1号"));
		answers.put("attendees", new ArrayList<>(List.of(Map.of("attendeeName", "甲", "attendeeUnit", "主任"),
				Map.of("attendeeName", "乙", "attendeeUnit", "委员"), Map.of("attendeeName", "丙", "attendeeUnit", "委员"))));
		answers.put("entries", List.of(verdicts));
		return answers;
	}

	private static Map<String, Object> verdict(String verdict, int votesFor, int votesAgainst, int votesAbstained) {
		return Map.of("verdict", verdict, "votesFor", votesFor, "votesAgainst", votesAgainst, "votesAbstained",
				votesAbstained);
	}

	private static Map<String, Object> verdict(String verdict, int votesFor, int votesAgainst, int votesAbstained,
			String reason) {
		Map<String, Object> row = new LinkedHashMap<>(verdict(verdict, votesFor, votesAgainst, votesAbstained));
		row.put("reason", reason);
		return row;
	}

	private Response submit(Map<String, Object> answers) {
		return submit(key(), answers);
	}

	private Response submit(String key, Map<String, Object> answers) {
		return this.rest.as(BUREAU)
			.contentType("application/json")
			.body(Rest.variables(answers))
			.post("/engine-rest/task/" + this.journey.task(key, DECIDE).getId() + "/submit-form");
	}

	private Response form() {
		return this.rest.as(BUREAU)
			.get("/engine-rest/task/" + this.journey.task(key(), DECIDE).getId()
					+ "/form-variables?deserializeValues=false");
	}

	private Response upload(String account, String name, byte[] bytes, String type) {
		return this.rest.as(account).multiPart("file", name, bytes, type).post("/api/selections/" + key() + "/minutes");
	}

	private String messages(String number) {
		return this.rest.as(this.cases.get(number).startedBy()).get("/api/me/messages").asString();
	}

	private CaseStatus status(String number) {
		return this.cases.get(number).status();
	}

	private String key() {
		return PROGRAMME + ".hearing." + this.session;
	}

}
