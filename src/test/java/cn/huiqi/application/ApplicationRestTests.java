package cn.huiqi.application;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications over our own interface: read, listed, explained, withdrawn, revoked.
 */
@DatabaseTest
class ApplicationRestTests {

	private static final String[] FIELDS = { "number", "programme", "creditCode", "enterpriseName", "district",
			"status", "round", "selfScore", "selfLevel", "score", "level", "declaredAmount", "countedAmount",
			"subsidyAmount", "paidAmount", "stages", "openTasks" };

	/** Binding scenarios (约束性场景), marked * in annex 1.1 of the guide. */
	private static final Set<String> BINDING = Set.of("productDesign", "marketing", "productionControl", "quality",
			"equipment", "safety", "energy", "procurement", "warehouseLogistics", "finance");

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@Autowired
	JdbcTemplate jdbc;

	private Rest rest;

	@BeforeEach
	void onAWorkday() {
		this.rest = new Rest(this.port);
		this.journey.at("2025-03-03T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	// one

	@Test
	void showsApplicationJustOpened() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.start(party);
		// when
		JsonPath application = get(party.account(), "/api/applications/" + number);
		// then it has every field, those still unknown being null
		assertThat(application.<String, Object>getMap("")).containsKeys(FIELDS);
		assertThat(application.getString("number")).isEqualTo(number);
		assertThat(application.getString("programme")).isEqualTo("hohhot-subsidy");
		assertThat(application.getString("creditCode")).isEqualTo(party.creditCode().value());
		assertThat(application.getString("enterpriseName")).startsWith("测试企业");
		assertThat(application.getString("status")).isEqualTo("DECLARING");
		assertThat(application.getString("round")).isEqualTo("2024-2026");
		for (String unknown : List.of("district", "selfScore", "selfLevel", "score", "level", "countedAmount",
				"subsidyAmount", "paidAmount")) {
			assertThat(application.<Object>get(unknown)).as(unknown).isNull();
		}
		// and the enterprise's task is open
		assertThat(application.getList("openTasks", Map.class)).singleElement().satisfies((task) -> {
			assertThat(task.keySet()).containsExactlyInAnyOrder("name", "group", "due");
			assertThat(String.valueOf(task.get("name"))).matches(".*\\p{IsHan}.*");
			assertThat(task.get("group")).isEqualTo("enterprise-" + party.creditCode().value());
		});
	}

	@Test
	void showsStagesAndFiguresOfApplicationInItsNotice() {
		// given an application published on a Monday
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.published(party);
		// when
		JsonPath application = get("hohhot-bureau-1", "/api/applications/" + number);
		// then money stands in yuan with two decimals, as text: declared are 52.6 万元
		assertThat(application.getString("status")).isEqualTo("IN_NOTICE");
		assertThat(application.<Object>get("declaredAmount")).isEqualTo("526000.00");
		assertThat(application.<Object>get("countedAmount")).isEqualTo("473360.50");
		assertThat(application.<Object>get("subsidyAmount")).isEqualTo("331352.35");
		assertThat(application.<Object>get("paidAmount")).isNull();
		assertThat(application.getInt("selfLevel")).isEqualTo(2);
		assertThat(application.getInt("level")).isEqualTo(2);
		// and the stages of the guide have been entered in order, the last is open
		List<Map<String, Object>> stages = application.getList("stages");
		assertThat(stages).allSatisfy((stage) -> {
			assertThat(stage.keySet()).containsExactlyInAnyOrder("stage", "enteredAt", "leftAt", "outcome");
			assertThat(String.valueOf(stage.get("enteredAt"))).startsWith("2025-03-03T");
		});
		assertThat(stages).extracting((stage) -> stage.get("stage")).containsSubsequence("资格审查", "项目审核", "社会公示");
		assertThat(stages.get(stages.size() - 1).get("leftAt")).isNull();
		assertThat(stages.subList(0, stages.size() - 1))
			.allSatisfy((stage) -> assertThat(stage.get("leftAt")).isNotNull());
		// and the open task is due when five workdays are over
		assertThat(application.getList("openTasks.group")).containsExactly("hohhot-bureau");
		assertThat(Instant.parse(application.getString("openTasks[0].due")))
			.isEqualTo(this.journey.task(number, "userTask_recordObjection").getDueDate().toInstant());
	}

	@Test
	void showsPaidApplication() {
		// given
		String number = this.journey.approved(this.journey.newEnterprise());
		this.journey.pay(number);
		// when
		JsonPath application = get("hohhot-finance-1", "/api/applications/" + number);
		// then nothing is left to do
		assertThat(application.getString("status")).isEqualTo("PAID");
		assertThat(application.<Object>get("paidAmount")).isEqualTo("331352.35");
		assertThat(application.getList("openTasks")).isEmpty();
		assertThat(application.getList("stages.leftAt")).doesNotContainNull();
	}

	@Test
	void showsNoContactData() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		// then whom to call and where money goes is for the forms
		for (String path : List.of("/api/applications/" + number, "/api/applications")) {
			assertThat(this.rest.as("hohhot-evaluator-1").get(path).asString()).doesNotContain("0471-5550001",
					"digital@example.com", "1000200030004000");
		}
	}

	@Test
	void hidesApplicationOfAnotherEnterprise() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.qualified(this.journey.newEnterprise());
		// when another enterprise asks for it, or for one that does not exist
		for (String path : List.of("", "/score")) {
			Response others = this.rest.as(party.account()).get("/api/applications/" + number + path);
			Response nobodys = this.rest.as(party.account()).get("/api/applications/HH-2025-999999" + path);
			// then it cannot tell one from the other
			assertThat(others.statusCode()).isEqualTo(404);
			assertThat(nobodys.statusCode()).isEqualTo(404);
			assertThat(others.contentType()).startsWith("application/problem+json");
			assertThat(others.asString().replace(number, "?"))
				.isEqualTo(nobodys.asString().replace("HH-2025-999999", "?"));
		}
	}

	@Test
	void showsApplicationToEverybodyOfItsAuthority() {
		// given applications at different stages
		List<String> numbers = List.of(this.journey.start(this.journey.newEnterprise()),
				this.journey.declared(this.journey.newEnterprise()),
				this.journey.audited(this.journey.newEnterprise()));
		// then the bureau and those it commissions see each
		for (String account : List.of("hohhot-bureau-1", "hohhot-evaluator-1", "hohhot-auditor-1", "hohhot-finance-1",
				"admin")) {
			for (String number : numbers) {
				assertThat(this.rest.as(account).get("/api/applications/" + number).statusCode())
					.as(account + " " + number)
					.isEqualTo(200);
			}
		}
	}

	@Test
	void showsOtherSoftwareWhatItOpened() {
		// given an application opened by other software, and one opened by an enterprise
		Journey.Party party = this.journey.newEnterprise();
		Map<String, Object> fields = Journey.startFields(party);
		fields.put("programme", Journey.PROGRAMME);
		String own = this.rest.as("system")
			.contentType("application/json")
			.body(Rest.json(fields))
			.post("/api/applications")
			.jsonPath()
			.getString("number");
		String other = this.journey.start(this.journey.newEnterprise());
		// then
		assertThat(this.rest.as("system").get("/api/applications/" + own).statusCode()).isEqualTo(200);
		assertThat(this.rest.as("system").get("/api/applications/" + other).statusCode()).isEqualTo(404);
		assertThat(get("system", "/api/applications?size=200").getList("items.number", String.class)).contains(own)
			.doesNotContain(other);
	}

	@Test
	void showsAnalystNobodysCase() {
		// given
		String number = this.journey.start(this.journey.newEnterprise());
		// then
		assertThat(this.rest.as("analyst").get("/api/applications/" + number).statusCode()).isEqualTo(403);
		assertThat(this.rest.as("analyst").get("/api/applications").statusCode()).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HH-2025-999999", "nonsense", "%20", "1'--", "HH-2025-999999%0A", "申请" })
	void answersUnknownNumberAsNotFound(String number) {
		// then
		for (String path : List.of("", "/score")) {
			Response response = this.rest.as("hohhot-bureau-1")
				.urlEncodingEnabled(false)
				.get("/api/applications/"
						+ URLEncoder.encode(URLDecoder.decode(number, StandardCharsets.UTF_8), StandardCharsets.UTF_8)
						+ path);
			assertThat(response.statusCode()).as(response.asString()).isIn(400, 404);
			assertThat(response.asString()).doesNotContain("Exception");
		}
	}

	// list

	@Test
	void listsOnlyTheEnterprisesOwn() {
		// given two enterprises
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.start(party);
		this.journey.start(this.journey.newEnterprise());
		// when
		JsonPath page = get(party.account(), "/api/applications?size=200");
		// then
		assertThat(page.getList("items.number")).containsExactly(number);
		assertThat(page.getInt("total")).isEqualTo(1);
		assertThat(page.<String, Object>getMap("items[0]")).containsKeys(FIELDS);
	}

	@Test
	void listsWhatIsAskedFor() {
		// given applications at two statuses
		String declaring = this.journey.start(this.journey.newEnterprise());
		String review = this.journey.declared(this.journey.newEnterprise());
		// then they are told apart by status and programme
		assertThat(numbers("?status=UNDER_REVIEW&size=200")).contains(review).doesNotContain(declaring);
		assertThat(numbers("?status=DECLARING&programme=hohhot-subsidy&size=200")).contains(declaring)
			.doesNotContain(review);
		assertThat(numbers("?programme=wuhan-subsidy")).isEmpty();
		assertThat(numbers("?district=donghu")).isEmpty();
		assertThat(numbers("?programme=" + "x".repeat(1000))).isEmpty();
	}

	@Test
	void listsPageByPage() {
		// given more than one page
		for (int i = 0; i < 3; i++) {
			this.journey.start(this.journey.newEnterprise());
		}
		// when two pages of two are read
		JsonPath first = get("hohhot-bureau-1", "/api/applications?page=0&size=2");
		JsonPath second = get("hohhot-bureau-1", "/api/applications?page=1&size=2");
		// then they follow each other
		assertThat(first.getList("items")).hasSize(2);
		assertThat(second.getList("items.number")).doesNotContainAnyElementsOf(first.getList("items.number"));
		assertThat(first.getInt("total")).isEqualTo(second.getInt("total")).isGreaterThanOrEqualTo(3);
		assertThat(first.getInt("page")).isZero();
		assertThat(second.getInt("page")).isEqualTo(1);
		assertThat(first.getInt("size")).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "size=0", "size=-1", "size=100000", "page=-1", "page=abc", "size=abc", "page=99999999999",
			"status=NONSENSE", "status=paid", "page=2147483647&size=200" })
	void refusesPageThatIsNone(String query) {
		// when
		Response response = this.rest.as("hohhot-bureau-1").get("/api/applications?" + query);
		// then
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
		assertThat(response.contentType()).startsWith("application/problem+json");
		assertThat(response.jsonPath().getList("errors.field", String.class)).isNotEmpty();
		assertThat(response.jsonPath().getString("detail")).matches("(?s).*\\p{IsHan}.*");
	}

	@ParameterizedTest
	@ValueSource(strings = { "programme=%00", "district=%00", "programme=%27%20or%201=1--", "programme=%FF",
			"unknown=1", "status=" })
	void takesNonsenseInListWithoutFault(String query) {
		// when
		Response response = this.rest.as("hohhot-bureau-1").urlEncodingEnabled(false).get("/api/applications?" + query);
		// then
		assertThat(response.statusCode()).as(response.asString()).isIn(200, 400);
	}

	// score

	@Test
	void explainsScoreQuestionByQuestion() {
		// given an application verified by the evaluator
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.assessed(party);
		Map<String, Object> verification = Journey.sample("verification");
		// when
		JsonPath score = get(party.account(), "/api/applications/" + number + "/score");
		// then all fifteen questions stand there with what was answered
		List<Map<String, Object>> questions = score.getList("questions");
		assertThat(questions).extracting((line) -> line.get("question"))
			.containsExactly("q01", "q02", "q03", "q04", "q05", "q06", "q07", "q08", "q09", "q10", "q11", "q12", "q13",
					"q14", "q15");
		BigDecimal sum = BigDecimal.ZERO;
		BigDecimal weights = BigDecimal.ZERO;
		for (Map<String, Object> line : questions) {
			assertThat(line).containsKeys("answer", "points", "weight", "contribution");
			BigDecimal points = decimal(line.get("points"));
			BigDecimal weight = decimal(line.get("weight"));
			BigDecimal contribution = decimal(line.get("contribution"));
			assertThat(points).as("%s", line).isBetween(BigDecimal.ZERO, new BigDecimal("100"));
			assertThat(contribution.subtract(points.multiply(weight)).abs()).as("%s", line)
				.isLessThan(new BigDecimal("0.00001"));
			sum = sum.add(contribution);
			weights = weights.add(weight);
		}
		// and sum up to the total
		assertThat(weights).isEqualByComparingTo("1");
		BigDecimal total = decimal(score.get("score"));
		assertThat(sum.subtract(total).abs()).isLessThan(new BigDecimal("0.0001"));
		BigDecimal stored = decimal(get(party.account(), "/api/applications/" + number).get("score"));
		assertThat(stored.subtract(total).abs()).isLessThan(new BigDecimal("0.0001"));
		// and scenarios are counted at a level or above
		for (int level = 1; level <= 4; level++) {
			int all = 0;
			int binding = 0;
			for (Map.Entry<String, Object> answer : verification.entrySet()) {
				if (answer.getKey().startsWith("scenario_")
						&& Integer.parseInt(String.valueOf(answer.getValue())) >= level) {
					all++;
					binding += BINDING.contains(answer.getKey().substring("scenario_".length())) ? 1 : 0;
				}
			}
			Map<String, Object> counted = score.getMap("scenarios.find { it.level == " + level + " }");
			assertThat(counted).containsEntry("count", all).containsEntry("binding", binding);
		}
		// and the rules that fired, up to level 2, name their clause
		assertThat(score.getInt("level")).isEqualTo(2);
		assertThat(score.getList("rules.level")).contains(2).doesNotContain(3, 4);
		assertThat(score.getList("rules.clause", String.class))
			.allSatisfy((clause) -> assertThat(clause).matches("(?s).*\\p{IsHan}.*"));
	}

	@Test
	void explainsSelfAssessmentUntilVerified() {
		// given a declared application
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		// when
		JsonPath score = get(party.account(), "/api/applications/" + number + "/score");
		// then the total is the enterprise's own
		BigDecimal total = decimal(score.get("score"));
		BigDecimal self = decimal(get(party.account(), "/api/applications/" + number).get("selfScore"));
		assertThat(self.subtract(total).abs()).isLessThan(new BigDecimal("0.0001"));
	}

	@Test
	void hasNoScoreBeforeDeclaration() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.start(party);
		// then
		assertProblem(this.rest.as(party.account()).get("/api/applications/" + number + "/score"), 404);
	}

	// withdrawal and revocation

	@Test
	void letsEnterpriseWithdraw() {
		// given an application under review
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		// when
		Response response = close(party.account(), number, "withdrawal", Map.of("reason", "经营计划调整，自愿撤回。"));
		// then
		assertThat(response.statusCode()).as(response.asString()).isBetween(200, 204);
		assertThat(get(party.account(), "/api/applications/" + number).getString("status")).isEqualTo("WITHDRAWN");
		assertThat(this.journey.openTasks(number)).isEmpty();
		// and it may apply again
		assertThat(this.journey.start(party)).isNotEqualTo(number);
		// and cannot withdraw twice
		assertProblem(close(party.account(), number, "withdrawal", Map.of("reason", "经营计划调整，自愿撤回。")), 409);
	}

	@Test
	void letsBureauRevoke() {
		// given an application in its notice
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.published(party);
		// when
		Response response = close("hohhot-bureau-1", number, "revocation", Map.of("reason", "经查实重复申报，予以撤销。"));
		// then
		assertThat(response.statusCode()).as(response.asString()).isBetween(200, 204);
		assertThat(get(party.account(), "/api/applications/" + number).getString("status")).isEqualTo("REVOKED");
		assertThat(this.journey.openTasks(number)).isEmpty();
		assertProblem(close("hohhot-bureau-1", number, "revocation", Map.of("reason", "经查实重复申报，予以撤销。")), 409);
	}

	@Test
	void refusesWithdrawalByWrongParty() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		Journey.Party other = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		Map<String, Object> reason = Map.of("reason", "经营计划调整，自愿撤回。");
		Stored before = Stored.in(this.jdbc);
		// then another enterprise does not know it, and nobody else may
		assertProblem(close(other.account(), number, "withdrawal", reason), 404);
		for (String account : List.of("hohhot-bureau-1", "hohhot-evaluator-1", "hohhot-finance-1")) {
			assertProblem(close(account, number, "withdrawal", reason), 403);
		}
		assertThat(close("analyst", number, "withdrawal", reason).statusCode()).isIn(403, 404);
		assertThat(close("system", number, "withdrawal", reason).statusCode()).isIn(403, 404);
		// nor over the engine's interface
		for (String account : List.of(other.account(), "hohhot-bureau-1", "hohhot-evaluator-1", "system", "analyst")) {
			assertThat(startClosure(account, "withdrawal", number).statusCode()).as(account).isIn(400, 403, 404);
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void refusesRevocationByWrongParty() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		Journey.Party other = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		Map<String, Object> reason = Map.of("reason", "经查实重复申报，予以撤销。");
		Stored before = Stored.in(this.jdbc);
		// then
		for (String account : List.of(other.account(), party.account(), "hohhot-evaluator-1", "hohhot-finance-1",
				"hohhot-supervisor-1")) {
			assertProblem(close(account, number, "revocation", reason), 403);
		}
		for (String account : List.of(party.account(), other.account(), "hohhot-evaluator-1", "system", "analyst")) {
			assertThat(startClosure(account, "revocation", number).statusCode()).as(account).isIn(400, 403, 404);
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void letsEnterpriseWithdrawOverEngine() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.start(party);
		// when the form 撤回申请 is handed in
		Response response = startClosure(party.account(), "withdrawal", number);
		// then
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
		assertThat(get(party.account(), "/api/applications/" + number).getString("status")).isEqualTo("WITHDRAWN");
	}

	@ParameterizedTest
	@CsvSource({ "{},reason", "'{\"reason\":\"短\"}',reason", "'{\"reason\":7}',reason",
			"'{\"reason\":\"     \"}',reason", "'{\"reason\":\"足够长的原因\",\"status\":\"PAID\"}',status" })
	void refusesClosingWithoutProperReason(String body, String field) {
		// given
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		Stored before = Stored.in(this.jdbc);
		for (String act : List.of("withdrawal", "revocation")) {
			// when
			Response response = this.rest.as(act.equals("withdrawal") ? party.account() : "hohhot-bureau-1")
				.contentType("application/json")
				.body(body)
				.post("/api/applications/" + number + "/" + act);
			// then
			assertProblem(response, 400);
			assertThat(response.jsonPath().getList("errors.field", String.class)).contains(field);
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void closesTheApplicationOfTheAddressOnly() {
		// given two applications of different enterprises
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		String other = this.journey.declared(this.journey.newEnterprise());
		// when the body names the other
		close(party.account(), number, "withdrawal", Map.of("reason", "经营计划调整，自愿撤回。", "applicationNumber", other));
		// then the other stays as it is
		assertThat(get("hohhot-bureau-1", "/api/applications/" + other).getString("status")).isEqualTo("UNDER_REVIEW");
	}

	@Test
	void refusesClosingOncePaymentIsApproved() {
		// given an application whose payment is approved
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.approved(party);
		Stored before = Stored.in(this.jdbc);
		// then
		assertProblem(close(party.account(), number, "withdrawal", Map.of("reason", "经营计划调整，自愿撤回。")), 409);
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_recordPayment");
	}

	// errors

	@ParameterizedTest
	@CsvSource({ "GET,/api/nowhere,404", "DELETE,/api/applications,405", "PUT,/api/applications/HH-2025-000001,405",
			"GET,/api/applications/HH-2025-000001/withdrawal,405", "GET,/api/applications/HH-2025-000001/nowhere,404" })
	void answersProblemForEveryError(String method, String path, int status) {
		// when
		Response response = this.rest.as("admin").request(method, path);
		// then
		assertProblem(response, status);
	}

	@Test
	void answersProblemForUnreadableBody() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		List<String> wrong = new ArrayList<>();
		for (String body : List.of("", "{", "[]", "null", "7", "{\"reason\": }", "[".repeat(5000))) {
			Response response = this.rest.as(party.account())
				.contentType("application/json")
				.body(body)
				.post("/api/applications/" + number + "/withdrawal");
			if (response.statusCode() != 400 || !response.contentType().startsWith("application/problem+json")) {
				wrong.add(body + " -> " + response.statusCode() + " " + response.asString());
			}
		}
		// then
		assertThat(wrong).isEmpty();
	}

	// who am I

	@Test
	void tellsAccountWhoItIs() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		// when an enterprise and a bureau ask
		JsonPath enterprise = get(party.account(), "/api/me");
		JsonPath bureau = get("hohhot-bureau-1", "/api/me");
		// then
		assertThat(enterprise.getString("user")).isEqualTo(party.account());
		assertThat(enterprise.getList("groups", String.class)).contains("hohhot-enterprise",
				"enterprise-" + party.creditCode().value());
		assertThat(enterprise.getString("enterprise.creditCode")).isEqualTo(party.creditCode().value());
		assertThat(enterprise.getString("enterprise.name")).startsWith("测试企业");
		assertThat(bureau.getString("user")).isEqualTo("hohhot-bureau-1");
		assertThat(bureau.getList("groups", String.class)).containsExactly("hohhot-bureau");
		assertThat(bureau.<Object>get("enterprise")).isNull();
	}

	private Response close(String account, String number, String act, Map<String, Object> body) {
		return this.rest.as(account)
			.contentType("application/json")
			.body(Rest.json(body))
			.post("/api/applications/" + number + "/" + act);
	}

	private Response startClosure(String account, String process, String number) {
		return this.rest.as(account)
			.contentType("application/json")
			.body(Rest.variables(Map.of("applicationNumber", number, "reason", "经营计划调整，自愿撤回。")))
			.post("/engine-rest/process-definition/key/" + process + "/start");
	}

	private List<String> numbers(String query) {
		return get("hohhot-bureau-1", "/api/applications" + query).getList("items.number");
	}

	private JsonPath get(String account, String path) {
		Response response = this.rest.as(account).get(path);
		assertThat(response.statusCode()).as(path + " " + response.asString()).isEqualTo(200);
		assertThat(response.contentType()).startsWith("application/json");
		return response.jsonPath(JsonPathConfig.jsonPathConfig()
			.numberReturnType(JsonPathConfig.NumberReturnType.BIG_DECIMAL)
			.charset("UTF-8"));
	}

	private static BigDecimal decimal(Object number) {
		return new BigDecimal(String.valueOf(number));
	}

	private static void assertProblem(Response response, int status) {
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
		assertThat(response.contentType()).startsWith("application/problem+json");
		assertThat(response.jsonPath().getInt("status")).isEqualTo(status);
		assertThat(response.jsonPath().getString("title")).isNotBlank();
		assertThat(response.jsonPath().getString("detail")).matches("(?s).*\\p{IsHan}.*");
		assertThat(response.asString()).doesNotContain("Exception", "cn.huiqi");
	}

}
