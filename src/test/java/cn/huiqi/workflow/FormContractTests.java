package cn.huiqi.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import cn.huiqi.core.Fault;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class FormContractTests {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Set<String> WAITING = Set.of("HH-2025-000007", "HH-2025-000008");

	/** A blank that is no ASCII blank, as Chinese keyboards make it. */
	private static final String WIDE_BLANK = "\u3000";

	/** One character that Java counts as two. */
	private static final String RARE_CHARACTER = "\uD842\uDFB7";

	private final List<Fault> faults = new ArrayList<>();

	// what a form is

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"type":"textfield","label":"名称"}                                         | a field without a key
			{"type":"textfield","key":"name"}                                           | name: a field without a label
			{"type":"filepicker","id":"f","key":"name","label":"名称"}                  | f: components of type filepicker
			{"type":"group","id":"g","label":"组","path":"inner","components":[]}       | g: a group with a path
			{"type":"textfield","key":"a","label":"甲","validate":{"pattern":"["}}      | a: pattern
			{"type":"datetime","key":"a","dateLabel":"日期","subtype":"datetime"}       | a: only dates
			{"type":"textfield","key":"a.b","label":"甲"}                               | a.b: a key is a word
			{"type":"textfield","key":"a","label":"甲","readonly":"=true"}              | a: readonly: expressions
			{"type":"textfield","key":"a","label":"甲","conditional":{"hide":"=a b ="}} | a: conditional: not FEEL
			""")
	void refusesFormItCannotHold(String component, String cause) {
		// when a form with a component that the server could not check is read
		// then element and cause are named
		assertThatIllegalArgumentException().isThrownBy(() -> form(component)).withMessageContaining(cause);
	}

	@Test
	void refusesFormThatUsesOneKeyTwice() {
		// given two fields, one of them in a group, of one key
		String field = "{\"type\":\"textfield\",\"key\":\"name\",\"label\":\"名称\"}";
		// then
		assertThatIllegalArgumentException()
			.isThrownBy(() -> form(field, "{\"type\":\"group\",\"label\":\"组\",\"components\":[%s]}".formatted(field)))
			.withMessageContaining("name: the key stands twice");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "no JSON", "{}", "[]", "{\"components\": 7}", "{\"components\": [" })
	void refusesWhatIsNoForm(String content) {
		// then
		assertThatIllegalArgumentException()
			.isThrownBy(() -> FormSchema.parse(content.getBytes(StandardCharsets.UTF_8)));
	}

	// keys

	@Test
	void refusesKeyTheFormDoesNotDeclare() {
		// given a form of one field and a submission that would overwrite a variable
		FormSchema form = form(text("name", ""));
		// when
		check(form, "name", "甲", "level", 4);
		// then the unknown key is named, in Chinese
		assertFaults("level：表单中没有此项，不能提交");
	}

	@Test
	void refusesUndeclaredKeyEvenWithoutValue() {
		// given null, which would still make a variable
		FormSchema form = form(text("name", ""));
		// when
		check(form, "name", "甲", "approved", null);
		// then
		assertThat(this.faults).extracting(Fault::field).containsExactly("approved");
	}

	@Test
	void doesNotTakeKeysOfLayoutForFields() {
		// given a text and a table, which ask for nothing
		FormSchema form = form("{\"type\":\"text\",\"key\":\"note\",\"text\":\"说明\"}",
				"{\"type\":\"table\",\"key\":\"rows\",\"label\":\"表\",\"dataSource\":\"=rows\"}", text("name", ""));
		// when values are sent for them
		check(form, "name", "甲", "note", "x", "rows", List.of());
		// then
		assertThat(this.faults).extracting(Fault::field).containsExactly("note", "rows");
	}

	@Test
	void ignoresWhatIsSentForReadOnlyField() {
		// given a field that the server fills, required and bounded as it may be
		FormSchema form = form("""
				{"type":"textfield","key":"enterpriseName","label":"企业名称","readonly":true,
				"validate":{"required":true,"maxLength":3}}""",
				"{\"type\":\"number\",\"key\":\"score\",\"label\":\"得分\",\"disabled\":true}");
		// when the client sends something else
		Map<String, Object> answers = check(form, "enterpriseName", "冒名的企业有限公司", "score", 100);
		// then it neither counts nor disturbs
		assertThat(this.faults).isEmpty();
		assertThat(answers).isEmpty();
	}

	// required

	@Test
	void refusesMissingAnswerOfEveryKind() {
		// given one required field of each kind
		FormSchema form = form(text("name", "\"required\":true"), number("amount", "\"required\":true", 2),
				radio("decision", "\"required\":true"), checklist("q01", "\"required\":true", ""),
				"{\"type\":\"checkbox\",\"key\":\"commitment\",\"label\":\"承诺\",\"validate\":{\"required\":true}}",
				date("paidOn", "\"required\":true"));
		// when nothing is sent
		check(form);
		// then each is named with its label
		assertFaults("name：「名称」不能为空", "amount：「金额」不能为空", "decision：「结论」不能为空", "q01：「网络」不能为空", "commitment：「承诺」必须勾选",
				"paidOn：「日期」不能为空");
	}

	@Test
	void refusesEmptyAnswersForRequiredFields() {
		// given
		FormSchema form = form(text("name", "\"required\":true"), number("amount", "\"required\":true", 2),
				radio("decision", "\"required\":true"), checklist("q01", "\"required\":true", ""),
				date("paidOn", "\"required\":true"));
		// when what Tasklist sends for an untouched field, blanks or an empty list is
		// sent
		check(form, "name", " \n" + WIDE_BLANK, "amount", "", "decision", null, "q01", List.of(), "paidOn", "");
		// then
		assertThat(this.faults).extracting(Fault::field).containsExactly("name", "amount", "decision", "q01", "paidOn");
	}

	@Test
	void takesSubmissionWithoutOptionalAnswers() {
		// given
		FormSchema form = form(text("name", ""), number("amount", "", 2), radio("decision", ""),
				checklist("q01", "", ""), date("paidOn", ""));
		// when
		Map<String, Object> answers = check(form, "name", "", "q01", List.of());
		// then nothing is made of nothing
		assertThat(this.faults).isEmpty();
		assertThat(answers).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "\"true\"", "1", "[]", "\"on\"" })
	void refusesRequiredCheckboxThatIsNotTicked(String value) throws IOException {
		// given a commitment
		FormSchema form = form(
				"{\"type\":\"checkbox\",\"key\":\"commitment\",\"label\":\"承诺\",\"validate\":{\"required\":true}}");
		// when anything but a tick is sent
		Map<String, Object> answers = check(form, "commitment", JSON.readValue(value, Object.class));
		// then
		assertThat(this.faults).extracting(Fault::field).containsExactly("commitment");
		assertThat(answers).isEmpty();
	}

	@Test
	void takesTickAsBoolean() {
		// given one that must be ticked and one that need not
		FormSchema form = form(
				"{\"type\":\"checkbox\",\"key\":\"commitment\",\"label\":\"承诺\",\"validate\":{\"required\":true}}",
				"{\"type\":\"checkbox\",\"key\":\"recused\",\"label\":\"回避\"}");
		// when
		Map<String, Object> answers = check(form, "commitment", true, "recused", false);
		// then
		assertThat(this.faults).isEmpty();
		assertThat(answers).containsExactly(Map.entry("commitment", true), Map.entry("recused", false));
	}

	// numbers

	@ParameterizedTest
	@CsvSource({ "-0.01,金额」不小于0", "100.01,金额」不大于100", "1.005,金额」最多2位小数", "1e2000,金额」应为数字", "abc,金额」应为数字",
			"'1,000',金额」应为数字", "１２,金额」应为数字", "0x10,金额」应为数字", "NaN,金额」应为数字", "Infinity,金额」应为数字", ".,金额」应为数字",
			"--1,金额」应为数字", "' ',金额」应为数字" })
	void refusesNumberOutsideItsBounds(String value, String fault) {
		// given an amount of 0 to 100 with two decimals
		FormSchema form = form(number("amount", "\"min\":0,\"max\":100", 2));
		// when
		check(form, "amount", value);
		// then
		assertThat(this.faults).singleElement()
			.satisfies((one) -> assertThat(one.field()).isEqualTo("amount"))
			.satisfies((one) -> assertThat(one.message()).isEqualTo("「" + fault));
	}

	@ParameterizedTest
	@CsvSource({ "0,0", "100,100", "100.00,100", "99.99,99.99", "1e2,100", "0.10,0.1", "5E-1,0.5", "' 7 ',7",
			"0000000000000000000000000000012,12" })
	void takesNumberWithinItsBoundsExactly(String value, String expected) {
		// given
		FormSchema form = form(number("amount", "\"min\":0,\"max\":100", 2));
		// when
		Map<String, Object> answers = check(form, "amount", value);
		// then it is a decimal without trailing zeros
		assertThat(this.faults).isEmpty();
		assertThat(answers).containsExactly(Map.entry("amount", new BigDecimal(expected)));
	}

	@Test
	void takesEveryTypeClientsSendNumbersIn() {
		// given what JSON, the engine's typing and form-js make of 12
		FormSchema form = form(number("amount", "\"min\":0,\"max\":100", 2));
		for (Object value : List.of(12, 12L, 12.0, (short) 12, new BigDecimal("12.00"), "12",
				Variables.integerValue(12), Variables.doubleValue(12.0), Variables.stringValue("12"))) {
			// when
			Map<String, Object> answers = check(form, "amount", value);
			// then
			assertThat(this.faults).as(value.toString()).isEmpty();
			assertThat(answers).as(value.toString()).containsEntry("amount", new BigDecimal("12"));
		}
	}

	@Test
	void refusesFractionOfCount() {
		// given a count, which has no decimals
		FormSchema form = form(number("amount", "\"min\":0", 0));
		// when
		check(form, "amount", "2.5");
		// then
		assertFaults("amount：「金额」应为整数");
	}

	@Test
	void takesNumberWithoutDecimalDigitsForCount() {
		// given a number field that does not say how many decimals
		FormSchema form = form("{\"type\":\"number\",\"key\":\"amount\",\"label\":\"金额\"}");
		// when
		check(form, "amount", "2.5");
		// then
		assertFaults("amount：「金额」应为整数");
	}

	@Test
	void refusesHugeExponentWithoutWorkingItOut() {
		// given a field with and one without bounds
		FormSchema form = form(number("amount", "\"min\":0,\"max\":100", 2),
				"{\"type\":\"number\",\"key\":\"count\",\"label\":\"数量\"}");
		for (Object huge : List.of("1e999999999", "1E+999999999", "1e-999999999", "-1e999999999",
				new BigDecimal("1e999999999"), new BigDecimal("1e-999999999"), "9".repeat(100_000),
				"0." + "1".repeat(100_000))) {
			this.faults.clear();
			// when
			assertTimeoutPreemptively(Duration.ofSeconds(2), () -> check(form, "amount", huge, "count", huge));
			// then
			assertThat(this.faults).extracting(Fault::field).containsOnly("amount", "count");
			assertThat(this.faults).allSatisfy((fault) -> assertThat(fault.message()).hasSizeLessThan(100));
		}
	}

	@Test
	void refusesWrongTypeForNumber() {
		// given
		FormSchema form = form(number("amount", "", 2));
		for (Object wrong : List.of(true, List.of(1), Map.of("value", 1), Double.NaN, Double.POSITIVE_INFINITY)) {
			this.faults.clear();
			// when
			Map<String, Object> answers = check(form, "amount", wrong);
			// then
			assertFaults("amount：「金额」应为数字");
			assertThat(answers).isEmpty();
		}
	}

	// texts

	@Test
	void countsCharactersWithoutSurroundingBlanks() {
		// given a summary of at least five and at most eight characters
		FormSchema form = form(text("name", "\"minLength\":5,\"maxLength\":8"));
		// when blanks of all kinds would make up the length
		check(form, "name", "  一二三四 \t\n" + WIDE_BLANK);
		// then four characters are four characters
		assertFaults("name：「名称」不少于5字，现有4字");
		// and blanks around eight do not make them too many
		this.faults.clear();
		check(form, "name", " ".repeat(50) + "一二三四五六七八" + WIDE_BLANK.repeat(50));
		assertThat(this.faults).isEmpty();
	}

	@Test
	void handsTextOnWithoutSurroundingBlanks() {
		// given a text within its limit but for the blanks around it, which no table has
		// room for
		FormSchema form = form(text("name", "\"maxLength\":8"));
		// when
		Map<String, Object> answers = check(form, "name", " ".repeat(5000) + "一二 三" + " ".repeat(5000));
		// then
		assertThat(this.faults).isEmpty();
		assertThat(answers).containsEntry("name", "一二 三");
	}

	@Test
	void countsRareCharacterOnce() {
		// given a character outside the basic plane
		FormSchema form = form(text("name", "\"minLength\":3,\"maxLength\":3"));
		// then two of it are too few, three are right, four too many
		check(form, "name", RARE_CHARACTER.repeat(2));
		assertFaults("name：「名称」不少于3字，现有2字");
		this.faults.clear();
		check(form, "name", RARE_CHARACTER.repeat(3));
		assertThat(this.faults).isEmpty();
		check(form, "name", RARE_CHARACTER.repeat(4));
		assertFaults("name：「名称」不超过3字，现有4字");
	}

	@Test
	void limitsTextThatHasNoLimitOfItsOwn() {
		// given
		FormSchema form = form(text("name", ""));
		// then 4000 characters are taken and no more
		check(form, "name", "字".repeat(4000));
		assertThat(this.faults).isEmpty();
		check(form, "name", "字".repeat(4001));
		assertFaults("name：「名称」不超过4000字，现有4001字");
	}

	@Test
	void refusesTextThatDoesNotMatchWholePattern() {
		// given an account of digits
		FormSchema form = form(text("name", "\"pattern\":\"\\\\d{8,30}\""));
		for (String wrong : List.of("1234567", "12345678x", "x12345678", "１２３４５６７８")) {
			this.faults.clear();
			// when
			check(form, "name", wrong);
			// then
			assertFaults("name：「名称」格式不正确");
		}
		this.faults.clear();
		check(form, "name", "1000200030004000");
		assertThat(this.faults).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "digital@example.com,true", "a.b-c@mail.example.com.cn,true", "example.com,false", "a@b,false",
			"a b@example.com,false", "a@@example.com,false", "@example.com,false", "a@example.,false" })
	void tellsMailAddressFromAnythingElse(String value, boolean good) {
		// given
		FormSchema form = form(text("name", "\"validationType\":\"email\""));
		// when
		check(form, "name", value);
		// then
		assertThat(this.faults.isEmpty()).isEqualTo(good);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x00, 0x01, 0x07, 0x08, 0x0b, 0x1b, 0x7f, 0x85, 0x9f })
	void refusesControlCharacter(int character) {
		// given a text that a table or a printed page could not hold
		FormSchema form = form(text("name", ""));
		// when
		check(form, "name", "甲" + (char) character + "乙");
		// then
		assertFaults("name：「名称」含有不能接受的控制字符");
	}

	@Test
	void takesLinesAndTabsWhereThereIsRoomForThem() {
		// given a text of several lines
		FormSchema form = form("{\"type\":\"textarea\",\"key\":\"name\",\"label\":\"名称\"}");
		// when
		Map<String, Object> answers = check(form, "name", "第一行\r\n第二行\t第二列");
		// then
		assertThat(this.faults).isEmpty();
		assertThat(answers).containsEntry("name", "第一行\r\n第二行\t第二列");
	}

	@Test
	void refusesLinesInTextOfOneLine() {
		// given a text that will stand in a line of a table or a notice
		FormSchema form = form(text("name", ""));
		// when
		check(form, "name", "第一行\n第二行");
		// then
		assertFaults("name：「名称」含有不能接受的控制字符");
	}

	@Test
	void refusesWrongTypeForText() {
		// given
		FormSchema form = form(text("name", ""));
		for (Object wrong : List.of(7, 7.5, true, List.of("甲"), Map.of("a", "b"))) {
			this.faults.clear();
			// when
			check(form, "name", wrong);
			// then
			assertFaults("name：「名称」应为文字");
		}
	}

	// choices

	@Test
	void refusesOptionTheFormDoesNotOffer() {
		// given a decision between approve and return
		FormSchema form = form(radio("decision", ""));
		for (Object wrong : List.of("reject", "Approve", " approve", "通过", 0, true, List.of("approve"))) {
			this.faults.clear();
			// when
			Map<String, Object> answers = check(form, "decision", wrong);
			// then
			assertThat(this.faults).singleElement()
				.satisfies((fault) -> assertThat(fault.toString()).startsWith("decision：「结论」没有选项 "));
			assertThat(answers).isEmpty();
		}
	}

	@Test
	void refusesScenarioLevelFive() {
		// given the levels 0 to 4
		FormSchema form = form("""
				{"type":"radio","key":"scenario_quality","label":"质量管理","values":[{"value":"0","label":"无"},
				{"value":"1","label":"一级"},{"value":"2","label":"二级"},{"value":"3","label":"三级"},
				{"value":"4","label":"四级"}]}""");
		// when
		check(form, "scenario_quality", "5");
		// then
		assertFaults("scenario_quality：「质量管理」没有选项 5");
	}

	@Test
	void refusesUnknownOptionAmongSeveral() {
		// given options 0, 1 and 2
		FormSchema form = form(checklist("q01", "", ""));
		// when
		check(form, "q01", Arrays.asList("1", "9", 2, null));
		// then every unknown one is named: a number is no option either
		assertFaults("q01：「网络」没有选项 9", "q01：「网络」没有选项 2", "q01：「网络」没有选项 null");
	}

	@Test
	void refusesOptionChosenTwice() {
		// given
		FormSchema form = form(checklist("q01", "", ""));
		// when
		check(form, "q01", List.of("1", "2", "1"));
		// then
		assertFaults("q01：「网络」的选项 1 重复");
	}

	@Test
	void refusesExclusiveOptionBesideAnother() {
		// given a question with the option 无
		FormSchema form = form(checklist("q01", "", "\"exclusive\":\"0\""));
		// when it is chosen with another, whichever stands first
		check(form, "q01", List.of("0", "2"));
		check(form, "q01", List.of("1", "0"));
		// then
		assertFaults("q01：「网络」选择“无”时不能再选其他项", "q01：「网络」选择“无”时不能再选其他项");
	}

	@Test
	void takesExclusiveOptionAlone() {
		// given
		FormSchema form = form(checklist("q01", "\"required\":true", "\"exclusive\":\"0\""));
		// when
		Map<String, Object> answers = check(form, "q01", List.of("0"));
		// then
		assertThat(this.faults).isEmpty();
		assertThat(answers).containsEntry("q01", List.of("0"));
	}

	@Test
	void refusesSeveralChoicesThatAreNoList() {
		// given
		FormSchema form = form(checklist("q01", "", ""));
		for (Object wrong : List.of("1", "[\"1\"]", 1, true, Map.of("0", "1"))) {
			this.faults.clear();
			// when
			check(form, "q01", wrong);
			// then
			assertFaults("q01：「网络」应为选项的列表");
		}
	}

	@Test
	void takesListsAsTasklistSendsThem() {
		// given a list that the engine wraps as JSON, and one it leaves alone
		FormSchema form = form(checklist("q01", "", ""));
		for (Object sent : List.of(SpinValues.jsonValue("[\"1\",\"2\"]").create(),
				Variables.untypedValue(List.of("1", "2")))) {
			// when
			Map<String, Object> answers = check(form, "q01", sent);
			// then
			assertThat(this.faults).isEmpty();
			assertThat(answers).containsEntry("q01", List.of("1", "2"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"0\":\"1\"}", "7", "\"1\"", "[[\"1\"]]", "[", "nonsense", "" })
	void refusesWrappedJsonThatIsNoListOfOptions(String json) {
		// given
		FormSchema form = form(checklist("q01", "\"required\":true", ""));
		// when broken or other JSON is sent where a list is asked for
		check(form, "q01", SpinValues.jsonValue(json).create());
		// then it is a fault of the field, not of the program
		assertThat(this.faults).isNotEmpty().extracting(Fault::field).containsOnly("q01");
	}

	@Test
	void refusesSerializedObject() {
		// given an object in serialized form, which is never to be read
		FormSchema form = form(checklist("q01", "\"required\":true", ""), text("name", ""));
		Object object = Variables.serializedObjectValue("[\"1\"]")
			.objectTypeName("java.util.ArrayList")
			.serializationDataFormat(Variables.SerializationDataFormats.JSON)
			.create();
		// when
		check(form, "q01", object, "name", object);
		// then
		assertThat(this.faults).extracting(Fault::field).containsOnly("q01", "name");
	}

	@Test
	void holdsOptionsFromVariableAgainstWhatItHolds() {
		// given a choice of other applications
		FormSchema form = form(
				"{\"type\":\"checklist\",\"key\":\"alsoNotice\",\"label\":\"一并公示\",\"valuesKey\":\"waiting\"}");
		// when one that waits and one that does not are chosen
		Map<String, Object> answers = check(form, "alsoNotice", List.of("HH-2025-000007", "HH-2025-000009"));
		// then
		assertFaults("alsoNotice：「一并公示」没有选项 HH-2025-000009");
		assertThat(answers.get("alsoNotice")).isNotEqualTo(List.of("HH-2025-000007", "HH-2025-000009"));
	}

	@Test
	void doesNotRepeatWholeOfLongNonsense() {
		// given
		FormSchema form = form(radio("decision", ""));
		// when an option of a million characters is sent
		check(form, "decision", "长".repeat(1_000_000));
		// then
		assertThat(this.faults).singleElement().satisfies((fault) -> assertThat(fault.message()).hasSizeLessThan(100));
	}

	// dates

	@ParameterizedTest
	@ValueSource(strings = { "2026-02-29", "2026-13-01", "2026-11-31", "20261120", "2026/11/20", "2026-1-2",
			"2026-11-20T00:00:00", "今天", "+12026-11-20", "+999999999-12-31", "-0044-03-15", "0000-01-01" })
	void refusesDateThatIsNone(String value) {
		// given
		FormSchema form = form(date("paidOn", ""));
		// when what is no day of this calendar, or none that a table can hold, is sent
		check(form, "paidOn", value);
		// then
		assertFaults("paidOn：「日期」不是有效的日期");
	}

	@Test
	void takesDateAsIsoText() {
		// given a leap day
		FormSchema form = form(date("paidOn", "\"required\":true"));
		// when
		Map<String, Object> answers = check(form, "paidOn", "2024-02-29");
		// then
		assertThat(this.faults).isEmpty();
		assertThat(answers).containsEntry("paidOn", "2024-02-29");
	}

	@Test
	void refusesWrongTypeForDate() {
		// given
		FormSchema form = form(date("paidOn", ""));
		for (Object wrong : List.of(20261120, true, List.of("2026-11-20"), Map.of("day", 1), new Date(0))) {
			this.faults.clear();
			// when
			check(form, "paidOn", wrong);
			// then
			assertFaults("paidOn：「日期」不是有效的日期");
		}
	}

	// fields that depend on each other

	@ParameterizedTest
	@CsvSource({ "30,48,true", "48,48,true", "49,48,false", "0,48,true" })
	void comparesCountWithItsWhole(String part, String whole, boolean good) {
		// given digital equipment, which is part of all equipment
		FormSchema form = form(countField("digital", "数字化设备", "\"notAbove\":\"all\""), countField("all", "设备", ""));
		// when
		check(form, "digital", part, "all", whole);
		// then
		if (good) {
			assertThat(this.faults).isEmpty();
		}
		else {
			assertFaults("digital：「数字化设备」不能大于「设备」");
		}
	}

	@ParameterizedTest
	@CsvSource({ "2024-09,2025-03,true", "2024-09,2024-09,true", "2024-09,2024-08,false", "2024-12,2025-01,true" })
	void comparesEndWithBeginning(String start, String end, boolean good) {
		// given the months a project began and ended
		FormSchema form = form(
				"{\"type\":\"textfield\",\"key\":\"end\",\"label\":\"止\",\"properties\":{\"notBefore\":\"start\"}}",
				"{\"type\":\"textfield\",\"key\":\"start\",\"label\":\"起\"}");
		// when
		check(form, "start", start, "end", end);
		// then
		if (good) {
			assertThat(this.faults).isEmpty();
		}
		else {
			assertFaults("end：「止」不能早于「起」");
		}
	}

	@ParameterizedTest
	@CsvSource({ "47.46,346000,128600,true", "47.459999,346000,128600,false", "47.460001,346000,128600,true",
			"0.000001,0.01,0,true", "0,0.01,0,false", "52.6,526000,0,true", "52.6,526000.01,0,false" })
	void comparesTotalWithItsPartsAcrossUnits(String total, String software, String device, boolean good) {
		// given a total in 万元 and parts in 元
		FormSchema form = form(money("total", "万元", ",\"coversSum\":\"software,device\"", 6),
				money("software", "元", "", 2), money("device", "元", "", 2));
		// when
		check(form, "total", total, "software", software, "device", device);
		// then 1 万元 is 10000 元, to the last fen
		assertThat(this.faults.isEmpty()).isEqualTo(good);
		if (!good) {
			assertThat(this.faults).singleElement()
				.satisfies((fault) -> assertThat(fault.toString()).startsWith("total：「总额」不能小于其中各项之和 "));
		}
	}

	@ParameterizedTest
	@CsvSource({ "20,6000,300,true", "20.2,6000,300,true", "20.200001,6000,300,false", "19.8,6000,300,true",
			"19.799999,6000,300,false", "0,0,300,true", "0.000001,0,300,false" })
	void comparesQuotientWithWhatItIsOf(String each, String whole, String heads, boolean good) {
		// given what each makes of a whole, one in a hundred more or less
		FormSchema form = form(money("each", "万元", ",\"quotientOf\":\"whole,heads\",\"quotientTolerance\":\"0.01\"", 6),
				money("whole", "万元", "", 6), "{\"type\":\"number\",\"key\":\"heads\",\"label\":\"人数\"}");
		// when
		check(form, "each", each, "whole", whole, "heads", heads);
		// then
		if (good) {
			assertThat(this.faults).isEmpty();
		}
		else {
			assertFaults("each：「总额」与「总额」除以「人数」不符");
		}
	}

	@Test
	void asksTextsOfGroupForTheirLengthTogether() {
		// given two texts that together need ten characters
		FormSchema form = form("""
				{"type":"group","label":"建设内容","properties":{"totalMinLength":"10"},"components":[
				{"type":"textarea","key":"a","label":"甲"},
				{"type":"group","label":"内","components":[{"type":"textarea","key":"b","label":"乙"}]},
				{"type":"number","key":"n","label":"数"}]}""");
		// when they have nine, blanks not counted
		check(form, "a", "一二三四" + WIDE_BLANK, "b", "   五六七八九", "n", 5);
		// then
		assertFaults("a：「建设内容」合计不少于10字，现有9字");
		// and ten are enough, even in one of them
		this.faults.clear();
		check(form, "b", "一二三四五六七八九十");
		assertThat(this.faults).isEmpty();
	}

	@Test
	void asksForCommentUnlessApproved() {
		// given a review
		FormSchema form = form("""
				{"type":"radio","key":"decision","label":"结论","values":[{"value":"approve","label":"通过"},
				{"value":"return","label":"退回"},{"value":"reject","label":"不通过"}]}""",
				"{\"type\":\"textarea\",\"key\":\"comment\",\"label\":\"审查意见\"}");
		// then an approval needs no words
		check(form, "decision", "approve");
		assertThat(this.faults).isEmpty();
		// and anything else does, more than blanks
		for (String decision : List.of("return", "reject")) {
			this.faults.clear();
			check(form, "decision", decision, "comment", " \n");
			assertFaults("comment：「审查意见」在不予通过或退回时必须填写");
			this.faults.clear();
			check(form, "decision", decision, "comment", "缺少佐证材料");
			assertThat(this.faults).isEmpty();
		}
	}

	// together

	@Test
	void findsAllFaultsTogether() {
		// given
		FormSchema form = form(text("name", "\"required\":true"), number("amount", "\"min\":0,\"max\":100", 2),
				radio("decision", ""), checklist("q01", "", "\"exclusive\":\"0\""), date("paidOn", ""));
		// when everything is wrong
		Map<String, Object> answers = check(form, "amount", "-0.001", "decision", "5", "q01", List.of("0", "9", "1"),
				"paidOn", "昨天", "level", 4);
		// then everything is said at once, and nothing unsound is handed on
		assertThat(this.faults).extracting(Fault::field)
			.containsExactly("level", "name", "amount", "amount", "decision", "q01", "q01", "paidOn");
		assertThat(answers).doesNotContainKeys("name", "decision", "paidOn", "level");
	}

	@Test
	void handsOnOneTypePerKindOfField() {
		// given
		FormSchema form = form(text("name", ""), number("amount", "", 2), radio("decision", ""),
				checklist("q01", "", ""), date("paidOn", ""));
		// when
		Map<String, Object> answers = check(form, "paidOn", "2025-03-03", "q01", List.of("2", "1"), "decision",
				"approve", "amount", 1.5, "name", "甲");
		// then in the order of the form
		assertThat(answers).containsExactly(Map.entry("name", "甲"), Map.entry("amount", new BigDecimal("1.5")),
				Map.entry("decision", "approve"), Map.entry("q01", List.of("2", "1")),
				Map.entry("paidOn", "2025-03-03"));
	}

	// every real form

	@ParameterizedTest
	@MethodSource("samples")
	void takesSampleOfRealForm(RealForm form, Path sample) throws IOException {
		// when the sample of a real form is handed in
		check(form.schema(), read(sample));
		// then nothing is wrong with it
		assertThat(this.faults).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("samples")
	void refusesEverySingleMutationOfSample(RealForm form, Path sample) throws IOException {
		// given
		Map<String, Object> sound = read(sample);
		List<String> taken = new ArrayList<>();
		List<String> untold = new ArrayList<>();
		int tried = 0;
		for (Mutation mutation : mutations(form, sound)) {
			tried++;
			this.faults.clear();
			// when one thing is changed for the worse
			check(form.schema(), mutation.submission());
			// then it is refused at that field, in Chinese
			if (this.faults.stream().noneMatch((fault) -> fault.field().equals(mutation.key()))) {
				taken.add(mutation + " " + this.faults);
			}
			if (!this.faults.stream().allMatch((fault) -> fault.message().matches("(?s).*\\p{IsHan}.*"))) {
				untold.add(mutation + " " + this.faults);
			}
		}
		assertThat(tried).isGreaterThan(sound.size());
		assertThat(taken).as("mutations that were taken").isEmpty();
		assertThat(untold).as("faults not told in Chinese").isEmpty();
	}

	@Test
	void findsSampleForEveryRealForm() {
		// then no form goes untried
		assertThat(realForms()).isNotEmpty().allSatisfy((form) -> assertThat(samplesOf(form)).isNotEmpty());
	}

	@Test
	void boundsEveryNumberOfRealForms() {
		// then each has a least and a greatest value: the tables end somewhere
		assertThat(realForms()).allSatisfy((form) -> assertThat(form.inputs())
			.filteredOn((input) -> input.path("type").asText().equals("number"))
			.allSatisfy((input) -> assertThat(input.path("validate").has("min") && input.path("validate").has("max"))
				.as(input.path("key").asText())
				.isTrue()));
	}

	static Stream<Arguments> samples() {
		return realForms().stream()
			// what a room supplies, and what depends on it, is tried with the room
			.filter((form) -> form.schema().fields().stream().noneMatch(FormContractTests::isSupplied))
			.flatMap((form) -> samplesOf(form).stream()
				// a demand to rectify has to name what the case has
				.filter((sample) -> !sample.getFileName().toString().endsWith("-rectify.json"))
				.map((sample) -> Arguments.of(form, sample)));
	}

	private static boolean isSupplied(FormField field) {
		return field.property("parameter") != null || field.property("institution") != null
				|| (field.rows() != null && ((field.rows().fixed() && !field.readOnly())
						|| field.rows().columns().fields().stream().anyMatch(FormContractTests::isSupplied)));
	}

	private static List<RealForm> realForms() {
		try (Stream<Path> files = Files.walk(Path.of("forms"))) {
			return files.filter((file) -> file.toString().endsWith(".form")).sorted().map(RealForm::read).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A programme's samples stand in a folder of its name. They are called as the form
	 * without the programme, several of them with an ending of their own.
	 */
	private static List<Path> samplesOf(RealForm form) {
		List<Path> found = new ArrayList<>();
		for (Path folder : list(Path.of("src/test/resources/samples"))) {
			String programme = folder.getFileName().toString();
			// a programme's own form of that name is what its samples are of
			String authority = programme.substring(0, programme.indexOf('-'));
			if (Files.exists(Path.of("forms", authority, programme + "-" + form.id() + ".form"))) {
				continue;
			}
			String name = form.id().startsWith(programme + "-") ? form.id().substring(programme.length() + 1)
					: form.id();
			String stem = name.substring(0, Math.max(0, name.lastIndexOf('-')));
			List<Path> named = named(folder, name);
			found.addAll(named.isEmpty() && !stem.isEmpty() && !name.equals(form.id()) ? named(folder, stem) : named);
		}
		return found;
	}

	private static List<Path> named(Path folder, String name) {
		return list(folder).stream()
			.filter((file) -> file.getFileName().toString().matches(name + "(-[a-z]+)?\\.json"))
			.toList();
	}

	private static List<Path> list(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, Object> read(Path sample) throws IOException {
		Map<String, Object> answers = JSON.readValue(sample.toFile(),
				new TypeReference<LinkedHashMap<String, Object>>() {
				});
		// what can be returned is the case's own
		answers.remove("correctionItems");
		return answers;
	}

	private static List<Mutation> mutations(RealForm form, Map<String, Object> sound) {
		List<Mutation> mutations = new ArrayList<>();
		mutations.add(Mutation.of("an unknown key", "approved", sound, true));
		mutations.add(Mutation.of("an unknown key", "status", sound, "PAID"));
		for (JsonNode input : form.inputs()) {
			String key = input.path("key").asText();
			JsonNode validate = input.path("validate");
			boolean hidden = input.has("conditional") && !input.path("type").asText().equals("dynamiclist")
					&& !sound.containsKey(key);
			if (hidden) {
				continue;
			}
			if (validate.path("required").asBoolean()) {
				Map<String, Object> without = new LinkedHashMap<>(sound);
				without.remove(key);
				mutations.add(new Mutation("left out", key, without));
				mutations.add(Mutation.of("null", key, sound, null));
			}
			switch (input.path("type").asText()) {
				case "textfield", "textarea" -> {
					mutations.add(Mutation.of("wrong type", key, sound, 7));
					mutations.add(Mutation.of("wrong type", key, sound, List.of("甲")));
					mutations.add(Mutation.of("too long", key, sound,
							"字".repeat(validate.path("maxLength").asInt(4000) + 1)));
					mutations.add(Mutation.of("control character", key, sound, "甲\u0000乙"));
					if (validate.has("minLength")) {
						mutations.add(Mutation.of("too short", key, sound,
								"字".repeat(validate.path("minLength").asInt() - 1) + "    "));
					}
					if (validate.has("pattern") || validate.has("validationType")) {
						mutations.add(Mutation.of("wrong shape", key, sound, "不合格式"));
						mutations.add(Mutation.of("wrong shape", key, sound, sound.get(key) + "\n；"));
					}
				}
				case "number" -> {
					mutations.add(Mutation.of("wrong type", key, sound, true));
					mutations.add(Mutation.of("wrong type", key, sound, List.of(1)));
					mutations.add(Mutation.of("no number", key, sound, "一百"));
					mutations.add(Mutation.of("huge", key, sound, "1e999999999"));
					if (validate.path("min").decimalValue().signum() >= 0) {
						mutations.add(Mutation.of("negative", key, sound, -1));
					}
					mutations.add(Mutation.of("below the least", key, sound,
							validate.path("min").decimalValue().subtract(new BigDecimal("0.000001"))));
					mutations.add(Mutation.of("above the greatest", key, sound,
							validate.path("max").decimalValue().add(BigDecimal.ONE).toPlainString()));
					mutations.add(Mutation.of("too many decimals", key, sound,
							"1." + "0".repeat(input.path("decimalDigits").asInt()) + "1"));
				}
				case "radio", "select" -> {
					mutations.add(Mutation.of("unknown option", key, sound, "99"));
					mutations.add(Mutation.of("wrong type", key, sound, 2));
					mutations.add(Mutation.of("wrong type", key, sound, List.of("2")));
				}
				case "checklist", "taglist" -> {
					mutations.add(Mutation.of("unknown option", key, sound, List.of("99")));
					mutations.add(Mutation.of("wrong type", key, sound, "1"));
					mutations.add(Mutation.of("wrong type", key, sound, List.of(1)));
					String one = input.path("values").path(1).path("value").asText("HH-2025-000007");
					mutations.add(Mutation.of("one twice", key, sound, List.of(one, one)));
					if (input.path("properties").has("exclusive")) {
						mutations.add(Mutation.of("无 beside another", key, sound,
								List.of(input.path("properties").path("exclusive").asText(), one)));
					}
				}
				case "checkbox" -> {
					mutations.add(Mutation.of("wrong type", key, sound, "true"));
					if (validate.path("required").asBoolean()) {
						mutations.add(Mutation.of("not ticked", key, sound, false));
					}
				}
				case "datetime" -> {
					mutations.add(Mutation.of("wrong type", key, sound, 20261120));
					mutations.add(Mutation.of("no date", key, sound, "2026-02-30"));
					mutations.add(Mutation.of("no date", key, sound, "2026-11-20T10:00:00"));
				}
				case "dynamiclist" -> {
					String list = input.path("path").asText();
					// hidden unless something is returned, and then never looked at
					boolean returned = list.equals("correctionItems") && "return".equals(sound.get("decision"));
					if (!input.has("conditional") || returned || sound.containsKey(list)) {
						int most = input.path("properties").path("maxRows").asInt();
						mutations.add(Mutation.of("wrong type", list, sound, "一行"));
						mutations
							.add(Mutation.of("too many rows", list, sound, Collections.nCopies(most + 1, Map.of())));
					}
				}
				default -> throw new AssertionError("No mutations known for " + input);
			}
		}
		return mutations;
	}

	// small forms

	private static FormSchema form(String... components) {
		return FormSchema
			.parse(("{\"id\":\"test-form\",\"type\":\"default\",\"components\":[" + String.join(",", components) + "]}")
				.getBytes(StandardCharsets.UTF_8));
	}

	private static String text(String key, String validate) {
		return "{\"type\":\"textfield\",\"key\":\"%s\",\"label\":\"名称\",\"validate\":{%s}}".formatted(key, validate);
	}

	private static String number(String key, String validate, int decimals) {
		return "{\"type\":\"number\",\"key\":\"%s\",\"label\":\"金额\",\"decimalDigits\":%d,\"validate\":{%s}}"
			.formatted(key, decimals, validate);
	}

	private static String countField(String key, String label, String properties) {
		return "{\"type\":\"number\",\"key\":\"%s\",\"label\":\"%s\",\"decimalDigits\":0,\"properties\":{%s}}"
			.formatted(key, label, properties);
	}

	private static String money(String key, String unit, String properties, int decimals) {
		return """
				{"type":"number","key":"%s","label":"总额","decimalDigits":%d,"properties":{"unit":"%s"%s}}"""
			.formatted(key, decimals, unit, properties);
	}

	private static String radio(String key, String validate) {
		return """
				{"type":"radio","key":"%s","label":"结论","validate":{%s},"values":[
				{"value":"approve","label":"通过"},{"value":"return","label":"退回"}]}""".formatted(key, validate);
	}

	private static String checklist(String key, String validate, String properties) {
		return """
				{"type":"checklist","key":"%s","label":"网络","validate":{%s},"properties":{%s},"values":[
				{"value":"0","label":"无"},{"value":"1","label":"甲"},{"value":"2","label":"乙"}]}""".formatted(key,
				validate, properties);
	}

	private static String date(String key, String validate) {
		return """
				{"type":"datetime","subtype":"date","key":"%s","dateLabel":"日期","validate":{%s}}""".formatted(key,
				validate);
	}

	private Map<String, Object> check(FormSchema form, @Nullable Object... keysAndValues) {
		Map<String, Object> submission = new LinkedHashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2) {
			submission.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
		}
		return check(form, submission);
	}

	private Map<String, Object> check(FormSchema form, Map<String, Object> submission) {
		return FormContract.check(form, submission, (valuesKey) -> WAITING, this.faults);
	}

	private void assertFaults(String... expected) {
		assertThat(this.faults).extracting(Fault::toString).containsExactly(expected);
	}

	/**
	 * A form as it lies in the folder.
	 */
	record RealForm(String id, FormSchema schema, List<JsonNode> inputs) {

		static RealForm read(Path file) {
			try {
				byte[] content = Files.readAllBytes(file);
				List<JsonNode> inputs = new ArrayList<>();
				collect(JSON.readTree(content), inputs);
				return new RealForm(file.getFileName().toString().replace(".form", ""), FormSchema.parse(content),
						inputs);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static void collect(JsonNode parent, List<JsonNode> inputs) {
			for (JsonNode component : parent.path("components")) {
				boolean layout = Set.of("text", "html", "table", "separator", "spacer", "image", "group")
					.contains(component.path("type").asText());
				if (parent.has("conditional") && !component.has("conditional")) {
					// hidden with what it stands in
					((ObjectNode) component).set("conditional", parent.path("conditional"));
				}
				if (!layout && !component.path("readonly").asBoolean() && !component.path("disabled").asBoolean()) {
					inputs.add(component);
				}
				if (component.path("type").asText().equals("dynamiclist")) {
					// its columns are the rows', not the form's
					continue;
				}
				collect(component, inputs);
			}
		}

		@Override
		public String toString() {
			return this.id;
		}

	}

	/**
	 * A sound submission with one thing changed for the worse.
	 */
	record Mutation(String what, String key, Map<String, Object> submission) {

		static Mutation of(String what, String key, Map<String, Object> sound, @Nullable Object value) {
			Map<String, Object> submission = new LinkedHashMap<>(sound);
			submission.put(key, value);
			return new Mutation(what, key, submission);
		}

		@Override
		public String toString() {
			String shown = String.valueOf(this.submission.get(this.key));
			return "%s: %s = %s".formatted(this.what, this.key, shown.substring(0, Math.min(40, shown.length())));
		}

	}

}
