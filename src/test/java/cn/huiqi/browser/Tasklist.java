package cn.huiqi.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import cn.huiqi.testing.Rest;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Tasklist in real browsers: every login is a browser of its own, with nothing in it from
 * before.
 */
final class Tasklist implements AutoCloseable {

	private final Chromium chromium;

	private final List<String> failures = new ArrayList<>();

	private Tasklist(Chromium chromium) {
		this.chromium = chromium;
	}

	/** Starts the browser; where there is none, the test is skipped. */
	static Tasklist open() {
		PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
		return new Tasklist(Chromium.open());
	}

	/** Logs somebody in, in a new browser. */
	Page logIn(int port, String account) {
		return logIn(port, account, 1500, 1000);
	}

	/** The same, on a screen of that size. */
	Page logIn(int port, String account, int width, int height) {
		BrowserContext context = this.chromium.browser()
			.newContext(new Browser.NewContextOptions().setLocale("zh-CN").setViewportSize(width, height));
		Page page = context.newPage();
		page.onPageError((failure) -> this.failures.add(failure));
		// the first page after a start takes long where much else is going on
		page.setDefaultTimeout(150_000);
		page.navigate("http://127.0.0.1:%d/camunda/app/tasklist/default/".formatted(port));
		page.locator("form input[type=text]").fill(account);
		page.locator("form input[type=password]").fill(Rest.PASSWORD);
		page.locator("form button[type=submit]").click();
		page.setDefaultTimeout(60_000);
		// a login leads to one's work first
		page.waitForURL("**/my/tasks");
		page.navigate("http://127.0.0.1:%d/camunda/app/tasklist/default/".formatted(port));
		page.locator("li.task, .tasks-list").first().waitFor();
		return page;
	}

	/** Opens a task by its name or its application's number. */
	static void openTask(Page page, String nameOrNumber) {
		page.locator("li.task", new Page.LocatorOptions().setHasText(nameOrNumber)).locator("a").first().click();
		assertThat(page.locator(".fjs-container .fjs-form-field").first()).isVisible();
	}

	/** A picture for whoever wants to look. */
	static void screenshot(Page page, String name) {
		page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
	}

	/** What went wrong in scripts. */
	List<String> failures() {
		return this.failures;
	}

	/** Closes all windows. */
	void closeWindows() {
		new ArrayList<>(this.chromium.browser().contexts()).forEach(BrowserContext::close);
		this.failures.clear();
	}

	@Override
	public void close() {
		this.chromium.close();
	}

}
