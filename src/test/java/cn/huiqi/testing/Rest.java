package cn.huiqi.testing;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.MultiPartConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls the program over HTTP as programs and browsers do.
 */
public final class Rest {

	/** Password of every demo account. */
	public static final String PASSWORD = "Huiqi-demo-2024";

	/** Where Tasklist calls the engine. */
	public static final String WEBAPP_ENGINE = "/camunda/api/engine/engine/default";

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final RestAssuredConfig CONFIG = RestAssuredConfig.config()
		.encoderConfig(EncoderConfig.encoderConfig()
			.defaultContentCharset("UTF-8")
			.appendDefaultContentCharsetToContentTypeIfUndefined(false))
		.multiPartConfig(MultiPartConfig.multiPartConfig().defaultCharset("UTF-8"));

	private final int port;

	public Rest(int port) {
		this.port = port;
	}

	/** A call without a login. */
	public RequestSpecification anonymous() {
		return RestAssured.given().config(CONFIG).baseUri("http://127.0.0.1").port(this.port).redirects().follow(false);
	}

	/** A call with name and password. */
	public RequestSpecification as(String account) {
		return anonymous().auth().preemptive().basic(account, PASSWORD);
	}

	/** Hands in the minutes of the meeting that decides a selection. */
	public void minutes(String account, String selection) {
		Response taken = as(account).multiPart("file", "minutes.pdf", CaseJourney.pdf(selection), "application/pdf")
			.post("/api/selections/" + selection + "/minutes");
		assertThat(taken.statusCode()).as(taken.asString()).isIn(200, 201);
	}

	/** Logs in as Tasklist's login page does. */
	public Session login(String account) {
		return login(account, "tasklist");
	}

	/** Logs in as the login page of a webapp does. */
	public Session login(String account, String app) {
		Response page = anonymous().get("/camunda/app/" + app + "/default/");
		Response login = anonymous().cookies(page.cookies())
			.header("X-XSRF-TOKEN", String.valueOf(page.cookie("XSRF-TOKEN")))
			.contentType("application/x-www-form-urlencoded")
			.formParam("username", account)
			.formParam("password", PASSWORD)
			.post("/camunda/api/admin/auth/user/default/login/" + app);
		assertThat(login.statusCode()).as("login of %s: %s", account, login.asString()).isEqualTo(200);
		Map<String, String> cookies = new LinkedHashMap<>(page.cookies());
		cookies.putAll(login.cookies());
		// the login began a new session, whose token comes with the next page
		cookies.putAll(anonymous().cookies(cookies).get("/camunda/app/" + app + "/default/").cookies());
		return new Session(cookies);
	}

	/** The body as JSON. */
	public static String json(@Nullable Object body) {
		try {
			return JSON.writeValueAsString(body);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/** Variables as the engine's REST interface takes them. */
	public static String variables(Map<String, ?> answers) {
		return json(Map.of("variables", typed(answers)));
	}

	/** The same, without the enclosing object. */
	public static Map<String, Object> typed(Map<String, ?> answers) {
		Map<String, Object> typed = new LinkedHashMap<>();
		answers.forEach((key, value) -> {
			Map<String, Object> variable = new LinkedHashMap<>();
			variable.put("value", value);
			typed.put(key, variable);
		});
		return typed;
	}

	/**
	 * A browser in which somebody is logged in.
	 */
	public final class Session {

		private final Map<String, String> cookies;

		private Session(Map<String, String> cookies) {
			this.cookies = cookies;
		}

		/** Its cookies. */
		public Map<String, String> cookies() {
			return Map.copyOf(this.cookies);
		}

		/** A call of the webapps' own pages. */
		public RequestSpecification call() {
			return withoutToken().header("X-XSRF-TOKEN", String.valueOf(this.cookies.get("XSRF-TOKEN")));
		}

		/** A call that another site could make the browser send. */
		public RequestSpecification withoutToken() {
			return anonymous().cookies(this.cookies);
		}

	}

}
