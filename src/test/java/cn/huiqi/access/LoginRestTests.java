package cn.huiqi.access;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.entity.UrlEncodedFormEntity;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpPut;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.message.BasicNameValuePair;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wrong passwords over HTTP. Everybody here comes from an address of his own, so that the
 * tests beside this one are not shut out.
 */
@DatabaseTest
class LoginRestTests {

	private static int addresses = 10;

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@Autowired
	MeterRegistry meters;

	@Autowired
	JdbcTemplate jdbc;

	private String account;

	private Map<String, Object> before;

	@BeforeEach
	void onAWorkday() {
		this.journey.at("2025-03-03T10:00:00");
		this.account = this.journey.newEnterprise().account();
		this.before = accountRow();
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void looksAtTenOfTenThousandWrongPasswordsAndLetsOwnerInFromElsewhere() throws Exception {
		// given
		double looked = looked();
		Map<HttpStatus, Integer> answers = new EnumMap<>(HttpStatus.class);
		try (CloseableHttpClient guesser = from(newAddress()); CloseableHttpClient owner = from(newAddress())) {
			// when somebody sends ten thousand wrong ones
			for (int i = 0; i < 10_000; i++) {
				String path = (i % 2 == 0) ? "/engine-rest/task/count" : "/api/me";
				answers.merge(status(guesser, get(path, "Guess-%d-2024".formatted(i))), 1, Integer::sum);
			}
			// then
			assertThat(answers).containsOnly(Map.entry(HttpStatus.UNAUTHORIZED, 10),
					Map.entry(HttpStatus.TOO_MANY_REQUESTS, 9990));
			assertThat(looked() - looked).isEqualTo(10);
			// and the right one is not looked at either, from there
			assertThat(status(guesser, get("/api/me", Rest.PASSWORD))).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
			// and the owner gets in
			assertThat(status(owner, get("/api/me", Rest.PASSWORD))).isEqualTo(HttpStatus.OK);
			assertThat(status(owner, get("/engine-rest/task/count", Rest.PASSWORD))).isEqualTo(HttpStatus.OK);
			assertThat(webappLogin(owner, Rest.PASSWORD)).isEqualTo(HttpStatus.OK);
		}
		// and nothing was written
		assertThat(accountRow()).isEqualTo(this.before);
	}

	@Test
	void looksAgainWhenWindowHasPassed() throws Exception {
		try (CloseableHttpClient guesser = from(newAddress())) {
			// given
			for (int i = 0; i < 11; i++) {
				status(guesser, get("/api/me", "Guess-%d-2024".formatted(i)));
			}
			this.journey.at("2025-03-03T10:14:59");
			assertThat(status(guesser, get("/api/me", Rest.PASSWORD))).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
			// when
			this.journey.at("2025-03-03T10:15:01");
			// then
			assertThat(status(guesser, get("/api/me", Rest.PASSWORD))).isEqualTo(HttpStatus.OK);
		}
	}

	@Test
	void countsEveryWayInTogether() throws Exception {
		try (CloseableHttpClient guesser = from(newAddress())) {
			// given wrong ones at the webapps' login
			for (int i = 0; i < 10; i++) {
				assertThat(webappLogin(guesser, "Guess-%d-2024".formatted(i))).isEqualTo(HttpStatus.UNAUTHORIZED);
			}
			// then none is looked at anywhere
			assertThat(webappLogin(guesser, Rest.PASSWORD)).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
			assertThat(status(guesser, get("/api/me", Rest.PASSWORD))).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
			// not even for an administrator who asks whether it is right
			HttpPost verify = new HttpPost(address("/engine-rest/identity/verify"));
			verify.setHeader("Authorization", basic("admin", Rest.PASSWORD));
			verify.setEntity(json(Map.of("username", this.account, "password", Rest.PASSWORD)));
			assertThat(status(guesser, verify)).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
		}
	}

	@Test
	void countsPasswordThatConfirmsChangeOfPassword() throws Exception {
		try (CloseableHttpClient thief = from(newAddress())) {
			// given somebody at a desk whose owner is away, with the browser logged in
			HttpPut change = new HttpPut(address("/engine-rest/user/" + this.account + "/credentials"));
			change.setHeader("Authorization", basic(this.account, Rest.PASSWORD));
			HttpStatus last = HttpStatus.OK;
			for (int i = 0; i < 11; i++) {
				change.setEntity(json(Map.of("password", "Neues-Wort-2025", "authenticatedUserPassword", "no-" + i)));
				last = status(thief, change);
				if (i < 10) {
					assertThat(last).isEqualTo(HttpStatus.BAD_REQUEST);
				}
			}
			// then
			assertThat(last).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
			assertThat(accountRow()).isEqualTo(this.before);
		}
	}

	@Test
	void saysWhenToTryAgain() throws Exception {
		try (CloseableHttpClient guesser = from(newAddress())) {
			// given
			for (int i = 0; i < 10; i++) {
				status(guesser, get("/api/me", "Guess-%d-2024".formatted(i)));
			}
			this.journey.at("2025-03-03T10:05:00");
			// then on our interface
			try (CloseableHttpResponse answer = guesser.execute(get("/api/me", Rest.PASSWORD))) {
				assertThat(answer.getFirstHeader("Retry-After").getValue()).isEqualTo("600");
				assertThat(answer.getFirstHeader("Content-Type").getValue()).startsWith("application/problem+json");
				assertThat(body(answer)).contains("\"status\":429", "密码错误次数过多，请在 10 分钟后再试");
			}
			// and on the engine's
			try (CloseableHttpResponse answer = guesser.execute(get("/engine-rest/task", Rest.PASSWORD))) {
				assertThat(answer.getFirstHeader("Retry-After").getValue()).isEqualTo("600");
				assertThat(body(answer)).contains("\"message\":\"密码错误次数过多，请在 10 分钟后再试\"");
			}
			// and at the webapps' login, whose page shows the message
			try (CloseableHttpResponse answer = guesser.execute(webappLoginRequest(guesser, Rest.PASSWORD))) {
				assertThat(answer.getStatusLine().getStatusCode()).isEqualTo(429);
				assertThat(answer.getFirstHeader("Retry-After").getValue()).isEqualTo("600");
				assertThat(body(answer)).contains("\"message\":\"密码错误次数过多，请在 10 分钟后再试\"");
			}
		}
	}

	@Test
	void believesNoForwardedAddress() throws Exception {
		try (CloseableHttpClient guesser = from(newAddress())) {
			// when every try claims to come from elsewhere
			HttpStatus last = HttpStatus.OK;
			for (int i = 0; i < 11; i++) {
				HttpGet request = get("/api/me", "Guess-%d-2024".formatted(i));
				request.setHeader("X-Forwarded-For", "203.0.113." + i);
				request.setHeader("Forwarded", "for=203.0.113." + i);
				request.setHeader("X-Real-IP", "203.0.113." + i);
				last = status(guesser, request);
			}
			// then
			assertThat(last).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
		}
	}

	@Test
	void answersUnknownAccountLikeWrongPassword() throws Exception {
		try (CloseableHttpClient guesser = from(newAddress())) {
			// then
			for (String path : new String[] { "/api/me", "/engine-rest/task" }) {
				String known;
				try (CloseableHttpResponse answer = guesser.execute(get(path, "Guess-1-2024"))) {
					known = body(answer);
				}
				HttpGet request = new HttpGet(address(path));
				request.setHeader("Authorization", basic("nobody-at-all", "Guess-1-2024"));
				try (CloseableHttpResponse answer = guesser.execute(request)) {
					assertThat(body(answer)).isEqualTo(known);
				}
			}
		}
	}

	private HttpStatus webappLogin(CloseableHttpClient browser, String password) throws Exception {
		return status(browser, webappLoginRequest(browser, password));
	}

	private HttpPost webappLoginRequest(CloseableHttpClient browser, String password) throws Exception {
		String token;
		try (CloseableHttpResponse page = browser.execute(new HttpGet(address("/camunda/app/tasklist/default/")))) {
			token = (page.getFirstHeader("X-XSRF-TOKEN") != null) ? page.getFirstHeader("X-XSRF-TOKEN").getValue()
					: this.lastToken;
			EntityUtils.consume(page.getEntity());
		}
		this.lastToken = token;
		HttpPost login = new HttpPost(address("/camunda/api/admin/auth/user/default/login/tasklist"));
		login.setHeader("X-XSRF-TOKEN", token);
		login.setEntity(new UrlEncodedFormEntity(
				List.of(new BasicNameValuePair("username", this.account), new BasicNameValuePair("password", password)),
				StandardCharsets.UTF_8));
		return login;
	}

	private String lastToken = "";

	private HttpGet get(String path, String password) {
		HttpGet request = new HttpGet(address(path));
		request.setHeader("Authorization", basic(this.account, password));
		return request;
	}

	private String address(String path) {
		return "http://127.0.0.1:" + this.port + path;
	}

	private double looked() {
		return this.meters.counter("huiqi.logins", "outcome", "wrong").count();
	}

	private Map<String, Object> accountRow() {
		return this.jdbc.queryForMap("select * from ACT_ID_USER where ID_ = ?", this.account);
	}

	private static HttpStatus status(CloseableHttpClient client, HttpUriRequest request) throws Exception {
		try (CloseableHttpResponse answer = client.execute(request)) {
			EntityUtils.consume(answer.getEntity());
			return HttpStatus.valueOf(answer.getStatusLine().getStatusCode());
		}
	}

	private static String body(HttpResponse answer) throws Exception {
		return EntityUtils.toString(answer.getEntity(), StandardCharsets.UTF_8);
	}

	private static StringEntity json(Map<String, String> body) {
		return new StringEntity(Rest.json(body), ContentType.APPLICATION_JSON);
	}

	private static String basic(String account, String password) {
		return "Basic "
				+ Base64.getEncoder().encodeToString((account + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	private static String newAddress() {
		return "127.0.7." + ++addresses;
	}

	/** Somebody at this address, who keeps cookies like a browser. */
	private static CloseableHttpClient from(String address) throws Exception {
		return HttpClients.custom()
			.setDefaultRequestConfig(RequestConfig.custom()
				.setLocalAddress(InetAddress.getByName(address))
				.setCookieSpec("standard")
				.build())
			.build();
	}

}
