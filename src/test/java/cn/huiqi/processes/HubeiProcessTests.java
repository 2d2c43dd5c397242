package cn.huiqi.processes;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import cn.huiqi.application.Case;
import cn.huiqi.application.CaseFile;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Rounds;
import cn.huiqi.material.Materials;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import io.restassured.response.Response;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Hubei programme: from the enterprise by way of its city to the province's experts,
 * the selection of fifty and the notice.
 */
@DatabaseTest
class HubeiProcessTests {

	private static final String PROGRAMME = "hubei-cloud-benchmark";

	private static final String CITY = "hubei-district-xiangyang-1";

	private static final String BUREAU = "hubei-bureau-1";

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
	Materials materials;

	@Autowired
	TaskService tasks;

	@Autowired
	ManagementService management;

	@Autowired
	IdentityService identity;

	private CaseJourney journey;

	private Rest rest;

	private Journey.Party party;

	@BeforeEach
	void inTheRoundOf2021() {
		this.rest = new Rest(this.port);
		this.journey = this.hohhot.of(PROGRAMME, "hubei");
		this.journey.at("2021-09-10T10:00:00");
		this.party = this.journey.newEnterprise("xiangyang");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void leadsFromTheDeclarationToTheTitle() {
		// given a round of its own, since a selection is once
		String round = newRound();
		String number = recommended(Map.of());
		assertThat(number).startsWith("HB-2025-");
		accept(number);
		appraise(number, 88);
		// then the case waits for the selection, as everybody is told
		assertThat(status(number)).isEqualTo(CaseStatus.DECIDING);
		Response seen = this.rest.as(this.party.account()).get("/api/applications/" + number);
		assertThat(seen.jsonPath().getString("status")).isEqualTo("DECIDING");
		assertThat(seen.jsonPath().getList("stages.stage", String.class)).containsExactly("企业申报", "市州推荐", "材料受理",
				"专家评审", "遴选");
		// when it is selected, published, and nobody objects
		select(round);
		assertThat(status(number)).isEqualTo(CaseStatus.IN_NOTICE);
		this.journey.complete(number, "userTask_publishNotice", BUREAU, "notice-publication");
		this.journey.fireTimerWhenDue(number, "timer_noticeOver");
		// then it has the title, and may not apply again
		assertThat(status(number)).isEqualTo(CaseStatus.CONFIRMED);
		assertThat(this.journey.trace(number)).containsSubsequence("userTask_declareProject",
				"businessRuleTask_checkEligibility", "businessRuleTask_checkCompleteness",
				"userTask_reviewByLocalBureau", "userTask_receivePaperCopies", "callActivity_reviewByExperts",
				"catchEvent_selectionDecided", "callActivity_publishResult", "endEvent_titleConfirmed");
		newRound();
		String again = declared(Map.of());
		assertThat(reasons(again)).containsExactly("HB-E5");
		// and the notice of the selection is the department's: nobody else sees who came
		// where
		String address = "/api/programmes/" + PROGRAMME + "/rounds/" + round + "/selection";
		assertThat(this.rest.as(this.party.account()).get(address).statusCode()).isEqualTo(403);
		Response ranks = this.rest.as(BUREAU).get(address);
		assertThat(ranks.jsonPath().getList("entries[0].criteria.criterion", String.class)).containsExactly("专家评审平均分",
				"同等条件下优先", "国家级荣誉", "省级荣誉", "申报时间");
		assertThat(ranks.jsonPath().getString("entries[0].criteria[0].value")).isEqualTo("88.00");
	}

	@ParameterizedTest
	@CsvSource({ "industrialEnterprise, no, HB-E1", "registeredInProvince, no, HB-E1", "legalPerson, no, HB-E1",
			"goodCredit, no, HB-E1", "soundFinance, no, HB-E1", "stableTeam, no, HB-E2", "publishesCase, no, HB-E4",
			"alreadyBenchmark, yes, HB-E5" })
	void tellsTheCityWhatIsNotMet(String field, String answer, String clause) {
		// given a declaration that does not meet one condition
		String number = declared(Map.of(field, answer));
		// then the city is told which, and refuses
		assertThat(reasons(number)).containsExactly(clause);
		this.journey.complete(number, "userTask_reviewByLocalBureau", CITY, "local-review-reject");
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
	}

	@Test
	void wantsInvestmentInBothYears() {
		// given cloud costs in the last year alone
		String number = declared(Map.of("cloudCostY2", "0", "cloudCostY1", "430.3"));
		// then the investment is not continuous
		assertThat(reasons(number)).containsExactly("HB-E2");
	}

	@Test
	void asksForProofOfHonours() {
		// given honours without proof
		List<Map<String, Object>> honours = List
			.of(Map.of("honourName", "智能制造试点示范项目", "honourLevel", "PROVINCIAL", "honourDate", "2020-06-30"));
		String number = declared(Map.of("honours", honours, "debtRatioY1", "101.5"));
		// then the city sees that proof is missing, and that the debts are to be looked
		// into
		assertThat(reasons(number)).containsExactly("HB-A4", "HB-F");
		// when it returns the declaration, naming the proof
		this.journey.complete(number, "userTask_reviewByLocalBureau", CITY, "local-review-return",
				Map.of("correctionItems", List.of(Map.of("item", "material:honourProof", "reason", "请补充荣誉证明文件"))));
		assertThat(status(number)).isEqualTo(CaseStatus.CORRECTING);
		this.journey.as(this.party.account());
		byte[] page = Journey.pdf("honour");
		this.materials.add(number,
				new Materials.Upload("honourProof", "荣誉.pdf", page.length, new ByteArrayResource(page), null));
		this.journey.nobody();
		Map<String, Object> unchanged = this.journey.sampleOf("declaration");
		unchanged.putAll(Map.of("honours", honours, "debtRatioY1", "101.5"));
		this.journey.completeWith(number, "userTask_correctMaterials", this.party.account(), unchanged);
		// then what is left is the debts
		assertThat(reasons(number)).containsExactly("HB-F");
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_reviewByLocalBureau");
	}

	@Test
	void closesWithTheRoundWhateverTheCitySends() {
		// given one case at its city, one not declared, one being corrected
		String atCity = declared(Map.of());
		String undeclared = this.journey.start(this.journey.newEnterprise("xiangyang"));
		this.party = this.journey.newEnterprise("xiangyang");
		String correcting = declared(Map.of());
		this.journey.complete(correcting, "userTask_reviewByLocalBureau", CITY, "local-review-return");
		// when the last day is over, a holiday or not
		assertThat(this.journey.dueDate(atCity, "timer_recommendationOver")).hasSameTimeAs(Journey.endOf("2021-09-20"));
		this.journey.at("2021-09-21T00:00:01");
		// then nothing is taken any more, even before a timer fires
		Response late = handIn(CITY, atCity, "userTask_reviewByLocalBureau",
				this.journey.sampleOf("local-review-approve"));
		assertThat(late.statusCode()).as(late.asString()).isEqualTo(409);
		assertThat(late.jsonPath().getString("message")).contains("2021年9月20日");
		// and all three lapse
		this.journey.fireTimerWhenDue(atCity, "timer_recommendationOver");
		this.journey.fireTimerWhenDue(undeclared, "timer_declarationOver");
		this.journey.fireTimerWhenDue(correcting, "timer_correctionClosed");
		assertThat(List.of(status(atCity), status(undeclared), status(correcting))).containsOnly(CaseStatus.LAPSED);
	}

	@Test
	void takesWhatTheCitySendsInTheLastSecond() {
		String number = declared(Map.of());
		this.journey.at("2021-09-20T23:59:59");
		this.journey.complete(number, "userTask_reviewByLocalBureau", CITY, "local-review-approve");
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_receivePaperCopies");
	}

	@Test
	void movesWithARoundThatIsExtended() {
		// given a case at its city in a round of seven days
		String round = newRound();
		String number = declared(Map.of());
		LocalDate closes = this.cases.get(number).roundCloses();
		// when the department extends the round by three days
		this.journey.as(BUREAU);
		this.book.schedule(PROGRAMME, new Rounds.Round(round, closes.minusDays(6), closes.plusDays(3), true));
		this.journey.nobody();
		// then timer and task have the new day
		assertThat(this.journey.dueDate(number, "timer_recommendationOver"))
			.hasSameTimeAs(Journey.endOf(closes.plusDays(3).toString()));
		assertThat(this.journey.task(number, "userTask_reviewByLocalBureau").getDueDate())
			.isBefore(Journey.endOf(closes.plusDays(3).toString()))
			.isAfter(Journey.endOf(closes.plusDays(2).toString()));
	}

	@Test
	void isTheOwnCitysAlone() {
		String number = declared(Map.of());
		assertThat(handIn("hubei-district-wuhan-1", number, "userTask_reviewByLocalBureau",
				this.journey.sampleOf("local-review-approve"))
			.statusCode()).isEqualTo(404);
		assertThat(this.rest.as("hubei-district-wuhan-1").get("/api/applications/" + number).statusCode())
			.isEqualTo(404);
	}

	@Test
	void endsWhatIsWithdrawnWhileItWaits() {
		// given a case that waits for the selection
		newRound();
		String number = recommended(Map.of());
		accept(number);
		appraise(number, 70);
		// when its enterprise withdraws it
		Response withdrawn = this.rest.as(this.party.account())
			.contentType("application/json")
			.body(this.journey.sampleOf("withdrawal"))
			.post("/api/applications/" + number + "/withdrawal");
		assertThat(withdrawn.statusCode()).as(withdrawn.asString()).isBetween(200, 204);
		// then it is over, and waits for nothing
		assertThat(status(number)).isEqualTo(CaseStatus.WITHDRAWN);
	}

	@ParameterizedTest
	@CsvSource({ "approve, CONFIRMED", "reject, REJECTED" })
	void reconsidersATitleThatWasObjectedTo(String decision, CaseStatus outcome) {
		// given a selected case on notice, to which somebody objects with reason
		String round = newRound();
		String number = recommended(Map.of());
		accept(number);
		appraise(number, 90);
		select(round);
		this.journey.complete(number, "userTask_publishNotice", BUREAU, "notice-publication");
		this.journey.complete(number, "userTask_recordObjection", BUREAU, "objection-record",
				Map.of("objectionReceivedOn", Journey.today()));
		this.journey.complete(number, "userTask_handleObjection", BUREAU, "objection-handling-uphold");
		// when the department reconsiders
		this.journey.complete(number, "userTask_reconsiderTitle", BUREAU, "reconsideration-" + decision);
		// then it is published once more, or the title is gone
		if (outcome == CaseStatus.CONFIRMED) {
			this.journey.at(LocalDate.parse(Journey.today()).plusDays(1) + "T10:00:00");
			this.journey.complete(number, "userTask_publishNotice", BUREAU, "notice-publication");
			this.journey.fireTimerWhenDue(number, "timer_noticeOver");
		}
		assertThat(status(number)).isEqualTo(outcome);
	}

	@Test
	void refusesPaperThatCameTooLate() {
		String number = recommended(Map.of());
		this.journey.complete(number, "userTask_receivePaperCopies", BUREAU, "paper-receipt",
				Map.of("decision", "reject", "comment", "邮戳日期为2021年9月22日，逾期", "postmarkedOn", "2021-09-22",
						"paperReceivedOn", "2021-09-24"));
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "complete", "submit-form" })
	void countsCharactersAsPeopleDo(String route) {
		// given a declaration that is due
		String number = this.journey.prepared(this.party);
		String task = this.journey.task(number, "userTask_declareProject").getId();
		// then a case study of 2999 characters is too short, blanks around it or not
		for (String text : List.of("字".repeat(2999), "字".repeat(2999) + "\n\n　", "\uD842\uDFB7".repeat(2999))) {
			Response refused = declare(task, route, Map.of("construction", text));
			assertThat(refused.statusCode()).isEqualTo(400);
			assertThat(refused.jsonPath().getString("message")).contains("construction", "不少于3000字，现有2999字");
		}
		// and an effect of 1001 too long; a line break counts once, however it was sent
		for (String text : List.of("效".repeat(1001), "效".repeat(500) + "\r\n" + "效".repeat(500))) {
			Response refused = declare(task, route, Map.of("effect", text));
			assertThat(refused.statusCode()).isEqualTo(400);
			assertThat(refused.jsonPath().getString("message")).contains("effect", "不超过1000字，现有1001字");
		}
		Response tooLong = declare(task, route, Map.of("team", "长".repeat(20_001)));
		assertThat(tooLong.statusCode()).isEqualTo(400);
		assertThat(tooLong.jsonPath().getString("message")).contains("team", "不超过20000字");
		// and exactly as many is neither
		Response taken = declare(task, route,
				Map.of("construction", "字".repeat(3000), "effect", "效".repeat(499) + "\r\n" + "效".repeat(500)));
		assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(204);
	}

	@ParameterizedTest
	@ValueSource(strings = { "complete", "submit-form", "tasklist" })
	void carriesTwentyThousandCharactersAlongEveryPath(String route) {
		// given a text of 20,000 characters, some of which Java counts as two
		String text = "上云有成效😀𠮷\n".repeat(2500);
		assertThat(text.codePointCount(0, text.length())).isEqualTo(20_000);
		text = text.substring(0, text.length() - 1) + "。";
		String number = this.journey.prepared(this.party);
		String task = this.journey.task(number, "userTask_declareProject").getId();
		Map<String, Object> all = new LinkedHashMap<>();
		List.of("overviewUnit", "overviewTechnology", "overviewAdvantage", "construction", "team", "investment",
				"innovation")
			.forEach((field) -> all.put(field, "长文".repeat(10_000)));
		String chapter = text;
		all.put("construction", chapter);
		// when it is drafted
		Response saved = this.rest.as(this.party.account())
			.contentType("application/json")
			.body(Map.of("version", 0, "answers", all))
			.put("/api/tasks/" + task + "/draft");
		assertThat(saved.statusCode()).as(saved.asString()).isEqualTo(200);
		// then the form opens with it whole, over both ways
		assertThat(shown(this.party.account(), number, "userTask_declareProject")).isEqualTo(chapter);
		assertThat(this.rest.login(this.party.account())
			.call()
			.get(Rest.WEBAPP_ENGINE + "/task/" + task + "/form-variables?deserializeValues=false")
			.jsonPath()
			.getString("construction.value")).isEqualTo(chapter);
		// and it is taken in whole, returned, and shown again for correction
		assertThat(declare(task, route, all).statusCode()).isEqualTo(204);
		assertThat(this.rest.as(CITY)
			.get("/engine-rest/task/" + this.journey.task(number, "userTask_reviewByLocalBureau").getId()
					+ "/form-variables?deserializeValues=false")
			.jsonPath()
			.getString("declarationRows.value")).contains("上云有成效😀𠮷");
		this.journey.at("2021-09-13T10:00:00");
		this.journey.complete(number, "userTask_reviewByLocalBureau", CITY, "local-review-return",
				Map.of("correctionItems", List.of(Map.of("item", "field:construction", "reason", "请补充量化数据"))));
		assertThat(shown(this.party.account(), number, "userTask_correctMaterials")).isEqualTo(chapter);
		this.journey.at("2021-09-14T10:00:00");
		String corrected = "改".repeat(20_000);
		Response handedIn = handIn(this.party.account(), number, "userTask_correctMaterials",
				Map.of("construction", corrected));
		assertThat(handedIn.statusCode()).as(handedIn.asString()).isEqualTo(204);
		// then before and after stand whole side by side
		Response changes = this.rest.as(CITY).get("/api/applications/" + number + "/corrections");
		assertThat(changes.jsonPath().getString("rounds[0].changes[0].before")).isEqualTo(chapter);
		assertThat(changes.jsonPath().getString("rounds[0].changes[0].after")).isEqualTo(corrected);
	}

	/**
	 * A round of seven days in 2025, begun by the clock, in which nobody else applies.
	 */
	private String newRound() {
		LocalDate opens = LocalDate.of(2025, 1, 6).plusWeeks(rounds.incrementAndGet());
		String code = "test-" + opens;
		this.book.schedule(PROGRAMME, new Rounds.Round(code, opens, opens.plusDays(6), true));
		this.journey.at(opens.plusDays(1) + "T10:00:00");
		return code;
	}

	private String declared(Map<String, Object> others) {
		String number = this.journey.start(this.party);
		this.journey.complete(number, "userTask_declareProject", this.party.account(), "declaration", others);
		return number;
	}

	private String recommended(Map<String, Object> others) {
		String number = declared(Map.of());
		this.journey.complete(number, "userTask_reviewByLocalBureau", CITY, "local-review-approve", others);
		return number;
	}

	private void accept(String number) {
		Case application = this.cases.get(number);
		this.journey.complete(number, "userTask_receivePaperCopies", BUREAU, "paper-receipt", Map.of("postmarkedOn",
				application.roundCloses().toString(), "paperReceivedOn", application.roundCloses().toString()));
	}

	/** Every expert drawn gives the same score. */
	private void appraise(String number, int score) {
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
			opinion.put("expertScore", score);
			this.tasks.complete(task.getId(), opinion);
			this.journey.nobody();
		}
	}

	private void select(String round) {
		Response begun = this.rest.as(BUREAU)
			.contentType("application/json")
			.body(Rest.variables(Map.of("programme", PROGRAMME, "round", round)))
			.post("/engine-rest/process-definition/key/selection-round/start");
		assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(200);
		Map<String, Object> minutes = this.journey.sampleOf("selection-confirmation");
		minutes.put("meetingHeldOn", Journey.today());
		this.rest.minutes("hubei-bureau-2", PROGRAMME + "." + round);
		Response confirmed = handIn("hubei-bureau-2", PROGRAMME + "." + round, "userTask_confirmSelection", minutes);
		assertThat(confirmed.statusCode()).as(confirmed.asString()).isEqualTo(204);
	}

	private Response declare(String task, String route, Map<String, Object> others) {
		Map<String, Object> answers = this.journey.sampleOf("declaration");
		answers.putAll(others);
		if (route.equals("tasklist")) {
			return this.rest.login(this.party.account())
				.call()
				.contentType("application/json")
				.body(Rest.variables(answers))
				.post(Rest.WEBAPP_ENGINE + "/task/" + task + "/submit-form");
		}
		return this.rest.as(this.party.account())
			.contentType("application/json")
			.body(Rest.variables(answers))
			.post("/engine-rest/task/" + task + "/" + route);
	}

	private Response handIn(String account, String key, String taskKey, Map<String, Object> answers) {
		return this.rest.as(account)
			.contentType("application/json")
			.body(Rest.variables(answers))
			.post("/engine-rest/task/" + this.journey.task(key, taskKey).getId() + "/complete");
	}

	private String shown(String account, String number, String taskKey) {
		return this.rest.as(account)
			.get("/engine-rest/task/" + this.journey.task(number, taskKey).getId()
					+ "/form-variables?deserializeValues=false")
			.jsonPath()
			.getString("construction.value");
	}

	private List<String> reasons(String number) {
		return this.file.reasons(number).stream().map(CaseFile.Reason::reason).toList();
	}

	private CaseStatus status(String number) {
		return this.cases.get(number).status();
	}

}
