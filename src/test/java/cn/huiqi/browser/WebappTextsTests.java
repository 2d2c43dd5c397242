package cn.huiqi.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our Chinese texts of the webapps against the English ones of the version in use.
 */
class WebappTextsTests {

	/** What is inserted and what is markup: both must stand in the Chinese text. */
	private static final Pattern INSERTED = Pattern
		.compile("\\{\\{\\s*([\\w.]+)\\s*}}|</?(?:a|b|i|br|em|strong|code|span|p|ul|li)\\b|href=\"[^\"]*\"|%[sd]");

	/** Names and signs that are the same in both languages, and formats. */
	private static final Pattern THE_SAME = Pattern
		.compile("|ID\\*?|null|<(?:null|undefined)>|[<>]=?|CSV|JSON|BPMN|DMN|Optimize|L|HH:mm|YYYY-MM-DDTHH:mm:ss");

	/**
	 * A plural's letter, a bare time, a sign between two numbers: nothing to say in
	 * Chinese.
	 */
	private static final Pattern WITHOUT_WORDS = Pattern.compile("|dddd LT| / ");

	private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

	@ParameterizedTest
	@ValueSource(strings = { "tasklist", "cockpit", "admin", "welcome" })
	void saysInChineseAllThatIsSaidInEnglish(String app) throws IOException {
		Map<String, String> english = texts(app, "en");
		Map<String, String> chinese = texts(app, "zh");
		assertThat(english).hasSizeGreaterThan(150);
		// no text is missing, and none is there that nobody shows
		assertThat(chinese.keySet()).containsExactlyInAnyOrderElementsOf(english.keySet());
	}

	@ParameterizedTest
	@ValueSource(strings = { "tasklist", "cockpit", "admin", "welcome" })
	void leavesNothingInEnglishButNames(String app) throws IOException {
		Map<String, String> english = texts(app, "en");
		texts(app, "zh").forEach((key, text) -> {
			if (!text.equals(english.get(key))) {
				assertThat(CHINESE.matcher(text).find() || WITHOUT_WORDS.matcher(text).matches()).as(key + ": " + text)
					.isTrue();
			}
			else if (!CHINESE.matcher(text).find()) {
				assertThat(text).as(key).matches(THE_SAME);
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "tasklist", "cockpit", "admin", "welcome" })
	void insertsWhatTheEnglishTextInserts(String app) throws IOException {
		Map<String, String> chinese = texts(app, "zh");
		texts(app, "en").forEach(
				(key, text) -> assertThat(inserted(chinese.getOrDefault(key, ""))).as(key).isEqualTo(inserted(text)));
	}

	private static List<String> inserted(String text) {
		List<String> found = new ArrayList<>(INSERTED.matcher(text)
			.results()
			.map(MatchResult::group)
			.map((each) -> each.replaceAll("\\s", ""))
			.toList());
		Collections.sort(found);
		return found;
	}

	private static Map<String, String> texts(String app, String language) throws IOException {
		String file = "/META-INF/resources/webjars/camunda/app/%s/locales/%s.json".formatted(app, language);
		try (InputStream in = WebappTextsTests.class.getResourceAsStream(file)) {
			// the vendor's file begins with a byte order mark
			String json = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\uFEFF", "");
			Map<String, String> texts = new LinkedHashMap<>();
			collect("", new ObjectMapper().readTree(json), texts);
			return texts;
		}
	}

	private static void collect(String path, JsonNode node, Map<String, String> texts) {
		if (node.isObject()) {
			node.fields().forEachRemaining((entry) -> collect(path + "/" + entry.getKey(), entry.getValue(), texts));
		}
		else if (node.isTextual()) {
			texts.put(path, node.asText());
		}
		else if (node.isArray()) {
			for (int i = 0; i < node.size(); i++) {
				collect(path + "/" + i, node.get(i), texts);
			}
		}
	}

}
