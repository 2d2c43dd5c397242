package cn.huiqi.application;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
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
 * Opening an application over HTTP: by the engine's interface, by Tasklist's and by ours,
 * all under the same rules.
 */
@DatabaseTest
class StartRestTests {

	private static final String ENGINE_START = "/engine-rest/process-definition/key/hohhot-subsidy/start";

	private static final String ENGINE_SUBMIT = "/engine-rest/process-definition/key/hohhot-subsidy/submit-form";

	private static final String NUMBER = "HH-2025-\\d{6}";

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

	// what is taken

	@ParameterizedTest
	@ValueSource(strings = { ENGINE_START, ENGINE_SUBMIT })
	void opensApplicationOfOwnEnterprise(String route) {
		// given an enterprise with nothing open
		Journey.Party party = this.journey.newEnterprise();
		// when it starts the programme
		Response response = start(route, party.account(), Journey.startFields(party));
		// then the business key is a number of the year of submission
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
		String number = response.jsonPath().getString("businessKey");
		assertThat(number).matches(NUMBER);
		// and the case waits for its declaration
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_declareProject");
		assertThat(this.journey.task(number, "userTask_declareProject").getAssignee()).isEqualTo(party.account());
		assertThat(this.rest.as(party.account()).get("/api/applications/" + number).jsonPath().getString("status"))
			.isEqualTo("DECLARING");
	}

	@Test
	void opensApplicationFromTasklist() {
		// given somebody of an enterprise, logged in at Tasklist
		Journey.Party party = this.journey.newEnterprise();
		Rest.Session session = this.rest.login(party.account());
		// when the start form is handed in as Tasklist does
		Response response = session.call()
			.contentType("application/json")
			.body(Rest.variables(Journey.startFields(party)))
			.post(Rest.WEBAPP_ENGINE + "/process-definition/key/hohhot-subsidy/submit-form");
		// then
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
		assertThat(response.jsonPath().getString("businessKey")).matches(NUMBER);
	}

	@Test
	void refusesStartFromAnotherSitesPage() {
		// given a session in the browser
		Journey.Party party = this.journey.newEnterprise();
		Rest.Session session = this.rest.login(party.account());
		Stored before = Stored.in(this.jdbc);
		// when the session's token is missing
		Response tasklist = session.withoutToken()
			.contentType("application/json")
			.body(Rest.variables(Journey.startFields(party)))
			.post(Rest.WEBAPP_ENGINE + "/process-definition/key/hohhot-subsidy/submit-form");
		// a forged call ends the session at the webapps
		session = this.rest.login(party.account());
		Response ours = session.withoutToken()
			.contentType("application/json")
			.body(Rest.json(apiFields(party)))
			.post("/api/applications");
		// then
		assertThat(tasklist.statusCode()).isEqualTo(403);
		assertThat(ours.statusCode()).isEqualTo(403);
		assertNothingStored(before);
		// and with it our interface takes the same session
		assertThat(session.call()
			.contentType("application/json")
			.body(Rest.json(apiFields(party)))
			.post("/api/applications")
			.statusCode()).isEqualTo(201);
	}

	@Test
	void opensApplicationOverOurInterface() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		// when
		Response response = open(party.account(), apiFields(party));
		// then
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
		String number = response.jsonPath().getString("number");
		assertThat(number).matches(NUMBER);
		assertThat(response.header("Location")).endsWith("/api/applications/" + number);
		assertThat(response.jsonPath().getMap("")).containsOnlyKeys("number");
	}

	@Test
	void letsOtherSoftwareOpenForAnyEnterprise() {
		// given two enterprises
		Journey.Party first = this.journey.newEnterprise();
		Journey.Party second = this.journey.newEnterprise();
		// when the account system starts for both
		Response engine = start(ENGINE_START, "system", Journey.startFields(first));
		Response ours = open("system", apiFields(second));
		// then the declaration waits for any account of the enterprise
		assertThat(engine.statusCode()).as(engine.asString()).isEqualTo(200);
		assertThat(ours.statusCode()).as(ours.asString()).isEqualTo(201);
		String number = engine.jsonPath().getString("businessKey");
		assertThat(this.journey.task(number, "userTask_declareProject").getAssignee()).isNull();
		assertThat(this.rest.as(first.account()).get("/engine-rest/task").jsonPath().getList("id"))
			.containsExactly(this.journey.task(number, "userTask_declareProject").getId());
	}

	@Test
	void setsBusinessKeyWhateverTheCallerSends() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("businessKey", "HH-2024-999999");
		body.put("caseInstanceId", "x");
		body.put("variables", Rest.typed(Journey.startFields(party)));
		// when
		Response response = this.rest.as(party.account())
			.contentType("application/json")
			.body(Rest.json(body))
			.post(ENGINE_START);
		// then the number is the server's, also as a variable
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
		String number = response.jsonPath().getString("businessKey");
		assertThat(number).matches(NUMBER);
		assertThat(this.jdbc.queryForList(
				"select TEXT_ from ACT_RU_VARIABLE where NAME_ = 'applicationNumber' " + "and PROC_INST_ID_ = ?",
				String.class, response.jsonPath().getString("id")))
			.containsOnly(number);
		assertThat(this.jdbc.queryForObject("select count(*) from ACT_HI_PROCINST where BUSINESS_KEY_ = ?", Long.class,
				"HH-2024-999999"))
			.isZero();
	}

	@Test
	void keepsContactOutOfProcess() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		Map<String, Object> body = Map.of("withVariablesInReturn", true, "variables",
				Rest.typed(Journey.startFields(party)));
		// when the caller asks for the variables
		Response response = this.rest.as(party.account())
			.contentType("application/json")
			.body(Rest.json(body))
			.post(ENGINE_START);
		// then contact data is not among them, nor anywhere in the engine's tables
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
		assertThat(response.jsonPath().getMap("variables").keySet()).doesNotContain("contactName", "contactPhone",
				"contactEmail");
		assertThat(
				this.jdbc.queryForObject("select count(*) from ACT_HI_VARINST where NAME_ like 'contact%'", Long.class))
			.isZero();
	}

	@Test
	void numbersApplicationsOneAfterTheOther() {
		// when three are opened
		List<String> numbers = List.of(number(), number(), number());
		// then each has its own, and the year is that of submission
		assertThat(numbers).doesNotHaveDuplicates().isSorted().allMatch((number) -> number.matches(NUMBER));
	}

	private String number() {
		Journey.Party party = this.journey.newEnterprise();
		return open(party.account(), apiFields(party)).jsonPath().getString("number");
	}

	// what is refused

	@ParameterizedTest
	@CsvSource({ "creditCode,,creditCode,不能为空", "contactName,,contactName,不能为空", "contactPhone,,contactPhone,不能为空",
			"contactEmail,,contactEmail,不能为空", "contactPhone,12345,contactPhone,格式不正确",
			"contactPhone,电话,contactPhone,格式不正确", "contactEmail,digital.example.com,contactEmail,格式不正确",
			"creditCode,91150100MA0HH0001,creditCode,18", "creditCode,91150100MA0HH0001S,creditCode,格式不正确",
			"creditCode,91150100MA0HH00012,creditCode,校验位", "creditCode,91150100ma0hh0001r,creditCode,格式不正确",
			"approved,true,approved,表单中没有此项", "applicationNumber,HH-2024-000001,applicationNumber,表单中没有此项",
			"onRoster,true,onRoster,表单中没有此项", "district,xinchengqu,district,表单中没有此项" })
	void refusesStartWithWrongField(String key, String value, String field, String reason) {
		// given the fields of a start, one of them missing or wrong
		Journey.Party party = this.journey.newEnterprise();
		Map<String, Object> fields = Journey.startFields(party);
		if (value != null) {
			fields.put(key, value);
		}
		else {
			fields.remove(key);
		}
		Stored before = Stored.in(this.jdbc);
		for (String route : List.of(ENGINE_START, ENGINE_SUBMIT)) {
			// when
			Response response = start(route, party.account(), fields);
			// then field and reason are named, and nothing is there
			assertThat(response.statusCode()).isEqualTo(400);
			assertThat(response.jsonPath().getString("message")).contains(field).contains(reason);
		}
		Map<String, Object> withProgramme = new LinkedHashMap<>(fields);
		withProgramme.put("programme", Journey.PROGRAMME);
		assertProblem(open(party.account(), withProgramme), 400, field, reason);
		assertNothingStored(before);
	}

	@Test
	void tellsAllFaultsOfStartTogether() {
		// given a start with five faults
		Journey.Party party = this.journey.newEnterprise();
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("creditCode", party.creditCode().value().substring(1));
		fields.put("contactPhone", "1");
		fields.put("contactEmail", "x");
		fields.put("level", 4);
		Stored before = Stored.in(this.jdbc);
		// when
		Response engine = start(ENGINE_START, party.account(), fields);
		fields.put("programme", Journey.PROGRAMME);
		Response ours = open(party.account(), fields);
		// then
		assertThat(engine.statusCode()).isEqualTo(400);
		assertThat(engine.jsonPath().getString("message")).contains("level", "creditCode", "contactName",
				"contactPhone", "contactEmail");
		assertThat(ours.statusCode()).isEqualTo(400);
		assertThat(ours.jsonPath().getList("errors.field", String.class)).contains("level", "creditCode", "contactName",
				"contactPhone", "contactEmail");
		assertNothingStored(before);
	}

	@Test
	void refusesStartForAnotherEnterprise() {
		// given two enterprises
		Journey.Party party = this.journey.newEnterprise();
		Journey.Party other = this.journey.newEnterprise();
		Stored before = Stored.in(this.jdbc);
		// when one starts for the other
		Response engine = start(ENGINE_START, party.account(), Journey.startFields(other));
		Response submit = start(ENGINE_SUBMIT, party.account(), Journey.startFields(other));
		Response ours = open(party.account(), apiFields(other));
		// then
		for (Response response : List.of(engine, submit)) {
			assertThat(response.statusCode()).isIn(400, 403);
			assertThat(response.jsonPath().getString("message")).contains("creditCode", "本企业");
		}
		assertThat(ours.statusCode()).isIn(400, 403);
		assertThat(ours.asString()).contains("creditCode", "本企业");
		assertNothingStored(before);
	}

	@Test
	void tellsNobodyWhichOtherEnterprisesAreRegistered() {
		// given an enterprise that is registered and a code that is not
		Journey.Party party = this.journey.newEnterprise();
		Journey.Party registered = this.journey.newEnterprise();
		Map<String, Object> unknown = Journey.startFields(party);
		unknown.put("creditCode", Journey.creditCode(98001).value());
		// when
		Response first = start(ENGINE_START, party.account(), Journey.startFields(registered));
		Response second = start(ENGINE_START, party.account(), unknown);
		// then both answers are the same
		assertThat(first.statusCode()).isEqualTo(second.statusCode());
		assertThat(first.jsonPath().getString("message")).isEqualTo(second.jsonPath().getString("message"));
	}

	@Test
	void refusesEnterpriseThatIsNotRegistered() {
		// given a well-formed code of nobody
		Map<String, Object> fields = Journey.startFields(this.journey.newEnterprise());
		fields.put("creditCode", Journey.creditCode(98002).value());
		Stored before = Stored.in(this.jdbc);
		// when other software starts for it
		Response engine = start(ENGINE_START, "system", fields);
		fields.put("programme", Journey.PROGRAMME);
		Response ours = open("system", fields);
		// then
		assertThat(engine.statusCode()).isEqualTo(400);
		assertThat(engine.jsonPath().getString("message")).contains("creditCode", "未登记");
		assertProblem(ours, 400, "creditCode", "未登记");
		assertNothingStored(before);
	}

	@Test
	void refusesSecondOpenApplicationAndNamesTheFirst() {
		// given an enterprise with an application open
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.start(party);
		Stored before = Stored.in(this.jdbc);
		// when it, or other software, opens a second
		Response engine = start(ENGINE_START, party.account(), Journey.startFields(party));
		Response ours = open(party.account(), apiFields(party));
		Response system = start(ENGINE_START, "system", Journey.startFields(party));
		// then
		for (Response response : List.of(engine, ours, system)) {
			assertThat(response.statusCode()).isIn(400, 409);
			assertThat(response.asString()).contains(number);
		}
		assertNothingStored(before);
	}

	@Test
	void refusesStartOutsideOfRound() {
		// given a day before the guide's first
		Journey.Party party = this.journey.newEnterprise();
		this.journey.at("2024-06-28T10:00:00");
		Stored before = Stored.in(this.jdbc);
		// when
		Response response = start(ENGINE_START, party.account(), Journey.startFields(party));
		// then
		assertThat(response.statusCode()).isIn(400, 409);
		assertThat(response.jsonPath().getString("message")).contains("申报期");
		assertNothingStored(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "hohhot-bureau-1", "hohhot-evaluator-1", "hohhot-expert-1", "hohhot-auditor-1",
			"hohhot-finance-1", "hohhot-provider-1", "hohhot-supervisor-1", "analyst" })
	void letsNobodyElseOpenApplication(String account) {
		// given
		Journey.Party party = this.journey.newEnterprise();
		Stored before = Stored.in(this.jdbc);
		// when somebody who is neither enterprise nor other software starts
		Response engine = start(ENGINE_START, account, Journey.startFields(party));
		Response submit = start(ENGINE_SUBMIT, account, Journey.startFields(party));
		Response ours = open(account, apiFields(party));
		// then
		assertThat(List.of(engine, submit, ours)).extracting(Response::statusCode).containsOnly(403);
		assertNothingStored(before);
	}

	@Test
	void refusesStartAnywhereButAtItsBeginning() {
		// given a start that would skip the declaration, its listeners or its mappings
		Journey.Party party = this.journey.newEnterprise();
		Map<String, Object> instructions = Map.of("startInstructions",
				List.of(Map.of("type", "startBeforeActivity", "activityId", "callActivity_disburseSubsidy")));
		Stored before = Stored.in(this.jdbc);
		for (Map<String, Object> extra : List.<Map<String, Object>>of(instructions,
				Map.of("skipCustomListeners", true, "startInstructions", List.of()), Map.of("startInstructions",
						List.of(Map.of("type", "startTransition", "transitionId", "flow_declared"))))) {
			Map<String, Object> body = new LinkedHashMap<>(extra);
			body.put("variables", Rest.typed(Journey.startFields(party)));
			for (String account : List.of(party.account(), "system")) {
				// when
				Response response = this.rest.as(account)
					.contentType("application/json")
					.body(Rest.json(body))
					.post(ENGINE_START);
				// then
				assertThat(response.statusCode()).as(response.asString()).isIn(400, 403);
			}
		}
		assertNothingStored(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "material-correction", "level-assessment", "expenditure-audit", "public-notice",
			"disbursement" })
	void refusesStartOfSharedProcess(String process) {
		// given a process that is only called by others
		Journey.Party party = this.journey.newEnterprise();
		Stored before = Stored.in(this.jdbc);
		String nothing = Rest.variables(Map.of());
		String number = Rest.json(Map.of("businessKey", "HH-2025-000001", "variables",
				Rest.typed(Map.of("applicationNumber", "HH-2025-000001", "bureauGroup", "hohhot-enterprise"))));
		for (String account : List.of(party.account(), "system", "hohhot-bureau-1", "hohhot-finance-1", "analyst",
				"admin")) {
			for (String body : List.of(nothing, number)) {
				// when anybody, even an administrator, starts it
				Response start = this.rest.as(account)
					.contentType("application/json")
					.body(body)
					.post("/engine-rest/process-definition/key/" + process + "/start");
				Response submit = this.rest.as(account)
					.contentType("application/json")
					.body(body)
					.post("/engine-rest/process-definition/key/" + process + "/submit-form");
				// then
				assertThat(start.statusCode()).as(account + " " + start.asString()).isIn(400, 403, 404);
				assertThat(submit.statusCode()).as(account + " " + submit.asString()).isIn(400, 403, 404);
			}
		}
		assertNothingStored(before);
	}

	@Test
	void refusesStartOfUnknownProcess() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		// when a programme that does not exist is started
		Response engine = start("/engine-rest/process-definition/key/atlantis-subsidy/start", party.account(),
				Journey.startFields(party));
		Response id = start("/engine-rest/process-definition/nowhere:1:1/start", party.account(),
				Journey.startFields(party));
		Map<String, Object> fields = Journey.startFields(party);
		fields.put("programme", "atlantis-subsidy");
		Response ours = open(party.account(), fields);
		// then
		assertThat(engine.statusCode()).isEqualTo(404);
		assertThat(id.statusCode()).isEqualTo(404);
		assertProblem(ours, 400, "programme", "atlantis-subsidy");
	}

	@Test
	void refusesApplicationWithoutProgramme() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		// then a process that is no programme is none either
		assertThat(open(party.account(), Journey.startFields(party)).jsonPath().getList("errors.field"))
			.containsExactly("programme");
		for (Object programme : new Object[] { "withdrawal", "public-notice", 7, List.of(), "", "\u0000" }) {
			Map<String, Object> fields = Journey.startFields(party);
			fields.put("programme", programme);
			Response response = open(party.account(), fields);
			assertThat(response.statusCode()).as(String.valueOf(programme)).isEqualTo(400);
			assertThat(response.jsonPath().getList("errors.field")).containsExactly("programme");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "7", "null", "{", "{\"programme\"", "\"text\"", "{\"programme\": {\"a\": [}" })
	void refusesBodyThatIsNoObject(String body) {
		// given
		Journey.Party party = this.journey.newEnterprise();
		Stored before = Stored.in(this.jdbc);
		// when
		Response ours = this.rest.as(party.account())
			.contentType("application/json")
			.body(body)
			.post("/api/applications");
		Response engine = this.rest.as(party.account()).contentType("application/json").body(body).post(ENGINE_START);
		// then
		assertThat(ours.statusCode()).as(ours.asString()).isEqualTo(400);
		assertThat(ours.contentType()).startsWith("application/problem+json");
		assertThat(engine.statusCode()).as(engine.asString()).isEqualTo(400);
		assertNothingStored(before);
	}

	@Test
	void refusesWrongContentType() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		// when
		Response ours = this.rest.as(party.account())
			.contentType("text/plain")
			.body(Rest.json(apiFields(party)))
			.post("/api/applications");
		Response engine = this.rest.as(party.account())
			.contentType("text/plain")
			.body(Rest.variables(Journey.startFields(party)))
			.post(ENGINE_START);
		// then
		assertThat(ours.statusCode()).isEqualTo(415);
		assertThat(ours.contentType()).startsWith("application/problem+json");
		assertThat(engine.statusCode()).isEqualTo(415);
	}

	@ParameterizedTest
	@ValueSource(strings = { "7", "true", "[\"a\"]", "{\"a\":\"b\"}", "\"甲\\u0000\"", "1e400" })
	void refusesWrongTypeInEveryField(String value) {
		// given a start each field of which has another type than it should
		Journey.Party party = this.journey.newEnterprise();
		Stored before = Stored.in(this.jdbc);
		for (String field : List.of("creditCode", "contactName", "contactPhone", "contactEmail", "externalReference")) {
			String fields = Rest.json(Journey.startFields(party));
			String wrong = "\"" + field + "\":" + value;
			String api = (fields.substring(0, fields.length() - 1) + ",\"programme\":\"hohhot-subsidy\"," + wrong
					+ "}");
			String typed = Rest.json(Rest.typed(Journey.startFields(party)));
			String engine = "{\"variables\":" + typed.substring(0, typed.length() - 1) + ",\"" + field
					+ "\":{\"value\":" + value + "}}}";
			// when
			Response ours = this.rest.as(party.account())
				.contentType("application/json")
				.body(api)
				.post("/api/applications");
			Response other = this.rest.as(party.account())
				.contentType("application/json")
				.body(engine)
				.post(ENGINE_START);
			// then
			assertThat(ours.statusCode()).as(field + " " + ours.asString()).isEqualTo(400);
			assertThat(other.statusCode()).as(field + " " + other.asString()).isEqualTo(400);
		}
		assertNothingStored(before);
	}

	@Test
	void storesContactWithoutSurroundingBlanks() {
		// given a name within its limit but for blanks
		Journey.Party party = this.journey.newEnterprise();
		Map<String, Object> fields = Journey.startFields(party);
		fields.put("contactName", " ".repeat(300) + "示例联系人" + " ".repeat(300));
		// when
		Response response = start(ENGINE_START, party.account(), fields);
		// then
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
		assertThat(this.jdbc.queryForObject("select contact_name from application where application_number = ?",
				String.class, response.jsonPath().getString("businessKey")))
			.isEqualTo("示例联系人");
	}

	@Test
	void takesRareCharactersAsLongAsTheFormAllows() {
		// given a name of fifty characters that Java counts as two each
		Journey.Party party = this.journey.newEnterprise();
		Map<String, Object> fields = Journey.startFields(party);
		fields.put("contactName", "\uD842\uDFB7".repeat(50));
		fields.put("externalReference", "\uD842\uDFB7".repeat(100));
		// then
		assertThat(start(ENGINE_START, party.account(), fields).statusCode()).isEqualTo(200);
	}

	// references of other systems

	@Test
	void startsNothingForReferenceUsedBefore() {
		// given an application opened with a reference
		Journey.Party party = this.journey.newEnterprise();
		Map<String, Object> fields = apiFields(party);
		fields.put("externalReference", "ERP-" + party.account());
		Response first = open("system", fields);
		assertThat(first.statusCode()).isEqualTo(201);
		String number = first.jsonPath().getString("number");
		Map<String, Object> others = apiFields(this.journey.newEnterprise());
		others.put("externalReference", "ERP-" + party.account());
		Stored before = Stored.in(this.jdbc);
		// when the same caller sends it again, even for another enterprise
		Response again = open("system", fields);
		Response forOther = open("system", others);
		fields.remove("programme");
		Response engine = start(ENGINE_START, "system", fields);
		Response submit = start(ENGINE_SUBMIT, "system", fields);
		// then our interface answers with the first number, the engine's names it
		assertThat(again.statusCode()).isEqualTo(200);
		assertThat(again.jsonPath().getString("number")).isEqualTo(number);
		assertThat(again.header("Location")).endsWith("/api/applications/" + number);
		assertThat(forOther.statusCode()).isEqualTo(200);
		assertThat(forOther.jsonPath().getString("number")).isEqualTo(number);
		assertThat(engine.statusCode()).isEqualTo(409);
		assertThat(engine.jsonPath().getString("message")).contains(number);
		assertThat(submit.statusCode()).isEqualTo(409);
		assertThat(submit.jsonPath().getString("message")).contains(number);
		assertNothingStored(before);
	}

	@Test
	void keepsReferencesOfCallersApart() {
		// given a reference that other software used
		Journey.Party first = this.journey.newEnterprise();
		Journey.Party second = this.journey.newEnterprise();
		Map<String, Object> fields = apiFields(first);
		fields.put("externalReference", "REF-" + first.account());
		String number = open("system", fields).jsonPath().getString("number");
		// when an enterprise happens to use the same
		Map<String, Object> own = apiFields(second);
		own.put("externalReference", "REF-" + first.account());
		Response response = open(second.account(), own);
		// then it gets an application of its own, and learns nothing of the other
		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(response.jsonPath().getString("number")).isNotEqualTo(number);
	}

	@Test
	void honoursIdempotencyKey() {
		// given
		Journey.Party party = this.journey.newEnterprise();
		Map<String, Object> fields = apiFields(party);
		String key = "5f3c-" + party.account();
		// when the same call is sent twice with a key
		Response first = this.rest.as(party.account())
			.header("Idempotency-Key", key)
			.contentType("application/json")
			.body(Rest.json(fields))
			.post("/api/applications");
		Response second = this.rest.as(party.account())
			.header("Idempotency-Key", key)
			.contentType("application/json")
			.body(Rest.json(fields))
			.post("/api/applications");
		// then
		assertThat(first.statusCode()).isEqualTo(201);
		assertThat(second.statusCode()).isEqualTo(200);
		assertThat(second.jsonPath().getString("number")).isEqualTo(first.jsonPath().getString("number"));
		// and one too long is refused as the field would be
		Response tooLong = this.rest.as(this.journey.newEnterprise().account())
			.header("Idempotency-Key", "k".repeat(101))
			.contentType("application/json")
			.body(Rest.json(fields))
			.post("/api/applications");
		assertThat(tooLong.statusCode()).isEqualTo(400);
	}

	private Response start(String route, String account, Map<String, Object> fields) {
		return this.rest.as(account).contentType("application/json").body(Rest.variables(fields)).post(route);
	}

	private Response open(String account, Map<String, Object> fields) {
		return this.rest.as(account).contentType("application/json").body(Rest.json(fields)).post("/api/applications");
	}

	private static Map<String, Object> apiFields(Journey.Party party) {
		Map<String, Object> fields = Journey.startFields(party);
		fields.put("programme", Journey.PROGRAMME);
		return fields;
	}

	private void assertNothingStored(Stored before) {
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	private static void assertProblem(Response response, int status, String field, String reason) {
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
		assertThat(response.contentType()).startsWith("application/problem+json");
		assertThat(response.jsonPath().getInt("status")).isEqualTo(status);
		assertThat(response.jsonPath().getString("title")).isNotBlank();
		assertThat(response.jsonPath().getString("detail")).contains(reason);
		assertThat(response.jsonPath().getList("errors", Map.class))
			.anySatisfy((error) -> assertThat(error.get("field")).isEqualTo(field))
			.anySatisfy((error) -> assertThat(String.valueOf(error.get("message"))).contains(reason))
			.allSatisfy((error) -> assertThat(error).containsOnlyKeys("field", "message"));
	}

}
