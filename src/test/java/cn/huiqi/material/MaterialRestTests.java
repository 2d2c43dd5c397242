package cn.huiqi.material;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.MultiPartConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.apache.http.entity.mime.HttpMultipartMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Materials over HTTP, as the page in Tasklist and other software send them.
 */
@DatabaseTest
class MaterialRestTests {

	private static final List<String> DECLARED_WITH = List.of("applicationForm", "providerCommitment",
			"diagnosisReport", "transformationContract", "implementationPlan", "auditReport", "summaryReport",
			"selfAssessmentReport");

	/** Names of files in UTF-8. */
	private static final RestAssuredConfig AS_BROWSERS_DO = RestAssuredConfig.config()
		.multiPartConfig(MultiPartConfig.multiPartConfig().defaultCharset("UTF-8"))
		.httpClient(HttpClientConfig.httpClientConfig().httpMultipartMode(HttpMultipartMode.BROWSER_COMPATIBLE));

	private static final String BUREAU = "hohhot-bureau-1";

	@LocalServerPort
	int port;

	@TempDir
	Path directory;

	@Autowired
	Journey journey;

	@Autowired
	JdbcTemplate jdbc;

	private Rest rest;

	private Journey.Party party;

	private String number;

	@BeforeEach
	void declarationIsDue() {
		this.rest = new Rest(this.port);
		this.party = this.journey.newEnterprise();
		this.number = this.journey.start(this.party);
	}

	@AfterEach
	void nobodyIsLoggedIn() {
		this.journey.reset();
	}

	@Test
	void tellsWhatTheNoticeAsksFor() {
		// when the enterprise looks
		JsonPath list = list(this.party.account());
		// then it sees the ten materials of the notice and what of them it may hand in
		assertThat(list.getList("asked.kind", String.class)).hasSize(11)
			.containsAll(DECLARED_WITH)
			.contains("reviewReport", "supervisionReport", "otherEvidence");
		assertThat(list.getList("missing", String.class)).containsAll(DECLARED_WITH).contains("reviewReport");
		Map<String, Object> commitment = list.getMap("asked.find { it.kind == 'providerCommitment' }");
		assertThat(commitment).containsEntry("required", true)
			.containsEntry("types", List.of("pdf", "jpg", "png"))
			.containsEntry("maxSize", 50 * 1024 * 1024)
			.containsEntry("duty", "declare")
			.containsEntry("mayUpload", true)
			.containsEntry("reason", null);
		Map<String, Object> report = list.getMap("asked.find { it.kind == 'supervisionReport' }");
		assertThat(report).containsEntry("duty", "supervise").containsEntry("mayUpload", false);
		assertThat((String) report.get("reason")).contains("环节");
		assertThat(list.getBoolean("mayJudge")).isFalse();
		assertThat(list.getLong("quota.limit")).isEqualTo(2L * 1024 * 1024 * 1024);
		// and gets the notice's own words to begin with
		Response template = as(this.party.account()).get((String) commitment.get("template"));
		assertThat(template.statusCode()).isEqualTo(200);
		assertThat(template.header("Content-Disposition")).startsWith("attachment").contains("filename*=UTF-8''");
		assertThat(template.asByteArray()).startsWith((byte) 'P', (byte) 'K');
		assertThat(as(this.party.account()).get("/api/programmes/hohhot-subsidy/materials/auditReport/template")
			.statusCode()).isEqualTo(404);
	}

	@Test
	void takesMaterialInAndGivesItBack() {
		// given
		byte[] page = Journey.pdf("form");
		// when the enterprise uploads
		Response response = upload(this.party.account(), "applicationForm", "C:\\表\\申请书（盖章）.pdf", page, null);
		// then it is there, under its cleaned name, not scanned as no scanner is set up
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
		JsonPath entry = response.jsonPath();
		assertThat(response.header("Location")).endsWith("/materials/" + entry.getString("id"));
		assertThat(entry.getString("name")).isEqualTo("申请书（盖章）.pdf");
		assertThat(entry.getString("state")).isEqualTo("CURRENT");
		assertThat(entry.getString("type")).isEqualTo("application/pdf");
		assertThat(entry.getString("uploadedBy")).isEqualTo(this.party.account());
		assertThat(entry.getInt("version")).isEqualTo(1);
		assertThat((Object) entry.get("scanned")).isNull();
		assertThat((Object) entry.get("verdict")).isNull();
		JsonPath list = list(this.party.account());
		assertThat(list.getList("missing", String.class)).doesNotContain("applicationForm");
		assertThat(list.getLong("quota.used")).isEqualTo(page.length);
		// when it is sent again, then there is still one
		Response again = upload(this.party.account(), "applicationForm", "again.pdf", page, null);
		assertThat(again.statusCode()).isEqualTo(200);
		assertThat(again.jsonPath().getString("id")).isEqualTo(entry.getString("id"));
		assertThat(list(this.party.account()).getList("materials")).hasSize(1);
		// and who sees the case downloads it
		Response file = as(BUREAU).get(response.header("Location"));
		assertThat(file.statusCode()).isEqualTo(200);
		assertThat(file.asByteArray()).isEqualTo(page);
		assertThat(file.header("Content-Disposition")).startsWith("attachment").contains("filename*=UTF-8''%E7%94%B3");
		assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(file.header("X-Frame-Options")).isEqualTo("DENY");
		// or looks at it in a frame of our own pages, in parts too
		Response inline = as(BUREAU).header("Range", "bytes=0-3").get(response.header("Location") + "?inline=true");
		assertThat(inline.statusCode()).isEqualTo(206);
		assertThat(inline.asString()).isEqualTo("%PDF");
		assertThat(inline.header("Content-Disposition")).startsWith("inline");
		assertThat(inline.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
		assertThat(inline.header("Content-Security-Policy")).contains("frame-ancestors 'self'", "default-src 'none'");
	}

	static Stream<Arguments> refusals() throws IOException {
		byte[] page = Journey.pdf("x");
		return Stream.of(Arguments.of(null, "a.pdf", page, 400, "kind", "请指明材料种类"),
				Arguments.of("nonsense", "a.pdf", page, 400, "kind", "不收取"),
				Arguments.of("auditReport", "a.pdf", new byte[0], 400, "file", "为空"),
				Arguments.of("auditReport", null, null, 400, "file", "请选择文件"),
				Arguments.of("auditReport", "a.exe", Samples.exe(), 415, "file", "只收 pdf"),
				Arguments.of("auditReport", "a.pdf", Samples.exe(), 415, "file", "不是 pdf"),
				Arguments.of("auditReport", "a.pdf", Samples.png(), 415, "file", "不是 pdf"),
				Arguments.of("auditReport", "报告\u202Efdp.exe", page, 415, "file", "只收 pdf"), Arguments.of("auditReport",
						"pdf", "<html><script>alert(1)</script></html>".getBytes(), 415, "file", "不是 pdf"),
				Arguments.of("otherEvidence", "a.png", page, 415, "file", "不是 png"),
				Arguments.of("otherEvidence", "a.docx", Samples.zip(Map.of("a.txt", new byte[] { 1 })), 415, "file",
						"Office"),
				Arguments.of("otherEvidence", "a.docx", Samples.docx(true), 415, "file", "宏"),
				Arguments.of("otherEvidence", "a.zip", Samples.bomb(), 413, "file", "压缩炸弹"),
				Arguments.of("supervisionReport", "a.pdf", page, 409, "kind", "当前环节"));
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void refusesWhatIsNotAsked(@Nullable String kind, @Nullable String name, byte @Nullable [] content, int status,
			String field, String reason) {
		// given
		Stored before = Stored.in(this.jdbc);
		// when
		Response response = upload(this.party.account(), kind, name, content, null);
		// then field and reason are said in Chinese, and nothing is kept
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
		assertThat(response.contentType()).startsWith("application/problem+json");
		assertThat(response.jsonPath().getList("errors.field", String.class)).contains(field);
		assertThat(response.jsonPath().getString("errors[0].message")).contains(reason);
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void refusesWhatIsNoUpload() throws Exception {
		String login = Base64.getEncoder()
			.encodeToString((this.party.account() + ":" + Rest.PASSWORD).getBytes(StandardCharsets.UTF_8));
		for (String type : List.of("application/json", "text/plain", "multipart/form-data",
				"multipart/form-data; boundary=x")) {
			// when
			HttpResponse<String> response = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + address()))
					.header("Authorization", "Basic " + login)
					.header("Content-Type", type)
					.POST(HttpRequest.BodyPublishers.ofString("{}"))
					.build(), HttpResponse.BodyHandlers.ofString());
			// then
			assertThat(response.statusCode()).as(type + " " + response.body()).isIn(400, 415);
			assertThat(response.body()).matches("(?s).*\\p{IsHan}.*");
		}
	}

	@Test
	void refusesFileLargerThanItsKindAllows() throws IOException {
		// given a report of 51 MB where 50 are taken
		Path large = file(51, 1);
		// when
		Response response = upload(this.party.account(), "auditReport", large);
		// then
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(413);
		assertThat(response.jsonPath().getString("errors[0].message")).contains("50MB");
		// and where 100 are taken, 60 are no matter
		Response contract = upload(this.party.account(), "transformationContract", file(60, 2));
		assertThat(contract.statusCode()).as(contract.asString()).isEqualTo(201);
		assertThat(contract.jsonPath().getLong("size")).isEqualTo(60L * 1024 * 1024);
	}

	@Test
	void refusesRequestBeyondAllBounds() throws IOException {
		// given somebody who says that he will send 230 MB, more than any programme asks
		// for
		String login = Base64.getEncoder()
			.encodeToString((this.party.account() + ":" + Rest.PASSWORD).getBytes(StandardCharsets.UTF_8));
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.getOutputStream()
				.write(("POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic %s\r\nContent-Length: 230000000\r\n"
						+ "Content-Type: multipart/form-data; boundary=x\r\n\r\n")
					.formatted(address(), login)
					.getBytes(StandardCharsets.US_ASCII));
			// then he is told before he has sent any of it
			byte[] answer = socket.getInputStream().readNBytes(12);
			assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
		}
	}

	@Test
	void takesFortyFilesOfOneKind() {
		// when forty pictures come, as many as a page sends at once
		for (int i = 0; i < 40; i++) {
			byte[] page = Journey.pdf("evidence " + i);
			assertThat(upload(this.party.account(), "otherEvidence", "截图" + i + ".pdf", page, null).statusCode())
				.isEqualTo(201);
		}
		// then all are there
		assertThat(list(this.party.account()).getList("materials.findAll { it.kind == 'otherEvidence' }")).hasSize(40);
	}

	@Test
	void keepsOldVersionWhenReplaced() {
		// given a kind of which one file is taken
		byte[] first = Journey.pdf("first");
		String old = upload(this.party.account(), "applicationForm", "1.pdf", first, null).jsonPath().getString("id");
		byte[] second = Journey.pdf("second");
		Response full = upload(this.party.account(), "applicationForm", "2.pdf", second, null);
		assertThat(full.statusCode()).as(full.asString()).isEqualTo(409);
		assertThat(full.jsonPath().getString("errors[0].message")).contains("最多 1 个");
		// when it is replaced
		Response replaced = upload(this.party.account(), "applicationForm", "2.pdf", second, old);
		// then the new one counts and the old one can still be read
		assertThat(replaced.statusCode()).as(replaced.asString()).isEqualTo(201);
		assertThat(replaced.jsonPath().getInt("version")).isEqualTo(2);
		assertThat(replaced.jsonPath().getString("replaces")).isEqualTo(old);
		assertThat(list(this.party.account()).getString("materials.find { it.id == '%s' }.state".formatted(old)))
			.isEqualTo("REPLACED");
		assertThat(as(BUREAU).get(address() + "/" + old).asByteArray()).isEqualTo(first);
		// and it is replaced once only
		assertThat(upload(this.party.account(), "applicationForm", "3.pdf", Journey.pdf("third"), old).statusCode())
			.isEqualTo(409);
		// and the log knows both
		assertThat(this.jdbc.queryForList(
				"select action from audit_act where chain = ? and action like 'MATERIAL_%' " + "order by seq",
				String.class, this.number))
			.containsExactly("MATERIAL_ADDED", "MATERIAL_REPLACED");
	}

	@Test
	void undoesAWithdrawal() {
		// given
		String id = upload(this.party.account(), "applicationForm", "1.pdf", Journey.pdf("1"), null).jsonPath()
			.getString("id");
		String one = address() + "/" + id;
		// when it is withdrawn
		assertThat(as(this.party.account()).delete(one).statusCode()).isEqualTo(204);
		// then it counts no longer, and is kept
		assertThat(list(this.party.account()).getList("missing", String.class)).contains("applicationForm");
		assertThat(list(this.party.account()).getString("materials[0].state")).isEqualTo("WITHDRAWN");
		assertThat(as(this.party.account()).delete(one).statusCode()).isEqualTo(409);
		// when that is undone
		assertThat(as(this.party.account()).post(one + "/restoration").statusCode()).isEqualTo(204);
		// then it counts
		assertThat(list(this.party.account()).getList("missing", String.class)).doesNotContain("applicationForm");
		assertThat(as(this.party.account()).post(one + "/restoration").statusCode()).isEqualTo(409);
	}

	@Test
	void isForWhoeverDoesTheTask() {
		// given a material of one enterprise, and another enterprise
		String id = upload(this.party.account(), "applicationForm", "1.pdf", Journey.pdf("1"), null).jsonPath()
			.getString("id");
		Journey.Party other = this.journey.newEnterprise();
		String otherNumber = this.journey.start(other);
		Stored before = Stored.in(this.jdbc);
		// then to the other none of it exists
		assertThat(as(other.account()).get(address()).statusCode()).isEqualTo(404);
		assertThat(as(other.account()).get(address() + "/" + id).statusCode()).isEqualTo(404);
		assertThat(as(other.account()).delete(address() + "/" + id).statusCode()).isEqualTo(404);
		assertThat(upload(other.account(), "auditReport", "1.pdf", Journey.pdf("1"), null).statusCode()).isEqualTo(404);
		// nor through its own case
		assertThat(as(other.account()).get("/api/applications/" + otherNumber + "/materials/" + id).statusCode())
			.isEqualTo(404);
		// and officials look on
		for (String official : List.of(BUREAU, "hohhot-evaluator-1", "hohhot-auditor-1", "hohhot-finance-1")) {
			assertThat(list(official).getList("asked.findAll { it.mayUpload }")).as(official).isEmpty();
			assertThat(upload(official, "auditReport", "1.pdf", Journey.pdf("1"), null).statusCode()).as(official)
				.isEqualTo(403);
			assertThat(as(official).delete(address() + "/" + id).statusCode()).as(official).isEqualTo(403);
			assertThat(verdict(official, id, "{\"inOrder\":true}").statusCode()).as(official).isEqualTo(403);
		}
		assertThat(this.rest.anonymous().get(address()).statusCode()).isEqualTo(401);
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
	}

	@Test
	void declaresOnlyWithEveryRequiredMaterial() {
		// given a declaration without two of its materials
		this.journey.handInMaterials(this.number, this.party.account());
		JsonPath list = list(this.party.account());
		for (String kind : List.of("auditReport", "summaryReport")) {
			as(this.party.account())
				.delete(address() + "/" + list.getString("materials.find { it.kind == '%s' }.id".formatted(kind)));
		}
		String task = this.journey.task(this.number, "userTask_declareProject").getId();
		// when
		Response response = complete(this.party.account(), task, Journey.sample("declaration"));
		// then both are named
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.jsonPath().getString("message"))
			.contains("materials.auditReport：「项目审计报告」尚未上传", "materials.summaryReport")
			.doesNotContain("materials.supervisionReport", "materials.otherEvidence", "materials.applicationForm");
		// when they are there
		this.journey.handInMaterials(this.number, this.party.account());
		assertThat(complete(this.party.account(), task, Journey.sample("declaration")).statusCode()).isEqualTo(204);
		// then nothing can be changed any more
		assertThat(upload(this.party.account(), "otherEvidence", "late.pdf", Journey.pdf("late"), null).statusCode())
			.isEqualTo(409);
		assertThat(list(this.party.account()).getList("asked.findAll { it.mayUpload }")).isEmpty();
	}

	@Test
	void approvesNothingWhoseMaterialsAreNotInOrder() {
		// given a case under review
		this.journey.complete(this.number, "userTask_declareProject", this.party.account(), "declaration");
		assertThat(list(BUREAU).getBoolean("mayJudge")).isTrue();
		assertThat(list(this.party.account()).getBoolean("mayJudge")).isFalse();
		String id = list(BUREAU).getString("materials.find { it.kind == 'auditReport' }.id");
		// when the reviewer says nothing, or not why
		assertThat(verdict(BUREAU, id, "{}").jsonPath().getString("errors[0].field")).isEqualTo("inOrder");
		assertThat(verdict(BUREAU, id, "{\"inOrder\":false,\"remark\":\" \"}").jsonPath().getString("errors[0].field"))
			.isEqualTo("remark");
		assertThat(verdict(BUREAU, id, "{\"inOrder\":false,\"remark\":\"%s\"}".formatted("字".repeat(501))).statusCode())
			.isEqualTo(400);
		// when he says what is wrong
		Response said = verdict(BUREAU, id, "{\"inOrder\":false,\"remark\":\"缺少审计机构公章\"}");
		assertThat(said.statusCode()).as(said.asString()).isEqualTo(200);
		assertThat(said.jsonPath().getString("verdict.by")).isEqualTo(BUREAU);
		// then the case cannot be approved
		String task = this.journey.task(this.number, "userTask_reviewQualification").getId();
		Response approval = complete(BUREAU, task, Journey.sample("qualification-approve"));
		assertThat(approval.statusCode()).isEqualTo(400);
		assertThat(approval.jsonPath().getString("message")).contains("decision", "auditReport.pdf", "缺少审计机构公章");
		// but returned, and after a new version approved
		assertThat(complete(BUREAU, task, Journey.sample("qualification-return")).statusCode()).isEqualTo(204);
		Response mended = upload(this.party.account(), "auditReport", "盖章.pdf", Journey.pdf("stamped"), id);
		assertThat(mended.statusCode()).as(mended.asString()).isEqualTo(201);
		this.journey.complete(this.number, "userTask_correctMaterials", this.party.account(), "declaration");
		String next = this.journey.task(this.number, "userTask_reviewQualification").getId();
		assertThat(complete(BUREAU, next, Journey.sample("qualification-approve")).statusCode()).isEqualTo(204);
	}

	@Test
	void takesUploadsFromTasklistOnlyWithItsToken() {
		// given somebody logged in at Tasklist
		Rest.Session session = this.rest.login(this.party.account());
		byte[] page = Journey.pdf("page");
		// then a call of the page itself is taken, another site's is not
		assertThat(session.withoutToken()
			.multiPart("kind", "auditReport")
			.multiPart("file", "a.pdf", page)
			.post(address())
			.statusCode()).isEqualTo(403);
		assertThat(session.call()
			.multiPart("kind", "auditReport")
			.multiPart("file", "a.pdf", page)
			.post(address())
			.statusCode()).isEqualTo(201);
	}

	private String address() {
		return "/api/applications/" + this.number + "/materials";
	}

	private RequestSpecification as(String account) {
		return this.rest.as(account);
	}

	private JsonPath list(String account) {
		Response response = as(account).get(address());
		assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
		return response.jsonPath();
	}

	private Response upload(String account, @Nullable String kind, @Nullable String name, byte @Nullable [] content,
			@Nullable String replaces) {
		RequestSpecification call = as(account).config(AS_BROWSERS_DO).multiPart("unused", "1");
		if (kind != null) {
			call.multiPart("kind", kind);
		}
		if (name != null && content != null) {
			call.multiPart("file", name, content);
		}
		if (replaces != null) {
			call.multiPart("replaces", replaces);
		}
		return call.post(address());
	}

	private Response upload(String account, String kind, Path file) {
		return as(account).multiPart("kind", kind).multiPart("file", file.toFile(), "application/pdf").post(address());
	}

	private Path file(int megabytes, int mark) throws IOException {
		Path file = this.directory.resolve(mark + ".pdf");
		try (InputStream content = Samples.pdfOf(megabytes * 1024L * 1024, mark)) {
			Files.copy(content, file);
		}
		return file;
	}

	private Response verdict(String account, String id, String body) {
		return as(account).contentType("application/json")
			.body(body.getBytes(StandardCharsets.UTF_8))
			.post(address() + "/" + id + "/verdict");
	}

	private Response complete(String account, String task, Map<String, Object> answers) {
		return as(account).contentType("application/json")
			.body(Rest.variables(answers))
			.post("/engine-rest/task/" + task + "/complete");
	}

}
