package cn.huiqi.workflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The form contract over HTTP: the same rules, told in the same words, on every path.
 */
@DatabaseTest
class FormRestTests {

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

	@Test
	void namesEveryFieldThatIsMissingOnEveryPath() throws IOException {
		// given a declaration of which nothing is filled in
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.start(party);
		String task = this.journey.task(number, "userTask_declareProject").getId();
		List<String> required = required("hohhot-subsidy-declaration");
		assertThat(required).hasSizeGreaterThan(50);
		Rest.Session session = this.rest.login(party.account());
		Stored before = Stored.in(this.jdbc);
		for (String route : List.of("complete", "submit-form")) {
			// when it is handed in, with a key more, by a program and from Tasklist
			Map<String, Object> answers = Map.of("approved", true);
			Response program = post(this.rest.as(party.account()), "/engine-rest/task/" + task + "/" + route, answers);
			Response tasklist = post(session.call(), Rest.WEBAPP_ENGINE + "/task/" + task + "/" + route, answers);
			// then everything is named at once, in the same words
			for (Response response : List.of(program, tasklist)) {
				assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
				assertThat(response.jsonPath().getString("message")).contains(required)
					.contains("approved：表单中没有此项，不能提交", "commitment：「");
			}
			assertThat(program.jsonPath().getString("message")).isEqualTo(tasklist.jsonPath().getString("message"));
		}
		// and nothing is stored
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void namesEveryFieldThatIsMissingAtTheStart() throws IOException {
		// given an enterprise that says nothing but what it applies for
		Journey.Party party = this.journey.newEnterprise();
		List<String> required = required("hohhot-subsidy-start");
		assertThat(required).contains("creditCode", "contactPhone");
		// when it starts over our API
		Response response = this.rest.as(party.account())
			.contentType("application/json")
			.body(Rest.json(Map.of("programme", Journey.PROGRAMME, "level", 4)))
			.post("/api/applications");
		// then every field is named, each in an entry of its own
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
		assertThat(response.jsonPath().getList("errors.field", String.class)).containsAll(required).contains("level");
		// and over the engine's
		Response engine = post(this.rest.as(party.account()),
				"/engine-rest/process-definition/key/" + Journey.PROGRAMME + "/start", Map.of("level", 4));
		assertThat(engine.statusCode()).as(engine.asString()).isEqualTo(400);
		assertThat(engine.jsonPath().getString("message")).contains(required).contains("level");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"Json\",\"value\":\"[\"}", "{\"type\":\"Json\",\"value\":\"{}\"}",
			"{\"type\":\"Json\",\"value\":null}", "{\"type\":\"Xml\",\"value\":\"<a/>\"}",
			"{\"type\":\"Bytes\",\"value\":\"AAAA\"}", "{\"type\":\"Bytes\",\"value\":\"!\"}",
			"{\"type\":\"File\",\"value\":\"AAAA\",\"valueInfo\":{\"filename\":\"a.txt\"}}",
			"{\"type\":\"Date\",\"value\":\"2025-04-07T10:00:00.000+0800\"}", "{\"type\":\"Date\",\"value\":\"today\"}",
			"{\"type\":\"Integer\",\"value\":\"x\"}", "{\"type\":\"Integer\",\"value\":99999999999}",
			"{\"type\":\"Null\",\"value\":null}", "{\"type\":\"Nothing\",\"value\":1}", "{\"type\":7,\"value\":1}",
			"{\"value\":{\"a\":[[[[[[[[1]]]]]]]]}}",
			"{\"type\":\"Object\",\"value\":\"rO0AB\",\"valueInfo\":{\"objectTypeName\":\"java.util.ArrayList\",\"serializationDataFormat\":\"application/x-java-serialized-object\"}}",
			"{\"type\":\"Object\",\"value\":\"[1]\",\"valueInfo\":{\"objectTypeName\":\"java.util.ArrayList\",\"serializationDataFormat\":\"application/json\"}}",
			"{\"type\":\"Object\",\"value\":\"x\",\"valueInfo\":{\"objectTypeName\":\"no.such.Type\",\"serializationDataFormat\":\"application/xml\"}}" })
	void refusesValueOfAnyOtherType(String value) {
		// given a declaration in which a text, a number and a list are something else
		Journey.Party party = this.journey.newEnterprise();
		String task = this.journey.task(this.journey.start(party), "userTask_declareProject").getId();
		Stored before = Stored.in(this.jdbc);
		for (String key : List.of("projectName", "deviceExpenditure", "q01")) {
			// when
			Response response = this.rest.as(party.account())
				.contentType("application/json")
				.body("{\"variables\":{\"" + key + "\":" + value + "}}")
				.post("/engine-rest/task/" + task + "/complete");
			// then it is a fault of what was sent
			assertThat(response.statusCode()).as(key + " " + response.asString()).isEqualTo(400);
		}
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void refusesMoreThanAnybodyWrites() {
		// given more keys than any form has
		Journey.Party party = this.journey.newEnterprise();
		String task = this.journey.task(this.journey.prepared(party), "userTask_declareProject").getId();
		Map<String, Object> answers = new LinkedHashMap<>();
		for (int i = 0; i < 20_001; i++) {
			answers.put("k" + i, i);
		}
		// when
		Response response = post(this.rest.as(party.account()), "/engine-rest/task/" + task + "/complete", answers);
		// then
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.jsonPath().getString("message")).contains("提交的内容过多").hasSizeLessThan(200);
	}

	private static Response post(RequestSpecification caller, String address, Map<String, ?> answers) {
		return caller.contentType("application/json").body(Rest.variables(answers)).post(address);
	}

	private static List<String> required(String form) throws IOException {
		List<String> required = new ArrayList<>();
		collect(new ObjectMapper().readTree(Path.of("forms/hohhot", form + ".form").toFile()), required);
		return required;
	}

	private static void collect(JsonNode parent, List<String> required) {
		for (JsonNode component : parent.path("components")) {
			if (component.path("validate").path("required").asBoolean() && !component.path("readonly").asBoolean()) {
				required.add(component.path("key").asText());
			}
			collect(component, required);
		}
	}

}
