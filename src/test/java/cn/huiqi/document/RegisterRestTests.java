package cn.huiqi.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.ProgramTest;
import cn.huiqi.testing.Rest;
import io.restassured.response.Response;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@ProgramTest
class RegisterRestTests {

	private static final String SUMMARY = "/api/programmes/hangzhou-filing/registers/summary";

	@Autowired
	private Journey hohhot;

	@LocalServerPort
	private int port;

	private CaseJourney journey;

	@BeforeEach
	void onAMonday() {
		this.journey = this.hohhot.of("hangzhou-filing", "hangzhou");
		this.journey.at("2024-06-24T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void printsAnnexFiveForTheDistrictThatForwarded() throws IOException {
		// given a forwarded project of Tonglu and one that its district still reviews
		String forwarded = forwarded("tonglu", Map.of());
		String waiting = declared("tonglu", Map.of());
		// when the district takes its summary
		Response answer = get("hangzhou-district-tonglu-1", "");
		// then it is laid out as printed
		assertThat(answer.header("Content-Disposition")).contains("attachment", ".xlsx");
		try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(answer.asByteArray()))) {
			Sheet sheet = workbook.getSheetAt(0);
			assertThat(texts(sheet.getRow(0))).startsWith("附件5");
			assertThat(texts(sheet.getRow(1))).startsWith("杭州市中小企业数字化改造试点项目备案汇总表");
			assertThat(texts(sheet.getRow(2))).contains("填报单位：桐庐县经信部门", "填报时间：2024年6月24日");
			assertThat(texts(sheet.getRow(3)).stream().filter((text) -> !text.isEmpty())).containsExactly("申报单位基本信息",
					"项目基本信息", "合同服务商信息");
			assertThat(texts(sheet.getRow(4))).containsExactly("序号", "细分行业类别", "企业所属区、县（市）", "企业名称", "统一社会信用代码", "联系人",
					"联系方式", "主营产品", "2023年主营业务收入（万元）", "企业类别", "规上/规下", "已获得中央财政中小企业发展专项资金支持的专精特新“小巨人”企业",
					"已纳入《工业和信息化部办公厅 财政部办公厅关于开展财政支持中小企业数字化转型试点工作的通知》（工信厅联企业〔2022〕22号）中改造试点的中小企业", "制造业中小企业数字化水平自测",
					"企业改造后目标数字化水平", "数字化转型项目投资额（万元）", "项目名称", "实施期限", "应用场景", "上云用云计划", "项目预投入（万元/不含税）", "单位名称",
					"统一社会信用代码", "联系人", "联系电话", "合同名称", "合同签订日期", "主要承担工作");
			// and holds the forwarded project alone, its contracts' 2,100,000 yuan as 210
			List<String> row = texts(sheet.getRow(5));
			assertThat(row).contains("汽车零部件", "桐庐县", "12680.5", "专精特新中小企业", "规上企业", "2级(40分~60分)", "三级", "210", "186.5",
					"杭州示例数字科技有限公司", "2024年6月至2025年5月");
			assertThat(sheet.getRow(6)).isNull();
			assertThat(sheet.getRow(5).getCell(15).getCellType()).isEqualTo(CellType.NUMERIC);
			assertThat(List.of(forwarded, waiting)).doesNotHaveDuplicates();
		}
	}

	@Test
	void neverWritesAFormulaThatAnApplicantTyped() throws IOException {
		// given texts that a spreadsheet would take for commands
		forwarded("chunan",
				Map.of("projectName", "=HYPERLINK(\"http://example.com\")", "mainProducts", "@SUM(A1)+cmd"));
		Response answer = get("hangzhou-bureau-1", "?district=chunan");
		try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(answer.asByteArray()))) {
			Row row = workbook.getSheetAt(0).getRow(5);
			for (int column : new int[] { 7, 16 }) {
				Cell cell = row.getCell(column);
				assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
				assertThat(cell.getCellStyle().getQuotePrefixed()).isTrue();
			}
		}
	}

	@Test
	void givesADistrictItsOwnAndTheDepartmentAll() throws IOException {
		int ofJiande = names(get("hangzhou-district-jiande-1", "")).size();
		int ofLinan = names(get("hangzhou-district-linan-1", "")).size();
		int ofAll = names(get("hangzhou-bureau-1", "")).size();
		// when Jiande forwards a project
		forwarded("jiande", Map.of());
		// then Jiande and the department have one more, Linan has not
		assertThat(names(get("hangzhou-district-jiande-1", ""))).hasSize(ofJiande + 1);
		assertThat(names(get("hangzhou-district-linan-1", ""))).hasSize(ofLinan);
		assertThat(names(get("hangzhou-bureau-1", "?district=jiande"))).hasSize(ofJiande + 1);
		assertThat(names(get("hangzhou-bureau-1", ""))).hasSize(ofAll + 1);
		// then others are refused
		Rest rest = new Rest(this.port);
		assertThat(rest.as("hangzhou-district-linan-1").get(SUMMARY + "?district=jiande").statusCode()).isEqualTo(403);
		assertThat(rest.as("hohhot-bureau-1").get(SUMMARY).statusCode()).isEqualTo(403);
		assertThat(rest.as("hangzhou-enterprise-1").get(SUMMARY).statusCode()).isEqualTo(403);
		assertThat(rest.as("hangzhou-bureau-1").get(SUMMARY + "?district=nowhere").statusCode()).isEqualTo(400);
		assertThat(rest.as("hangzhou-bureau-1").get("/api/programmes/hangzhou-filing/registers/none").statusCode())
			.isEqualTo(404);
	}

	private Response get(String account, String query) {
		Response answer = new Rest(this.port).as(account).get(SUMMARY + query);
		assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
		return answer;
	}

	private static List<String> names(Response answer) throws IOException {
		try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(answer.asByteArray()))) {
			return StreamSupport.stream(workbook.getSheetAt(0).spliterator(), false)
				.skip(5)
				.map((row) -> row.getCell(3).getStringCellValue())
				.toList();
		}
	}

	private static List<String> texts(Row row) {
		DataFormatter formatter = new DataFormatter();
		return IntStream.range(0, row.getLastCellNum())
			.mapToObj((column) -> formatter.formatCellValue(row.getCell(column)))
			.toList();
	}

	private String declared(String district, Map<String, Object> others) {
		CaseJourney.Party party = this.journey.unlisted(district);
		String number = this.journey.start(party);
		this.journey.complete(number, "userTask_declareProject", party.account(), "declaration", others);
		return number;
	}

	@Test
	void printsWhatACityRecommends() throws IOException {
		// given a city that has recommended one enterprise and not yet another
		CaseJourney hubei = this.hohhot.of("hubei-cloud-benchmark", "hubei");
		hubei.at("2021-09-10T10:00:00");
		CaseJourney.Party party = hubei.newEnterprise("ezhou");
		for (CaseJourney.Party each : List.of(party, hubei.newEnterprise("ezhou"))) {
			String number = hubei.start(each);
			hubei.complete(number, "userTask_declareProject", each.account(), "declaration");
			if (each == party) {
				hubei.complete(number, "userTask_reviewByLocalBureau", "hubei-district-ezhou-1",
						"local-review-approve");
			}
		}
		// when it takes its recommendation table
		Response answer = new Rest(this.port).as("hubei-district-ezhou-1")
			.get("/api/programmes/hubei-cloud-benchmark/registers/recommendation");
		// then the one stands in it, with the case and the opinion of the city
		try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(answer.asByteArray()))) {
			Sheet sheet = workbook.getSheetAt(0);
			assertThat(texts(sheet.getRow(2))).contains("填报单位：鄂州市经济和信息化局");
			assertThat(texts(sheet.getRow(5))).contains("鄂州市", "离散制造车间生产过程上云",
					"经按本市项目评审细则评选，该企业近两年上云投入连续，成效数据真实，材料齐全，同意推荐。");
			assertThat(sheet.getRow(6)).isNull();
		}
	}

	private String forwarded(String district, Map<String, Object> others) {
		String number = declared(district, others);
		this.journey.complete(number, "userTask_reviewFiling", "hangzhou-district-%s-1".formatted(district),
				"economy-approve");
		this.journey.complete(number, "userTask_coReviewFiling", "hangzhou-district-%s-2".formatted(district),
				"finance-approve");
		return number;
	}

}
