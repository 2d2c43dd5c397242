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
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A round of an invented programme with two places, closed for all its applications
 * together.
 */
@DatabaseTest
class SelectionRoundTests {

	private static final String PROGRAMME = "jiashi-contest";

	private static final String BUREAU = "jiashi-bureau-1";

	private static final AtomicInteger rounds = new AtomicInteger();

	@LocalServerPort
	int port;

	@Autowired
	Journey hohhot;

	@Autowired
	Cases cases;

	@Autowired
	Rounds book;

	@Autowired
	JdbcTemplate jdbc;

	private CaseJourney journey;

	private Rest rest;

	private String round;

	/** Every test has a round of its own: a selection is once. */
	@BeforeEach
	void openRound() {
		this.rest = new Rest(this.port);
		this.journey = this.hohhot.of(PROGRAMME, "jiashi");
		int number = rounds.incrementAndGet();
		LocalDate opens = LocalDate.of(2025, 1, 1).plusWeeks(number);
		this.round = "test-" + number + "-" + System.nanoTime();
		this.journey.at(opens.plusDays(2) + "T10:00:00");
		this.book.schedule(PROGRAMME, new Rounds.Round(this.round, opens, opens.plusDays(6), true));
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void selectsByTheTablesCriteriaAndTellsAllAtOnce() {
		// given one with the best score, three of one score, one of them a pilot
		String best = entered(Map.of("points", "88.5", "pilot", "no"));
		String plain = entered(Map.of("points", "80", "pilot", "no"));
		String pilot = entered(Map.of("points", "80.00", "pilot", "yes"));
		String low = entered(Map.of("points", "79.9999", "pilot", "yes"));
		assertThat(status(best)).isEqualTo(CaseStatus.DECIDING);
		// when the department begins the selection and confirms what came of it
		assertThat(begin(BUREAU, Map.of()).statusCode()).isEqualTo(200);
		Response shown = form("userTask_confirmSelection");
		assertThat(shown.jsonPath().getString("rankingRows.value")).contains(best, "得分：88.5", "试点：是", "拟入选");
		confirm(200);
		// then the best and the pilot are in, the others are not
		assertThat(List.of(status(best), status(pilot))).containsOnly(CaseStatus.CONFIRMED);
		assertThat(List.of(status(plain), status(low))).containsOnly(CaseStatus.REJECTED);
		// and each enterprise is told its own outcome
		Response messages = this.rest.as(account(low)).get("/api/me/messages");
		assertThat(messages.asString()).contains(low, "未入选").doesNotContain(best, pilot);
		// and every place is explained to the department
		Response selection = this.rest.as(BUREAU).get(address());
		assertThat(selection.statusCode()).as(selection.asString()).isEqualTo(200);
		assertThat(selection.jsonPath().getList("entries.number", String.class)).containsExactly(best, pilot, plain,
				low);
		assertThat(selection.jsonPath().getList("entries.place", Integer.class)).containsExactly(1, 2, 3, 4);
		assertThat(selection.jsonPath().getList("entries.announced", String.class)).containsExactly("SELECTED",
				"SELECTED", "NOT_SELECTED", "NOT_SELECTED");
		assertThat(selection.jsonPath().getString("entries[1].criteria[1].criterion")).isEqualTo("试点");
		assertThat(selection.jsonPath().getString("entries[1].criteria[1].value")).isEqualTo("是");
		assertThat(selection.jsonPath().getString("entries[1].criteria[1].basis")).contains("第2条");
		assertThat(selection.jsonPath().getString("decisions[0].answers.minutesNumber")).isEqualTo("评选纪要1号");
		assertThat(selection.jsonPath().getInt("quota")).isEqualTo(2);
		// but to nobody else
		assertThat(this.rest.as("yishi-bureau-1").get(address()).statusCode()).isEqualTo(403);
		assertThat(this.rest.as("jiashi-district-dongqu-1").get(address()).statusCode()).isEqualTo(403);
	}

	@Test
	void namesAllThatAreStillOnTheWay() {
		// given one that waits, and two that are not so far
		String waiting = entered(Map.of("points", "50"));
		Journey.Party late = this.journey.newEnterprise("dongqu");
		String first = open(late);
		String second = open(this.journey.newEnterprise("dongqu"));
		Stored before = Stored.in(this.jdbc);
		// when the department begins
		Response refused = begin(BUREAU, Map.of());
		// then both are named together, and nothing has begun
		assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
		assertThat(refused.jsonPath().getString("message")).contains(first, second).doesNotContain(waiting);
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
		// and neither may one be left out without a reason, nor a stranger
		assertThat(begin(BUREAU, Map.of("excluded", List.of(Map.of("applicationNumber", first)))).statusCode())
			.isEqualTo(400);
		Response stranger = begin(BUREAU, Map.of("excluded", List.of(row(first), row(second), row("JC-2001-000001"))));
		assertThat(stranger.statusCode()).isEqualTo(400);
		assertThat(stranger.jsonPath().getString("message")).contains("JC-2001-000001");
		// but left out with a reason they do not stand in the way
		assertThat(begin(BUREAU, Map.of("excluded", List.of(row(first), row(second)))).statusCode()).isEqualTo(200);
		confirm(200);
		assertThat(status(waiting)).isEqualTo(CaseStatus.CONFIRMED);
		// and who comes later comes too late
		enter(first, late, Map.of("points", "99"));
		assertThat(status(first)).isEqualTo(CaseStatus.REJECTED);
		// and is told so
		assertThat(this.rest.as(late.account()).get("/api/me/messages").asString()).contains("未列入本轮遴选", first);
	}

	@Test
	void leavesEqualsBeyondAllCriteriaToTheDepartment() {
		// given one that is sure, and three equal in everything for the second place
		String best = entered(Map.of("points", "90"));
		List<String> equals = List.of(entered(Map.of("points", "80")), entered(Map.of("points", "80")),
				entered(Map.of("points", "80")));
		begin(BUREAU, Map.of());
		// then the department is asked, and has to choose one, with a reason
		assertThat(this.journey.openTasks(key())).containsExactly("userTask_decideTie");
		assertThat(decide(equals.subList(0, 2), "两家都好，都应入选").statusCode()).isEqualTo(400);
		assertThat(decide(List.of(best), "得分最高的在先").statusCode()).isEqualTo(400);
		assertThat(decide(equals.subList(1, 2), "").statusCode()).isEqualTo(400);
		Response decided = decide(equals.subList(1, 2), "行业代表性更强，会议一致同意");
		assertThat(decided.statusCode()).as(decided.asString()).isEqualTo(204);
		confirm(200);
		// then that one is in
		assertThat(List.of(status(best), status(equals.get(1)))).containsOnly(CaseStatus.CONFIRMED);
		assertThat(List.of(status(equals.get(0)), status(equals.get(2)))).containsOnly(CaseStatus.REJECTED);
		Response selection = this.rest.as(BUREAU).get(address());
		assertThat(selection.jsonPath().getList("entries.standing", String.class)).containsExactlyInAnyOrder("RANKED",
				"CHOSEN", "PASSED", "PASSED");
		assertThat(selection.jsonPath().getList("entries.place", Integer.class)).containsExactly(1, 2, 2, 2);
	}

	@Test
	void passesOverWhatWasWithdrawnAndRanksAnewWhereItMatters() {
		// given a ranking of three for two places
		Journey.Party leaving = this.journey.newEnterprise("dongqu");
		String first = enter(open(leaving), leaving, Map.of("points", "90"));
		String second = entered(Map.of("points", "80"));
		String third = entered(Map.of("points", "70"));
		begin(BUREAU, Map.of());
		// when one that was to be selected is withdrawn
		assertThat(this.rest.as(leaving.account())
			.contentType("application/json")
			.body(Map.of("reason", "企业决定撤回本次申请"))
			.post("/api/applications/" + first + "/withdrawal")
			.statusCode()).isBetween(200, 204);
		// then the list that was looked at cannot be confirmed
		confirm(400);
		// but it is ranked anew, without the one
		assertThat(submit("userTask_confirmSelection", Map.of("decision", "return", "comment", "有企业撤回申请")).statusCode())
			.isEqualTo(204);
		confirm(200);
		assertThat(status(first)).isEqualTo(CaseStatus.WITHDRAWN);
		assertThat(List.of(status(second), status(third))).containsOnly(CaseStatus.CONFIRMED);
	}

	@Test
	void isOnceForARoundAndClosesIt() {
		// given a selection that is under way
		entered(Map.of("points", "60"));
		assertThat(begin(BUREAU, Map.of()).statusCode()).isEqualTo(200);
		// then there is no second one, and no new application in the round
		assertThat(begin("jiashi-bureau-2", Map.of()).statusCode()).isEqualTo(409);
		Journey.Party late = this.journey.newEnterprise("dongqu");
		Response refused = start(late);
		assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
		assertThat(refused.jsonPath().getString("message")).contains("遴选已经开始");
		// and when it is over neither
		confirm(200);
		assertThat(begin(BUREAU, Map.of()).statusCode()).isEqualTo(409);
	}

	@Test
	void isBegunByTheDepartmentAlone() {
		// given an application that waits
		Journey.Party party = this.journey.newEnterprise("dongqu");
		enter(open(party), party, Map.of("points", "60"));
		// then neither its enterprise, nor another city, nor a district begins a
		// selection
		for (String account : List.of(party.account(), "yishi-bureau-1", "jiashi-district-dongqu-1",
				"jiashi-expert-1")) {
			assertThat(begin(account, Map.of()).statusCode()).as(account).isEqualTo(403);
		}
		// and nobody begins one of a round or programme that is not there
		assertThat(begin(BUREAU, Map.of("round", "1999")).statusCode()).isEqualTo(400);
		assertThat(begin(BUREAU, Map.of("programme", "atlantis-contest")).statusCode()).isEqualTo(400);
	}

	@Test
	void standsInTheDepartmentsListOfTasks() {
		// given a selection to be confirmed
		entered(Map.of("points", "60"));
		begin(BUREAU, Map.of());
		String task = this.journey.task(key(), "userTask_confirmSelection").getId();
		// then it is found among the department's tasks, and nobody else's
		Response mine = this.rest.as(BUREAU).get("/api/me/tasks?filter=group&size=200&programme=" + PROGRAMME);
		assertThat(mine.jsonPath().getList("items.taskId", String.class)).contains(task);
		assertThat(this.rest.as("yishi-bureau-1")
			.get("/api/me/tasks?filter=group&size=200")
			.jsonPath()
			.getList("items.taskId", String.class)).doesNotContain(task);
		assertThat(this.rest.as(BUREAU).get("/api/tasks/" + task).jsonPath().getString("programme")).isNull();
		// and what was begun in its form is kept
		assertThat(this.rest.as(BUREAU)
			.contentType("application/json")
			.body(Map.of("version", 0, "answers", Map.of("minutesNumber", "纪要草稿")))
			.put("/api/tasks/" + task + "/draft")
			.statusCode()).isEqualTo(200);
		assertThat(form("userTask_confirmSelection").jsonPath().getString("minutesNumber.value")).isEqualTo("纪要草稿");
	}

	private String entered(Map<String, Object> answers) {
		Journey.Party party = this.journey.newEnterprise("dongqu");
		return enter(open(party), party, answers);
	}

	private String open(Journey.Party party) {
		Response started = start(party);
		assertThat(started.statusCode()).as(started.asString()).isEqualTo(200);
		return started.jsonPath().getString("businessKey");
	}

	private Response start(Journey.Party party) {
		return this.rest.as(party.account())
			.contentType("application/json")
			.body(Rest.variables(Map.of("creditCode", party.creditCode().value(), "district", "dongqu", "contactName",
					"测试人", "contactPhone", "13800000000", "contactEmail", "test@example.com")))
			.post("/engine-rest/process-definition/key/" + PROGRAMME + "/start");
	}

	private String enter(String number, Journey.Party party, Map<String, Object> answers) {
		Map<String, Object> all = new LinkedHashMap<>(Map.of("pilot", "no"));
		all.putAll(answers);
		this.journey.completeWith(number, "userTask_declareProject", party.account(), all);
		return number;
	}

	private Response begin(String account, Map<String, Object> others) {
		Map<String, Object> fields = new LinkedHashMap<>(Map.of("programme", PROGRAMME, "round", this.round));
		fields.putAll(others);
		return this.rest.as(account)
			.contentType("application/json")
			.body(Rest.variables(fields))
			.post("/engine-rest/process-definition/key/selection-round/start");
	}

	private Response decide(List<String> chosen, String reason) {
		return submit("userTask_decideTie", Map.of("chosenApplications", chosen, "tieReason", reason));
	}

	private void confirm(int status) {
		Map<String, Object> answers = new LinkedHashMap<>(Map.of("decision", "approve", "meetingHeldOn",
				Journey.today(), "minutesNumber", "评选纪要1号", "votesFor", 2, "votesAgainst", 0));
		answers.put("attendees", new ArrayList<>(List.of(Map.of("attendeeName", "甲", "attendeeUnit", "主任"),
				Map.of("attendeeName", "乙", "attendeeUnit", "委员"))));
		this.rest.minutes(BUREAU, key());
		Response response = submit("userTask_confirmSelection", answers);
		assertThat(response.statusCode()).as(response.asString()).isEqualTo((status == 200) ? 204 : status);
	}

	private Response submit(String taskKey, Map<String, Object> answers) {
		return this.rest.as(BUREAU)
			.contentType("application/json")
			.body(Rest.variables(answers))
			.post("/engine-rest/task/" + this.journey.task(key(), taskKey).getId() + "/submit-form");
	}

	private Response form(String taskKey) {
		Response shown = this.rest.as(BUREAU)
			.get("/engine-rest/task/" + this.journey.task(key(), taskKey).getId()
					+ "/form-variables?deserializeValues=false");
		assertThat(shown.statusCode()).as(shown.asString()).isEqualTo(200);
		return shown;
	}

	private static Map<String, Object> row(String number) {
		return Map.of("applicationNumber", number, "reason", "企业未在规定时间内办结");
	}

	/** The enterprise's account. */
	private String account(String number) {
		return this.cases.get(number).startedBy();
	}

	private CaseStatus status(String number) {
		return this.cases.get(number).status();
	}

	private String key() {
		return PROGRAMME + "." + this.round;
	}

	private String address() {
		return "/api/programmes/" + PROGRAMME + "/rounds/" + this.round + "/selection";
	}

}
