package cn.huiqi.browser;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.ProgramTest;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A return with three items, as the reviewer names them, the enterprise corrects them and
 * the reviewer sees what changed.
 */
@ProgramTest
class CorrectionBrowserTests {

	private static Tasklist tasklist;

	@LocalServerPort
	int port;

	@Autowired
	Journey journey;

	@Autowired
	Cases cases;

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
	void returnsThreeItemsAndShowsWhatBecameOfThem() throws IOException {
		// given a declared application
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		// when the bureau returns it with three items
		Page bureau = open("hohhot-bureau-1", number, "userTask_reviewQualification");
		bureau.getByText("认领", new Page.GetByTextOptions().setExact(true)).first().click();
		FormPage review = new FormPage(bureau, "hohhot/hohhot-subsidy-qualification-review.form");
		review.fill(Map.of("decision", "return", "comment", "三处需要补正"));
		name(bureau, 0, "项目名称", "与合同名称不一致");
		name(bureau, 1, "5. 企业使用", "佐证材料只见一个业务环节");
		name(bureau, 2, "第5题佐证材料索引", "请写明页码");
		Tasklist.screenshot(bureau, "correction-return");
		submit(bureau);
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.CORRECTING);
		// then the enterprise sees first what is asked of it, and can change nothing else
		Page enterprise = open(party.account(), number, "userTask_correctMaterials");
		Locator form = enterprise.locator(".fjs-container");
		assertThat(form).containsText("第1次补正");
		assertThat(form).containsText("还剩");
		assertThat(form).containsText("补正要求：与合同名称不一致");
		assertThat(field(enterprise, "projectName")).isEditable();
		assertThat(field(enterprise, "q05Evidence")).isEditable();
		assertThat(field(enterprise, "bankAccount")).not().isEditable();
		assertThat(field(enterprise, "summaryBasics")).not().isEditable();
		Tasklist.screenshot(enterprise, "correction-items");
		// when it corrects the three
		enterprise.waitForTimeout(1000);
		field(enterprise, "projectName").fill("按合同的项目名称");
		new FormPage(enterprise, "hohhot/hohhot-subsidy-declaration.form").fill(Map.of("q05", "0"));
		field(enterprise, "q05Evidence").fill("第5章第12页");
		enterprise.waitForTimeout(1500);
		submit(enterprise);
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.UNDER_REVIEW);
		// then the bureau sees each as it was and as it is
		Page again = open("hohhot-bureau-1", number, "userTask_reviewQualification");
		Locator changes = again.locator(".fjs-form-field-table", new Page.LocatorOptions().setHasText("上次补正前后对照"));
		assertThat(changes.locator("tbody tr")).hasCount(3);
		for (String text : List.of("按合同的项目名称", "与合同名称不一致", "第5章第12页")) {
			assertThat(changes).containsText(text);
		}
		changes.scrollIntoViewIfNeeded();
		Tasklist.screenshot(again, "correction-changes");
		assertThat(tasklist.failures()).isEmpty();
	}

	private Page open(String account, String number, String taskKey) {
		Page page = tasklist.logIn(this.port, account);
		page.navigate("http://127.0.0.1:%d/camunda/app/tasklist/default/#/?task=%s".formatted(this.port,
				this.journey.task(number, taskKey).getId()));
		page.reload();
		assertThat(page.locator(".fjs-container .fjs-form-field").first()).isVisible();
		return page;
	}

	private static void name(Page page, int row, String item, String reason) {
		page.locator(".fjs-repeat-render-add").click();
		page.locator(".fjs-form-field-select input").nth(row).click();
		page.keyboard().type(item);
		page.locator(".fjs-dropdownlist-item", new Page.LocatorOptions().setHasText(item)).first().click();
		// the form draws itself anew after a choice
		page.waitForTimeout(800);
		Locator text = page.locator("textarea[id*='field_correctionReason']").nth(row);
		for (int tries = 0; tries < 5 && !text.inputValue().equals(reason); tries++) {
			text.fill(reason);
			page.waitForTimeout(800);
		}
		assertThat(text).hasValue(reason);
	}

	private static Locator field(Page page, String key) {
		return page.locator("[id^='fjs-form-'][id$='-field_%s']".formatted(key));
	}

	private static void submit(Page page) {
		page.locator("[ng-click='complete()']").click();
		assertThat(page.locator(".fjs-container")).hasCount(0);
	}

}
