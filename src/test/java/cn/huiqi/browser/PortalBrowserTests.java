package cn.huiqi.browser;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import cn.huiqi.testing.Journey;
import cn.huiqi.testing.ProgramTest;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.camunda.bpm.engine.task.Task;
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
class PortalBrowserTests {

	private static final String PASSWORD = "Huiqi-demo-2024";

	private static Chromium chromium;

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	private final List<String> scriptErrors = new ArrayList<>();

	private Page page;

	@BeforeAll
	static void openBrowser() {
		chromium = Chromium.open();
	}

	@AfterAll
	static void closeBrowser() {
		if (chromium != null) {
			chromium.close();
		}
	}

	@BeforeEach
	void openPage() {
		open(1280, 900);
	}

	@AfterEach
	void closePage() {
		this.page.context().close();
		this.journey.reset();
		assertThat(this.scriptErrors).isEmpty();
	}

	@Test
	void leadsAnOfficialFromLoginOverHisWorkIntoTheTask() {
		// given an application to review
		String number = this.journey.declared(this.journey.newEnterprise());
		Task task = this.journey.task(number, "userTask_reviewQualification");
		// when the official asks for it, is sent to log in and mistypes his password
		this.page.navigate(address("/my/tasks?q=" + number));
		fillLogin("hohhot-bureau-1", "mistyped");
		assertThat(this.page.locator("#message")).containsText("账号或密码不正确");
		fillLogin("hohhot-bureau-1", PASSWORD);
		// then he is where he wanted to be
		this.page.waitForURL("**/my/tasks?q=" + number);
		assertThat(this.page.locator("#items tr")).hasCount(1);
		assertThat(this.page.locator("#items tr")).containsText("审查申报资格");
		// when he claims the task
		this.page.locator("button.claim").click();
		assertThat(this.page.locator("#message")).containsText("已认领 " + number);
		assertThat(this.page.locator("#items tr")).containsText("我");
		assertThat(this.journey.task(number, "userTask_reviewQualification").getAssignee())
			.isEqualTo("hohhot-bureau-1");
		screenshot("my-tasks");
		// and opens its row
		this.page.locator("#items td[data-label='企业']").click();
		// then the task's form is there, and a link back
		this.page.waitForURL("**/camunda/app/tasklist/default/#/?*task=" + task.getId() + "*");
		assertThat(this.page.locator(".fjs-container .fjs-form-field").first()).isVisible();
		assertThat(this.page.locator("#huiqi-work a")).hasText("我的工作");
		screenshot("my-tasks-tasklist");
		// and after logging out nobody sees the list
		this.page.navigate(address("/my/tasks"));
		this.page.getByText("退出").click();
		this.page.waitForURL("**/my/login");
		this.page.navigate(address("/my/tasks"));
		this.page.waitForURL("**/my/login?next=*");
	}

	@Test
	void neverSendsAnybodyElsewhereAfterLogin() {
		for (String next : List.of("https://example.org/", "//example.org/", "/\\example.org", "/my/login")) {
			// given a link to the login that names another place
			this.page.context().close();
			open(1280, 900);
			this.page.navigate(address("/my/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8)));
			// when somebody logs in
			fillLogin("hohhot-bureau-1", PASSWORD);
			// then he is where he would be anyway
			this.page.waitForURL("**/my/tasks");
		}
	}

	@Test
	void letsTheDepartmentKeepItsRegisterOfInstitutions() {
		// given an organisation nobody has put on a register
		String code = this.journey.unlisted().creditCode().value();
		this.page.navigate(address("/my/login?next=/my/institutions"));
		fillLogin("hohhot-bureau-1", PASSWORD);
		// when the department gives the last day before the first
		this.page.locator("#add").click();
		this.page.locator("#edit [name=kind]").selectOption("auditor");
		this.page.locator("#edit [name=creditCode]").fill(code);
		this.page.locator("#edit [name=validFrom]").fill("2025-02-01");
		this.page.locator("#edit [name=validUntil]").fill("2025-01-31");
		this.page.locator("#edit [name=basis]").fill("虚构文件1号");
		this.page.locator("#edit button[type=submit]").click();
		// then it is told at that field; mended, it is on the register, and can be ended
		assertThat(this.page.locator("#edit .late")).hasText("有效期截止日不能早于起始日");
		this.page.locator("#edit [name=validUntil]").fill("2099-12-31");
		this.page.locator("#edit button[type=submit]").click();
		var row = this.page.locator("#items tr").filter(new Locator.FilterOptions().setHasText(code));
		assertThat(row).containsText("2025年2月1日至2099年12月31日");
		screenshot("my-institutions");
		row.getByText("终止").click();
		this.page.locator("#edit [name=endReason]").fill("虚构原因");
		this.page.locator("#edit button[type=submit]").click();
		assertThat(row).containsText("终止：虚构原因");
		assertThat(row.locator("button")).hasCount(0);
	}

	@Test
	void showsAnEnterpriseItsProgressOnAPhone() {
		// given an application returned for correction
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		this.journey.complete(number, "userTask_reviewQualification", "hohhot-bureau-1", "qualification-return");
		Task correction = this.journey.task(number, "userTask_correctMaterials");
		this.page.context().close();
		open(390, 844);
		// when the enterprise logs in
		this.page.navigate(address("/my/login"));
		fillLogin(party.account(), PASSWORD);
		// then it sees what to do, and nothing is wider than the phone
		this.page.waitForURL("**/my");
		assertThat(this.page.locator("article")).hasCount(1);
		assertThat(this.page.locator("article")).containsText("待补正");
		assertThat(this.page.locator("article .button")).hasText("办理：补正材料");
		assertThat(this.page.locator("article .button")).hasAttribute("href",
				"/camunda/app/tasklist/default/#/?task=" + correction.getId());
		assertThat(this.page.locator("article")).containsText("剩余");
		assertThat(this.page.locator("#start a")).hasAttribute("href",
				"/camunda/app/tasklist/default/#/?processStart=hohhot-subsidy");
		assertFits("my-phone");
		// when it opens the application
		this.page.locator("article h2 a").click();
		// then it sees where it stands, in the called process too
		assertThat(this.page.locator("#figures")).containsText("526,000.00 元");
		assertThat(this.page.locator(
				"[data-process=hohhot-subsidy] .djs-element.active[data-element-id=callActivity_correctDeclaration]"))
			.hasCount(1);
		assertThat(this.page.locator(
				"[data-process=material-correction] .djs-element.active[data-element-id=userTask_correctMaterials]"))
			.hasCount(1);
		assertThat(this.page.locator("[data-process=hohhot-subsidy] .bjs-powered-by")).isVisible();
		assertThat(this.page.locator("#stages li")).hasCount(3);
		assertThat(this.page.locator("#next")).containsText("补正材料");
		assertFits("my-application-phone");
		// and its tasks
		this.page.navigate(address("/my/tasks"));
		assertThat(this.page.locator("#items tr")).hasCount(1);
		assertThat(this.page.locator("#items tr")).containsText("第1次");
		assertFits("my-tasks-phone");
		this.page.navigate(address("/my/tasks?filter=overdue"));
		assertThat(this.page.locator("#empty")).containsText("没有逾期的任务");
	}

	private void open(int width, int height) {
		this.page = chromium.browser()
			.newContext(new Browser.NewContextOptions().setLocale("zh-CN").setViewportSize(width, height))
			.newPage();
		this.page.setDefaultTimeout(60_000);
		PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
		this.page.onPageError(this.scriptErrors::add);
	}

	private String address(String path) {
		return "http://127.0.0.1:" + this.port + path;
	}

	private void fillLogin(String account, String password) {
		this.page.locator("#username").fill(account);
		this.page.locator("#password").fill(password);
		this.page.locator("#login button").click();
	}

	private void assertFits(String screenshot) {
		screenshot(screenshot);
		assertThat(this.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).isEqualTo(true);
	}

	private void screenshot(String name) {
		this.page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
			.setPath(Path.of("target", "screenshots", name + ".png")));
	}

}
