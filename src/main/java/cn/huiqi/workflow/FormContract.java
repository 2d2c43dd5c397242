package cn.huiqi.workflow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import cn.huiqi.core.Fault;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.json.SpinJsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Holds a submission against its form: the engine itself checks nothing, and takes any
 * key as a process variable. All faults are found together; answers come out in one type
 * per field: text and choices as String, numbers as BigDecimal, ticks as Boolean, several
 * choices as a list of String, dates as ISO text.
 */
final class FormContract {

	private static final ObjectMapper JSON = new ObjectMapper();

	/** Stands for a value that cannot be read; of no type that any field takes. */
	private static final Object UNREADABLE = new Object() {
		@Override
		public String toString() {
			return "（无法识别的内容）";
		}
	};

	private FormContract() {
	}

	/**
	 * Checks a submission.
	 * @param schema the form
	 * @param submitted what was sent, by key
	 * @param dynamicOptions options of a field whose values come from a variable
	 * @param faults receives every fault
	 * @return the answers of sound fields
	 */
	static Map<String, Object> check(FormSchema schema, Map<String, Object> submitted,
			Function<String, Set<String>> dynamicOptions, List<Fault> faults) {
		for (String key : submitted.keySet()) {
			if (schema.field(key).isEmpty()) {
				faults.add(new Fault(key, "表单中没有此项，不能提交"));
			}
		}
		Map<String, Object> answers = new LinkedHashMap<>();
		for (FormField field : schema.fields()) {
			if (field.readOnly()) {
				continue;
			}
			int before = faults.size();
			Object answer = answer(field, value(submitted, field.key()), dynamicOptions, faults);
			if (answer != null) {
				answers.put(field.key(), answer);
			}
			else if (field.required() && faults.size() == before) {
				faults.add(new Fault(field.key(), field.type().equals("checkbox") ? "「" + field.label() + "」必须勾选"
						: "「" + field.label() + "」不能为空"));
			}
		}
		relations(schema, answers, faults);
		commentUnlessApproved(schema, answers, faults);
		return answers;
	}

	private static @Nullable Object answer(FormField field, @Nullable Object value,
			Function<String, Set<String>> dynamicOptions, List<Fault> faults) {
		if (value == null || value.equals("")) {
			return null;
		}
		if (field.isText()) {
			return text(field, value, faults);
		}
		if (field.isNumber()) {
			return number(field, value, faults);
		}
		if (field.isChecklist()) {
			return choices(field, value, dynamicOptions, faults);
		}
		if (field.isChoice()) {
			if (value instanceof String choice && options(field, dynamicOptions).contains(choice)) {
				return choice;
			}
			faults.add(new Fault(field.key(), "「" + field.label() + "」没有选项 " + shown(value)));
			return null;
		}
		if (field.isDate()) {
			return date(field, value, faults);
		}
		if (value instanceof Boolean ticked) {
			return (ticked || !field.required()) ? ticked : null;
		}
		faults.add(new Fault(field.key(), "「" + field.label() + "」只能是勾选或不勾选"));
		return null;
	}

	private static @Nullable String text(FormField field, Object value, List<Fault> faults) {
		if (!(value instanceof String sent)) {
			faults.add(new Fault(field.key(), "「" + field.label() + "」应为文字"));
			return null;
		}
		// what counts is what is kept: no table has room for blanks around it
		String text = sent.strip();
		if (text.isEmpty()) {
			return null;
		}
		int length = length(text);
		if (field.minLength() != null && length < field.minLength()) {
			faults.add(new Fault(field.key(), "「%s」不少于%d字，现有%d字".formatted(field.label(), field.minLength(), length)));
		}
		if (length > field.maxLength()) {
			faults.add(new Fault(field.key(), "「%s」不超过%d字，现有%d字".formatted(field.label(), field.maxLength(), length)));
		}
		boolean lines = field.type().equals("textarea");
		if (text.codePoints()
			.anyMatch((character) -> Character.getType(character) == Character.SURROGATE
					|| (Character.isISOControl(character) && !(lines && "\n\r\t".indexOf(character) >= 0)))) {
			faults.add(new Fault(field.key(), "「" + field.label() + "」含有不能接受的控制字符"));
		}
		if (field.pattern() != null && !field.pattern().matcher(text).matches()) {
			faults.add(new Fault(field.key(), "「" + field.label() + "」格式不正确"));
		}
		return text;
	}

	/** Characters, leading and trailing blanks not counted. */
	static int length(String text) {
		String stripped = text.strip();
		return stripped.codePointCount(0, stripped.length());
	}

	private static @Nullable BigDecimal number(FormField field, Object value, List<Fault> faults) {
		BigDecimal number = decimal(value);
		if (number == null) {
			faults.add(new Fault(field.key(), "「" + field.label() + "」应为数字"));
			return null;
		}
		int decimals = (field.decimals() != null) ? field.decimals() : 0;
		if (number.stripTrailingZeros().scale() > decimals) {
			faults.add(new Fault(field.key(), (decimals == 0) ? "「" + field.label() + "」应为整数"
					: "「%s」最多%d位小数".formatted(field.label(), decimals)));
		}
		if (field.min() != null && number.compareTo(field.min()) < 0) {
			faults.add(new Fault(field.key(), "「%s」不小于%s".formatted(field.label(), field.min().toPlainString())));
		}
		if (field.max() != null && number.compareTo(field.max()) > 0) {
			faults.add(new Fault(field.key(), "「%s」不大于%s".formatted(field.label(), field.max().toPlainString())));
		}
		return number.stripTrailingZeros()
			.setScale(Math.max(0, number.stripTrailingZeros().scale()), RoundingMode.UNNECESSARY);
	}

	private static @Nullable BigDecimal decimal(Object value) {
		String text = (value instanceof Number || value instanceof String) ? value.toString().trim() : "";
		// longer than any amount: never worked on, so that an exponent cannot fill the
		// memory
		if (text.isEmpty() || text.length() > 40 || !text.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,2})?")) {
			return null;
		}
		return new BigDecimal(text);
	}

	private static @Nullable List<String> choices(FormField field, Object value,
			Function<String, Set<String>> dynamicOptions, List<Fault> faults) {
		if (!(value instanceof Collection<?> chosen)) {
			faults.add(new Fault(field.key(), "「" + field.label() + "」应为选项的列表"));
			return null;
		}
		Set<String> known = options(field, dynamicOptions);
		Set<String> distinct = new LinkedHashSet<>();
		for (Object choice : chosen) {
			if (!(choice instanceof String option) || !known.contains(option)) {
				faults.add(new Fault(field.key(), "「" + field.label() + "」没有选项 " + shown(choice)));
			}
			else if (!distinct.add(option)) {
				faults.add(new Fault(field.key(), "「" + field.label() + "」的选项 " + option + " 重复"));
			}
		}
		String exclusive = field.property("exclusive");
		if (exclusive != null && distinct.size() > 1 && distinct.contains(exclusive)) {
			faults.add(new Fault(field.key(),
					"「%s」选择“%s”时不能再选其他项".formatted(field.label(), field.options().get(exclusive))));
		}
		return distinct.isEmpty() ? null : List.copyOf(distinct);
	}

	private static Set<String> options(FormField field, Function<String, Set<String>> dynamicOptions) {
		return (field.valuesKey() != null) ? dynamicOptions.apply(field.valuesKey()) : field.options().keySet();
	}

	private static @Nullable String date(FormField field, Object value, List<Fault> faults) {
		try {
			LocalDate day = LocalDate.parse(value.toString());
			if (day.getYear() >= 1 && day.getYear() <= 9999) {
				return day.toString();
			}
		}
		catch (DateTimeParseException ex) {
			// said below
		}
		faults.add(new Fault(field.key(), "「" + field.label() + "」不是有效的日期"));
		return null;
	}

	private static void relations(FormSchema schema, Map<String, Object> answers, List<Fault> faults) {
		for (FormField field : schema.fields()) {
			Object value = answers.get(field.key());
			if (value == null) {
				continue;
			}
			String notAbove = field.property("notAbove");
			if (notAbove != null && answers.get(notAbove) instanceof BigDecimal limit
					&& ((BigDecimal) value).compareTo(limit) > 0) {
				faults.add(new Fault(field.key(), "「%s」不能大于「%s」".formatted(field.label(), label(schema, notAbove))));
			}
			String notBefore = field.property("notBefore");
			if (notBefore != null && answers.get(notBefore) instanceof String start
					&& value.toString().compareTo(start) < 0) {
				faults.add(new Fault(field.key(), "「%s」不能早于「%s」".formatted(field.label(), label(schema, notBefore))));
			}
			String coversSum = field.property("coversSum");
			if (coversSum != null) {
				BigDecimal sum = BigDecimal.ZERO;
				for (String key : coversSum.split(",")) {
					if (answers.get(key) instanceof BigDecimal part) {
						sum = sum.add(schema.field(key).orElseThrow().inYuan(part));
					}
				}
				if (field.inYuan((BigDecimal) value).compareTo(sum) < 0) {
					faults.add(new Fault(field.key(),
							"「%s」不能小于其中各项之和 %s 元".formatted(field.label(), sum.toPlainString())));
				}
			}
		}
		for (FormSchema.LengthRule rule : schema.lengthRules()) {
			int length = rule.keys().stream().mapToInt((key) -> length((String) answers.getOrDefault(key, ""))).sum();
			if (length < rule.minLength()) {
				faults.add(new Fault(rule.keys().get(0),
						"「%s」合计不少于%d字，现有%d字".formatted(rule.label(), rule.minLength(), length)));
			}
		}
	}

	private static String label(FormSchema schema, String key) {
		return schema.field(key).map(FormField::label).orElse(key);
	}

	/** A review that does not approve says why: every review form is of this shape. */
	private static void commentUnlessApproved(FormSchema schema, Map<String, Object> answers, List<Fault> faults) {
		if (schema.field("comment").isPresent() && answers.get("decision") instanceof String decision
				&& !decision.equals("approve") && !answers.containsKey("comment")) {
			faults.add(new Fault("comment", "「" + label(schema, "comment") + "」在不予通过或退回时必须填写"));
		}
	}

	/**
	 * The value sent. A map of the engine's unwraps on every access, which fails for what
	 * it cannot read.
	 */
	private static @Nullable Object value(Map<String, Object> submitted, String key) {
		return plain((submitted instanceof VariableMap variables) ? variables.getValueTyped(key) : submitted.get(key));
	}

	/** What the client's typing wraps: lists arrive as JSON. */
	private static @Nullable Object plain(@Nullable Object value) {
		if (value instanceof TypedValue typed) {
			try {
				return plain(typed.getValue());
			}
			catch (RuntimeException ex) {
				return UNREADABLE;
			}
		}
		if (value instanceof SpinJsonNode node) {
			try {
				return JSON.readValue(node.toString(), Object.class);
			}
			catch (JsonProcessingException ex) {
				return node.toString();
			}
		}
		return value;
	}

	private static String shown(@Nullable Object value) {
		String text = String.valueOf(value);
		return (text.length() > 40) ? text.substring(0, 40) + "…" : text;
	}

}
