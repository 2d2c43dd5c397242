package cn.huiqi.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Rest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

@DatabaseTest
class ResponseHeadersTests {

	private static final String ADMIN = "Authorization: Basic "
			+ Base64.getEncoder().encodeToString(("admin:" + Rest.PASSWORD).getBytes(StandardCharsets.UTF_8));

	private static final String WRONG = "Authorization: Basic "
			+ Base64.getEncoder().encodeToString("nobody-headers:x".getBytes(StandardCharsets.UTF_8));

	@LocalServerPort
	int port;

	@ParameterizedTest
	@ValueSource(strings = { "GET /", "GET /index.html", "GET /huiqi.css", "GET /notices", "GET /nowhere",
			"GET /actuator/health/liveness", "GET /actuator", "GET /api", "GET /api/me", "GET /api/me +",
			"GET /api/me -", "GET /api/nowhere +", "POST /api/me +", "GET /api/openapi.json +", "GET /api/docs +",
			"GET /api/applications/HH-2099-000001 +", "GET /engine-rest", "GET /engine-rest/task +",
			"GET /engine-rest/task -", "GET /engine-rest/task/nowhere +", "GET /engine-rest/nowhere +",
			"PATCH /engine-rest/task +", "GET /camunda", "GET /camunda/", "GET /camunda/app",
			"GET /camunda/app/tasklist", "GET /camunda/app/tasklist/", "GET /camunda/app/tasklist/default/",
			"GET /camunda/app/cockpit/default/", "GET /camunda/app/nowhere/default/", "GET /camunda/lib/deps.js",
			"GET /camunda/lib/nowhere.js", "GET /camunda/app/tasklist/locales/zh.json", "GET /camunda/favicon.ico",
			"GET /camunda/api/engine/engine/default/task", "GET /camunda/api/engine/engine",
			"GET /camunda/api/admin/auth/user/default", "POST /camunda/api/admin/auth/user/default/logout",
			"GET /camunda/api/admin/setup", "GET /camunda/nowhere", "GET //", "GET /api;a=b", "GET /api/%2e%2e/x",
			"GET /api/%00", "GET /%zz", "GET /api/<script>", "GET /api/me?<script>", "GET /a b", "GET api/me",
			"TRACE /", "TRACE /api/me +", "TRACE /camunda/api/engine", "TRACK /api/me", "FOO /api/me +", "FOO /",
			"OPTIONS /api/me", "OPTIONS *", "HEAD /api/me +", "HEAD /", "PROPFIND /camunda/app/tasklist/default/",
			"DELETE /", "PUT /huiqi.css", "CONNECT 127.0.0.1:80", "get /api/me", "GET /error", "GET /my" })
	void forbidsBrowserWhatItMustNotDo(String request) throws Exception {
		// when
		Answer answer = send(request + " ", "Host: 127.0.0.1");
		// then
		assertHardened(answer);
	}

	@Test
	void hardensAnswersToWhatIsNoRequest() throws Exception {
		// given what is too long, has no host or another, or is no HTTP
		for (Answer answer : List.of(send("GET /" + "a".repeat(20_000) + " ", "Host: x"),
				send("GET /api/me ", "Host: x", "X-Long: " + "a".repeat(20_000)), send("GET / ", "X-No: host"),
				send("GET / ", "Host: a b"), send("GET / ", "Host: x", "Host: y"), send("\u0001\u0002 ", "Host: x"),
				send("POST /api/applications + ", "Host: x", "Content-Length: -1"),
				send("POST /api/applications + ", "Host: x", "Transfer-Encoding: odd"))) {
			// then
			assertThat(answer.status()).isGreaterThanOrEqualTo(200);
			assertHardened(answer);
		}
	}

	@Test
	void letsFilesBeKeptAndNothingElse() throws Exception {
		// then
		assertThat(send("GET /huiqi.css ", "Host: x").headers()).containsEntry("cache-control", "no-cache");
		assertThat(send("GET /camunda/app/tasklist/locales/zh.json ", "Host: x").headers())
			.containsEntry("cache-control", "no-cache");
		for (String path : List.of("/engine-rest/task/count", "/engine-rest/deployment", "/api/me",
				"/camunda/api/engine/engine", "/actuator/health", "/engine-rest/user/admin/profile")) {
			assertThat(send("GET " + path + " + ", "Host: x").headers()).as(path)
				.containsEntry("cache-control", "no-store");
		}
	}

	@Test
	void staysOnTlsOnceThere() throws Exception {
		// given a request over TLS
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/camunda/app/tasklist/default/");
		request.setSecure(true);
		MockHttpServletResponse response = new MockHttpServletResponse();
		// when further in a cookie is given
		new ResponseHeaders().doFilter(request, response, (inner, answer) -> ((HttpServletResponse) answer)
			.addHeader("Set-Cookie", "XSRF-TOKEN=1;Path=/camunda;SameSite=Lax"));
		// then
		assertThat(response.getHeader("Strict-Transport-Security")).isEqualTo("max-age=31536000");
		assertThat(response.getHeader("Set-Cookie")).contains("Secure");
		// and not before
		assertThat(send("GET / ", "Host: x").headers()).doesNotContainKey("strict-transport-security");
	}

	@Test
	void givesEveryPageItsOwnNonceHoweverManyLoadTogether() throws Exception {
		// given
		List<String> pages = List.of("tasklist", "cockpit", "admin", "welcome");
		Pattern policy = Pattern.compile("script-src 'nonce-([A-Za-z0-9_-]{22})'");
		Pattern script = Pattern.compile("<script([^>]*)>");
		Set<String> nonces = ConcurrentHashMap.newKeySet();
		HttpClient client = HttpClient.newHttpClient();
		ExecutorService crowd = Executors.newFixedThreadPool(60);
		try {
			// when five hundred pages load in parallel
			List<Callable<Integer>> loads = new ArrayList<>();
			for (int i = 0; i < 500; i++) {
				URI page = URI
					.create("http://127.0.0.1:%d/camunda/app/%s/default/".formatted(this.port, pages.get(i % 4)));
				loads.add(() -> {
					HttpResponse<String> answer = client.send(HttpRequest.newBuilder(page).build(),
							HttpResponse.BodyHandlers.ofString());
					assertThat(answer.statusCode()).isEqualTo(200);
					assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
					Matcher header = policy.matcher(answer.headers().firstValue("Content-Security-Policy").orElse(""));
					assertThat(header.find()).isTrue();
					nonces.add(header.group(1));
					int scripts = 0;
					Matcher tags = script.matcher(answer.body());
					while (tags.find()) {
						assertThat(tags.group(1)).contains(" nonce=\"" + header.group(1) + "\"");
						scripts++;
					}
					return scripts;
				});
			}
			// then every script of every page bears the nonce of its page's header
			for (Future<Integer> load : crowd.invokeAll(loads)) {
				assertThat(load.get()).isGreaterThanOrEqualTo(4);
			}
			// and no two pages the same
			assertThat(nonces).hasSize(500);
		}
		finally {
			crowd.shutdown();
		}
	}

	private static void assertHardened(Answer answer) {
		Map<String, String> headers = answer.headers();
		assertThat(headers).as("%s", answer)
			.containsEntry("x-content-type-options", "nosniff")
			.containsEntry("x-frame-options", "DENY")
			.containsEntry("referrer-policy", "same-origin")
			.containsKey("permissions-policy")
			.doesNotContainKeys("server", "x-powered-by", "access-control-allow-origin");
		assertThat(headers.get("content-security-policy")).as("%s", answer).contains("frame-ancestors 'none'");
		assertThat(headers.get("cache-control")).as("%s", answer).isIn("no-store", "no-cache");
		assertThat(answer.status()).as("%s", answer).isNotEqualTo(500);
		assertThat(answer.text()).doesNotContainIgnoringCase("tomcat").doesNotContain("Exception:", "\tat ");
	}

	/** As no client library would send it. */
	private Answer send(String request, String... headers) throws Exception {
		String login = request.contains(" + ") ? ADMIN + "\r\n" : request.contains(" - ") ? WRONG + "\r\n" : "";
		String line = request.replaceFirst(" [+-] $", " ").strip();
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream()
				.write((line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n" + login
						+ "Connection: close\r\n\r\n")
					.getBytes(StandardCharsets.ISO_8859_1));
			ByteArrayOutputStream received = new ByteArrayOutputStream();
			try {
				socket.getInputStream().transferTo(received);
			}
			catch (IOException ex) {
				// the server need not read all of it
			}
			return Answer.of(line.substring(0, Math.min(60, line.length())), received.toString(StandardCharsets.UTF_8));
		}
	}

	private record Answer(String request, int status, Map<String, String> headers, String text) {

		private static Answer of(String request, String text) {
			assertThat(text).as(request).startsWith("HTTP/1.1 ");
			Map<String, String> headers = new TreeMap<>();
			String head = text.split("\r\n\r\n", 2)[0];
			for (String line : head.split("\r\n")) {
				int colon = line.indexOf(':');
				if (colon > 0) {
					String previous = headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT),
							line.substring(colon + 1).strip());
					assertThat(line.toLowerCase(Locale.ROOT).startsWith("set-cookie") || line.startsWith("Vary")
							|| previous == null)
						.as("%s: twice %s", request, line)
						.isTrue();
				}
			}
			return new Answer(request, Integer.parseInt(text.substring(9, 12)), headers, text);
		}

		@Override
		public String toString() {
			return this.request + " → " + this.status + " " + this.headers;
		}

	}

}
