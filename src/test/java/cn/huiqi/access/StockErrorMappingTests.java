package cn.huiqi.access;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Rest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What the stock engine answers with a fault of the server, or with more than a caller
 * should know: the same at its REST interface and at that of the webapps.
 */
@DatabaseTest
class StockErrorMappingTests {

	private static final String INSIDES = "(?s).*(org\\.|java\\.|com\\.fasterxml|Exception:|\\tat |ACT_|(?i:select .* from)).*";

	@LocalServerPort
	int port;

	private Rest rest;

	@BeforeEach
	void connect() {
		this.rest = new Rest(this.port);
	}

	static Stream<Arguments> calls() {
		return Stream.of(
				// ids that lead nowhere
				arguments("POST", "/task/unknown/complete", "{}", 404),
				arguments("POST", "/task/unknown/submit-form", "{}", 404),
				arguments("POST", "/task/unknown/claim", "{\"userId\":\"admin\"}", 404),
				arguments("POST", "/task/unknown/unclaim", null, 404),
				arguments("POST", "/task/unknown/resolve", "{}", 404), arguments("GET", "/task/unknown", null, 404),
				arguments("GET", "/task/unknown/form", null, 404),
				arguments("GET", "/process-instance/unknown", null, 404),
				arguments("GET", "/process-instance/unknown/variables", null, 404),
				arguments("GET", "/process-definition/unknown/xml", null, 404),
				arguments("GET", "/process-definition/key/unknown", null, 404),
				arguments("POST", "/process-definition/key/unknown/start", "{}", 404),
				arguments("GET", "/filter/unknown/list", null, 404),
				arguments("GET", "/user/unknown/profile", null, 404), arguments("GET", "/group/unknown", null, 404),
				arguments("GET", "/history/process-instance/unknown", null, 404),
				arguments("GET", "/job/unknown/stacktrace", null, 404),
				// values of another type
				arguments("GET", "/task?createdBefore=x", null, 400), arguments("GET", "/task?priority=x", null, 400),
				arguments("GET", "/history/process-instance?startedAfter=0000-00-00", null, 400),
				arguments("GET", "/task?sortBy=nothing&sortOrder=asc", null, 400),
				arguments("POST", "/task", "{\"sorting\":[{\"sortBy\":\"nothing\",\"sortOrder\":\"asc\"}]}", 400),
				arguments("POST", "/task", "{\"sorting\":7}", 400),
				arguments("POST", "/task", "{\"taskVariables\":[{}]}", 400),
				arguments("POST", "/task", "{\"priority\":1e400}", 400),
				arguments("POST", "/task", "{\"name\":\"\\u0000\"}", 400),
				// statements that no database understands
				arguments("GET", "/job/count?jobId=a&jobDefinitionId=b", null, 400),
				// rows
				arguments("GET", "/task?maxResults=-1", null, 400), arguments("GET", "/task?maxResults=x", null, 400),
				arguments("GET", "/task?maxResults=2001", null, 400),
				arguments("GET", "/task?maxResults=99999999999", null, 400),
				arguments("GET", "/task?max%52esults=-1", null, 400),
				arguments("GET", "/task?maxResults=1&maxResults=-1", null, 400),
				arguments("GET", "/task?firstResult=-1", null, 400),
				// bodies that are none
				arguments("POST", "/task", "{", 400), arguments("POST", "/task", "[]", 400),
				arguments("POST", "/task", "null", 400), arguments("POST", "/task", "[".repeat(100_000), 400),
				arguments("POST", "/task", "{\"a\":".repeat(2000) + "1" + "}".repeat(2000), 400),
				arguments("POST", "/condition", "{}", 404), arguments("POST", "/message", "{}", 400));
	}

	@ParameterizedTest
	@MethodSource("calls")
	void answersBadInputAsSuch(String method, String path, @Nullable String body, int status) {
		// when it is sent by a program and by a page, by somebody who may do anything
		Response program = call(this.rest.as("admin"), body).request(method, "/engine-rest" + path);
		Response page = call(this.rest.login("admin").call(), body).request(method, Rest.WEBAPP_ENGINE + path);
		// then
		assertRefused(program, status);
		assertRefused(page, status);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void neverAnswersParticipantWithFaultOfTheServer(String method, String path, @Nullable String body, int status) {
		// when somebody asks who may do little
		Response program = call(this.rest.as("hohhot-bureau-1"), body).request(method, "/engine-rest" + path);
		// then he learns no more than an administrator
		assertThat(program.statusCode()).isIn(400, 403, 404, status);
		assertThat(program.asString()).doesNotMatch(INSIDES);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "/task?sortBy=foo&sortOrder=asc | sortBy：不能识别的值",
					"/task?sortBy=created | sortBy 和 sortOrder 须同时给出", "/process-definition/key/nope | 没有标识为 nope 的流程",
					"/engine/none/task | 没有这个流程引擎" })
	void saysInChineseWhatTheEngineSaysInEnglish(String path, String message) {
		// when
		Response response = this.rest.as("hohhot-bureau-1").get("/engine-rest" + path);
		// then programs still find the kind of fault where they look for it
		assertThat(response.jsonPath().getString("message")).isEqualTo(message);
		assertThat(response.jsonPath().getString("type")).endsWith("Exception");
	}

	@Test
	void keepsTheEnglishOfWhatItDoesNotKnow() {
		assertThat(StockErrors.clean(400, "The moon is in the wrong phase"))
			.isEqualTo("请求内容有误，无法处理（The moon is in the wrong phase）");
		assertThat(StockErrors.clean(400, "「金额」必填")).isEqualTo("「金额」必填");
		assertThat(StockErrors.clean(400, "Cannot complete task 7: Unsupported value type 'Foo'"))
			.isEqualTo("不支持的变量类型：Foo");
	}

	@Test
	void describesNoClassesToWhoAsksForOptions() {
		// when
		Response options = this.rest.as("hohhot-bureau-1").options("/engine-rest/task");
		Response description = this.rest.as("admin").get("/engine-rest/application.wadl");
		// then
		assertThat(options.statusCode()).isLessThan(500);
		assertThat(options.asString()).doesNotContain("wadl", "jersey");
		assertThat(description.statusCode()).isEqualTo(404);
	}

	@Test
	void answersFormatsThatNobodyServes() {
		assertRefused(this.rest.as("admin").accept("image/png").get("/engine-rest/task"), 406);
		assertRefused(this.rest.as("admin").contentType("text/plain").body("{}").post("/engine-rest/task"), 415);
		assertRefused(call(this.rest.as("admin"), "{}").put("/engine-rest/task"), 405);
		assertThat(this.rest.as("admin").accept("image/png").get("/api/me").statusCode()).isEqualTo(406);
	}

	@Test
	void waitsForExternalTasksAndAnswersWithNone() {
		// given a topic that nothing is done for
		String wait = "{\"workerId\":\"w\",\"maxTasks\":1,\"asyncResponseTimeout\":300,"
				+ "\"topics\":[{\"topicName\":\"nothing\",\"lockDuration\":1000}]}";
		// when somebody waits for it a while
		Response waited = call(this.rest.as("admin"), wait).post("/engine-rest/external-task/fetchAndLock");
		// then the answer comes whole, though it was written later
		assertThat(waited.statusCode()).isEqualTo(200);
		assertThat(waited.asString()).isEqualTo("[]");
		// and so does a refusal
		assertRefused(call(this.rest.as("admin"), wait.replace("300", "9000000000000"))
			.post("/engine-rest/external-task/fetchAndLock"), 400);
	}

	@Test
	void boundsBodiesOfOurOwnInterface() {
		// given three megabytes of JSON, and three that do not say how many they are
		byte[] body = ("{\"programme\":\"" + "a".repeat(3 * 1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
		// when
		Response response = this.rest.as("hohhot-enterprise-1")
			.contentType("application/json")
			.body(body)
			.post("/api/applications");
		// then
		assertThat(response.statusCode()).isEqualTo(413);
		assertThat(response.contentType()).startsWith("application/problem+json");
	}

	@Test
	void answersOddAddressesWithHeadersOfEveryAnswer() {
		for (String path : new String[] { "/nowhere", "/%00", "/a;b=c", "/engine-rest/task/%2e%2e/user" }) {
			Response response = this.rest.as("admin").urlEncodingEnabled(false).get(path);
			assertThat(response.statusCode()).as(path).isBetween(400, 404);
			assertThat(response.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
			assertThat(response.asString()).as(path).doesNotContain("Tomcat", "Whitelabel").doesNotMatch(INSIDES);
		}
	}

	private static RequestSpecification call(RequestSpecification call, @Nullable String body) {
		call.urlEncodingEnabled(false);
		return (body != null) ? call.contentType("application/json").body(body) : call;
	}

	private static void assertRefused(Response response, int status) {
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
		assertThat(response.contentType()).startsWith("application/json");
		assertThat(response.jsonPath().getString("message")).matches("(?s).*\\p{IsHan}.*").doesNotMatch(INSIDES);
		assertThat(response.asString()).doesNotMatch(INSIDES);
	}

}
