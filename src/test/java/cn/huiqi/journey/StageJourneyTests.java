package cn.huiqi.journey;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.core.RefusedException;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * An invented programme of two stages, each opened by a notice of its own.
 */
@DatabaseTest
class StageJourneyTests {

	private static final String PROGRAMME = "jiashi-journey";

	private static final String OPENING = "catchEvent_stageNoticePublished";

	private static final AtomicInteger years = new AtomicInteger(2051);

	@LocalServerPort
	int port;

	@Autowired
	Journey hohhot;

	@Autowired
	Cases cases;

	@Autowired
	Enterprises enterprises;

	@Autowired
	StageNotices notices;

	@Autowired
	Journeys journeys;

	private CaseJourney journey;

	private Rest rest;

	private int year;

	/** Every test has a year of its own, in which no other notice opens a stage. */
	@BeforeEach
	void aYearWithoutNotices() {
		this.rest = new Rest(this.port);
		this.journey = this.hohhot.of(PROGRAMME, "jiashi");
		this.year = years.incrementAndGet();
		at("03-01T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void waitsForTheNoticeOfItsStageAndForItsFirstDay() {
		// given a case that has come to a stage no notice has opened
		Journey.Party party = this.journey.newEnterprise("dongqu");
		String number = start(party);
		assertThat(this.journey.openTasks(number)).isEmpty();
		// when one is published for another stage, then it waits on
		publish("funding", "funding", "03-01", "03-31");
		assertThat(waits(number)).isTrue();
		// when one is published that opens later, then the enterprise is told and the
		// case waits for the day
		publish("enrolment", "enrolment", "04-01", "04-30");
		this.journey.fireTimerWhenDue(number, OPENING);
		assertThat(this.journey.openTasks(number)).isEmpty();
		assertThat(this.rest.as(party.account()).get("/api/me/messages").asString()).contains("入库阶段通知已发布",
				"%d年4月30日 24时".formatted(this.year));
		assertThat(this.journey.dueDate(number, "timer_stageOpens"))
			.isEqualTo(CaseJourney.endOf(day("03-31").toString()));
		// when the day has come, then the task is open until 24:00 of the last day
		this.journey.fireTimerWhenDue(number, "timer_stageOpens");
		assertThat(this.journey.task(number, "userTask_declareEnrolment").getDueDate())
			.isEqualTo(new Date(CaseJourney.endOf(day("04-30").toString()).getTime() - 1000));
		assertThat(this.journey.dueDate(number, "timer_stageOver"))
			.isEqualTo(CaseJourney.endOf(day("04-30").toString()));
	}

	@Test
	void takesNothingAfterTheLastDayAndWaitsForTheNextNotice() {
		// given a case admitted under a notice
		publish("first", "enrolment", "03-01", "03-10");
		Journey.Party party = this.journey.newEnterprise("dongqu");
		String number = start(party);
		// then on the last day, a minute before midnight, nothing but the form stands
		// against it, and a minute after midnight the day does, though no timer fired
		at("03-11T00:01:00");
		assertThatThrownBy(() -> declare(number, "userTask_declareEnrolment", party, Map.of("points", "70")))
			.hasMessageContaining("%d年3月10日24时截止".formatted(this.year));
		// when the timer fires, then the case waits for the next notice
		this.journey.fireTimerWhenDue(number, "timer_stageOver");
		assertThat(this.journey.openTasks(number)).isEmpty();
		publish("second", "enrolment", "03-11", "03-20");
		this.journey.fireTimerWhenDue(number, OPENING);
		at("03-20T23:59:00");
		declare(number, "userTask_declareEnrolment", party, Map.of("points", "70"));
		// and the file tells both visits
		assertThat(this.journeys.of(number)).extracting(Journeys.Visit::outcome).containsExactly("阶段窗口已截止", "通过");
	}

	@Test
	void movesWhatEndsWithANoticeWhoseLastDayMoves() {
		// given a case admitted under a notice
		publish("moved", "enrolment", "03-01", "03-10");
		Journey.Party party = this.journey.newEnterprise("dongqu");
		String number = start(party);
		// when the department gives it another last day
		Response changed = this.rest.as("jiashi-bureau-1")
			.contentType("application/json")
			.body(Rest.json(notice("moved", "enrolment", "03-01", "03-15")))
			.put(address() + "/" + code("moved"));
		assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
		// then timer and due move with it
		assertThat(this.journey.dueDate(number, "timer_stageOver"))
			.isEqualTo(CaseJourney.endOf(day("03-15").toString()));
		assertThat(this.journey.task(number, "userTask_declareEnrolment").getDueDate())
			.isEqualTo(new Date(CaseJourney.endOf(day("03-15").toString()).getTime() - 1000));
		assertThat(this.rest.as(party.account()).get("/api/me/messages").asString()).contains("截止日期已调整");
		// but not to a day that is over, and what the case came in by stays
		at("03-12T10:00:00");
		Map<String, Object> other = notice("moved", "funding", "03-02", "03-11");
		Response refused = this.rest.as("jiashi-bureau-1")
			.contentType("application/json")
			.body(Rest.json(other))
			.put(address() + "/" + code("moved"));
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.jsonPath().getList("errors.field", String.class)).containsExactlyInAnyOrder("stage", "opens",
				"closes");
		declare(number, "userTask_declareEnrolment", party, Map.of("points", "70"));
	}

	@Test
	void holdsEveryEntryConditionAgainstTheFile() {
		// given both stages open and an enterprise that enrolled with too few points, and
		// was graded meanwhile
		publish("enrolment", "enrolment", "03-01", "03-31");
		publish("funding", "funding", "03-01", "03-31");
		Journey.Party party = this.journey.unlisted("dongqu");
		String number = start(party);
		this.cases.recordAssessment(number, new BigDecimal("61.5"), 2);
		// when it comes to the second stage
		declare(number, "userTask_declareEnrolment", party, Map.of("points", "59.9999", "pilot", "no"));
		// then it is refused with every reason, and told so
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.REJECTED);
		Journeys.Visit refused = this.journeys.of(number).get(1);
		assertThat(refused.admitted()).isFalse();
		assertThat(refused.reasons()).extracting(Journeys.Refusal::reason)
			.containsExactlyInAnyOrder("TOO_FEW_POINTS", "NOT_PILOT", "ALREADY_GRADED");
		assertThat(this.rest.as(party.account()).get("/api/me/messages").asString()).contains("入库资料的得分低于60分",
				"入库资料中不是试点");
		// and the first stage stands in the file, and the enterprise on the roster
		assertThat(this.journeys.facts(number).get("stageResults"))
			.isEqualTo(Map.of("enrolment", "PASSED", "funding", "FAILED"));
		assertThat(this.enterprises.rostersOf(party.creditCode())).containsExactly(PROGRAMME);
		// while one with enough points goes all the way
		Journey.Party good = this.journey.newEnterprise("dongqu");
		String admitted = start(good);
		declare(admitted, "userTask_declareEnrolment", good, Map.of("points", "60", "pilot", "yes"));
		declare(admitted, "userTask_declareFunding", good, Map.of("points", "60", "pilot", "yes"));
		assertThat(this.cases.get(admitted).status()).isEqualTo(CaseStatus.CONFIRMED);
		assertThat(this.journeys.of(admitted)).extracting(Journeys.Visit::outcome).containsExactly("通过", "通过");
	}

	@Test
	void wakesAllThatWaitAndNoneThatHasGone() {
		// given three that wait, one of which withdraws
		Journey.Party leaving = this.journey.newEnterprise("dongqu");
		String gone = start(leaving);
		String one = start(this.journey.newEnterprise("dongqu"));
		String other = start(this.journey.newEnterprise("xiqu"));
		Response withdrawn = this.rest.as(leaving.account())
			.contentType("application/json")
			.body(Rest.json(Map.of("reason", "企业决定不再申报")))
			.post("/api/applications/" + gone + "/withdrawal");
		assertThat(withdrawn.statusCode()).as(withdrawn.asString()).isEqualTo(204);
		// when the notice comes
		publish("all", "enrolment", "03-01", "03-31");
		// then each that waits goes on by itself
		this.journey.fireTimerWhenDue(other, OPENING);
		assertThat(this.journey.openTasks(other)).containsExactly("userTask_declareEnrolment");
		assertThat(this.journey.openTasks(one)).isEmpty();
		this.journey.fireTimerWhenDue(one, OPENING);
		assertThat(this.journey.openTasks(one)).containsExactly("userTask_declareEnrolment");
		assertThat(this.cases.get(gone).status()).isEqualTo(CaseStatus.WITHDRAWN);
		assertThat(this.rest.as(leaving.account()).get("/api/me/messages").asString()).doesNotContain("入库阶段通知");
	}

	@Test
	void namesEveryFaultOfANoticeAtOnce() {
		// when the department leaves out what a notice is to say
		Map<String, Object> wrong = new LinkedHashMap<>(Map.of("code", "有空格 的", "stage", "nowhere", "title", " ",
				"opens", day("03-10").toString(), "closes", day("03-01").toString()));
		Response refused = this.rest.as("jiashi-bureau-1")
			.contentType("application/json")
			.body(Rest.json(wrong))
			.post(address());
		// then it is told all at once, and nothing is published
		assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
		assertThat(refused.jsonPath().getList("errors.field", String.class)).containsExactlyInAnyOrder("code", "stage",
				"title", "documentNumber", "closes");
		// a form of another stage, and a code twice
		Map<String, Object> notice = notice("once", "funding", "03-01", "03-31");
		notice.put("form", "trial-opinion");
		assertThat(post("jiashi-bureau-1", notice).jsonPath().getList("errors.field")).isEqualTo(List.of("form"));
		notice.remove("form");
		assertThat(post("jiashi-bureau-1", notice).statusCode()).isEqualTo(201);
		assertThat(post("jiashi-bureau-1", notice).jsonPath().getList("errors.field")).isEqualTo(List.of("code"));
		// and nobody else publishes, but all read
		notice.put("code", "other-" + this.year);
		assertThat(post("yishi-bureau-1", notice).statusCode()).isEqualTo(403);
		assertThat(post("jiashi-district-dongqu-1", notice).statusCode()).isEqualTo(403);
		Response read = this.rest.as("jiashi-district-dongqu-1").get(address());
		assertThat(read.jsonPath().getList("items.code", String.class)).contains("once-" + this.year)
			.doesNotContain("other-" + this.year);
		assertThat(read.jsonPath().getBoolean("mayPublish")).isFalse();
		assertThat(this.rest.as("jiashi-bureau-1").get("/api/programmes/nowhere/stage-notices").statusCode())
			.isEqualTo(404);
	}

	@Test
	void takesTheFormTheNoticeNames() {
		// given a notice that names the second form of the stage
		this.notices.publish(PROGRAMME, new StageNotices.Notice(code("form"), "enrolment", "入库通知", "甲工信〔1〕号",
				day("03-01"), day("03-31"), "trial-opinion"));
		String number = start(this.journey.newEnterprise("dongqu"));
		// then the task asks for that one
		String taskId = this.journey.task(number, "userTask_declareEnrolment").getId();
		assertThat(this.rest.as("admin").get("/engine-rest/task/" + taskId + "/deployed-form").asString())
			.contains("trial-opinion");
	}

	@Test
	void showsAnEnterprisesWholeJourneyToWhoSeesItsCases() {
		// given an enterprise that went all the way, waiting in between, and was graded
		publish("enrolment", "enrolment", "03-01", "03-31");
		Journey.Party party = this.journey.newEnterprise("dongqu");
		String number = start(party);
		at("03-02T09:00:00");
		declare(number, "userTask_declareEnrolment", party, Map.of("points", "70"));
		at("03-05T09:00:00");
		publish("funding", "funding", "03-05", "03-31");
		this.journey.fireTimerWhenDue(number, OPENING);
		at("03-06T09:00:00");
		declare(number, "userTask_declareFunding", party, Map.of("points", "70"));
		this.cases.recordAssessment(number, new BigDecimal("61.5"), 2);
		// when the enterprise opens its file
		Response own = file(party.account(), party);
		assertThat(own.statusCode()).as(own.asString()).isEqualTo(200);
		// then stages, dates, outcomes and notices stand in it in order
		assertThat(own.jsonPath().getList("cases.number", String.class)).containsExactly(number);
		assertThat(own.jsonPath().getList("cases[0].rows.stage", String.class)).containsExactly("入库", "入库填报", "等待阶段通知",
				"奖补", "奖补填报");
		assertThat(own.jsonPath().getList("cases[0].rows.outcome", String.class)).containsExactly("通过", "已办理", "已办理",
				"通过", "已办理");
		assertThat(own.jsonPath().getString("cases[0].rows[0].notice.title")).isEqualTo("入库通知");
		assertThat(own.jsonPath().getString("cases[0].rows[3].notice.closes")).isEqualTo(day("03-31").toString());
		assertThat(own.jsonPath().getInt("level")).isEqualTo(2);
		assertThat(own.jsonPath().getList("rosters", String.class)).containsExactly("甲市分阶段项目");
		// and roles, never accounts
		assertThat(own.jsonPath().getString("cases[0].rows[0].actors[0].duty")).isEqualTo("申报与补正");
		assertThat(own.jsonPath().getString("cases[0].rows[0].actors[0].role")).isEqualTo("申报企业");
		assertThat(own.asString()).doesNotContain(party.account());
		// the department and its district see the accounts
		for (String staff : List.of("jiashi-bureau-1", "jiashi-district-dongqu-1")) {
			assertThat(file(staff, party).jsonPath().getString("cases[0].rows[0].actors[0].account")).as(staff)
				.isEqualTo(party.account());
		}
		assertThat(file("jiashi-finance-1", party).asString()).contains(number).doesNotContain(party.account());
		// and nobody else knows there is a file
		Journey.Party stranger = this.journey.newEnterprise("dongqu");
		for (String other : List.of(stranger.account(), "yishi-bureau-1", "jiashi-district-xiqu-1", "jiashi-expert-1",
				"jiashi-provider-1")) {
			assertThat(file(other, party).statusCode()).as(other).isEqualTo(404);
		}
		assertThat(file("jiashi-bureau-1", stranger).statusCode()).isEqualTo(404);
		assertThat(this.rest.as("jiashi-bureau-1").get("/api/enterprises/nonsense/file").statusCode()).isEqualTo(404);
	}

	private Response file(String account, Journey.Party party) {
		return this.rest.as(account).get("/api/enterprises/" + party.creditCode().value() + "/file");
	}

	@Test
	void refusesAProgrammeWithoutStages() {
		assertThatThrownBy(() -> this.notices.publish("jiashi-contest",
				new StageNotices.Notice("x", "enrolment", "通知", "甲工信〔1〕号", day("03-01"), day("03-31"), null)))
			.isInstanceOf(RefusedException.class)
			.hasMessageContaining("不分阶段");
	}

	private Response post(String account, Map<String, Object> notice) {
		return this.rest.as(account).contentType("application/json").body(Rest.json(notice)).post(address());
	}

	private void publish(String name, String stage, String opens, String closes) {
		this.notices.publish(PROGRAMME,
				new StageNotices.Notice(code(name), stage, "入库通知", "甲工信〔1〕号", day(opens), day(closes), null));
	}

	private Map<String, Object> notice(String name, String stage, String opens, String closes) {
		return new LinkedHashMap<>(Map.of("code", code(name), "stage", stage, "title", "入库通知", "documentNumber",
				"甲工信〔1〕号", "opens", day(opens).toString(), "closes", day(closes).toString()));
	}

	private String code(String name) {
		return name + "-" + this.year;
	}

	private boolean waits(String number) {
		return this.journey.dueDate(number, "timer_stageOpens") != null;
	}

	private void at(String dayAndTime) {
		this.journey.at(this.year + "-" + dayAndTime);
	}

	private LocalDate day(String day) {
		return LocalDate.parse(this.year + "-" + day);
	}

	private String address() {
		return "/api/programmes/" + PROGRAMME + "/stage-notices";
	}

	private String start(Journey.Party party) {
		String district = this.enterprises.find(party.creditCode()).orElseThrow().district();
		Response started = this.rest.as(party.account())
			.contentType("application/json")
			.body(Rest.variables(Map.of("creditCode", party.creditCode().value(), "district", String.valueOf(district),
					"contactName", "测试人", "contactPhone", "13800000000", "contactEmail", "test@example.com")))
			.post("/engine-rest/process-definition/key/" + PROGRAMME + "/start");
		assertThat(started.statusCode()).as(started.asString()).isEqualTo(200);
		return started.jsonPath().getString("businessKey");
	}

	private void declare(String number, String task, Journey.Party party, Map<String, Object> answers) {
		Map<String, Object> all = new LinkedHashMap<>(Map.of("pilot", "yes"));
		all.putAll(answers);
		this.journey.completeWith(number, task, party.account(), all);
	}

}
