package cn.huiqi.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
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

@DatabaseTest
class AccountRestTests {

	private static final List<String> ENGINES = List.of("/engine-rest", Rest.WEBAPP_ENGINE);

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@Autowired
	JdbcTemplate jdbc;

	private Rest rest;

	private String account;

	@BeforeEach
	void onAWorkday() {
		this.rest = new Rest(this.port);
		this.journey.at("2025-03-03T10:00:00");
		this.account = this.journey.newEnterprise().account();
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Kurz-1", "nur-kleine-buchstaben", "12345678901234", "KLEINUND123456",
			"Password-2024!", "P@ssw0rd2024", "Admin@123456", "Qwerty-12345", "!1qaz2WSX!1", "Woaini-52013" })
	void refusesWeakPasswordWhereverOneIsSet(String weak) {
		for (String engine : ENGINES) {
			Map<String, Object> before = row(this.account);
			// when an administrator makes an account with it
			Response made = caller("admin", engine).body(user("nobody-yet", weak)).post(engine + "/user/create");
			// and somebody takes it for his own
			Response taken = caller(this.account, engine).body(credentials(weak, Rest.PASSWORD))
				.put(engine + "/user/" + this.account + "/credentials");
			// then
			for (Response response : List.of(made, taken)) {
				assertThat(response.statusCode()).as(engine + " " + response.asString()).isEqualTo(400);
				assertThat(response.jsonPath().getString("message")).contains("密码不符合要求", "10 至 128 个字符");
				assertThat(row(this.account)).isEqualTo(before);
			}
		}
	}

	@Test
	void refusesPasswordWithNameOfAccountInIt() {
		// when
		Response response = caller(this.account, "/engine-rest")
			.body(credentials("x" + this.account.toUpperCase() + "x-1", Rest.PASSWORD))
			.put("/engine-rest/user/" + this.account + "/credentials");
		// then
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.jsonPath().getString("message")).contains("不得包含账号");
	}

	@Test
	void takesStrongPasswordAndForgetsOldOne() {
		for (String engine : ENGINES) {
			// given
			String id = newAccount();
			// when
			Response response = caller(id, engine).body(credentials("Wolken-ueber-Wuhan-7", Rest.PASSWORD))
				.put(engine + "/user/" + id + "/credentials");
			// then
			assertThat(response.statusCode()).as(response.asString()).isEqualTo(204);
			assertThat(this.rest.as(id).get("/api/me").statusCode()).isEqualTo(401);
			assertThat(this.rest.anonymous()
				.auth()
				.preemptive()
				.basic(id, "Wolken-ueber-Wuhan-7")
				.get("/api/me")
				.statusCode()).isEqualTo(200);
		}
	}

	@Test
	void tellsRulesInChinese() {
		// when the page asks what a password must be like
		Response response = caller("admin", "/engine-rest").body(Map.of("password", "kurz"))
			.post("/engine-rest/identity/password-policy");
		// then
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.jsonPath().getBoolean("valid")).isFalse();
		assertThat(response.jsonPath().getList("rules.placeholder")).containsExactlyInAnyOrder("PASSWORD_POLICY_LENGTH",
				"PASSWORD_POLICY_USER_DATA", "大写字母、小写字母、数字、其他字符中至少三类", "不超过 128 个字符", "不是常见密码");
		// and nothing is answered with a 500
		assertThat(
				caller("admin", "/engine-rest").body("{}").post("/engine-rest/identity/password-policy").statusCode())
			.isEqualTo(400);
	}

	@Test
	void letsNobodyChangeHowHeIsCalledInTheFile() {
		for (String engine : ENGINES) {
			Map<String, Object> before = row(this.account);
			Map<String, Object> administrator = row("admin");
			// when somebody takes another name, mail address, or somebody's account
			for (Map<String, String> profile : List.of(
					Map.of("id", this.account, "firstName", "主管部门", "lastName", "", "email", ""),
					Map.of("id", this.account, "firstName", String.valueOf(before.get("FIRST_")), "lastName", "",
							"email", "other@example.com"),
					Map.of("id", "admin", "firstName", "系统管理员", "lastName", "", "email", ""),
					Map.of("id", "hohhot-bureau-1", "firstName", "x", "lastName", "y"))) {
				Response response = caller(this.account, engine).body(profile)
					.put(engine + "/user/" + this.account + "/profile");
				// then
				assertThat(response.statusCode()).as(engine + profile + response.asString()).isEqualTo(403);
			}
			// and nobody takes himself away, or gives another a password
			assertThat(caller(this.account, engine).delete(engine + "/user/" + this.account).statusCode())
				.isEqualTo(403);
			assertThat(caller(this.account, engine).body(credentials("Wolken-ueber-Wuhan-7", Rest.PASSWORD))
				.put(engine + "/user/hohhot-bureau-1/credentials")
				.statusCode()).isIn(403, 404);
			assertThat(row(this.account)).isEqualTo(before);
			assertThat(row("admin")).isEqualTo(administrator);
		}
	}

	@Test
	void letsAdministratorChangeProfileAndDeleteAccount() {
		for (String engine : ENGINES) {
			// given
			String id = newAccount();
			// when
			Response changed = caller("admin", engine)
				.body(Map.of("id", id, "firstName", "张三", "lastName", "", "email", "zs@example.com"))
				.put(engine + "/user/" + id + "/profile");
			// then
			assertThat(changed.statusCode()).isEqualTo(204);
			assertThat(row(id)).containsEntry("FIRST_", "张三").containsEntry("EMAIL_", "zs@example.com");
			assertThat(caller("admin", engine).delete(engine + "/user/" + id).statusCode()).isEqualTo(204);
			assertThat(this.rest.as(id).get("/api/me").statusCode()).isEqualTo(401);
		}
	}

	@Test
	void refusesAccountWhoseFieldsFitNowhere() {
		// when an administrator sends what the tables cannot hold
		for (String id : List.of("", "a b", "a/b", "x".repeat(65), "a'b", "名\u0000")) {
			Response response = caller("admin", "/engine-rest").body(user(id, "Wolken-ueber-Wuhan-7"))
				.post("/engine-rest/user/create");
			// then
			assertThat(response.statusCode()).as(id).isEqualTo(400);
		}
		Response response = caller("admin", "/engine-rest").body(Map.of("profile",
				Map.of("id", "too-long", "firstName", "x".repeat(300), "email", "y@" + "x".repeat(300)), "credentials",
				Map.of("password", "kurz")))
			.post("/engine-rest/user/create");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.jsonPath().getString("message")).contains("firstName：", "email：", "password：");
	}

	@Test
	void keepsLastAdministrator() {
		// when the only administrator is taken away
		for (Response response : List.of(caller("admin", "/engine-rest").delete("/engine-rest/user/admin"),
				caller("admin", "/engine-rest").delete("/engine-rest/group/camunda-admin/members/admin"),
				caller("admin", "/engine-rest").delete("/engine-rest/group/camunda-admin"))) {
			// then
			assertThat(response.statusCode()).as(response.asString()).isEqualTo(409);
		}
		assertThat(this.rest.as("admin").get("/actuator/metrics").statusCode()).isEqualTo(200);
	}

	private RequestSpecification caller(String account, String engine) {
		RequestSpecification call = engine.startsWith("/camunda") ? this.rest.login(account).call()
				: this.rest.as(account);
		return call.contentType("application/json");
	}

	private String newAccount() {
		return this.journey.newEnterprise().account();
	}

	private Map<String, Object> row(String id) {
		Map<String, Object> row = new HashMap<>();
		this.jdbc.queryForMap("select * from ACT_ID_USER where ID_ = ?", id)
			.forEach((column, value) -> row.put(column.toUpperCase(), value));
		return row;
	}

	private static String user(String id, String password) {
		return Rest.json(Map.of("profile", Map.of("id", id, "firstName", "张", "lastName", "三", "email", ""),
				"credentials", Map.of("password", password)));
	}

	private static String credentials(String password, String own) {
		return Rest.json(Map.of("password", password, "authenticatedUserPassword", own));
	}

}
