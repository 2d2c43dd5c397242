package cn.huiqi.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import cn.huiqi.core.WorkCalendar;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.TestDatabase;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A city nobody has heard of comes while the program runs: its models, tables, forms and
 * its {@code .yml} are deployed over HTTP, and everything after that is HTTP too. What is
 * deployed cannot be taken away again, so the program is its own.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "camunda.bpm.job-execution.enabled=false", "huiqi.demo=true", "huiqi.demo-cases=false" })
@ContextConfiguration(initializers = TestDatabase.class)
@Import(Journey.class)
@Tag("alone")
class SixthCityTests {

	private static final Path FILES = Path.of("src/test/resources/sixth-city");

	private static final String PROGRAMME = "liushi-upgrade";

	private static final String ENTERPRISE = "liushi-enterprise-t1";

	private static final String NORTH = "liushi-district-beiqu-1";

	private static final String SOUTH = "liushi-district-nanqu-1";

	private static final String BUREAU = "liushi-bureau-1";

	private static final String EVALUATOR = "liushi-evaluator-1";

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
		at("2025-06-02T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void carriesCaseOfCityThatCameWhileTheProgramRuns() {
		// given a city that is not there: no group, no account, no programme
		assertThat(this.rest.as(BUREAU).get("/api/me").statusCode()).isEqualTo(401);
		int groups = groups();
		// when its files come with one fault in one of them
		Map<String, String> broken = files();
		broken.computeIfPresent(PROGRAMME + ".yml", (name, content) -> content.replace("numberPrefix: LS", ""));
		Response refused = deploy(broken);
		// then nothing of it is there
		assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
		assertThat(refused.asString()).contains(PROGRAMME + ".yml", "numberPrefix");
		assertThat(groups()).isEqualTo(groups);
		// when they come whole
		Response deployed = deploy(files());
		assertThat(deployed.statusCode()).as(deployed.asString()).isEqualTo(200);
		// then its people are there, with what the table of permissions gives them and
		// no more
		assertThat(this.rest.as(BUREAU).get("/api/me").jsonPath().getList("groups", String.class))
			.containsExactly("liushi-bureau");
		assertThat(this.rest.as("hohhot-bureau-1").get("/api/programmes/%s/rounds".formatted(PROGRAMME)).statusCode())
			.isEqualTo(200);
		String creditCode = CaseJourney.creditCode(99999).value();
		enterprise(creditCode, "hohhot-bureau-1", 403);
		enterprise(creditCode, BUREAU, 204);
		assertThat(start(creditCode, "xiqu").statusCode()).isEqualTo(400);
		Response started = start(creditCode, "beiqu");
		assertThat(started.statusCode()).as(started.asString()).isEqualTo(201);
		String number = started.jsonPath().getString("number");
		assertThat(number).isEqualTo("LS-2025-000001");

		// when the enterprise declares without the material the .yml asks for
		Response incomplete = submit(number, ENTERPRISE, "userTask_declareProject", declaration());
		assertThat(incomplete.statusCode()).isEqualTo(400);
		assertThat(incomplete.asString()).contains("升级工作报告");
		upload(number);
		done(number, ENTERPRISE, "userTask_declareProject", declaration());
		// then the district of the enterprise has it, and the other does not see it
		assertThat(this.rest.as(SOUTH).get("/api/applications/" + number).statusCode()).isEqualTo(404);
		assertThat(tasks(number, SOUTH)).isEmpty();
		done(number, NORTH, "userTask_reviewQualification", Map.of("decision", "return", "comment", "项目名称与报告不一致",
				"correctionItems", List.of(Map.of("item", "field:projectName", "reason", "请按工作报告填写"))));
		// and the period is the one of its own table: four workdays, to the end of Friday
		assertThat(this.rest.as(ENTERPRISE).get("/api/applications/" + number).jsonPath().getString("openTasks[0].due"))
			.isEqualTo("2025-06-06T15:59:59Z");
		Map<String, Object> corrected = declaration();
		corrected.put("projectName", "船坞智能升级（更正）");
		done(number, ENTERPRISE, "userTask_correctMaterials", corrected);
		done(number, NORTH, "userTask_reviewQualification", Map.of("decision", "approve"));

		// when the third party verifies: 50×0.5 + 2×100/3×0.3 + 100×0.2 = 65
		done(number, EVALUATOR, "userTask_verifyLevel",
				Map.of("q01", "1", "q02", List.of("1", "2"), "q03", "1", "scenario_dock", "2", "scenario_spare", "0"));
		// then the level is its own table's
		Response score = this.rest.as(BUREAU).get("/api/applications/%s/score".formatted(number));
		assertThat(score.jsonPath().getString("score")).as(score.asString()).startsWith("65");
		assertThat(score.jsonPath().getInt("level")).isEqualTo(2);
		done(number, EVALUATOR, "userTask_confirmLevel", Map.of("decision", "approve"));
		done(number, "liushi-auditor-1", "userTask_auditExpenditure", Map.of("countedSoftware", "400000.40",
				"countedDevice", "150000.30", "countedOther", "0", "decision", "approve"));
		// and the subsidy: 25 % of 550,000.70 = 137,500.175
		assertThat(this.rest.as(BUREAU)
			.get("/api/applications/%s/calculation".formatted(number))
			.jsonPath()
			.getString("subsidy.subsidyAmount")).isEqualTo("137500.18");
		done(number, BUREAU, "userTask_publishNotice", shared("notice-publication"));
		// three workdays later the notice is over
		at("2025-06-06T00:00:01");
		fire(number, "timer_noticeOver");
		done(number, "liushi-finance-1", "userTask_preparePayment", shared("payment-preparation"));
		done(number, "liushi-finance-2", "userTask_approvePayment", shared("payment-approval"));
		done(number, "liushi-finance-1", "userTask_recordPayment",
				Map.of("voucherNumber", "LS-0001", "paidOn", "2025-06-06"));
		// then
		Response end = this.rest.as(ENTERPRISE).get("/api/applications/" + number);
		assertThat(end.jsonPath().getString("status")).isEqualTo("PAID");
		assertThat(end.jsonPath().getString("paidAmount")).isEqualTo("137500.18");
		assertThat(end.jsonPath().getList("openTasks")).isEmpty();
	}

	private static Map<String, Object> declaration() {
		Map<String, Object> answers = new LinkedHashMap<>();
		answers.put("contactName", "示例人");
		answers.put("contactPhone", "13800000000");
		answers.put("contactEmail", "a@example.com");
		answers.put("projectName", "船坞智能升级");
		answers.put("sector", "船舶");
		answers.put("totalInvestment", "600000");
		answers.put("softwareCost", "420000");
		answers.put("deviceCost", "180000");
		answers.put("bankAccountName", "陆市示例船舶有限公司");
		answers.put("bankName", "示例银行");
		answers.put("bankAccount", "6222000000000000");
		answers.put("q01", "2");
		answers.put("q02", List.of("1", "2", "3"));
		answers.put("q03", "1");
		answers.put("scenario_dock", "3");
		answers.put("scenario_spare", "1");
		answers.put("commitment", true);
		return answers;
	}

	/** A form every programme shares, answered as in another city's sample. */
	private static Map<String, Object> shared(String sample) {
		return CaseJourney.sample("hohhot-subsidy", sample);
	}

	private void enterprise(String creditCode, String by, int expected) {
		assertThat(json("admin")
			.body(Rest.json(Map.of("name", "陆市示例船舶有限公司", "legalRepresentative", "示例人", "address", "陆市北区1号", "district",
					"beiqu")))
			.put("/api/enterprises/" + creditCode)
			.statusCode()).isEqualTo(204);
		String account = """
				{"profile": {"id": "%s", "firstName": "陆市示例船舶有限公司", "lastName": "", "email": ""},
				"credentials": {"password": "%s"}}""".formatted(ENTERPRISE, Rest.PASSWORD);
		json("admin").body(account).post("/engine-rest/user/create");
		json("admin")
			.body(Rest.json(Map.of("id", "enterprise-" + creditCode, "name", "陆市示例船舶有限公司", "type", "enterprise")))
			.post("/engine-rest/group/create");
		for (String group : List.of("liushi-enterprise", "enterprise-" + creditCode)) {
			json("admin").put("/engine-rest/group/%s/members/%s".formatted(group, ENTERPRISE));
		}
		assertThat(json(by).put("/api/enterprises/%s/rosters/%s".formatted(creditCode, PROGRAMME)).statusCode())
			.isEqualTo(expected);
	}

	private Response start(String creditCode, String district) {
		return json(ENTERPRISE)
			.body(Rest.json(Map.of("programme", PROGRAMME, "creditCode", creditCode, "district", district,
					"contactName", "示例人", "contactPhone", "13800000000", "contactEmail", "a@example.com")))
			.post("/api/applications");
	}

	private void upload(String number) {
		Response uploaded = this.rest.as(ENTERPRISE)
			.multiPart("kind", "workReport")
			.multiPart("file", "report.pdf", CaseJourney.pdf(number), "application/pdf")
			.post("/api/applications/%s/materials".formatted(number));
		assertThat(uploaded.statusCode()).as(uploaded.asString()).isEqualTo(201);
	}

	private List<String> tasks(String number, String account) {
		return this.rest.as(account)
			.queryParam("processInstanceBusinessKey", number)
			.get("/engine-rest/task")
			.jsonPath()
			.getList("taskDefinitionKey", String.class);
	}

	private Response submit(String number, String account, String task, Map<String, Object> answers) {
		Response found = this.rest.as(account)
			.queryParam("processInstanceBusinessKey", number)
			.queryParam("taskDefinitionKey", task)
			.get("/engine-rest/task");
		assertThat(found.jsonPath().getList("$")).as("%s finds %s: %s", account, task, found.asString()).hasSize(1);
		return json(account).body(Rest.variables(answers))
			.post("/engine-rest/task/%s/submit-form".formatted(found.jsonPath().getString("[0].id")));
	}

	private void done(String number, String account, String task, Map<String, Object> answers) {
		Response response = submit(number, account, task, answers);
		assertThat(response.statusCode()).as("%s at %s: %s", account, task, response.asString()).isEqualTo(204);
	}

	private void fire(String number, String timer) {
		String job = this.jdbc.queryForObject("""
				select j.ID_ from ACT_RU_JOB j join ACT_RU_JOBDEF d on j.JOB_DEF_ID_ = d.ID_
				join ACT_RU_EXECUTION e on j.PROCESS_INSTANCE_ID_ = e.ID_
				where e.BUSINESS_KEY_ = ? and d.ACT_ID_ = ?""", String.class, number, timer);
		Response fired = json("admin").body("{}").post("/engine-rest/job/%s/execute".formatted(job));
		assertThat(fired.statusCode()).as(fired.asString()).isEqualTo(204);
	}

	private int groups() {
		return this.rest.as("admin").get("/engine-rest/group/count").jsonPath().getInt("count");
	}

	private Response deploy(Map<String, String> files) {
		RequestSpecification call = this.rest.as("admin").multiPart("deployment-name", "sixth city");
		files.forEach((name, content) -> call.multiPart(name, name, content.getBytes(StandardCharsets.UTF_8)));
		return call.post("/engine-rest/deployment/create");
	}

	private static Map<String, String> files() {
		try (Stream<Path> files = Files.list(FILES)) {
			Map<String, String> contents = new TreeMap<>();
			for (Path file : files.toList()) {
				contents.put(file.getFileName().toString(), Files.readString(file));
			}
			return contents;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private RequestSpecification json(String account) {
		return this.rest.as(account).contentType(ContentType.JSON);
	}

	private static void at(String localDateTime) {
		ClockUtil.setCurrentTime(Date.from(LocalDateTime.parse(localDateTime).atZone(WorkCalendar.ZONE).toInstant()));
	}

}
