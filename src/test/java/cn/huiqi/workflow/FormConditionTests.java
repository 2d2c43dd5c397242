package cn.huiqi.workflow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cn.huiqi.core.Fault;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a condition hides in the browser, the server drops; what it shows is asked for.
 */
class FormConditionTests {

	private static final ObjectMapper JSON = new ObjectMapper();

	/** One field of every kind, inside a group that can be hidden as a whole. */
	private static final String FIELDS = """
			{"type":"checkbox","key":"off","label":"关"},
			{"type":"group","label":"组","conditional":{"hide":"=off"},"components":[
			{"type":"textfield","key":"a","label":"甲"},
			{"type":"radio","key":"c","label":"丙","values":[{"value":"1","label":"一"},{"value":"2","label":"二"}]},
			{"type":"number","key":"n","label":"数"},
			{"type":"number","key":"m","label":"金额","decimalDigits":2,"serializeToString":true},
			{"type":"checkbox","key":"b","label":"是否"},
			{"type":"checklist","key":"l","label":"多选","values":[{"value":"p","label":"一"},{"value":"q","label":"二"}]},
			{"type":"datetime","subtype":"date","key":"d","dateLabel":"日期"},
			{"type":"dynamiclist","path":"rows","label":"清单","isRepeating":true,"allowAddRemove":true,
			"components":[{"type":"textfield","key":"k","label":"项"}]}]}""";

	private static final String EMPTY = "{}";

	private static final String FIRST = """
			{"a":"x","c":"1","n":5,"m":"12.5","b":true,"l":["p","q"],"d":"2024-03-01","rows":[{"k":"1"},{"k":"2"}]}""";

	private static final String SECOND = """
			{"a":"y","c":"2","n":10,"m":"100","b":false,"l":["q"],"d":"2024-12-01","rows":[{"k":"1"}]}""";

	private static final String HIDDEN = FIRST.replace("{\"a\"", "{\"off\":true,\"a\"");

	private final List<Fault> faults = new ArrayList<>();

	/**
	 * The expected columns are what feelin 3.2.0, the FEEL of form-js 1.8.7, makes of
	 * each expression as a condition: over an untouched form, over two filled ones, and
	 * over one of which everything is hidden.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			a = "x"                                             | false | true  | false | false
			a != "x"                                            | true  | false | true  | true
			a = ""                                              | true  | false | false | false
			a = null                                            | false | false | false | true
			a != null                                           | true  | true  | true  | false
			null = a                                            | false | false | false | true
			"x" = a                                             | false | true  | false | false
			not(a = "x")                                        | true  | false | true  | true
			this.a = "x"                                        | false | true  | false | false
			c = "1"                                             | false | true  | false | false
			c != "1"                                            | true  | false | true  | true
			c = null                                            | true  | false | false | true
			c != null                                           | false | true  | true  | false
			c in ("1","3")                                      | false | true  | false | false
			c in ["1","3"]                                      | false | true  | false | false
			not(c in ("1","3"))                                 | true  | false | true  | true
			c = null or c != "2"                                | true  | true  | false | true
			n = 5                                               | false | true  | false | false
			n != 5                                              | true  | false | true  | true
			n = 5.0                                             | false | true  | false | false
			n < 6                                               | false | true  | false | false
			n <= 5                                              | false | true  | false | false
			n > 5                                               | false | false | true  | false
			n >= 5                                              | false | true  | true  | false
			5 < n                                               | false | false | true  | false
			n > -1                                              | false | true  | true  | false
			not(n > 5)                                          | false | true  | false | false
			n = null                                            | true  | false | false | true
			n != null                                           | false | true  | true  | false
			n in [5..9]                                         | false | true  | false | false
			n in (5..10)                                        | false | false | false | false
			n in ]5..10]                                        | false | false | true  | false
			n in (> 5)                                          | false | false | true  | false
			n in (< 6, > 9)                                     | false | true  | true  | false
			n between 5 and 9                                   | false | true  | false | false
			n > 4 and n < 9                                     | false | true  | false | false
			(n > 4) = true                                      | false | true  | true  | false
			number(m) > 12                                      | false | true  | true  | false
			number(m) = 12.5                                    | false | true  | false | false
			number(m) <= 100                                    | false | true  | true  | false
			number(m) in [12..13]                               | false | true  | false | false
			m = null                                            | true  | false | false | true
			n > number(m)                                       | false | false | false | false
			b                                                   | false | true  | false | false
			not(b)                                              | true  | false | true  | false
			b = true                                            | false | true  | false | false
			b = false                                           | true  | false | true  | false
			b != true                                           | true  | false | true  | true
			b = null                                            | false | false | false | true
			b and a = "x"                                       | false | true  | false | false
			b or a = "y"                                        | false | true  | true  | false
			not(b) and a != null                                | true  | false | true  | false
			not(b or c = "2")                                   | true  | false | false | false
			b = (a = "x")                                       | true  | true  | true  | false
			b or n > 5                                          | false | true  | true  | false
			b and n > 5                                         | false | false | false | false
			n > 5 or c = null                                   | true  | false | true  | true
			list contains(l, "p")                               | false | true  | false | false
			not(list contains(l, "p"))                          | true  | false | true  | false
			list contains(l, a)                                 | false | false | false | false
			count(l) = 0                                        | true  | false | false | false
			count(l) > 1                                        | false | true  | false | false
			l = null                                            | false | false | false | true
			l != null                                           | true  | true  | true  | false
			count(rows) > 1                                     | false | true  | false | false
			count(rows) = 0                                     | true  | false | false | false
			rows = null                                         | false | false | false | true
			d = "2024-03-01"                                    | false | true  | false | false
			d != "2024-03-01"                                   | true  | false | true  | true
			d = null                                            | true  | false | false | true
			date(d) > date("2024-05-01")                        | false | false | true  | false
			date(d) <= date("2024-03-01")                       | false | true  | false | false
			date(d) in [date("2024-01-01")..date("2024-06-30")] | false | true  | false | false
			true                                                | true  | true  | true  | true
			false                                               | false | false | false | false
			a = "x" and b and n = 5 and c = "1"                 | false | true  | false | false
			a = "y" or b or n = 7                               | false | true  | true  | false
			""")
	void hidesWhatTheBrowserHides(String expression, boolean whenEmpty, boolean whenFirst, boolean whenSecond,
			boolean whenHidden) {
		// given a field with that condition
		FormSchema form = form(FIELDS, field("target", "=" + expression, ""));
		// then its value is dropped where the browser would not show it, and kept
		// elsewhere
		assertThat(isDropped(form, EMPTY)).as("untouched").isEqualTo(whenEmpty);
		assertThat(isDropped(form, FIRST)).as("first").isEqualTo(whenFirst);
		assertThat(isDropped(form, SECOND)).as("second").isEqualTo(whenSecond);
		assertThat(isDropped(form, HIDDEN)).as("hidden").isEqualTo(whenHidden);
		assertThat(this.faults).isEmpty();
	}

	private boolean isDropped(FormSchema form, String answers) {
		Map<String, Object> submission = new LinkedHashMap<>(json(answers));
		submission.put("target", "此处");
		return !check(form, submission).containsKey("target");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			a = "x"            | is to begin with =
			=a = = "x"         | not FEEL
			=                  | not FEEL
			=missing = "x"     | names no field missing
			=parent.a = "x"    | names no field parent.a
			=this.zz = "x"     | names no field zz
			=i[1] > 2          | a condition cannot use
			=a                 | neither true nor false
			=a = 5             | a text is compared with a number
			=n = "5"           | a number is compared with a text
			=a > "w"           | only numbers and dates have an order
			=m > 5             | is compared as number(key)
			=number(n) > 5     | cannot use number of
			=l = []            | a condition cannot use
			=b and n           | a number where a truth value is needed
			=n + 1 > 5         | a condition cannot use
			=is defined(a)     | cannot use is defined
			=some x in l satisfies x = "p" | a condition cannot use
			=matches(a, "(x+)+") | cannot use matches
			=if b then true else false | a condition cannot use
			=target = "x"      | a circle: target → target
			""")
	void refusesConditionBrowserAndServerMightSeeDifferently(String expression, String cause) {
		// then the form cannot be read, and field and cause are named
		assertThatIllegalArgumentException().isThrownBy(() -> form(FIELDS, field("target", expression, "")))
			.withMessageStartingWith("target: conditional: ")
			.withMessageContaining(cause);
	}

	@Test
	void refusesCircleOfConditions() {
		// given three fields, each shown by the next, one of them by its group
		String group = group("=c = null", field("b", "", ""));
		// then the way round is told
		assertThatIllegalArgumentException()
			.isThrownBy(() -> form(field("a", "=b = null", ""), group, field("c", "=a = null", "")))
			.withMessageContaining("a → b → c → a");
	}

	@Test
	void refusesGroupHiddenByWhatStandsInIt() {
		// given
		String group = group("=a = null", field("a", "", ""));
		// then
		assertThatIllegalArgumentException().isThrownBy(() -> form(group)).withMessageContaining("a circle");
	}

	@Test
	void takesConditionOfTextThatShowsWhatARoomSupplies() {
		// given a text, which asks for nothing, about a value that is no field
		FormSchema form = form("""
				{"type":"text","id":"t","text":"{{notice}}","conditional":{"hide":"=notice = null"}}""",
				field("a", "", ""));
		// then
		assertThat(form.fields()).extracting(FormField::key).containsExactly("a");
	}

	@Test
	void refusesTextWithBrokenCondition() {
		// given
		String text = """
				{"type":"text","id":"t","text":"说明","conditional":{"hide":"=notice = = null"}}""";
		// then
		assertThatIllegalArgumentException().isThrownBy(() -> form(text))
			.withMessageStartingWith("t: conditional: not FEEL");
	}

	@Test
	void asksForFieldThatBecomesVisible() {
		// given a reason that is asked for unless approved
		FormSchema form = form(choice("result"),
				field("reason", "=result != \"no\"", "\"required\":true,\"minLength\":4"));
		// when it is hidden, whatever is sent for it
		Map<String, Object> answers = check(form, json("{\"result\":\"yes\",\"reason\":7}"));
		// then it is neither asked for nor kept
		assertThat(this.faults).isEmpty();
		assertThat(answers).containsOnlyKeys("result");
		// and when it is visible all its rules hold
		check(form, json("{\"result\":\"no\"}"));
		check(form, json("{\"result\":\"no\",\"reason\":\"短\"}"));
		assertThat(this.faults).extracting(Fault::toString)
			.containsExactly("reason：「reason」不能为空", "reason：「reason」不少于4字，现有1字");
	}

	@Test
	void countsHiddenFieldAsAbsentForThoseThatDependOnIt() {
		// given a chain that stands in the form in the wrong order
		FormSchema form = form(field("third", "=second != \"yes\"", ""), field("second", "=first != \"yes\"", ""),
				field("first", "", ""));
		// when the first hides the second, for which the old value is still sent
		Map<String, Object> answers = check(form, json("{\"third\":\"c\",\"second\":\"yes\",\"first\":\"no\"}"));
		// then the third is hidden too
		assertThat(answers).containsExactly(Map.entry("first", "no"));
		// and all are kept, in the order of the form, where all are shown
		answers = check(form, json("{\"third\":\"c\",\"second\":\"yes\",\"first\":\"yes\"}"));
		assertThat(answers.keySet()).containsExactly("third", "second", "first");
		assertThat(this.faults).isEmpty();
	}

	@Test
	void hidesWholeGroupWithGroupsInside() {
		// given
		String inner = group("", field("inside", "", "\"required\":true"));
		FormSchema form = form(choice("result"), group("=result = \"no\"", inner));
		// then
		assertThat(check(form, json("{\"result\":\"no\",\"inside\":\"x\"}"))).containsOnlyKeys("result");
		assertThat(this.faults).isEmpty();
		check(form, json("{\"result\":\"yes\"}"));
		assertThat(this.faults).extracting(Fault::field).containsExactly("inside");
	}

	@Test
	void trustsTheRoomsForReadOnlyField() {
		// given a field shown by a level that a room supplies
		FormSchema form = form("{\"type\":\"number\",\"key\":\"level\",\"label\":\"等级\",\"readonly\":true}",
				field("plan", "=level >= 3", "\"required\":true"));
		// when the client says another level
		Map<String, Object> answers = FormContract.check(form, json("{\"level\":4}"), supplied(Map.of("level", 2)),
				this.faults);
		// then the room's counts
		assertThat(this.faults).extracting(Fault::field).containsExactly("plan");
		assertThat(answers).isEmpty();
		this.faults.clear();
		FormContract.check(form, json("{\"level\":1}"), supplied(Map.of("level", 3)), this.faults);
		assertThat(this.faults).isEmpty();
	}

	@Test
	void asksForNothingWhileWhatItDependsOnIsWrong() {
		// given
		FormSchema form = form(choice("result"), field("reason", "=result = \"yes\"", "\"required\":true"));
		// when the choice is none
		check(form, json("{\"result\":\"maybe\"}"));
		// then only the choice is complained of
		assertThat(this.faults).extracting(Fault::field).containsExactly("result");
	}

	// helpers

	private static String choice(String key) {
		return """
				{"type":"radio","key":"%s","label":"结论","values":[{"value":"yes","label":"是"},
				{"value":"no","label":"否"}]}""".formatted(key);
	}

	private static String field(String key, String hide, String validate) {
		return """
				{"type":"textfield","key":"%s","label":"%s","validate":{%s},"conditional":{"hide":%s}}""".formatted(key,
				key, validate, quoted(hide));
	}

	private static String group(String hide, String inside) {
		return """
				{"type":"group","id":"g","label":"组","conditional":{"hide":%s},"components":[%s]}"""
			.formatted(quoted(hide), inside);
	}

	private static String quoted(String text) {
		try {
			return JSON.writeValueAsString(text);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private static FormSchema form(String... components) {
		return FormSchema
			.parse(("{\"id\":\"test-form\",\"type\":\"default\",\"components\":[" + String.join(",", components) + "]}")
				.getBytes(StandardCharsets.UTF_8));
	}

	private static Map<String, Object> json(String content) {
		try {
			return JSON.readValue(content, new TypeReference<LinkedHashMap<String, Object>>() {
			});
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private Map<String, Object> check(FormSchema form, Map<String, Object> submission) {
		return FormContract.check(form, submission, supplied(Map.of()), this.faults);
	}

	static FormContract.Supplied supplied(Map<String, ?> values) {
		return new FormContract.Supplied() {
			@Override
			public Set<String> options(String valuesKey) {
				return Set.of();
			}

			@Override
			public @Nullable Object value(String key) {
				return values.get(key);
			}
		};
	}

}
