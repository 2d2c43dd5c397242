package cn.huiqi.portal;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import cn.huiqi.access.Accounts;
import cn.huiqi.core.CreditCode;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@DatabaseTest
class MyWorkRestTests {

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@Autowired
	Accounts accounts;

	@Autowired
	Enterprises enterprises;

	@Autowired
	RuntimeService runtime;

	@Autowired
	TaskService tasks;

	private Rest rest;

	@BeforeEach
	void onAMonday() {
		this.rest = new Rest(this.port);
		this.journey.at("2025-03-03T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void showsAnEnterpriseItsOwnTasksOnly() {
		// given two enterprises, one of them with a correction due next Monday
		Journey.Party party = this.journey.newEnterprise();
		Journey.Party other = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		this.journey.complete(number, "userTask_reviewQualification", "hohhot-bureau-1", "qualification-return");
		this.journey.start(other);
		// when it asks
		JsonPath found = tasks(party.account(), "size=20");
		// then it finds its task, with all there is to know
		assertThat(found.getList("items.number")).containsExactly(number);
		Map<String, Object> item = found.getMap("items[0]");
		assertThat(item).containsEntry("task", "补正材料")
			.containsEntry("stage", "补正")
			.containsEntry("round", 1)
			.containsEntry("creditCode", party.creditCode().value())
			.containsEntry("assignee", party.account())
			.containsEntry("mine", true)
			.containsEntry("overdue", false)
			.containsEntry("due", "2025-03-10T15:59:59Z");
		assertThat(found.getInt("total")).isOne();
		// and no filter for officials
		assertThat(found.getMap("counts")).containsOnlyKeys("mine", "group", "week", "overdue")
			.containsEntry("week", 0)
			.containsEntry("mine", 1);
		assertThat(this.rest.as(party.account()).get("/api/me/tasks?filter=enterprise").statusCode()).isEqualTo(403);
		// when the week of the due date has come
		this.journey.at("2025-03-10T09:00:00");
		// then it is due this week; a day later it is overdue
		assertThat(tasks(party.account(), "filter=week").getList("items.number")).containsExactly(number);
		this.journey.at("2025-03-11T00:00:00");
		assertThat(tasks(party.account(), "filter=week").getList("items.number")).isEmpty();
		assertThat(tasks(party.account(), "filter=overdue").getList("items.overdue")).containsExactly(true);
	}

	@Test
	void showsADistrictItsAreaOnly() {
		// given a case in each of two districts
		String east = trial("jiashi", "dongqu", 910001);
		String west = trial("jiashi", "xiqu", 910002);
		String elsewhere = trial("yishi", "nanqu", 910003);
		// then the officials of one find their own review, and what the enterprise has to
		// do there
		assertThat(tasks("jiashi-district-dongqu-1", "size=200&q=" + east).getList("items.task"))
			.containsExactly("审查试用事项");
		assertThat(tasks("jiashi-district-dongqu-1", "size=200&q=" + east).getString("items[0].districtName"))
			.isEqualTo("东区");
		assertThat(tasks("jiashi-district-dongqu-1", "size=200&filter=enterprise").getList("items.number"))
			.contains(east)
			.doesNotContain(west, elsewhere);
		for (String other : List.of(west, elsewhere)) {
			for (String filter : List.of("mine", "group", "week", "overdue", "enterprise")) {
				assertThat(tasks("jiashi-district-dongqu-1", "filter=" + filter + "&q=" + other).getInt("total"))
					.as(filter)
					.isZero();
			}
		}
		// and the bureau finds both districts', of its own authority
		assertThat(tasks("jiashi-bureau-1", "size=200&filter=enterprise").getList("items.number")).contains(east, west)
			.doesNotContain(elsewhere);
		// and an expert what he has a part in, an administrator all
		assertThat(tasks("jiashi-expert-2", "filter=enterprise").getInt("total")).isZero();
		assertThat(tasks("admin", "filter=enterprise&q=" + elsewhere).getInt("total")).isOne();
		// and somebody without groups nothing
		assertThat(tasks("system", "size=20").getList("items")).isEmpty();
		// and the diagram is shown to whoever sees the case
		assertThat(diagram("jiashi-district-dongqu-1", east).statusCode()).isEqualTo(200);
		assertThat(diagram("jiashi-district-dongqu-1", west).statusCode()).isEqualTo(404);
		assertThat(diagram("jiashi-bureau-1", elsewhere).statusCode()).isEqualTo(404);
	}

	@Test
	void findsByNumberNameAndCodeAndSortsAndPages() {
		// given three applications of three days, the first of them taken
		Journey.Party first = this.journey.newEnterprise();
		String one = this.journey.declared(first);
		this.journey.at("2025-03-04T10:00:00");
		String two = this.journey.declared(this.journey.newEnterprise());
		this.journey.at("2025-03-05T10:00:00");
		String three = this.journey.declared(this.journey.newEnterprise());
		this.journey.as("hohhot-bureau-2");
		this.tasks.claim(this.journey.task(one, "userTask_reviewQualification").getId(), "hohhot-bureau-2");
		this.journey.as("hohhot-bureau-1");
		// then each is found by its number in small letters and by its code
		assertThat(tasks("hohhot-bureau-1", "q=" + two.toLowerCase()).getList("items.number")).containsExactly(two);
		assertThat(tasks("hohhot-bureau-1", "q=" + first.creditCode().value()).getList("items.number"))
			.containsExactly(one);
		// and by a part of its name, in which a percent sign is one
		String name = tasks("hohhot-bureau-1", "q=" + one).getString("items[0].enterprise");
		assertThat(tasks("hohhot-bureau-1", "q=" + name.substring(1)).getList("items.number")).contains(one);
		assertThat(tasks("hohhot-bureau-1", "q=%25").getInt("total")).isZero();
		// and the oldest comes first, page by page
		List<String> numbers = tasks("hohhot-bureau-1", "size=200").getList("items.number");
		assertThat(numbers).containsSubsequence(one, two, three);
		assertThat(page("hohhot-bureau-1", numbers.indexOf(two)).getList("items.number")).containsExactly(two);
		assertThat(tasks("hohhot-bureau-1", "programme=hohhot-subsidy&stage=资格审查&q=" + three).getInt("total")).isOne();
		assertThat(tasks("hohhot-bureau-1", "stage=资金拨付&q=" + three).getInt("total")).isZero();
		// and what a colleague has taken is his
		assertThat(tasks("hohhot-bureau-1", "filter=mine&q=" + one).getInt("total")).isZero();
		assertThat(tasks("hohhot-bureau-2", "filter=mine&q=" + one).getList("items.assignee"))
			.containsExactly("hohhot-bureau-2");
	}

	@ParameterizedTest
	@CsvSource({ "filter=all,filter", "sort=name,sort", "page=-1,page", "page=x,page", "size=0,size", "size=201,size",
			"programme=nowhere,programme", "q=a%07b,q", "district=%01,district", "filter=MINE,filter" })
	void refusesParametersThatMeanNothing(String query, String field) {
		// when
		Response answer = this.rest.as("hohhot-bureau-1").urlEncodingEnabled(false).get("/api/me/tasks?" + query);
		// then
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.contentType()).startsWith("application/problem+json");
		assertThat(answer.jsonPath().getList("errors.field")).containsExactly(field);
	}

	@Test
	void drawsWhereACaseStandsInTheCalledProcessToo() {
		// given a returned application
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		this.journey.complete(number, "userTask_reviewQualification", "hohhot-bureau-1", "qualification-return");
		// when
		JsonPath found = diagram(party.account(), number).jsonPath();
		// then
		assertThat(found.getList("diagrams.processKey")).containsExactly("hohhot-subsidy", "material-correction");
		// the supervising body is done, and waits for the bureau
		assertThat(found.getList("diagrams[0].active")).containsExactlyInAnyOrder("callActivity_correctDeclaration",
				"gateway_beforeAssessment");
		assertThat(found.getList("diagrams[0].finished", String.class)).contains("userTask_declareProject",
				"userTask_reviewQualification");
		assertThat(found.getString("diagrams[1].calledBy")).isEqualTo("callActivity_correctDeclaration");
		assertThat(found.getList("diagrams[1].active", String.class)).contains("userTask_correctMaterials",
				"userTask_followCorrection");
		assertThat(found.getString("diagrams[1].xml")).contains("<bpmndi:BPMNDiagram");
	}

	@Test
	void sendsWhoeverIsNotLoggedInToOurLoginPage() {
		// when
		Response page = this.rest.anonymous().get("/my/applications/HH-2025-000001");
		// then he comes back after it
		assertThat(page.statusCode()).isEqualTo(302);
		assertThat(page.header("Location")).endsWith("/my/login?next=%2Fmy%2Fapplications%2FHH-2025-000001");
		assertThat(this.rest.anonymous().get("/my/login").statusCode()).isEqualTo(200);
		assertThat(this.rest.anonymous().get("/my/tasks").header("Location")).endsWith("/my/login?next=%2Fmy%2Ftasks");
		// and whoever is sees the page
		assertThat(this.rest.login("hohhot-bureau-1").call().get("/my/tasks").statusCode()).isEqualTo(200);
	}

	private JsonPath tasks(String account, String query) {
		Response answer = this.rest.as(account).get("/api/me/tasks?page=0&" + query);
		assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
		return answer.jsonPath();
	}

	private JsonPath page(String account, int page) {
		return this.rest.as(account).get("/api/me/tasks?size=1&page=" + page).jsonPath();
	}

	private Response diagram(String account, String number) {
		return this.rest.as(account).get("/api/applications/" + number + "/diagram");
	}

	/** A case in a district of an invented authority. */
	private String trial(String authority, String district, int number) {
		CreditCode code = Journey.creditCode(number - 860000);
		this.enterprises.register(new Enterprise(code, "分区企业" + number, "测试人", "测试地址", district));
		this.enterprises.putOnRoster(code, authority + "-trial");
		String account = authority + "-enterprise-" + number;
		this.accounts.ensure(account, "分区企业" + number,
				new LinkedHashSet<>(List.of(authority + "-enterprise", Enterprise.groupOf(code))));
		Map<String, Object> fields = new LinkedHashMap<>(Journey.sample("start"));
		fields.put("creditCode", code.value());
		fields.put("district", district);
		this.journey.as(account);
		return this.runtime.createProcessInstanceByKey(authority + "-trial")
			.setVariables(fields)
			.execute()
			.getBusinessKey();
	}

}
