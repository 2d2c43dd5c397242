package cn.huiqi.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

/**
 * A form as it stands in Tasklist, filled as a person would: by typing and clicking.
 */
class FormPage {

	private final Page page;

	private final JsonNode form;

	FormPage(Page page, String file) throws IOException {
		this.page = page;
		this.form = new ObjectMapper().readTree(Files.readAllBytes(Path.of("forms").resolve(file)));
	}

	/** Types and clicks every answer, in the order of the form. */
	void fill(Map<String, Object> answers) {
		fill(this.form.path("components"), answers);
	}

	private void fill(JsonNode components, Map<String, Object> answers) {
		for (JsonNode component : components) {
			fill(component.path("components"), answers);
			String key = component.path("key").asText();
			if (answers.containsKey(key)) {
				fill(component, answers.get(key));
			}
		}
	}

	private void fill(JsonNode component, Object answer) {
		String id = component.path("id").asText();
		switch (component.path("type").asText()) {
			case "radio" -> tick(element(id + "-" + position(component, answer)));
			case "checklist" ->
				((List<?>) answer).forEach((option) -> tick(element(id + "-" + position(component, option))));
			case "checkbox" -> tick(element(id));
			case "select" -> {
				element(id + "-display").click();
				this.page.locator(".fjs-dropdownlist-item").nth(position(component, answer)).click();
			}
			default -> element(id).fill(answer.toString());
		}
	}

	/**
	 * Leaving a text field draws the form anew, and a click at that moment is lost: a
	 * person clicks again.
	 */
	private static void tick(Locator box) {
		for (int tries = 0; tries < 5 && !box.isChecked(); tries++) {
			box.click();
			for (int waits = 0; waits < 20 && !box.isChecked(); waits++) {
				box.page().waitForTimeout(100);
			}
		}
		PlaywrightAssertions.assertThat(box).isChecked();
	}

	private static int position(JsonNode component, Object option) {
		int position = 0;
		for (JsonNode value : component.path("values")) {
			if (value.path("value").asText().equals(option)) {
				return position;
			}
			position++;
		}
		throw new IllegalArgumentException(component.path("key").asText() + " has no option " + option);
	}

	/**
	 * Writes again, more slowly, what the form says is missing: it drops now and then
	 * what is typed in the moment in which it draws itself.
	 */
	void mend(Map<String, Object> answers) {
		this.page.waitForTimeout(1500);
		answers.forEach((key, answer) -> {
			Locator message = message(key);
			if (message.count() == 1 && !String.valueOf(message.textContent()).isBlank()) {
				Locator field = element("field_" + key);
				field.fill("");
				this.page.waitForTimeout(800);
				field.fill(answer.toString());
				this.page.waitForTimeout(800);
				PlaywrightAssertions.assertThat(message).not().isVisible();
			}
		});
	}

	/** The message at a field. */
	Locator message(String key) {
		return this.page.locator("[id$='-field_%s-error-message']".formatted(key));
	}

	private Locator element(String id) {
		return this.page.locator("[id^='fjs-form-'][id$='-%s']".formatted(id));
	}

}
