package cn.huiqi.reporting;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.notification.Messages;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import io.restassured.response.Response;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@DatabaseTest
class ReferenceListRestTests {

	private static final String LIST = "/api/programmes/hangzhou-filing/reference-list";

	private static final String BUREAU = "hangzhou-bureau-1";

	@Autowired
	private Journey hohhot;

	@Autowired
	private Enterprises enterprises;

	@Autowired
	private Messages messages;

	@Autowired
	private ManagementService management;

	@Autowired
	private RuntimeService runtime;

	@LocalServerPort
	private int port;

	private CaseJourney journey;

	@BeforeEach
	void onAMondayOfTheYearOfTheNotice() {
		this.journey = this.hohhot.of("hangzhou-filing", "hangzhou");
		this.journey.at("2024-11-04T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void remindsEachDistrictOfThoseItHasNotReported() throws IOException {
		// given a list, one of whose enterprises its district has passed on
		CaseJourney.Party reported = this.journey.unlisted("linan");
		Enterprise known = this.enterprises.find(reported.creditCode()).orElseThrow();
		assertThat(
				hand(BUREAU,
						workbook(List.of("1", known.name(), "临安区", "汽车零部件"), List.of("2", "临安未报示例公司", "临安区", "汽车零部件"),
								List.of("3", "桐庐未报示例（杭州）公司", "桐庐县", "通信设备制造")))
					.jsonPath()
					.getInt("enterprises"))
			.isEqualTo(3);
		String number = this.journey.start(reported);
		this.journey.complete(number, "userTask_declareProject", reported.account(), "declaration");
		this.journey.complete(number, "userTask_reviewFiling", "hangzhou-district-linan-1", "economy-approve");
		this.journey.complete(number, "userTask_coReviewFiling", "hangzhou-district-linan-2", "finance-approve");
		// then the department sees who has been reported, a district its own part
		assertThat(rest().as(BUREAU).get(LIST).jsonPath().getList("enterprises.reported")).containsExactly(true, false,
				false);
		assertThat(rest().as("hangzhou-district-tonglu-1").get(LIST).jsonPath().getList("enterprises.name"))
			.containsExactly("桐庐未报示例（杭州）公司");
		// when the first reminder is due: 20 workdays before 2024-12-31
		Job job = timer();
		assertThat(job.getDuedate().toInstant()).isEqualTo("2024-12-03T01:00:00Z");
		ClockUtil.setCurrentTime(job.getDuedate());
		this.management.executeJob(job.getId());
		// then each district hears of those that are missing, nobody else
		assertThat(this.messages.of(List.of("hangzhou-district-linan"), "x", 10)).singleElement()
			.satisfies((message) -> assertThat(message.text()).contains("2024年12月31日", "还剩20个工作日", "1家：临安未报示例公司")
				.doesNotContain(known.name()));
		assertThat(this.messages.of(List.of("hangzhou-district-tonglu"), "x", 10)).hasSize(1);
		assertThat(this.messages.of(List.of("hangzhou-district-shangcheng"), "x", 10)).isEmpty();
		// and reminders follow until the day itself
		assertThat(timer().getDuedate().toInstant()).isEqualTo("2024-12-24T01:00:00Z");
		// when a list is handed in again, then no second reminder runs
		hand(BUREAU, workbook(List.of("1", "临安未报示例公司", "临安区", "汽车零部件")));
		assertThat(this.runtime.createProcessInstanceQuery().processDefinitionKey("reporting-reminder").count())
			.isEqualTo(1);
	}

	@Test
	void changesNothingWhenOneRowIsWrong() throws IOException {
		// given a list
		hand(BUREAU, workbook(List.of("1", "先前示例公司", "上城区", "汽车零部件")));
		// when another has four faults
		Response refused = rest().as(BUREAU)
			.multiPart("file", "list.xlsx",
					workbook(List.of("1", "甲示例公司", "上城区", "汽车零部件"), List.of("2", "", "上城区", "汽车零部件"),
							List.of("3", "乙示例公司", "海淀区", "汽车零部件"), List.of("4", "甲示例公司", "上城区", "汽车零部件"),
							List.of("5", "丙示例公司", "上城区", "")))
			.post(LIST);
		// then all are said with their rows, and the former list stands
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.jsonPath().<String>getList("errors.field")).containsExactly("rows[4].name",
				"rows[5].district", "rows[6].name", "rows[7].sector");
		assertThat(rest().as(BUREAU).get(LIST).jsonPath().getList("enterprises.name")).containsExactly("先前示例公司");
	}

	@Test
	void takesAListFromTheDepartmentOnlyAndOnlyAsAWorkbook() throws IOException {
		byte[] sound = workbook(List.of("1", "先前示例公司", "上城区", "汽车零部件"));
		for (String other : List.of("hangzhou-district-linan-1", "hohhot-bureau-1", "hangzhou-enterprise-1")) {
			assertThat(rest().as(other).multiPart("file", "list.xlsx", sound).post(LIST).statusCode()).isEqualTo(403);
		}
		assertThat(post("not a workbook".getBytes(StandardCharsets.UTF_8))).isEqualTo(415);
		assertThat(post(zip("[Content_Types].xml", 10))).isEqualTo(415);
		assertThat(post(new byte[0])).isEqualTo(400);
		// and a bomb is found out before it goes off
		assertThat(post(zip("xl/worksheets/sheet1.xml", 300 * 1024 * 1024))).isEqualTo(413);
		assertThat(post(new byte[5 * 1024 * 1024 + 1])).isEqualTo(413);
	}

	@Test
	void readsNoMoreRowsThanAListMayHave() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (XSSFWorkbook workbook = new XSSFWorkbook()) {
			Sheet sheet = workbook.createSheet();
			for (int row = 0; row < 6000; row++) {
				sheet.createRow(row).createCell(0).setCellValue("x" + row);
			}
			workbook.write(out);
		}
		assertThat(post(out.toByteArray())).isEqualTo(413);
	}

	private int post(byte[] file) {
		return rest().as(BUREAU).multiPart("file", "list.xlsx", file).post(LIST).statusCode();
	}

	private Response hand(String account, byte[] file) {
		Response answer = rest().as(account).multiPart("file", "list.xlsx", file).post(LIST);
		assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
		return answer;
	}

	private Rest rest() {
		return new Rest(this.port);
	}

	private Job timer() {
		return this.management.createJobQuery().activityId("timer_reportingReminder").singleResult();
	}

	@SafeVarargs
	private static byte[] workbook(List<String>... rows) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (XSSFWorkbook workbook = new XSSFWorkbook()) {
			Sheet sheet = workbook.createSheet();
			sheet.createRow(0).createCell(0).setCellValue("试点行业企业参考名单");
			write(sheet.createRow(1), List.of("序号", "企业名称", "所属区县", "行业"));
			for (int i = 0; i < rows.length; i++) {
				write(sheet.createRow(i + 2), rows[i]);
			}
			workbook.write(out);
		}
		return out.toByteArray();
	}

	private static void write(Row row, List<String> cells) {
		for (int i = 0; i < cells.size(); i++) {
			row.createCell(i).setCellValue(cells.get(i));
		}
	}

	private static byte[] zip(String entry, int zeros) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(out)) {
			zip.putNextEntry(new ZipEntry(entry));
			new ByteArrayInputStream(new byte[zeros]).transferTo(zip);
			zip.closeEntry();
		}
		return out.toByteArray();
	}

}
