package cn.huiqi.application;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
import io.restassured.response.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Forms handed in over HTTP: what is wrong is said with field and reason, and nothing of
 * it stays.
 */
@DatabaseTest
class SubmissionRestTests {

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
		this.journey.at("2025-04-07T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	static Stream<Arguments> faultyDeclarations() {
		return Stream.of(Arguments.of("scenario_quality", "5", "没有选项 5"), Arguments.of("scenario_quality", 3, "没有选项"),
				Arguments.of("scenarioBefore_energy", "五级", "没有选项"), Arguments.of("q01", List.of("0", "2"), "不能再选其他项"),
				Arguments.of("q01", List.of("5"), "没有选项 5"), Arguments.of("q01", List.of("1", "1"), "重复"),
				Arguments.of("q01", "1", "列表"), Arguments.of("q04", List.of("15"), "没有选项 15"),
				Arguments.of("q02", "5", "没有选项 5"), Arguments.of("q15", List.of("2"), "没有选项"),
				Arguments.of("summaryBasics", "字".repeat(499), "不少于500字，现有499字"),
				Arguments.of("summaryBasics", "字".repeat(499) + " \n\u3000", "不少于500字，现有499字"),
				Arguments.of("summaryFeatures", "字".repeat(20001), "不超过20000字"),
				Arguments.of("softwareCloudExpenditure", "-1", "不小于0"),
				Arguments.of("softwareCloudExpenditure", -0.01, "不小于0"),
				Arguments.of("deviceExpenditure", "100000000000.01", "不大于100000000000"),
				Arguments.of("deviceExpenditure", "0.001", "最多2位小数"), Arguments.of("deviceExpenditure", "许多", "应为数字"),
				Arguments.of("deviceExpenditure", "1e999999999", "应为数字"),
				Arguments.of("deviceExpenditure", true, "应为数字"), Arguments.of("totalInvestment", "47.459999", "不能小于"),
				Arguments.of("digitalEquipmentCount", "49", "不能大于"), Arguments.of("equipmentCount", "0", "不小于1"),
				Arguments.of("passRateLastYear", "100.1", "不大于100"), Arguments.of("projectEnd", "2024-08", "不能早于"),
				Arguments.of("projectStart", "2024-13", "格式不正确"), Arguments.of("commitment", false, "必须勾选"),
				Arguments.of("commitment", "true", "勾选"), Arguments.of("contactPhone", "5550001", "格式不正确"),
				Arguments.of("contactEmail", "digital@example", "格式不正确"),
				Arguments.of("bankAccount", "1234567", "格式不正确"), Arguments.of("projectName", null, "不能为空"),
				Arguments.of("projectName", " \u3000", "不能为空"), Arguments.of("projectName", "名\u0000称", "控制字符"),
				Arguments.of("projectName", 7, "应为文字"), Arguments.of("declaredLevel", "1", "没有选项 1"),
				Arguments.of("sector", "采矿业", "没有选项"), Arguments.of("level", 4, "表单中没有此项"),
				Arguments.of("selfLevel", "4", "表单中没有此项"), Arguments.of("decision", "approve", "表单中没有此项"),
				Arguments.of("applicationNumber", "x", "表单中没有此项"), Arguments.of("subsidyDue", true, "表单中没有此项"));
	}

	@ParameterizedTest
	@MethodSource("faultyDeclarations")
	void refusesFaultyDeclaration(String field, @Nullable Object value, String reason) {
		// given an application whose declaration is due
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.prepared(party);
		String task = this.journey.task(number, "userTask_declareProject").getId();
		Map<String, Object> answers = Journey.sample("declaration");
		answers.put(field, value);
		Stored before = Stored.in(this.jdbc);
		for (String route : List.of("complete", "submit-form")) {
			// when the declaration is handed in with one fault
			Response response = handIn(party.account(), task, route, answers);
			// then field and reason are named in Chinese, and nothing is stored
			assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
			assertThat(response.jsonPath().getString("message")).contains(field).contains(reason);
			assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
		}
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_declareProject");
	}

	@ParameterizedTest
	@ValueSource(strings = { "complete", "submit-form" })
	void refusesDeclarationWithoutOneField(String route) {
		// given
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.prepared(party);
		String task = this.journey.task(number, "userTask_declareProject").getId();
		Stored before = Stored.in(this.jdbc);
		for (String field : List.of("q07", "scenario_decision", "summaryAcceptance", "bankName", "equipmentCount",
				"commitment", "deployedScenarios")) {
			Map<String, Object> answers = Journey.sample("declaration");
			answers.remove(field);
			// when
			Response response = handIn(party.account(), task, route, answers);
			// then
			assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
			assertThat(response.jsonPath().getString("message")).contains(field);
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "complete", "submit-form" })
	void tellsAllFaultsTogether(String route) {
		// given a declaration with seven faults
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.prepared(party);
		Map<String, Object> answers = Journey.sample("declaration");
		answers.put("scenario_quality", "5");
		answers.put("q01", List.of("0", "1"));
		answers.put("summaryBasics", "太短");
		answers.put("softwareCloudExpenditure", "-5");
		answers.put("subsidyAmount", "350000");
		answers.remove("projectName");
		answers.put("projectEnd", "2024-01");
		// when
		Response response = handIn(party.account(), this.journey.task(number, "userTask_declareProject").getId(), route,
				answers);
		// then none has to be found out one after the other
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.jsonPath().getString("message")).contains("scenario_quality", "q01", "summaryBasics",
				"softwareCloudExpenditure", "subsidyAmount", "projectName", "projectEnd");
	}

	@Test
	void refusesFaultyDeclarationFromTasklist() {
		// given somebody logged in at Tasklist
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.prepared(party);
		String task = this.journey.task(number, "userTask_declareProject").getId();
		Rest.Session session = this.rest.login(party.account());
		Map<String, Object> answers = Journey.sample("declaration");
		answers.put("scenario_quality", "5");
		answers.put("approved", true);
		Stored before = Stored.in(this.jdbc);
		for (String route : List.of("complete", "submit-form")) {
			// when
			Response response = session.call()
				.contentType("application/json")
				.body(Rest.variables(answers))
				.post(Rest.WEBAPP_ENGINE + "/task/" + task + "/" + route);
			// then
			assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
			assertThat(response.jsonPath().getString("message")).contains("scenario_quality", "approved");
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
		// and the sound one is taken, lists as Tasklist sends them
		answers.put("scenario_quality", "3");
		answers.remove("approved");
		Response response = session.call()
			.contentType("application/json")
			.body(Rest.json(Map.of("variables", asTasklistSends(answers))))
			.post(Rest.WEBAPP_ENGINE + "/task/" + task + "/submit-form");
		assertThat(response.statusCode()).as(response.asString()).isIn(200, 204);
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_reviewQualification",
				"userTask_superviseProject");
	}

	@ParameterizedTest
	@ValueSource(strings = { "complete", "submit-form" })
	void takesSoundDeclaration(String route) {
		// given
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.prepared(party);
		// when
		Response response = handIn(party.account(), this.journey.task(number, "userTask_declareProject").getId(), route,
				Journey.sample("declaration"));
		// then
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(204);
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_reviewQualification",
				"userTask_superviseProject");
		assertThat(this.jdbc.queryForObject("select count(*) from application_submission where application_number = ?",
				Long.class, number))
			.isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"value\":\"[\\\"1\\\"]\",\"type\":\"Json\"}", "{\"value\":\"[\",\"type\":\"Json\"}",
			"{\"value\":\"\",\"type\":\"Json\"}", "{\"value\":\"{}\",\"type\":\"Json\"}",
			"{\"value\":\"a\",\"type\":\"Bytes\"}", "{\"value\":null,\"type\":\"Null\"}",
			"{\"value\":\"a\",\"type\":\"Nonsense\"}", "{\"value\":\"abc\",\"type\":\"Integer\"}",
			"{\"value\":\"<a/>\",\"type\":\"Xml\"}",
			"{\"value\":\"YQ==\",\"type\":\"File\",\"valueInfo\":{\"filename\":\"a.txt\"}}",
			"{\"value\":\"[\\\"1\\\"]\",\"type\":\"Object\",\"valueInfo\":{\"objectTypeName\":\"java.util.ArrayList\",\"serializationDataFormat\":\"application/json\"}}",
			"{\"value\":\"rO0ABQ==\",\"type\":\"Object\",\"valueInfo\":{\"objectTypeName\":\"java.lang.Object\",\"serializationDataFormat\":\"application/x-java-serialized-object\"}}",
			"{\"value\":{\"a\":1}}", "{\"value\":[[1]]}", "{}" })
	void refusesValueOfAnyOtherType(String variable) {
		// given a text field, and what the engine's typing can make of a value
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.prepared(party);
		String task = this.journey.task(number, "userTask_declareProject").getId();
		String sound = Rest.json(Rest.typed(Journey.sample("declaration")));
		String body = "{\"variables\":" + sound.substring(0, sound.length() - 1) + ",\"projectName\":" + variable
				+ "}}";
		Stored before = Stored.in(this.jdbc);
		for (String route : List.of("complete", "submit-form")) {
			// when
			Response response = this.rest.as(party.account())
				.contentType("application/json")
				.body(body)
				.post("/engine-rest/task/" + task + "/" + route);
			// then it is never taken and never a fault of the program
			assertThat(response.statusCode()).as(route + ": " + response.asString()).isEqualTo(400);
			assertThat(response.asString()).doesNotContain("stacktrace", "at org.camunda");
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "[\"1\"", "{\"a\":[]}", "7", "[7]", "[null]", "[\"\\u0000\"]" })
	void refusesBrokenListOfOptions(String json) {
		// given a question of several options
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.prepared(party);
		String task = this.journey.task(number, "userTask_declareProject").getId();
		Map<String, Object> variables = Rest.typed(Journey.sample("declaration"));
		variables.put("q01", Map.of("type", "Json", "value", json));
		Stored before = Stored.in(this.jdbc);
		for (String route : List.of("complete", "submit-form")) {
			// when
			Response response = this.rest.as(party.account())
				.contentType("application/json")
				.body(Rest.json(Map.of("variables", variables)))
				.post("/engine-rest/task/" + task + "/" + route);
			// then
			assertThat(response.statusCode()).as(route + ": " + response.asString()).isEqualTo(400);
			assertThat(response.asString()).contains("q01");
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"variables\":{}}", "{}", "", "null", "[]", "{\"variables\":7}",
			"{\"variables\":{\"q01\":7}}", "{\"variables\"", "{\"variables\":{\"q01\":null}}" })
	void refusesEmptyOrBrokenSubmission(String body) {
		// given
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.prepared(party);
		String task = this.journey.task(number, "userTask_declareProject").getId();
		Stored before = Stored.in(this.jdbc);
		for (String route : List.of("complete", "submit-form")) {
			// when
			Response response = this.rest.as(party.account())
				.contentType("application/json")
				.body(body)
				.post("/engine-rest/task/" + task + "/" + route);
			// then
			assertThat(response.statusCode()).as(route + ": " + response.asString()).isEqualTo(400);
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void refusesFaultyReview() {
		// given a declared application
		String number = this.journey.declared(this.journey.newEnterprise());
		String task = this.journey.task(number, "userTask_reviewQualification").getId();
		Stored before = Stored.in(this.jdbc);
		List<Map<String, Object>> reviews = new ArrayList<>();
		reviews.add(Map.of("decision", "return"));
		reviews.add(Map.of("decision", "reject", "comment", "  "));
		reviews.add(Map.of("decision", "rectify", "comment", "整改"));
		reviews.add(Map.of("decision", "approve", "comment", "字".repeat(2001)));
		reviews.add(Map.of("decision", "approve", "reviewQualificationDecision", "approve"));
		reviews.add(Map.of("decision", List.of("approve")));
		reviews.add(Map.of("comment", "没有结论"));
		for (Map<String, Object> review : reviews) {
			for (String route : List.of("complete", "submit-form")) {
				// when the bureau's review is not what its form asks for
				Response response = handIn("hohhot-bureau-1", task, route, review);
				// then
				assertThat(response.statusCode()).as(review + " " + response.asString()).isEqualTo(400);
				assertThat(response.jsonPath().getString("message")).matches("(?s).*\\p{IsHan}.*");
			}
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
		// and the sound one goes through
		assertThat(handIn("hohhot-bureau-1", task, "complete", Journey.sample("qualification-approve")).statusCode())
			.isEqualTo(204);
	}

	@Test
	void refusesFaultyVerification() {
		// given an application at its assessment
		String number = this.journey.qualified(this.journey.newEnterprise());
		String task = this.journey.task(number, "userTask_verifyLevel").getId();
		Stored before = Stored.in(this.jdbc);
		Map<String, Object> faults = new LinkedHashMap<>();
		faults.put("scenario_safety", "5");
		faults.put("q06", List.of("0", "3"));
		faults.put("q11", "-1");
		faults.put("level", 4);
		faults.put("score", 100);
		faults.put("verificationNote", "字".repeat(4001));
		faults.forEach((field, value) -> {
			Map<String, Object> answers = Journey.sample("verification");
			answers.put(field, value);
			for (String route : List.of("complete", "submit-form")) {
				// when
				Response response = handIn("hohhot-evaluator-1", task, route, answers);
				// then
				assertThat(response.statusCode()).as(field + " " + response.asString()).isEqualTo(400);
				assertThat(response.jsonPath().getString("message")).contains(field);
			}
		});
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void refusesFaultyExpenditure() {
		// given an application at its audit
		String number = this.journey.assessed(this.journey.newEnterprise());
		String task = this.journey.task(number, "userTask_auditExpenditure").getId();
		Stored before = Stored.in(this.jdbc);
		Map<String, Object> faults = new LinkedHashMap<>();
		faults.put("countedSoftwareCloud", "-1");
		faults.put("countedDevice", "1.234");
		faults.put("countedOther", "1E20");
		faults.put("subsidyAmount", "350000");
		faults.forEach((field, value) -> {
			Map<String, Object> answers = Journey.sample("expenditure");
			answers.put(field, value);
			for (String route : List.of("complete", "submit-form")) {
				// when
				Response response = handIn("hohhot-auditor-1", task, route, answers);
				// then
				assertThat(response.statusCode()).as(field + " " + response.asString()).isEqualTo(400);
				assertThat(response.jsonPath().getString("message")).contains(field);
			}
		});
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void refusesDateThatNoTableCanHold() {
		// given an application in its public notice
		String number = this.journey.published(this.journey.newEnterprise());
		String task = this.journey.task(number, "userTask_recordObjection").getId();
		Stored before = Stored.in(this.jdbc);
		for (String day : List.of("+999999999-12-31", "-0044-03-15", "2025-02-30", "gestern")) {
			Map<String, Object> answers = Journey.sample("objection-record");
			answers.put("objectionReceivedOn", day);
			for (String route : List.of("complete", "submit-form")) {
				// when
				Response response = handIn("hohhot-bureau-1", task, route, answers);
				// then
				assertThat(response.statusCode()).as(day + " " + response.asString()).isEqualTo(400);
				assertThat(response.jsonPath().getString("message")).contains("objectionReceivedOn", "日期");
			}
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void takesLongestTextsTheFormsAllow() {
		// given texts of characters that Java counts as two each, as long as the form
		// allows
		String rare = "\uD842\uDFB7";
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.prepared(party);
		Map<String, Object> answers = Journey.sample("declaration");
		answers.put("bankAccountName", rare.repeat(200));
		answers.put("bankName", rare.repeat(200));
		answers.put("projectName", rare.repeat(200));
		answers.put("summaryBasics", rare.repeat(20000));
		answers.put("contactName", rare.repeat(50));
		// then every table has room for them
		Response declaration = handIn(party.account(), this.journey.task(number, "userTask_declareProject").getId(),
				"complete", answers);
		assertThat(declaration.statusCode()).as(declaration.asString()).isEqualTo(204);
		String other = this.journey.audited(this.journey.newEnterprise());
		Response notice = handIn("hohhot-bureau-1", this.journey.task(other, "userTask_publishNotice").getId(),
				"complete", Map.of("noticeTitle", rare.repeat(200)));
		assertThat(notice.statusCode()).as(notice.asString()).isEqualTo(204);
		Map<String, Object> objection = Journey.sample("objection-record");
		objection.put("objectorName", rare.repeat(100));
		objection.put("objectorContact", rare.repeat(100));
		objection.put("objectionContent", rare.repeat(4000));
		objection.put("objectionReceivedOn", "2025-04-07");
		Response recorded = handIn("hohhot-bureau-1", this.journey.task(other, "userTask_recordObjection").getId(),
				"complete", objection);
		assertThat(recorded.statusCode()).as(recorded.asString()).isEqualTo(204);
	}

	@Test
	void refusesWhatAnAdministratorCompletesWithoutItsForm() {
		// given
		String number = this.journey.start(this.journey.newEnterprise());
		String task = this.journey.task(number, "userTask_declareProject").getId();
		Stored before = Stored.in(this.jdbc);
		// when even the administrator completes with nothing or with something else
		for (Map<String, Object> answers : List.<Map<String, Object>>of(Map.of(), Map.of("level", 4))) {
			for (String route : List.of("complete", "submit-form")) {
				// then the form stands
				assertThat(handIn("admin", task, route, answers).statusCode()).isEqualTo(400);
			}
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void fillsFormFromTablesAndFromNoOtherCase() {
		// given two enterprises at the same task
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.prepared(party);
		this.journey.start(this.journey.newEnterprise());
		String task = this.journey.task(number, "userTask_declareProject").getId();
		// when the form is opened
		Response response = this.rest.as(party.account()).get("/engine-rest/task/" + task + "/form-variables");
		// then it shows the enterprise's own data
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.jsonPath().getString("creditCode.value")).isEqualTo(party.creditCode().value());
		assertThat(response.jsonPath().getString("contactName.value")).isEqualTo("示例联系人");
	}

	private Response handIn(String account, String task, String route, Map<String, Object> answers) {
		return this.rest.as(account)
			.contentType("application/json")
			.body(Rest.variables(answers))
			.post("/engine-rest/task/" + task + "/" + route);
	}

	private static Map<String, Object> asTasklistSends(Map<String, Object> answers) {
		Map<String, Object> variables = new LinkedHashMap<>();
		answers.forEach((key, value) -> {
			if (value instanceof List<?>) {
				variables.put(key, Map.of("type", "Json", "value", Rest.json(value)));
			}
			else if (value instanceof Boolean) {
				variables.put(key, Map.of("type", "Boolean", "value", value));
			}
			else {
				variables.put(key, Map.of("type", "String", "value", String.valueOf(value)));
			}
		});
		return variables;
	}

}
