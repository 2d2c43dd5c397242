package cn.huiqi.application;

import java.util.Map;

import cn.huiqi.testing.ProgramTest;
import cn.huiqi.testing.Rest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A department keeps its registers of institutions; those who work with it read them.
 */
@ProgramTest
class InstitutionRestTests {

	private static final String REGISTER = "/api/authorities/jiashi/institutions";

	@LocalServerPort
	int port;

	@Autowired
	JdbcTemplate jdbc;

	private Rest rest;

	@BeforeEach
	void client() {
		this.rest = new Rest(this.port);
	}

	@Test
	void registersAnOrganisationNobodyKnewOnce() {
		// given an auditor that is registered nowhere (check digit by GB 32100-2015)
		Map<String, Object> auditor = Map.of("kind", "auditor", "creditCode", "91110108MA0123456G", "name",
				"虚构会计师事务所有限公司", "legalRepresentative", "虚构人", "address", "虚构地址", "validFrom", "2025-01-01",
				"validUntil", "2025-12-31", "basis", "虚构文件1号");
		// when
		Response added = post("jiashi-bureau-1", auditor);
		// then it stands on the register for all who work with the department
		assertThat(added.statusCode()).as(added.asString()).isEqualTo(201);
		long id = added.jsonPath().getLong("id");
		for (String reader : new String[] { "jiashi-district-dongqu-1", "jiashi-provider-1", "jiashi-supervisor-1" }) {
			assertThat(this.rest.as(reader).get(REGISTER).asString()).contains("虚构会计师事务所有限公司");
		}
		assertThat(this.rest.as("yishi-bureau-1").get(REGISTER).statusCode()).isEqualTo(404);
		// but not twice for the same days, nor under another name
		assertThat(post("jiashi-bureau-1", auditor).statusCode()).isEqualTo(409);
		Response renamed = post("jiashi-bureau-1", Map.of("kind", "auditor", "creditCode", "91110108MA0123456G", "name",
				"另一名称有限公司", "validFrom", "2027-01-01", "basis", "虚构文件2号"));
		assertThat(renamed.statusCode()).isEqualTo(400);
		assertThat(renamed.jsonPath().getString("errors[0].message")).contains("虚构会计师事务所有限公司");
		// when its time is prolonged, then the log tells before and after
		assertThat(this.rest.as("jiashi-bureau-1")
			.contentType("application/json")
			.body(Rest.json(Map.of("validFrom", "2025-01-01", "validUntil", "2026-12-31", "basis", "虚构文件3号")))
			.put(REGISTER + "/" + id)
			.jsonPath()
			.getString("validUntil")).isEqualTo("2026-12-31");
		assertThat(this.jdbc.queryForList(
				"select summary from audit_act where action = 'INSTITUTION_REGISTERED' and subject = '91110108MA0123456G' order by seq",
				String.class))
			.containsExactly("虚构会计师事务所有限公司列入审计机构名录", "虚构会计师事务所有限公司变更审计机构登记");
	}

	@Test
	void tellsEveryFaultAtOnce() {
		// when
		Response refused = post("jiashi-bureau-1",
				Map.of("kind", "friend", "creditCode", "91110108MA0000000X", "validFrom", "2025-02-30"));
		// then
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.jsonPath().getList("errors.field", String.class)).containsExactlyInAnyOrder("kind",
				"creditCode", "validFrom", "basis");
		Response reversed = post("jiashi-bureau-1", Map.of("kind", "auditor", "creditCode", "91150100MA0JG00051",
				"validFrom", "2030-02-01", "validUntil", "2030-01-31", "basis", "虚构文件"));
		assertThat(reversed.jsonPath().getList("errors.field", String.class)).containsExactly("validUntil");
		// and an entry that is not there, or another's, is not found
		for (String id : new String[] { "999999999", "x", "-1" }) {
			assertThat(this.rest.as("jiashi-bureau-1")
				.contentType("application/json")
				.body(Rest.json(Map.of("endReason", "虚构原因")))
				.put(REGISTER + "/" + id)
				.statusCode()).isEqualTo(404);
		}
		assertThat(post("jiashi-provider-1", Map.of()).statusCode()).isEqualTo(403);
		assertThat(post("yishi-bureau-1", Map.of()).statusCode()).isEqualTo(404);
	}

	private Response post(String account, Map<String, Object> body) {
		return this.rest.as(account).contentType("application/json").body(Rest.json(body)).post(REGISTER);
	}

}
