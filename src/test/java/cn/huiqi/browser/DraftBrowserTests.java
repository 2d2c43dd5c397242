package cn.huiqi.browser;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import cn.huiqi.access.Accounts;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.ProgramTest;
import cn.huiqi.testing.Rest;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A long form that is written on several days, in several browsers, by several people.
 */
@ProgramTest
class DraftBrowserTests {

	private static final String FORM = "hohhot/hohhot-subsidy-declaration.form";

	private static final Pattern SAVED = Pattern.compile("已保存 \\d\\d:\\d\\d");

	private static Tasklist tasklist;

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@Autowired
	Accounts accounts;

	private Journey.Party party;

	private String number;

	private String task;

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

	@BeforeEach
	void declarationIsDue() {
		this.party = this.journey.newEnterprise();
		this.number = this.journey.start(this.party);
		this.task = this.journey.task(this.number, "userTask_declareProject").getId();
	}

	@AfterEach
	void closeWindows() {
		tasklist.closeWindows();
		this.journey.reset();
	}

	@Test
	void goesOnInAnotherBrowserWithWhatWasTypedInTheFirst() throws IOException {
		// given somebody who fills part of a form and saves nothing by hand
		Page first = open(this.party.account());
		new FormPage(first, FORM).fill(Map.of("projectName", "智能产线改造", "declaredLevel", "3", "equipmentCount", "120",
				"softwareCloudExpenditure", "12.5"));
		// then the page says that it is saved
		assertThat(state(first)).hasText(SAVED);
		Tasklist.screenshot(first, "draft-saved");
		// when the same form is opened in another browser
		Page second = open(this.party.account());
		// then it is all there
		assertThat(field(second, "projectName")).hasValue("智能产线改造");
		assertThat(field(second, "equipmentCount")).hasValue("120");
		assertThat(field(second, "softwareCloudExpenditure")).hasValue("12.5");
		assertThat(state(second)).containsText("已恢复草稿");
		// and goes on from there, with the Save button too
		field(second, "projectName").fill("智能产线改造二期");
		second.locator("[ng-click='save($event)']").click();
		assertThat(state(second)).hasText(SAVED);
		assertThat(saved()).isEqualTo("智能产线改造二期");
		// and this browser keeps no copy of its own
		assertThat(second.evaluate("Object.keys(localStorage).filter(key => /draft|camunda-form/.test(key)).length"))
			.isEqualTo(0);
		assertThat(tasklist.failures()).isEmpty();
	}

	@Test
	void showsTheSecondOfTwoWhatTheFirstSavedAndLetsHimChoose() throws IOException {
		// given two of one enterprise with the same form open
		String colleague = this.party.account() + "b";
		this.accounts.ensure(colleague, "同事", Set.of("hohhot-enterprise", Enterprise.groupOf(this.party.creditCode())));
		Page first = open(this.party.account());
		new FormPage(first, FORM).fill(Map.of("projectName", "甲的名称"));
		assertThat(state(first)).hasText(SAVED);
		// who both write, for the first gave the task back
		assertThat(new Rest(this.port).as(this.party.account())
			.post("/engine-rest/task/" + this.task + "/unclaim")
			.statusCode()).isEqualTo(204);
		Page second = open(colleague, this.number);
		second.getByText("认领", new Page.GetByTextOptions().setExact(true)).first().click();
		assertThat(second.locator(".disabled-form")).hasCount(0);
		assertThat(field(second, "projectName")).hasValue("甲的名称");
		field(second, "projectName").fill("乙的名称");
		assertThat(state(second)).hasText(SAVED);
		// when the first goes on writing
		field(first, "projectName").fill("甲再改");
		// then he is shown who saved when, and nothing is overwritten
		Locator banner = first.locator(".huiqi-draft-conflict");
		assertThat(banner).containsText(colleague);
		assertThat(banner).containsText(Pattern.compile("\\d\\d:\\d\\d 保存了此表的另一份内容"));
		Tasklist.screenshot(first, "draft-conflict");
		first.waitForTimeout(3000);
		assertThat(saved()).isEqualTo("乙的名称");
		// when he keeps his own
		banner.getByText("保留我的内容并覆盖").click();
		assertThat(state(first)).hasText(SAVED);
		assertThat(saved()).isEqualTo("甲再改");
		// then the second is asked in turn, and takes the other's
		field(second, "projectName").fill("乙再改");
		Locator asked = second.locator(".huiqi-draft-conflict");
		assertThat(asked).containsText(this.party.account());
		asked.getByText("采用对方内容").click();
		assertThat(field(second, "projectName")).hasValue("甲再改");
		assertThat(asked).hasCount(0);
		assertThat(saved()).isEqualTo("甲再改");
		assertThat(tasklist.failures()).isEmpty();
	}

	@Test
	void triesAgainUntilTheNetworkIsBack() throws IOException {
		// given a network that fails
		Page page = open(this.party.account());
		page.context().setOffline(true);
		// when something is written
		new FormPage(page, FORM).fill(Map.of("projectName", "断网时写的"));
		// then the page says that it is not saved
		assertThat(state(page)).hasText("未能保存，将重试");
		assertThat(saved()).isNull();
		// when the page is left, and opened again after the network is back
		String address = page.url();
		page.navigate("about:blank");
		page.context().setOffline(false);
		page.navigate(address);
		// then what was written is there, and saved: by this page, or still by the one
		// that was left
		assertThat(field(page, "projectName")).hasValue("断网时写的");
		assertThat(state(page)).hasText(Pattern.compile(SAVED.pattern() + "|已恢复草稿（您 \\d\\d:\\d\\d 保存）"));
		assertThat(saved()).isEqualTo("断网时写的");
		// and when the network only fails for a while, nobody need do anything
		page.context().setOffline(true);
		field(page, "projectName").fill("又断网时写的");
		assertThat(state(page)).hasText("未能保存，将重试");
		page.context().setOffline(false);
		assertThat(state(page)).hasText(SAVED);
		assertThat(saved()).isEqualTo("又断网时写的");
	}

	@Test
	void showsTheServersDraftAndNotAnOldCopyOfThisBrowser() {
		// given a copy that Tasklist once kept here, and a later draft on the server
		Page page = tasklist.logIn(this.port, this.party.account());
		page.evaluate("task => { localStorage['camunda-form:' + task] = JSON.stringify({projectName: '旧的'}); }",
				this.task);
		save(this.party.account(), 0, "服务器上的");
		// when the form is opened
		Tasklist.openTask(page, "填报申报材料");
		// then it is the server's
		assertThat(state(page)).containsText("已恢复草稿");
		assertThat(field(page, "projectName")).hasValue("服务器上的");
	}

	private Page open(String account) {
		return open(account, "填报申报材料");
	}

	private Page open(String account, String nameOrNumber) {
		Page page = tasklist.logIn(this.port, account);
		Locator waiting = page.locator("li.task", new Page.LocatorOptions().setHasText(nameOrNumber));
		if (waiting.count() == 0) {
			page.getByText("本组任务").first().click();
		}
		Tasklist.openTask(page, nameOrNumber);
		page.waitForTimeout(1000);
		return page;
	}

	private static Locator state(Page page) {
		return page.locator(".huiqi-draft-state");
	}

	private static Locator field(Page page, String key) {
		return page.locator("[id^='fjs-form-'][id$='-field_%s']".formatted(key));
	}

	private String saved() {
		return new Rest(this.port).as(this.party.account())
			.get("/api/tasks/" + this.task + "/draft")
			.jsonPath()
			.getString("answers.projectName");
	}

	private void save(String account, int version, String projectName) {
		int status = new Rest(this.port).as(account)
			.contentType("application/json")
			.body(Rest.json(Map.of("version", version, "answers", Map.of("projectName", projectName))))
			.put("/api/tasks/" + this.task + "/draft")
			.statusCode();
		assertThat(status).isEqualTo(200);
	}

}
