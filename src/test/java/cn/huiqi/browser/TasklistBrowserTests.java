package cn.huiqi.browser;

import java.io.IOException;
import java.util.Map;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.ProgramTest;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@ProgramTest
class TasklistBrowserTests {

	private static final String PASSWORD = "Huiqi-demo-2024";

	private static Chromium chromium;

	private static Browser browser;

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@Autowired
	Cases cases;

	private Page page;

	@BeforeAll
	static void openBrowser() {
		chromium = Chromium.open();
		browser = chromium.browser();
	}

	@AfterAll
	static void closeBrowser() {
		if (chromium != null) {
			chromium.close();
		}
	}

	@BeforeEach
	void openPage() {
		this.page = browser.newContext(new Browser.NewContextOptions().setLocale("zh-CN").setViewportSize(1500, 1000))
			.newPage();
		this.page.setDefaultTimeout(60_000);
		PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
	}

	@AfterEach
	void closePage() {
		this.page.context().close();
		this.journey.reset();
	}

	@Test
	void declaresAndReviewsInTasklist() throws IOException {
		// given an enterprise that logs in and opens an application
		Journey.Party party = this.journey.newEnterprise();
		logIn(party.account());
		this.page.getByText("发起流程").first().click();
		this.page.getByText("呼和浩特市中小企业数字化改造补贴").first().click();
		new FormPage(this.page, "hohhot/hohhot-subsidy-start.form").fill(Journey.startFields(party));
		this.page.locator(".modal-footer .btn-primary").click();
		// when it fills the real declaration and submits it
		openTask("填报申报材料");
		FormPage declaration = new FormPage(this.page, "hohhot/hohhot-subsidy-declaration.form");
		declaration.fill(Journey.sample("declaration"));
		declaration.mend(Journey.sample("declaration"));
		String number = numberOf(party);
		this.journey.handInMaterials(number, party.account());
		submit();
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.UNDER_REVIEW);
		// and the bureau approves it
		logIn("hohhot-bureau-1");
		this.page.getByText("资格审查").first().click();
		openTask(number);
		assertThat(this.page.locator(".fjs-container")).containsText("系统核对未发现不符合申报条件的情形");
		claim();
		new FormPage(this.page, "hohhot/hohhot-subsidy-qualification-review.form")
			.fill(Map.of("decision", "approve", "comment", "材料齐全"));
		submit();
		// then, once it is supervised, the evaluator has it
		this.journey.supervised(number);
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.ASSESSING);
	}

	@Test
	void saysInChineseAtTheFieldWhatIsWrong() throws IOException {
		// given an application being declared
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.start(party);
		logIn(party.account());
		openTask("填报申报材料");
		// when a summary of 499 characters is written
		FormPage declaration = new FormPage(this.page, "hohhot/hohhot-subsidy-declaration.form");
		declaration.fill(Map.of("summaryBasics", "字".repeat(499), "legalRepresentative", ""));
		// then both fields say so in Chinese, and nothing was submitted
		assertThat(declaration.message("summaryBasics")).containsText("500");
		assertThat(declaration.message("summaryBasics").textContent()).matches(".*\\p{IsHan}.*");
		assertThat(declaration.message("legalRepresentative").textContent()).matches(".*\\p{IsHan}.*");
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.DECLARING);
	}

	@Test
	void refusesAWrongCreditCodeInTheStartDialog() throws IOException {
		// given an enterprise that mistypes the check digit of its code
		Journey.Party party = this.journey.newEnterprise();
		logIn(party.account());
		this.page.getByText("发起流程").first().click();
		this.page.getByText("呼和浩特市中小企业数字化改造补贴").first().click();
		Map<String, Object> fields = Journey.startFields(party);
		String code = party.creditCode().value();
		fields.put("creditCode", code.substring(0, 17) + (code.endsWith("0") ? "1" : "0"));
		new FormPage(this.page, "hohhot/hohhot-subsidy-start.form").fill(fields);
		// when it starts
		this.page.locator(".modal-footer .btn-primary").click();
		// then the dialog says what is wrong, without technical ids, and nothing was
		// opened
		Locator alert = this.page.locator(".modal-content .alert, .modal-dialog .alert").first();
		assertThat(alert).containsText("统一社会信用代码校验位不正确");
		assertThat(alert.textContent()).doesNotContain("Cannot instantiate");
		assertThat(this.cases.of(party.creditCode(), Journey.PROGRAMME)).isEmpty();
	}

	private String numberOf(Journey.Party party) {
		return this.cases.of(party.creditCode(), Journey.PROGRAMME).get(0).number();
	}

	private void logIn(String account) {
		this.page.context().close();
		openPage();
		this.page.navigate("http://127.0.0.1:%d/camunda/app/tasklist/default/".formatted(this.port));
		this.page.locator("form input[type=text]").fill(account);
		this.page.locator("form input[type=password]").fill(PASSWORD);
		this.page.locator("form button[type=submit]").click();
		// a login leads to one's work first
		this.page.waitForURL("**/my/tasks");
		this.page.navigate("http://127.0.0.1:%d/camunda/app/tasklist/default/".formatted(this.port));
		assertThat(this.page.getByText("本组任务").first()).isVisible();
	}

	private void openTask(String nameOrNumber) {
		this.page.locator("li.task", new Page.LocatorOptions().setHasText(nameOrNumber)).locator("a").first().click();
		assertThat(this.page.locator(".fjs-container .fjs-form-field").first()).isVisible();
	}

	private void claim() {
		Locator claim = this.page.getByText("认领", new Page.GetByTextOptions().setExact(true)).first();
		claim.click();
		assertThat(claim).not().isVisible();
	}

	private void submit() {
		this.page.locator("[ng-click='complete()']").click();
		assertThat(this.page.locator(".fjs-container")).hasCount(0);
	}

}
