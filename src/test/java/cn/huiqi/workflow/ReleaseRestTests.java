package cn.huiqi.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import cn.huiqi.application.Cases;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rules changed over HTTP while the program runs. What a test changes is set back after
 * it: all tests share one engine.
 */
@DatabaseTest
class ReleaseRestTests {

	private static final String PROGRAMME = "hohhot-subsidy.yml";

	private static final String RATE = "hohhot-subsidy-rate.dmn";

	private static final String REVIEW_FORM = "hohhot-subsidy-qualification-review.form";

	private static final String NOTICE_FORM = "notice-publication.form";

	private static final AtomicInteger minutes = new AtomicInteger();

	private static final String PROCESS = "hohhot-subsidy.bpmn";

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@Autowired
	Cases cases;

	@Autowired
	JdbcTemplate jdbc;

	private Rest rest;

	private boolean changed;

	@BeforeEach
	void onAWorkday() {
		this.rest = new Rest(this.port);
		aMinuteLater();
	}

	/** No two deployments are of one moment. */
	private void aMinuteLater() {
		this.journey.at(LocalDateTime.of(2025, 3, 3, 9, 0).plusMinutes(minutes.incrementAndGet()).toString());
	}

	@AfterEach
	void asPackaged() {
		if (this.changed) {
			Map<String, String> files = new LinkedHashMap<>();
			packaged().forEach((name, file) -> files.put(name, text(file)));
			assertThat(deploy("admin", files).statusCode()).isEqualTo(200);
			assertThat(resourcesOf(latestRelease())).isEqualTo(files);
		}
		this.journey.reset();
	}

	@Test
	void makesWholeReleaseOfOneTable() {
		// given the rate table with another cap
		String table = changedRate();
		// when an analyst deploys it alone
		Response response = deployForGood("analyst", Map.of(RATE, table));
		// then a new release holds it and everything else as it was
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
		String deployment = response.jsonPath().getString("id");
		Map<String, String> resources = resourcesOf(deployment);
		assertThat(resources.keySet()).isEqualTo(packaged().keySet());
		packaged().forEach((name, file) -> assertThat(resources.get(name)).as(name)
			.isEqualTo(name.equals(RATE) ? table : text(file)));
		// and it is the release in use
		assertThat(latestRelease()).isEqualTo(deployment);
		assertThat(this.jdbc.queryForObject("select deployed_by from workflow_release where deployment_id = ?",
				String.class, deployment))
			.isEqualTo("analyst");
	}

	@Test
	void judgesOpenApplicationByRulesItBeganWith() {
		// given an application opened before the cap of level 2 falls to 300000 yuan
		Journey.Party before = this.journey.newEnterprise();
		String old = this.journey.start(before);
		assertThat(deployForGood("analyst", Map.of(RATE, changedRate())).statusCode()).isEqualTo(200);
		// and one opened after
		String young = this.journey.audited(this.journey.newEnterprise());
		// when the old one comes to its subsidy
		this.journey.complete(old, "userTask_declareProject", before.account(), "declaration");
		this.journey.supervised(old);
		this.journey.complete(old, "userTask_reviewQualification", "hohhot-bureau-1", "qualification-approve");
		this.journey.complete(old, "userTask_verifyLevel", "hohhot-evaluator-1", "verification");
		this.journey.complete(old, "userTask_confirmLevel", "hohhot-evaluator-1", "level-confirmation");
		this.journey.complete(old, "userTask_auditExpenditure", "hohhot-auditor-1", "expenditure");
		// then 70 % of 473360.50 are under the old cap of 350000 and over the new
		assertThat(this.cases.get(old).figures().subsidyAmount()).isEqualByComparingTo("331352.35");
		assertThat(this.cases.get(young).figures().subsidyAmount()).isEqualByComparingTo("300000.00");
	}

	@Test
	void asksOpenApplicationForTheMaterialsItBeganWith() {
		// given an application opened before another material is asked for
		String old = this.journey.start(this.journey.newEnterprise());
		String programme = text(packaged().get(PROGRAMME)).replace("materials:\n",
				"materials:\n  - {kind: energyReport, label: 能耗报告, required: true, types: [pdf], by: 申报企业}\n");
		Response deployed = deployForGood("admin", Map.of(PROGRAMME, programme));
		assertThat(deployed.statusCode()).as(deployed.asString()).isEqualTo(200);
		// and one opened after
		String young = this.journey.start(this.journey.newEnterprise());
		// then only the younger is asked for it
		assertThat(askedOf(old)).hasSize(11).doesNotContain("energyReport");
		assertThat(askedOf(young)).hasSize(12).contains("energyReport");
	}

	private List<String> askedOf(String number) {
		return this.rest.as("hohhot-bureau-1")
			.get("/api/applications/" + number + "/materials")
			.jsonPath()
			.getList("asked.kind");
	}

	@Test
	void holdsConditionAndListOfDeployedForm() {
		// given a review that asks for concerns where there are some, and lists the
		// checks
		// made
		String form = text(packaged().get(REVIEW_FORM)).replaceFirst("\"components\"\\s*:\\s*\\[", """
				"components": [
				{"type":"radio","id":"r","key":"hasConcern","label":"是否存疑","validate":{"required":true},
				"values":[{"value":"yes","label":"是"},{"value":"no","label":"否"}]},
				{"type":"textfield","id":"t","key":"concern","label":"疑点","validate":{"required":true},
				"conditional":{"hide":"=hasConcern != \\\\"yes\\\\""}},
				{"type":"dynamiclist","id":"l","path":"checks","label":"核查","isRepeating":true,"allowAddRemove":true,
				"disableCollapse":true,"properties":{"minRows":"1","maxRows":"3"},"components":[
				{"type":"number","id":"n","key":"amount","label":"金额","decimalDigits":2,
				"validate":{"required":true,"min":0,"max":100}}]},""");
		Response deployed = deployForGood("analyst", Map.of(REVIEW_FORM, form));
		assertThat(deployed.statusCode()).as(deployed.asString()).isEqualTo(200);
		String number = this.journey.declared(this.journey.newEnterprise());
		String task = this.journey.task(number, "userTask_reviewQualification").getId();
		// then the list is there, and empty
		assertThat(this.rest.as("hohhot-bureau-1")
			.get("/engine-rest/task/" + task + "/form-variables?deserializeValues=false")
			.jsonPath()
			.getString("checks.value")).isEqualTo("[]");
		// when what became visible is left out and a row is wrong, on either path
		Rest.Session session = this.rest.login("hohhot-bureau-1");
		Map<String, Object> answers = Journey.sample("qualification-approve");
		answers.put("hasConcern", "yes");
		answers.put("checks", List.of(Map.of("amount", 0.1), Map.of("amount", "100.01", "level", 4)));
		for (RequestSpecification caller : List.of(this.rest.as("hohhot-bureau-1").basePath("/engine-rest"),
				session.call().basePath(Rest.WEBAPP_ENGINE))) {
			Response response = caller.contentType("application/json")
				.body(Rest.variables(answers))
				.post("/task/" + task + "/submit-form");
			// then all of it is told
			assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
			assertThat(response.jsonPath().getString("message"))
				.contains("concern：「疑点」不能为空；checks[2].level：第2行表单中没有此项，不能提交；checks[2].amount：第2行「金额」不大于100");
		}
		// and when it is mended, what is hidden again is not kept, and amounts are exact
		answers.put("hasConcern", "no");
		answers.put("concern", "已不存在");
		Map<String, Object> variables = Rest.typed(answers);
		variables.put("checks", Map.of("type", "Json", "value", "[{\"amount\":0.1},{\"amount\":99.99}]"));
		Response response = session.call()
			.contentType("application/json")
			.body(Rest.json(Map.of("variables", variables)))
			.post(Rest.WEBAPP_ENGINE + "/task/" + task + "/submit-form");
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(204);
		String kept = this.jdbc.queryForObject(
				"select answers from application_submission where application_number = ? and form = ?", String.class,
				number, "hohhot-subsidy-qualification-review");
		assertThat(kept).contains("\"checks\":[{\"amount\":0.1},{\"amount\":99.99}]")
			.doesNotContain("\"concern\"", "已不存在");
	}

	@Test
	void usesChangedFormForNextApplicationOnly() {
		// given a notice whose title may have ten characters only
		String old = this.journey.audited(this.journey.newEnterprise());
		String form = text(packaged().get(NOTICE_FORM)).replaceFirst("\"maxLength\"\\s*:\\s*200", "\"maxLength\": 10");
		assertThat(form).isNotEqualTo(text(packaged().get(NOTICE_FORM)));
		assertThat(deployForGood("analyst", Map.of(NOTICE_FORM, form)).statusCode()).isEqualTo(200);
		String young = this.journey.audited(this.journey.newEnterprise());
		// when both are published under the same long title
		Response first = publish(old);
		Response second = publish(young);
		// then
		assertThat(first.statusCode()).as(first.asString()).isEqualTo(204);
		assertThat(second.statusCode()).isEqualTo(400);
		assertThat(second.jsonPath().getString("message")).contains("noticeTitle", "不超过10字");
	}

	@Test
	void changesNothingWhereNothingDiffers() {
		// when the table in use is deployed once more
		Response response = deployForGood("analyst", Map.of(RATE, text(packaged().get(RATE))));
		// then the release in use is whole, and what it was
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
		assertThat(resourcesOf(latestRelease()).keySet()).isEqualTo(packaged().keySet());
		assertThat(resourcesOf(latestRelease())).containsEntry(RATE, text(packaged().get(RATE)));
	}

	@Test
	void takesRulesUpAgainThatWereLeftMeanwhile() {
		// given a cap that fell, and was set back by a deployment of another name
		assertThat(deployForGood("analyst", Map.of(RATE, changedRate())).statusCode()).isEqualTo(200);
		assertThat(deploy("analyst", "back", Map.of(RATE, text(packaged().get(RATE)))).statusCode()).isEqualTo(200);
		assertThat(resourcesOf(latestRelease())).containsEntry(RATE, text(packaged().get(RATE)));
		// when the very deployment of before is made again
		Response response = deploy("analyst", Map.of(RATE, changedRate()));
		// then the cap has fallen again, for the next application too
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
		assertThat(resourcesOf(latestRelease())).containsEntry(RATE, changedRate());
		String number = this.journey.audited(this.journey.newEnterprise());
		assertThat(this.cases.get(number).figures().subsidyAmount()).isEqualByComparingTo("300000.00");
	}

	@Test
	void setsRulesBackToPackage() {
		// given a cap that fell
		assertThat(deployForGood("analyst", Map.of(RATE, changedRate())).statusCode()).isEqualTo(200);
		// when the original is deployed under the name and source that the program uses
		// itself
		aMinuteLater();
		Response response = this.rest.as("analyst")
			.multiPart("deployment-name", "huiqi")
			.multiPart("deployment-source", "package")
			.multiPart(RATE, RATE, text(packaged().get(RATE)).getBytes(StandardCharsets.UTF_8))
			.post("/engine-rest/deployment/create");
		// then it is in use again
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
		assertThat(resourcesOf(latestRelease())).containsEntry(RATE, text(packaged().get(RATE)));
		String number = this.journey.audited(this.journey.newEnterprise());
		assertThat(this.cases.get(number).figures().subsidyAmount()).isEqualByComparingTo("331352.35");
	}

	@ParameterizedTest
	@CsvSource({ "true,false", "true,true", "false,true" })
	void makesWholeReleaseWhateverFilteringIsAskedFor(String duplicates, String changedOnly) {
		// when Modeler's options about duplicates come with the table
		this.changed = true;
		aMinuteLater();
		Response response = this.rest.as("analyst")
			.multiPart("deployment-name", "rules")
			.multiPart("enable-duplicate-filtering", duplicates)
			.multiPart("deploy-changed-only", changedOnly)
			.multiPart(RATE, RATE, changedRate().getBytes(StandardCharsets.UTF_8))
			.post("/engine-rest/deployment/create");
		// then
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
		assertThat(resourcesOf(latestRelease()).keySet()).isEqualTo(packaged().keySet());
		assertThat(resourcesOf(latestRelease())).containsEntry(RATE, changedRate());
	}

	@Test
	void letsAdministratorDeployModel() {
		// given the programme's model under another name of its version
		String model = text(packaged().get(PROCESS)).replaceFirst("camunda:versionTag=\"[^\"]+\"",
				"camunda:versionTag=\"hohhot-subsidy-guide-2025\"");
		// when
		Response response = deployForGood("admin", Map.of(PROCESS, model));
		// then the next application runs on it
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
		String number = this.journey.start(this.journey.newEnterprise());
		assertThat(this.jdbc.queryForObject("select D.VERSION_TAG_ from ACT_RE_PROCDEF D join ACT_RU_EXECUTION E"
				+ " on E.PROC_DEF_ID_ = D.ID_ where E.BUSINESS_KEY_ = ?", String.class, number))
			.isEqualTo("hohhot-subsidy-guide-2025");
	}

	static Stream<Arguments> brokenFiles() {
		String rate = text(packaged().get(RATE));
		String form = text(packaged().get(NOTICE_FORM));
		return Stream.of(
				// a cell that is no FEEL
				Arguments.of(RATE, rate.replace("<text>[0..1]</text>", "<text>[0..</text>"), "rule_belowLevel2"),
				Arguments.of(RATE, rate.replace("<text>350000</text>", "<text>35万 元 +</text>"), "rule_level2"),
				// an input that is no FEEL
				Arguments.of(RATE, rate.replace("<text>level</text>", "<text>level +</text>"), "level"),
				// a rule that cites nothing
				Arguments.of(RATE,
						rate.replaceFirst("(?s)(<rule id=\"rule_level3\">\\s*)<description>.*?</description>", "$1"),
						"rule_level3"),
				// an order of rules that nobody reads
				Arguments.of(RATE, rate.replace("<decisionTable id=", "<decisionTable hitPolicy=\"FIRST\" id="),
						"decisionTable_hohhot-subsidy-rate"),
				// no version, no time to live
				Arguments.of(RATE, rate.replaceFirst(" camunda:versionTag=\"[^\"]+\"", ""), "hohhot-subsidy-rate"),
				Arguments.of(RATE, rate.replaceFirst(" camunda:historyTimeToLive=\"[^\"]+\"", ""),
						"hohhot-subsidy-rate"),
				// another name than its file's
				Arguments.of("hohhot-rates.dmn", rate, "hohhot-subsidy-rate"),
				// no table at all
				Arguments.of(RATE, rate.substring(0, rate.length() / 2), "not DMN"),
				Arguments.of(RATE, "nonsense", "not DMN"), Arguments.of(RATE, "", "not DMN"),
				Arguments.of(RATE, form, "not DMN"),
				// what reads files of the machine
				Arguments.of(RATE,
						rate.replaceFirst("<definitions",
								"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><definitions"),
						"not DMN"),
				// forms
				Arguments.of(NOTICE_FORM, "{", "not JSON"), Arguments.of(NOTICE_FORM, "{}", "components"),
				Arguments.of(NOTICE_FORM,
						form.replaceFirst("\"type\"\\s*:\\s*\"textfield\"", "\"type\":\"filepicker\""), "filepicker"),
				Arguments.of(NOTICE_FORM, form.replaceFirst("\"key\"\\s*:\\s*\"noticeTitle\"", "\"key\":\"\""),
						"without a key"),
				Arguments.of(NOTICE_FORM,
						form.replaceFirst("\"key\"\\s*:\\s*\"noticeTitle\"", "\"key\":\"alsoNotice\""), "alsoNotice"),
				Arguments.of("other.form", form, "notice-publication"));
	}

	@ParameterizedTest
	@MethodSource("brokenFiles")
	void refusesBrokenFileWithFileElementAndCause(String file, String content, String element) {
		// given
		Stored before = Stored.in(this.jdbc);
		// when
		Response response = deploy("analyst", Map.of(file, content));
		this.changed |= response.statusCode() == 200;
		// then it says where and why, and nothing was deployed
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
		String message = response.jsonPath().getString("message");
		assertThat(message).contains(file).contains(element);
		assertThat(message).doesNotContain("root:", "cn.huiqi", "\tat ");
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	static Stream<Arguments> brokenModels() {
		String model = text(packaged().get(PROCESS));
		return Stream.of(
				Arguments.of(model.replace("${scoreSelfAssessmentDelegate}", "${nowhereDelegate}"),
						"serviceTask_scoreSelfAssessment"),
				Arguments.of(model.replace("camunda:delegateExpression=\"${calculateSubsidyDelegate}\"",
						"camunda:class=\"java.lang.Object\""), "serviceTask_calculateSubsidy"),
				Arguments.of(
						model.replace("camunda:delegateExpression=\"${calculateSubsidyDelegate}\"",
								"camunda:expression=\"${calculateSubsidyDelegate.execute(execution)}\""),
						"serviceTask_calculateSubsidy"),
				Arguments.of(model.replace("camunda:formRef=\"hohhot-subsidy-declaration\"",
						"camunda:formRef=\"nowhere-form\""), "nowhere-form"),
				Arguments.of(model.replaceFirst("camunda:decisionRef=\"hohhot-subsidy-rate\"",
						"camunda:decisionRef=\"nowhere-rate\""), "nowhere-rate"),
				Arguments.of(model.replaceFirst("camunda:decisionRefBinding=\"deployment\"",
						"camunda:decisionRefBinding=\"latest\""), "businessRuleTask_"),
				Arguments.of(model.replaceFirst("camunda:calledElementBinding=\"deployment\"",
						"camunda:calledElementBinding=\"latest\""), "callActivity_"),
				Arguments.of(model.replaceFirst("calledElement=\"expenditure-audit\"", "calledElement=\"nowhere\""),
						"callActivity_auditExpenditure"),
				Arguments.of(model.replaceFirst("\\$\\{subsidyDue}", "\\${subsidyDue and level > 2}"), "flow_"),
				Arguments.of(model.replace("</bpmn:process>", ""), "not BPMN"), Arguments.of("", "not BPMN"));
	}

	@ParameterizedTest
	@MethodSource("brokenModels")
	void refusesBrokenModelWithFileElementAndCause(String content, String element) {
		// given
		assertThat(content).isNotEqualTo(text(packaged().get(PROCESS)));
		Stored before = Stored.in(this.jdbc);
		// when even the administrator deploys it
		Response response = deploy("admin", Map.of(PROCESS, content));
		this.changed |= response.statusCode() == 200;
		// then
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
		assertThat(response.jsonPath().getString("message")).contains(PROCESS).contains(element);
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void refusesWholeUploadForOneBrokenFile() {
		// given a sound table beside a broken form
		Stored before = Stored.in(this.jdbc);
		// when
		Response response = deploy("analyst", Map.of(RATE, changedRate(), NOTICE_FORM, "{}"));
		this.changed |= response.statusCode() == 200;
		// then
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void tellsFaultsOfAllFilesTogether() {
		// when two broken files are deployed
		Response response = deploy("analyst", Map.of(RATE, "nonsense", NOTICE_FORM, "{}"));
		// then
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.jsonPath().getString("message")).contains(RATE, NOTICE_FORM);
	}

	@ParameterizedTest
	@ValueSource(strings = { "analyst", "admin" })
	void deploysForNoTenant(String account) {
		// given
		Stored before = Stored.in(this.jdbc);
		// when a sound table is deployed beside the release in use
		Response response = this.rest.as(account)
			.multiPart("deployment-name", "x")
			.multiPart("tenant-id", "t1")
			.multiPart("data", RATE, changedRate().getBytes(StandardCharsets.UTF_8), "text/xml")
			.post("/engine-rest/deployment/create");
		// then
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
		assertThat(response.jsonPath().getString("message")).contains("tenant-id");
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "hohhot-subsidy.bpmn", "hohhot-subsidy.yml", "new.bpmn", "new.bpmn20.xml", "new.cmmn",
			"new.groovy", "new.js", "new.txt", "hohhot-subsidy.BPMN", "new.dmn11.xml", "new" })
	void letsAnalystDeployTablesAndFormsOnly(String file) {
		// given
		String content = packaged().containsKey(file) ? text(packaged().get(file)) + "\n"
				: text(packaged().get(PROCESS));
		Stored before = Stored.in(this.jdbc);
		// when an analyst deploys something else, alone or beside a table
		for (Map<String, String> files : List.of(Map.of(file, content), Map.of(file, content, RATE, changedRate()))) {
			Response response = deploy("analyst", files);
			this.changed |= response.statusCode() == 200;
			// then
			assertThat(response.statusCode()).as(response.asString()).isEqualTo(403);
			assertThat(response.jsonPath().getString("message")).contains(file).matches("(?s).*\\p{IsHan}.*");
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "hohhot-bureau-1", "hohhot-enterprise-1", "hohhot-evaluator-1", "hohhot-finance-1", "system" })
	void letsNoParticipantDeploy(String account) {
		// given
		Stored before = Stored.in(this.jdbc);
		// when
		Response response = deploy(account, Map.of(RATE, changedRate()));
		this.changed |= response.statusCode() == 200;
		// then
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(403);
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void refusesFileNamedWithPath() {
		// given
		Stored before = Stored.in(this.jdbc);
		// when a table is deployed under a path, which would stand beside the one in use
		for (String name : List.of("dmn/" + RATE, "../" + RATE, "/tmp/" + RATE)) {
			Response response = deploy("admin", Map.of(name, changedRate()));
			this.changed |= response.statusCode() == 200;
			// then
			assertThat(response.statusCode()).as(name + " " + response.asString()).isEqualTo(400);
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void keepsReleasesFromBeingDeletedByAnalyst() {
		// given
		String deployment = this.rest.as("analyst").get("/engine-rest/deployment").jsonPath().getString("[0].id");
		Stored before = Stored.in(this.jdbc);
		// when
		Response delete = this.rest.as("analyst").delete("/engine-rest/deployment/" + deployment + "?cascade=true");
		// then
		assertThat(delete.statusCode()).as(delete.asString()).isIn(403, 409);
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void refusesDeploymentWithoutFiles() {
		// given
		Stored before = Stored.in(this.jdbc);
		// when
		Response response = this.rest.as("analyst")
			.multiPart("deployment-name", "leer")
			.post("/engine-rest/deployment/create");
		// then
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void takesNothingPastTheGateByRedeploying() {
		// given two releases
		assertThat(deployForGood("analyst", Map.of(RATE, changedRate())).statusCode()).isEqualTo(200);
		String first = this.jdbc.queryForObject(
				"select deployment_id from workflow_release where id = (select min(id) from workflow_release)",
				String.class);
		Long releases = this.jdbc.queryForObject("select count(*) from workflow_release", Long.class);
		Long deployments = this.jdbc.queryForObject("select count(*) from ACT_RE_DEPLOYMENT", Long.class);
		// when files of the first are deployed again
		for (String body : List.of("{}", "{\"resourceNames\":[\"" + PROCESS + "\"]}",
				"{\"resourceNames\":[\"" + RATE + "\"]}")) {
			Response response = this.rest.as("analyst")
				.contentType("application/json")
				.body(body)
				.post("/engine-rest/deployment/" + first + "/redeploy");
			// then it is refused, or makes a whole release like any other
			assertThat(response.statusCode()).as(response.asString()).isIn(200, 400, 403);
			if (response.statusCode() == 200) {
				assertThat(resourcesOf(response.jsonPath().getString("id")).keySet()).isEqualTo(packaged().keySet());
			}
		}
		long more = this.jdbc.queryForObject("select count(*) from workflow_release", Long.class) - releases;
		assertThat(this.jdbc.queryForObject("select count(*) from ACT_RE_DEPLOYMENT", Long.class) - deployments)
			.isEqualTo(more);
	}

	private Response publish(String number) {
		return this.rest.as("hohhot-bureau-1")
			.contentType("application/json")
			.body(Rest.variables(Journey.sample("notice-publication")))
			.post("/engine-rest/task/" + this.journey.task(number, "userTask_publishNotice").getId() + "/complete");
	}

	private Response deployForGood(String account, Map<String, String> files) {
		this.changed = true;
		return deploy(account, files);
	}

	private Response deploy(String account, Map<String, String> files) {
		return deploy(account, "rules", files);
	}

	private Response deploy(String account, String name, Map<String, String> files) {
		aMinuteLater();
		RequestSpecification request = this.rest.as(account)
			.multiPart("deployment-name", name)
			.multiPart("deployment-source", "Camunda Modeler");
		files.forEach((file, content) -> request.multiPart(file, file, content.getBytes(StandardCharsets.UTF_8),
				"application/octet-stream"));
		return request.post("/engine-rest/deployment/create");
	}

	private String latestRelease() {
		return String.valueOf(this.jdbc.queryForObject(
				"select deployment_id from workflow_release where id = (select max(id) from workflow_release)",
				String.class));
	}

	private Map<String, String> resourcesOf(String deployment) {
		Map<String, String> contents = new TreeMap<>();
		this.jdbc.query("select NAME_, BYTES_ from ACT_GE_BYTEARRAY where DEPLOYMENT_ID_ = ?", (row) -> {
			contents.put(row.getString(1), new String(row.getBytes(2), StandardCharsets.UTF_8));
		}, deployment);
		return contents;
	}

	private static String changedRate() {
		String rate = text(packaged().get(RATE));
		String changed = rate.replace("<text>350000</text>", "<text>300000</text>");
		assertThat(changed).isNotEqualTo(rate);
		return changed;
	}

	private static Map<String, Path> packaged() {
		Map<String, Path> files = new TreeMap<>();
		for (String folder : List.of("processes", "dmn", "forms", "src/test/resources/processes",
				"src/test/resources/dmn", "src/test/resources/forms")) {
			try (Stream<Path> found = Files.walk(Path.of(folder))) {
				found.filter(Files::isRegularFile).forEach((file) -> files.put(file.getFileName().toString(), file));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return files;
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
