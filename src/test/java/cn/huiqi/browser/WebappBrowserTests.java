package cn.huiqi.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import cn.huiqi.testing.Journey;
import cn.huiqi.testing.ProgramTest;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.WaitUntilState;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The four webapps with our scripts, texts and styles in them.
 */
@ProgramTest
class WebappBrowserTests {

	private static final String PASSWORD = "Huiqi-demo-2024";

	/** Three English words or an English sentence's end. */
	private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}|[A-Z][a-z]+ [a-z ]+\\.");

	private static Chromium chromium;

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@Autowired
	RuntimeService runtime;

	private final List<String> troubles = new ArrayList<>();

	@BeforeAll
	static void openBrowser() {
		chromium = Chromium.open();
		PlaywrightAssertions.setDefaultAssertionTimeout(120_000);
	}

	@AfterAll
	static void closeBrowser() {
		if (chromium != null) {
			chromium.close();
		}
	}

	@AfterEach
	void closePages() {
		chromium.browser().contexts().forEach(BrowserContext::close);
		this.journey.reset();
	}

	@ParameterizedTest
	@ValueSource(strings = { "tasklist", "cockpit", "admin", "welcome" })
	void greetsInChineseBeforeAndAfterTheLogin(String app) {
		// given the page to log in
		Page page = page("zh-CN");
		page.navigate(address(app));
		assertThat(page.locator("form button[type=submit]")).hasText("登录");
		assertThat(page.locator("body").innerText()).doesNotContainPattern(ENGLISH);
		picture(page, app + "-login");
		// when an administrator logs in
		logIn(page, "admin");
		// then all is there, in Chinese, and nothing failed
		assertThat(page.locator("[cam-widget-header]")).containsText("惠企");
		page.waitForTimeout(2000);
		assertThat(page.locator("body").innerText()).containsPattern("\\p{IsHan}").doesNotContainPattern(ENGLISH);
		assertThat(page.getByText("Camunda 8")).not().isVisible();
		picture(page, app + "-start");
		assertThat(this.troubles).isEmpty();
	}

	@Test
	void leavesNoPageBlankWhenManyAreLoadedAtOnce() {
		// given eight pages of four webapps
		BrowserContext context = context("zh-CN");
		List<Page> pages = new ArrayList<>();
		for (String app : List.of("tasklist", "cockpit", "admin", "welcome", "tasklist", "cockpit", "admin",
				"welcome")) {
			Page page = listened(context.newPage());
			page.navigate(address(app), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
			pages.add(page);
		}
		for (int round = 1; round <= 25; round++) {
			// then each has drawn itself, a policy that blocks a script would not
			for (Page page : pages) {
				assertThat(page.locator("form button[type=submit]")).hasText("登录");
			}
			// when all are loaded again at once
			if (round < 25) {
				pages.forEach((page) -> page.navigate(page.url().replaceAll("[?#].*", "") + "?round=" + page.hashCode(),
						new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT)));
			}
		}
		assertThat(this.troubles).isEmpty();
	}

	@Test
	void showsAdministratorsWhatHasFinished() {
		// given a case that was paid
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.approved(party);
		this.journey.pay(number);
		// when an administrator looks for it among what has finished
		Page page = page("zh-CN");
		page.navigate(address("cockpit"));
		logIn(page, "admin");
		page.getByText("已结束实例").first().click();
		page.locator(".huiqi-search input").fill(number.toLowerCase(Locale.ROOT));
		page.locator(".huiqi-search button").click();
		Locator found = page.locator("[data-table=finished] tbody tr");
		assertThat(found).hasCount(1);
		assertThat(found).containsText("补贴");
		assertThat(found).containsText("办结");
		picture(page, "cockpit-finished");
		found.locator("a").click();
		// then it shows the path, also in the diagram
		assertThat(page.locator(".huiqi-number")).hasText(number);
		Locator path = page.locator("[data-table=path] tbody tr");
		assertThat(path.first()).containsText("申请已开启");
		assertThat(path.getByText("审查申报资格", new Locator.GetByTextOptions().setExact(true))).isVisible();
		assertThat(page.locator(".huiqi-diagram .huiqi-passed[data-element-id=userTask_reviewQualification]"))
			.hasCount(1);
		assertThat(page.locator(".huiqi-diagram [data-element-id=callActivity_correctDeclaration].huiqi-passed"))
			.hasCount(0);
		picture(page, "cockpit-finished-path");
		// and the variables
		page.locator("[data-show=variables]").click();
		assertThat(page.locator("[data-table=variables]")).containsText("spendingWindowStart");
		// and what the tables were given, what they answered and why
		page.locator("[data-show=decisions]").click();
		Locator grade = page.locator("[data-decision=grade-2024]").first();
		assertThat(grade.locator("[data-table=inputs]")).containsText("达到二级及以上的场景数");
		assertThat(grade.locator("[data-table=rules] tbody tr").first()).containsText("第 1 条");
		picture(page, "cockpit-finished-decisions");
		assertThat(page.locator("body").innerText()).doesNotContainPattern(ENGLISH);
		assertThat(this.troubles).isEmpty();
	}

	@Test
	void namesTheApplicationThatAnIncidentHoldsUp() {
		// given an application that stands still
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		var instance = this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(number)
			.rootProcessInstances()
			.singleResult();
		var execution = this.runtime.createExecutionQuery()
			.processInstanceId(instance.getId())
			.activityId("userTask_reviewQualification")
			.singleResult();
		var incident = this.runtime.createIncident("trial", execution.getId(), "trial", "邮件服务器没有应答");
		try {
			// when an administrator opens the incidents
			Page page = page("zh-CN");
			page.navigate(address("cockpit"));
			logIn(page, "admin");
			page.navigate(address("cockpit") + "#/huiqi/incidents");
			// then it says which application, where and why
			Locator row = page.locator("[data-table=incidents] tbody tr", new Page.LocatorOptions().setHasText(number));
			assertThat(row).containsText("审查申报资格");
			assertThat(row).containsText("邮件服务器没有应答");
			picture(page, "cockpit-incidents");
			// and leads to the instance
			row.locator("a").click();
			assertThat(page.getByText("经过与判定")).isVisible();
			assertThat(this.troubles).isEmpty();
		}
		finally {
			this.runtime.resolveIncident(incident.getId());
		}
	}

	@Test
	void saysInChineseWhatFormsSayOfThemselves() throws IOException {
		// given a form with every kind of field there is
		String form = Files.readString(Path.of("src/test/resources/browser/every-component.form"));
		this.journey.declared(this.journey.newEnterprise());
		Page page = page("zh-CN");
		page.route(Pattern.compile(".*/deployed-form.*"),
				(route) -> route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(form)));
		page.navigate(address("tasklist"));
		logIn(page, "hohhot-bureau-1");
		page.locator("li.task", new Page.LocatorOptions().setHasText("审查申报资格")).locator("a").first().click();
		assertThat(page.locator(".fjs-container .fjs-form-field").first()).isVisible();
		if (page.getByText("认领", new Page.GetByTextOptions().setExact(true)).first().isVisible()) {
			page.getByText("认领", new Page.GetByTextOptions().setExact(true)).first().click();
		}
		assertThat(page.locator("[id$='-c_textfield']")).isEditable();
		page.waitForTimeout(1500);
		// when it is filled badly, field by field
		page.locator("[id$='-c_textfield']").fill("甲");
		page.locator("[id$='-c_pattern']").fill("乙");
		page.locator("[id$='-c_email']").fill("丙");
		page.locator("[id$='-c_phone']").fill("丁");
		page.locator("[id$='-c_number']").fill("4.7");
		page.locator("[id$='-c_integer']").fill("12");
		page.locator("[id$='-c_textarea']").fill("戊");
		page.locator("[id$='-c_textarea']").fill("");
		page.locator("[id$='-c_search-search'], [id$='-c_search']").first().click();
		page.keyboard().type("没有");
		page.waitForTimeout(800);
		picture(page, "form-search");
		page.locator("[id$='-c_date-date'], [id$='-c_date']").first().click();
		assertThat(page.locator(".flatpickr-calendar.open")).containsText("月");
		picture(page, "form-calendar");
		// then not a word of it is English: messages, buttons, hints, days
		for (String text : said(page)) {
			assertThat(text).doesNotContainPattern("(?i)[a-z]{3,}");
		}
		assertThat(page.locator(".fjs-container")).containsText("不得少于 2 个字符");
		assertThat(page.locator(".fjs-container")).containsText("新增一行");
		// and a day is written and read as people write it
		page.locator(".flatpickr-calendar.open .flatpickr-day:not(.prevMonthDay)").nth(4).click();
		assertThat(page.locator("[data-input]").first()).hasValue(Pattern.compile("\\d{4}年\\d{1,2}月5日"));
		page.locator("[data-input]").first().fill("2024-11-15");
		page.keyboard().press("Enter");
		assertThat(page.locator("[data-input]").first()).hasValue("2024年11月15日");
	}

	@Test
	void staysEnglishForWhoAsksForEnglish() {
		// given a browser in English
		this.journey.declared(this.journey.newEnterprise());
		Page page = page("en-US");
		page.navigate(address("tasklist"));
		assertThat(page.locator("form button[type=submit]")).hasText("Log in");
		logIn(page, "hohhot-bureau-1");
		page.locator("li.task", new Page.LocatorOptions().setHasText("审查申报资格")).locator("a").first().click();
		assertThat(page.getByText("Diagram").first()).isVisible();
		picture(page, "tasklist-english");
		// and an administrator's pages of ours
		Page cockpit = page("en-US");
		cockpit.navigate(address("cockpit"));
		logIn(cockpit, "admin");
		cockpit.navigate(address("cockpit") + "#/huiqi/finished");
		assertThat(cockpit.getByText("Finished Instances")).isVisible();
		assertThat(this.troubles).isEmpty();
	}

	@Test
	void showsParticipantsWhereTheirTaskStandsAndNoEmptyHistory() {
		// given a task of the bureau
		this.journey.declared(this.journey.newEnterprise());
		Page page = page("zh-CN");
		page.navigate(address("tasklist"));
		logIn(page, "hohhot-bureau-1");
		page.locator("li.task", new Page.LocatorOptions().setHasText("审查申报资格")).locator("a").first().click();
		// when it opens the diagram
		page.locator(".nav-tabs li", new Page.LocatorOptions().setHasText("流程图")).locator("a").click();
		// then its task is marked there, and no tab is offered that would be empty
		assertThat(page.locator(".highlight[data-element-id=userTask_reviewQualification]")).hasCount(1);
		assertThat(page.locator(".nav-tabs").first()).not().containsText("历史记录");
		picture(page, "tasklist-diagram");
	}

	/** Every text of the form, seen or read aloud. */
	private static List<String> said(Page page) {
		Object texts = page.evaluate(
				"""
						() => {
						  const found = [];
						  document.querySelectorAll('.fjs-container').forEach(form => {
						    const walker = document.createTreeWalker(form, NodeFilter.SHOW_TEXT);
						    while (walker.nextNode()) {
						      if (!walker.currentNode.parentElement.closest('style, script')) {
						        found.push(walker.currentNode.data.trim());
						      }
						    }
						    form.querySelectorAll('[placeholder], [title], [alt], [aria-label]').forEach(each =>
						      ['placeholder', 'title', 'alt', 'aria-label'].forEach(name => found.push(each.getAttribute(name) || '')));
						  });
						  return found.filter(Boolean);
						}""");
		return ((List<?>) texts).stream().map(String::valueOf).filter((text) -> !text.contains("bpmn.io")).toList();
	}

	private BrowserContext context(String locale) {
		BrowserContext context = chromium.browser()
			.newContext(new Browser.NewContextOptions().setLocale(locale).setViewportSize(1500, 1000));
		context.setDefaultTimeout(120_000);
		return context;
	}

	private Page page(String locale) {
		return listened(context(locale).newPage());
	}

	/** Notes what the browser complains of, but for the question who is logged in. */
	private Page listened(Page page) {
		page.onPageError((error) -> this.troubles.add(error));
		page.onConsoleMessage((message) -> {
			boolean asked = message.location().contains("/api/admin/auth/user/default");
			if (message.type().equals("error") && !asked) {
				this.troubles.add(message.text() + " " + message.location());
			}
		});
		return page;
	}

	private String address(String app) {
		return "http://127.0.0.1:%d/camunda/app/%s/default/".formatted(this.port, app);
	}

	private static void logIn(Page page, String account) {
		String start = page.url().replaceAll("#.*", "");
		page.locator("form input[type=text]").fill(account);
		page.locator("form input[type=password]").fill(PASSWORD);
		page.locator("form button[type=submit]").click();
		if (start.contains("/tasklist/")) {
			// a login there leads to one's work first
			page.waitForURL("**/my/tasks");
			page.navigate(start);
		}
		// the profile on the welcome page asks for passwords as well
		assertThat(page.locator(".form-signin")).hasCount(0);
	}

	private static void picture(Page page, String name) {
		page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
	}

}
