package cn.huiqi.browser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import cn.huiqi.testing.Journey;
import cn.huiqi.testing.ProgramTest;
import cn.huiqi.testing.Rest;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tab 材料, as the people see it who hand in and who judge.
 */
@ProgramTest
class MaterialBrowserTests {

	private static final String MATERIALS = "**/api/applications/*/materials";

	private static Tasklist tasklist;

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@BeforeAll
	static void openBrowser() {
		tasklist = Tasklist.open();
	}

	@AfterAll
	static void closeBrowser() {
		if (tasklist != null) {
			tasklist.close();
		}
	}

	@AfterEach
	void closeWindows() {
		tasklist.closeWindows();
		this.journey.reset();
	}

	@Test
	void takesFortyFilesAtOnceAndSaysWhatIsMissing() {
		// given a declaration without any material
		Journey.Party party = this.journey.newEnterprise();
		this.journey.start(party);
		Page page = openMaterials(party.account(), "填报申报材料");
		assertThat(headline(page)).hasText("还缺 8 项必交材料");
		assertThat(row(page, "diagnosisReport")).containsText("必交");
		assertThat(row(page, "diagnosisReport")).containsText("PDF，单个不超过 50 MB");
		assertThat(row(page, "otherEvidence")).containsText("选交");
		assertThat(row(page, "providerCommitment").getByText("下载模板")).isVisible();
		AtomicInteger underway = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		page.onRequest((request) -> {
			if (request.method().equals("POST") && request.url().endsWith("/materials")) {
				most.accumulateAndGet(underway.incrementAndGet(), Math::max);
			}
		});
		page.onResponse((response) -> {
			if (response.request().method().equals("POST") && response.url().endsWith("/materials")) {
				underway.decrementAndGet();
			}
		});
		// when forty are chosen for one material and one for another
		choose(page, "otherEvidence",
				IntStream.range(0, 40)
					.mapToObj((one) -> pdf("截图%02d.pdf".formatted(one), "evidence " + one))
					.toArray(FilePayload[]::new));
		choose(page, "diagnosisReport", pdf("诊断报告.pdf", "one"));
		Tasklist.screenshot(page, "materials-uploading");
		// then all are there, two at a time, and one less is missing
		assertThat(page.locator(".huiqi-m-count")).hasText("已上传 41 / 41 个文件");
		assertThat(row(page, "otherEvidence").locator("li[data-id]")).hasCount(40);
		assertThat(headline(page)).hasText("还缺 7 项必交材料");
		assertThat(row(page, "diagnosisReport"))
			.containsText(Pattern.compile("\\d{4}年\\d{1,2}月\\d{1,2}日 \\d\\d:\\d\\d"));
		assertThat(row(page, "diagnosisReport")).containsText("未查毒");
		assertThat(most.get()).isBetween(1, 2);
		// and one is seen, exchanged, taken back and given again
		page.setViewportSize(1500, 1400);
		row(page, "diagnosisReport").getByText("预览").click();
		assertThat(page.frameLocator("dialog iframe").locator("embed, body")).not().hasCount(0);
		assertThat(page.frames().stream().anyMatch((frame) -> frame.url().contains("inline=true"))).isTrue();
		page.waitForTimeout(500);
		Tasklist.screenshot(page, "materials-preview");
		page.keyboard().press("Escape");
		assertThat(page.locator("dialog")).hasCount(0);
		choose(page, "diagnosisReport", pdf("诊断报告（盖章）.pdf", "two"));
		assertThat(row(page, "diagnosisReport").locator("summary")).hasText("历史版本（1）");
		assertThat(row(page, "diagnosisReport")).containsText("第 2 版");
		row(page, "diagnosisReport").getByText("撤回").click();
		assertThat(headline(page)).hasText("还缺 8 项必交材料");
		row(page, "diagnosisReport").getByText("恢复").click();
		assertThat(headline(page)).hasText("还缺 7 项必交材料");
		row(page, "diagnosisReport").locator("summary").click();
		assertThat(row(page, "diagnosisReport").locator("details a")).hasText("诊断报告.pdf");
		Tasklist.screenshot(page, "materials-there");
		assertThat(tasklist.failures()).isEmpty();
	}

	@Test
	void showsHowFarALargeFileIs(@TempDir Path folder) throws IOException {
		// given a contract of 60 MB and a line that carries 12 MB in a second
		Journey.Party party = this.journey.newEnterprise();
		this.journey.start(party);
		Path contract = folder.resolve("改造服务合同.pdf");
		byte[] part = new byte[1024 * 1024];
		Arrays.fill(part, (byte) ' ');
		try (OutputStream bytes = Files.newOutputStream(contract)) {
			bytes.write(Journey.pdf("large"));
			for (int i = 0; i < 60; i++) {
				bytes.write(part);
			}
		}
		Page page = openMaterials(party.account(), "填报申报材料");
		CDPSession network = page.context().newCDPSession(page);
		JsonObject line = new JsonObject();
		line.addProperty("offline", false);
		line.addProperty("latency", 0);
		line.addProperty("downloadThroughput", -1);
		line.addProperty("uploadThroughput", 12 * 1024 * 1024);
		network.send("Network.emulateNetworkConditions", line);
		// when it is chosen
		row(page, "transformationContract").locator(".huiqi-m-choose input").setInputFiles(contract);
		// then one sees it get on
		Locator percent = row(page, "transformationContract").locator(".huiqi-m-percent");
		assertThat(percent).hasText(Pattern.compile("[1-9]\\d?%"));
		int before = percent(percent);
		Tasklist.screenshot(page, "materials-large");
		page.waitForTimeout(1000);
		assertThat(percent.count() == 0 || percent(percent) > before).as("it got on from %d%%", before).isTrue();
		// and it arrives, whichever tab is open
		page.getByText("流程图").first().click();
		page.getByText("材料", new Page.GetByTextOptions().setExact(true)).first().click();
		assertThat(row(page, "transformationContract").locator("li[data-id]")).containsText("60 MB");
	}

	@Test
	void saysAtEachRowWhyAFileWasNotTaken() throws IOException {
		// given a program and a bomb, each under a harmless name
		Journey.Party party = this.journey.newEnterprise();
		this.journey.start(party);
		Page page = openMaterials(party.account(), "填报申报材料");
		byte[] program = new byte[4096];
		program[0] = 'M';
		program[1] = 'Z';
		// when they are handed in
		choose(page, "implementationPlan", new FilePayload("方案.pdf", "application/pdf", program));
		choose(page, "auditReport", new FilePayload("审计报告.pdf", "application/pdf", bomb()));
		choose(page, "summaryReport", new FilePayload("总结报告.zip", "application/zip", bomb()));
		choose(page, "otherEvidence", new FilePayload("佐证.zip", "application/zip", bomb()));
		choose(page, "selfAssessmentReport", new FilePayload("自评估.exe", "application/octet-stream", program));
		// then each keeps its row, with the reason
		for (String kind : List.of("implementationPlan", "auditReport")) {
			assertThat(row(page, kind).locator(".huiqi-m-reason")).containsText("文件内容不是 pdf");
			assertThat(row(page, kind).getByText("重试")).isVisible();
		}
		for (String kind : List.of("summaryReport", "selfAssessmentReport")) {
			assertThat(row(page, kind).locator(".huiqi-m-reason")).containsText("只收 PDF 文件");
		}
		assertThat(row(page, "otherEvidence").locator(".huiqi-m-reason")).containsText("压缩炸弹");
		assertThat(headline(page)).hasText("还缺 8 项必交材料");
		Tasklist.screenshot(page, "materials-refused");
		// and what only the network failed is sent again at a click, all at once
		row(page, "implementationPlan").getByText("移除").click();
		page.route(MATERIALS, (route) -> {
			if (route.request().method().equals("POST")) {
				route.abort();
			}
			else {
				route.resume();
			}
		});
		choose(page, "implementationPlan", pdf("方案.pdf", "plan"));
		choose(page, "applicationForm", pdf("申请书.pdf", "form"));
		assertThat(row(page, "implementationPlan").locator(".huiqi-m-reason")).containsText("网络中断");
		assertThat(row(page, "applicationForm").locator(".huiqi-m-reason")).containsText("网络中断");
		page.unroute(MATERIALS);
		page.getByText("全部重试").click();
		assertThat(row(page, "implementationPlan").locator("li[data-id]")).hasCount(1);
		assertThat(row(page, "applicationForm").locator("li[data-id]")).hasCount(1);
		assertThat(headline(page)).hasText("还缺 6 项必交材料");
	}

	@Test
	void letsAReviewerTickWhatIsInOrder() {
		// given a declared case before the bureau, on a small screen
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		Page page = tasklist.logIn(this.port, "hohhot-bureau-1", 1280, 800);
		page.getByText("资格审查").first().click();
		openMaterials(page, number);
		assertThat(headline(page)).hasText("必交材料已齐");
		assertThat(page.locator(".huiqi-m-choose")).hasCount(0);
		// when one is in order and another is not, first without saying why
		row(page, "applicationForm").getByRole(AriaRole.BUTTON).and(page.locator("[data-key^='good-']")).click();
		assertThat(row(page, "applicationForm").locator(".huiqi-m-verdict-good")).containsText("hohhot-bureau-1");
		row(page, "providerCommitment").locator("[data-key^='bad-']").click();
		row(page, "providerCommitment").getByText("确定不符合").click();
		Locator remark = row(page, "providerCommitment").locator("textarea");
		assertThat(remark).hasAttribute("aria-invalid", "true");
		remark.fill("缺少公章");
		row(page, "providerCommitment").getByText("确定不符合").click();
		// then both stand at their rows and with the case
		assertThat(row(page, "providerCommitment").locator(".huiqi-m-verdict-bad")).containsText("不符合：缺少公章");
		Tasklist.screenshot(page, "materials-review");
		assertThat(new Rest(this.port).as("hohhot-bureau-1")
			.get("/api/applications/" + number + "/materials")
			.jsonPath()
			.getList("materials.findAll { it.verdict != null && !it.verdict.inOrder }.verdict.remark"))
			.isEqualTo(List.of("缺少公章"));
		// and the enterprise reads it, on a phone too, and changes nothing
		page.setViewportSize(390, 844);
		row(page, "providerCommitment").scrollIntoViewIfNeeded();
		assertThat((Integer) row(page, "providerCommitment").evaluate("row => row.scrollWidth - row.clientWidth"))
			.isLessThanOrEqualTo(1);
		Tasklist.screenshot(page, "materials-phone");
		assertThat(tasklist.failures()).isEmpty();
	}

	private Page openMaterials(String account, String nameOrNumber) {
		return openMaterials(tasklist.logIn(this.port, account), nameOrNumber);
	}

	private static Page openMaterials(Page page, String nameOrNumber) {
		Tasklist.openTask(page, nameOrNumber);
		page.getByText("材料", new Page.GetByTextOptions().setExact(true)).first().click();
		assertThat(page.locator(".huiqi-m-table")).isVisible();
		return page;
	}

	private static Locator headline(Page page) {
		return page.locator(".huiqi-m-summary h3");
	}

	private static Locator row(Page page, String kind) {
		return page.locator("[data-kind='%s']".formatted(kind));
	}

	private static void choose(Page page, String kind, FilePayload... files) {
		row(page, kind).locator(".huiqi-m-choose input").setInputFiles(files);
	}

	private static FilePayload pdf(String name, String mark) {
		return new FilePayload(name, "application/pdf", Journey.pdf(mark));
	}

	private static int percent(Locator percent) {
		return Integer.parseInt("0" + percent.textContent().replaceAll("\\D", ""));
	}

	/** A few hundred kilobytes that would become three hundred megabytes. */
	private static byte[] bomb() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
			zip.putNextEntry(new ZipEntry("zeros"));
			byte[] zeros = new byte[1024 * 1024];
			for (int i = 0; i < 300; i++) {
				zip.write(zeros);
			}
			zip.closeEntry();
		}
		return bytes.toByteArray();
	}

}
