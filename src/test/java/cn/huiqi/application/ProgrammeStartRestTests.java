package cn.huiqi.application;

import java.util.Map;

import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.ProgramTest;
import cn.huiqi.testing.Rest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Other software and enterprises start every programme in the same two ways.
 */
@ProgramTest
class ProgrammeStartRestTests {

	@LocalServerPort
	int port;

	@Autowired
	Journey hohhot;

	@AfterEach
	void backToNow() {
		this.hohhot.reset();
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource({ "hohhot-subsidy, hohhot, , 2025-03-03, HH-2025", "wuhan-subsidy, wuhan, donghu, 2024-11-12, WH-2024",
			"hangzhou-filing, hangzhou, xihu, 2024-06-24, HZ-2024",
			"hubei-cloud-benchmark, hubei, yichang, 2021-09-10, HB-2021" })
	void startsEveryProgramme(String programme, String authority, String district, String day, String prefix) {
		CaseJourney journey = this.hohhot.of(programme, authority);
		journey.at(day + "T10:00:00");
		Rest rest = new Rest(this.port);
		// when other software opens an application for an enterprise
		Map<String, Object> fields = journey.startFieldsOf(journey.newEnterprise(district));
		fields.put("programme", programme);
		Response opened = rest.as("system")
			.contentType(ContentType.JSON)
			.body(Rest.json(fields))
			.post("/api/applications");
		// then it has a number of the programme and waits to be declared
		assertThat(opened.statusCode()).as(opened.asString()).isEqualTo(201);
		String number = opened.jsonPath().getString("number");
		assertThat(number).matches(prefix + "-\\d{6}");
		assertThat(journey.openTasks(number)).containsExactly("userTask_declareProject");
		// and an enterprise opens its own through the engine's interface
		CaseJourney.Party party = journey.newEnterprise(district);
		Response started = rest.as(party.account())
			.contentType(ContentType.JSON)
			.body(Rest.variables(journey.startFieldsOf(party)))
			.post("/engine-rest/process-definition/key/%s/start".formatted(programme));
		assertThat(started.statusCode()).as(started.asString()).isEqualTo(200);
		assertThat(started.jsonPath().getString("businessKey")).matches(prefix + "-\\d{6}");
		if (district != null) {
			// and no one of an area there is none of
			fields.put("district", "nowhere");
			fields.put("creditCode", journey.newEnterprise(district).creditCode().value());
			Response refused = rest.as("system")
				.contentType(ContentType.JSON)
				.body(Rest.json(fields))
				.post("/api/applications");
			assertThat(refused.statusCode()).isEqualTo(400);
			assertThat(refused.jsonPath().getList("errors.field", String.class)).containsOnly("district");
		}
	}

}
