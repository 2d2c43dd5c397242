package cn.huiqi.workflow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import cn.huiqi.core.Fault;
import cn.huiqi.core.Money;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.json.SpinJsonNode;
import org.camunda.spin.plugin.variable.value.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Holds a submission against its form: the engine itself checks nothing, and takes any
 * key as a process variable. All faults are found together; answers come out in one type
 * per field: text and choices as String, numbers as BigDecimal, ticks as Boolean, several
 * choices as a list of String, dates as ISO text, lists as a list of rows, each a map of
 * such answers. What a condition hides, and what is read-only, is no answer.
 */
final class FormContract {

	/** Most characters of a submission, keys and all: twice the largest form's. */
	static final int MAX_CHARACTERS = 400_000;

	/** Most values of a submission, cells and choices counted one by one. */
	static final int MAX_VALUES = 20_000;

	/** Property of a read-only field that is stored as it was shown. */
	private static final String KEEP = "keep";

	/** Most rows any list may ask for. */
	static final int MAX_ROWS = 500;

	/** Rows stand in a list, choices in a row: nothing is nested deeper. */
	private static final int MAX_DEPTH = 6;

	/** More faults than anybody reads. */
	private static final int MAX_FAULTS = 500;

	/** Characters a pattern may look at before it counts as not matching. */
	private static final int PATTERN_STEPS = 500_000;

	private static final ObjectMapper JSON = new ObjectMapper().enable(
			DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS,
			DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

	private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,2})?");

	private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n?");

	/** Stands for a value that cannot be read; of no type that any field takes. */
	private static final Object UNREADABLE = new Object() {
		@Override
		public String toString() {
			return "（无法识别的内容）";
		}
	};

	private final Supplied supplied;

	private FormContract(Supplied supplied) {
		this.supplied = supplied;
	}

	/**
	 * Checks a submission.
	 * @param schema the form
	 * @param submitted what was sent, by key
	 * @param supplied what the rooms supply
	 * @param faults receives every fault
	 * @return the answers of sound fields
	 */
	static Map<String, Object> check(FormSchema schema, Map<String, Object> submitted, Supplied supplied,
			List<Fault> faults) {
		Map<String, @Nullable Object> sent = new LinkedHashMap<>();
		Size size = new Size();
		for (String key : submitted.keySet()) {
			Object value = value(submitted, key);
			sent.put(key, value);
			if (size.isExceededBy(key, value, faults)) {
				return Map.of();
			}
		}
		List<Fault> found = new ArrayList<>();
		Map<String, Object> answers = new FormContract(supplied)
			.level(schema, sent, new Place("", "", null, Map.of()), found)
			.answers();
		faults.addAll(found.subList(0, Math.min(MAX_FAULTS, found.size())));
		if (found.size() > MAX_FAULTS) {
			faults.add(Fault.general("另有%d处错误未列出".formatted(found.size() - MAX_FAULTS)));
		}
		return answers;
	}

	/** Whether values are more than a submission may hold; the fault says it. */
	static boolean isTooMuch(Map<String, @Nullable Object> sent, List<Fault> faults) {
		Size size = new Size();
		return sent.entrySet()
			.stream()
			.anyMatch((entry) -> size.isExceededBy(entry.getKey(), entry.getValue(), faults));
	}

	/** The form itself, or one row of a list. */
	private Level level(FormSchema schema, Map<String, @Nullable Object> sent, Place place, List<Fault> faults) {
		for (String key : sent.keySet()) {
			if (schema.field(key).isEmpty()) {
				faults.add(place.fault(shown(key), "表单中没有此项，不能提交"));
			}
		}
		Level level = new Level(schema, place);
		for (FormField field : schema.inOrderOfConditions()) {
			List<Fault> found = new ArrayList<>();
			Object answer = visit(level, field, sent.get(field.key()), found);
			if (answer != null) {
				level.answers.put(field.key(), answer);
			}
			if (!found.isEmpty()) {
				level.faults.put(field.key(), found);
			}
			if (schema.isConditional()) {
				level.values.put(field.key(), level.hidden.contains(field.key()) ? null : seen(field, answer, place));
			}
		}
		relations(level);
		lengths(level);
		commentUnlessApproved(level);
		Map<String, Object> ordered = new LinkedHashMap<>();
		for (FormField field : schema.fields()) {
			Object answer = level.answers.get(field.key());
			if (answer != null) {
				ordered.put(field.key(), answer);
			}
			faults.addAll(level.faults.getOrDefault(field.key(), List.of()));
		}
		level.answers.clear();
		level.answers.putAll(ordered);
		return level;
	}

	private @Nullable Object visit(Level level, FormField field, @Nullable Object sent, List<Fault> faults) {
		boolean unclear = false;
		for (FormCondition condition : level.schema.conditions(field.key())) {
			if (level.isUnclear(condition)) {
				unclear = true;
			}
			else if (condition.hides(level.values, level.place.aroundValues())) {
				level.hidden.add(field.key());
				return null;
			}
		}
		if (unclear) {
			// what it depends on is to be mended first: nobody can tell yet whether it is
			// asked for
			level.unclear.add(field.key());
		}
		if (field.readOnly()) {
			requireShown(level, field, sent, faults);
			// what was shown belongs to what was answered
			return "true".equals(field.property(KEEP)) ? this.supplied.value(field.key()) : null;
		}
		if (level.schema.isKept(field.key())) {
			return kept(level, field, sent, faults);
		}
		Object value = plain(sent);
		if (field.rows() != null) {
			return rows(level, field, field.rows(), value, unclear, faults);
		}
		List<Fault> found = new ArrayList<>();
		Object answer = answer(field, value, found);
		if (answer == null && found.isEmpty() && field.required() && !unclear) {
			found.add(new Fault(field.key(),
					field.isTick() ? "「" + field.label() + "」必须勾选" : "「" + field.label() + "」不能为空"));
		}
		found.forEach((fault) -> faults.add(level.place.fault(fault.field(), fault.message())));
		return answer;
	}

	/**
	 * A field that is not to be changed stays at its former answer; another one is
	 * refused, none at all is not.
	 */
	private @Nullable Object kept(Level level, FormField field, @Nullable Object sent, List<Fault> faults) {
		Object former = level.schema.former(field.key());
		Object value = plain(sent);
		if (value != null && !value.equals("") && !value.equals(List.of())) {
			List<Fault> unread = new ArrayList<>();
			Object answer = (field.rows() != null) ? rows(level, field, field.rows(), value, false, unread)
					: answer(field, value, unread);
			if (!unread.isEmpty() || !isSame(former, answer)) {
				faults.add(new Fault(field.key(), "「%s」未要求%s，不能修改".formatted(field.label(), term(level.schema))));
			}
		}
		return former;
	}

	private static String term(FormSchema schema) {
		FormLimits.Limit limit = schema.limit();
		return (limit != null) ? limit.term() : "";
	}

	private static boolean isSame(@Nullable Object one, @Nullable Object other) {
		if (one instanceof BigDecimal number && other instanceof BigDecimal another) {
			return number.compareTo(another) == 0;
		}
		if (one instanceof List<?> list && other instanceof List<?> another) {
			return list.size() == another.size()
					&& IntStream.range(0, list.size()).allMatch((i) -> isSame(list.get(i), another.get(i)));
		}
		if (one instanceof Map<?, ?> row && other instanceof Map<?, ?> another) {
			return row.keySet().equals(another.keySet())
					&& row.keySet().stream().allMatch((key) -> isSame(row.get(key), another.get(key)));
		}
		// a tick that is not set is no answer
		return Objects.equals((one != null) ? one : Boolean.FALSE, (other != null) ? other : Boolean.FALSE);
	}

	private @Nullable Object rows(Level level, FormField field, FormRows rows, @Nullable Object value, boolean unclear,
			List<Fault> faults) {
		if (value != null && !value.equals("") && !(value instanceof Collection<?>)) {
			faults.add(new Fault(field.key(), "「" + field.label() + "」应为各行的列表"));
			return null;
		}
		Collection<?> sent = (value instanceof Collection<?> list) ? list : List.of();
		List<?> known = (this.supplied.value(field.key()) instanceof Collection<?> list) ? List.copyOf(list)
				: List.of();
		if (rows.fixed() && sent.size() != known.size()) {
			faults.add(new Fault(field.key(),
					"「%s」应为%d行，不能增加或删除行，现有%d行".formatted(field.label(), known.size(), sent.size())));
			return null;
		}
		int most = (rows.maxRows() > 0) ? rows.maxRows() : MAX_ROWS;
		if (sent.size() > most) {
			faults.add(new Fault(field.key(), "「%s」不超过%d行，现有%d行".formatted(field.label(), most, sent.size())));
			return null;
		}
		int least = Math.max(rows.minRows(), field.required() ? 1 : 0);
		if (sent.size() < least && !unclear) {
			faults.add(new Fault(field.key(), "「%s」至少填写%d行，现有%d行".formatted(field.label(), least, sent.size())));
		}
		List<Map<String, Object>> answers = new ArrayList<>();
		int number = 0;
		for (Object one : sent) {
			number++;
			// the browser leaves a row out of which it shows nothing
			Object row = (one != null) ? plain(one) : Map.of();
			if (!(row instanceof Map<?, ?> cells)) {
				faults.add(new Fault(field.key() + "[" + number + "]",
						"第%d行「%s」应为一行各项的内容".formatted(number, field.label())));
				continue;
			}
			Map<String, @Nullable Object> byKey = new LinkedHashMap<>();
			cells.forEach((key, cell) -> byKey.put(String.valueOf(key), cell));
			Map<?, ?> shown = (rows.fixed() && known.get(number - 1) instanceof Map<?, ?> map) ? map : Map.of();
			Place place = new Place(field.key() + "[" + number + "].", "第" + number + "行", level, shown);
			answers.add(Collections.unmodifiableMap(level(rows.columns(), byKey, place, faults).answers));
		}
		return answers.isEmpty() ? null : Collections.unmodifiableList(answers);
	}

	/** What conditions see of a field: what the browser holds for it. */
	private @Nullable Object seen(FormField field, @Nullable Object answer, Place place) {
		Object value = field.readOnly() ? shownValue(field, place) : answer;
		if (value == null) {
			if (field.isText()) {
				return "";
			}
			if (field.isTick()) {
				return false;
			}
			return (field.isChecklist() || field.isList()) ? List.of() : null;
		}
		return (field.asText() && value instanceof BigDecimal number) ? number.toPlainString() : value;
	}

	/**
	 * A row that is sent with the name of another one was meant for that one: rows go by
	 * their place. Shown numbers that are sent back say nothing.
	 */
	private void requireShown(Level level, FormField field, @Nullable Object sent, List<Fault> faults) {
		Object shown = (level.place.around() != null) ? level.place.shown().get(field.key()) : null;
		if (field.isText() && shown instanceof String text && sent instanceof String other && !other.isBlank()
				&& !text.strip().equals(other.strip())) {
			faults.add(level.place.fault(field.key(), "的「%s」是%s，各行的次序和所示内容不能更改".formatted(field.label(), text)));
		}
	}

	/** What a room supplies for a read-only field, in the field's own type. */
	private @Nullable Object shownValue(FormField field, Place place) {
		Object value = (place.around() != null) ? place.shown().get(field.key()) : this.supplied.value(field.key());
		if (value == null || field.isChecklist() || field.isList()) {
			return value;
		}
		if (field.isNumber()) {
			return decimal(value);
		}
		return field.isTick() ? value : value.toString();
	}

	private @Nullable Object answer(FormField field, @Nullable Object value, List<Fault> faults) {
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
			return choices(field, value, faults);
		}
		if (field.isChoice()) {
			if (value instanceof String choice && options(field).contains(choice)) {
				return choice;
			}
			faults.add(noOption(field, value));
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
		if (text.codePoints().noneMatch(FormContract::isVisible)) {
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
		if (field.pattern() != null && length <= field.maxLength() && !matches(field.pattern(), text)) {
			faults.add(new Fault(field.key(), "「" + field.label() + "」格式不正确"));
		}
		return text;
	}

	/**
	 * Whether the whole text is of the pattern. A pattern that tries again and again on a
	 * text made for it is stopped: then the text is none of its kind.
	 */
	private static boolean matches(Pattern pattern, String text) {
		try {
			return pattern.matcher(new Counted(text)).matches();
		}
		catch (TooManySteps | StackOverflowError ex) {
			return false;
		}
	}

	/**
	 * Characters, leading and trailing blanks not counted; a line break is one, whichever
	 * system wrote it.
	 */
	static int length(String text) {
		String stripped = LINE_BREAK.matcher(text.strip()).replaceAll("\n");
		return stripped.codePointCount(0, stripped.length());
	}

	/** Some characters have no width and say nothing. */
	private static boolean isVisible(int character) {
		return !Character.isWhitespace(character) && !Character.isSpaceChar(character)
				&& Character.getType(character) != Character.FORMAT;
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

	static @Nullable BigDecimal decimal(Object value) {
		String text = (value instanceof Number || value instanceof String) ? value.toString().trim() : "";
		// longer than any amount: never worked on, so that an exponent cannot fill the
		// memory
		if (text.isEmpty() || text.length() > 40 || !DECIMAL.matcher(text).matches()) {
			return null;
		}
		return new BigDecimal(text);
	}

	private @Nullable List<String> choices(FormField field, Object value, List<Fault> faults) {
		if (!(value instanceof Collection<?> chosen)) {
			faults.add(new Fault(field.key(), "「" + field.label() + "」应为选项的列表"));
			return null;
		}
		Set<String> known = options(field);
		Set<String> distinct = new LinkedHashSet<>();
		for (Object choice : chosen) {
			if (!(choice instanceof String option) || !known.contains(option)) {
				faults.add(noOption(field, choice));
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

	private Fault noOption(FormField field, @Nullable Object choice) {
		if (choice instanceof String option) {
			String reason = this.supplied.reasonAgainst(field, option);
			if (reason != null) {
				return new Fault(field.key(), "「" + field.label() + "」" + reason);
			}
		}
		return new Fault(field.key(), "「" + field.label() + "」没有选项 " + shown(choice));
	}

	private Set<String> options(FormField field) {
		return (field.valuesKey() != null) ? this.supplied.options(field.valuesKey()) : field.options().keySet();
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

	private void relations(Level level) {
		for (FormField field : level.schema.fields()) {
			Object value = level.answers.get(field.key());
			if (value == null || field.properties().isEmpty() || level.faults.containsKey(field.key())) {
				continue;
			}
			String notAbove = field.property("notAbove");
			if (notAbove != null && value instanceof BigDecimal number
					&& operand(level, notAbove) instanceof BigDecimal limit && number.compareTo(limit) > 0) {
				level.fault(field, "「%s」不能大于「%s」".formatted(field.label(), label(level.schema, notAbove)));
			}
			String notBefore = field.property("notBefore");
			if (notBefore != null && operand(level, notBefore) instanceof String start
					&& value.toString().compareTo(start) < 0) {
				level.fault(field, "「%s」不能早于「%s」".formatted(field.label(), label(level.schema, notBefore)));
			}
			if (value instanceof BigDecimal number) {
				String unit = (field.property("unit") != null) ? "元" : null;
				BigDecimal covered = sum(level, field.property("coversSum"));
				if (covered != null && field.inYuan(number).compareTo(covered) < 0) {
					level.fault(field, "「%s」不能小于其中各项之和 %s".formatted(field.label(), Money.display(covered, unit)));
				}
				BigDecimal total = sum(level, field.property("equalsSum"));
				if (total != null && field.inYuan(number).subtract(total).abs().compareTo(tolerance(field)) > 0) {
					level.fault(field, "「%s」应等于各项之和 %s".formatted(field.label(), Money.display(total, unit)));
				}
				quotient(level, field, number);
			}
		}
	}

	/** Compares without a division: value times divisor with the dividend. */
	private void quotient(Level level, FormField field, BigDecimal value) {
		String keys = field.property("quotientOf");
		if (keys == null) {
			return;
		}
		String dividendKey = keys.substring(0, keys.indexOf(',')).strip();
		String divisorKey = keys.substring(keys.indexOf(',') + 1).strip();
		if (operand(level, dividendKey) instanceof BigDecimal dividend
				&& operand(level, divisorKey) instanceof BigDecimal divisor) {
			BigDecimal whole = level.schema.field(dividendKey).orElseThrow().inYuan(dividend);
			BigDecimal tolerance = new BigDecimal(Objects.requireNonNullElse(field.property("quotientTolerance"), "0"));
			BigDecimal off = field.inYuan(value).multiply(divisor).subtract(whole).abs();
			if (off.compareTo(whole.abs().multiply(tolerance)) > 0) {
				level.fault(field, "「%s」与「%s」除以「%s」不符".formatted(field.label(), label(level.schema, dividendKey),
						label(level.schema, divisorKey)));
			}
		}
	}

	/** How far a sum may be off, in yuan. */
	private static BigDecimal tolerance(FormField field) {
		String tolerance = field.property("sumTolerance");
		return (tolerance != null) ? field.inYuan(new BigDecimal(tolerance)) : BigDecimal.ZERO;
	}

	/** Another field's sound value, the server's own where it is read-only. */
	private @Nullable Object operand(Level level, String key) {
		if (level.faults.containsKey(key) || level.hidden.contains(key)) {
			return null;
		}
		FormField field = level.schema.field(key).orElse(null);
		return (field != null && field.readOnly()) ? shownValue(field, level.place) : level.answers.get(key);
	}

	/**
	 * The sum in yuan of the fields and columns named, or null where nothing is named, or
	 * one of them is to be mended first.
	 */
	private @Nullable BigDecimal sum(Level level, @Nullable String keys) {
		if (keys == null) {
			return null;
		}
		BigDecimal sum = BigDecimal.ZERO;
		for (String name : keys.split(",")) {
			String key = name.strip();
			int dot = key.indexOf('.');
			String first = (dot < 0) ? key : key.substring(0, dot);
			if (level.faults.containsKey(first)) {
				return null;
			}
			if (dot < 0) {
				if (operand(level, key) instanceof BigDecimal part) {
					sum = sum.add(level.schema.field(key).orElseThrow().inYuan(part));
				}
			}
			else if (level.answers.get(first) instanceof List<?> rows) {
				String column = key.substring(dot + 1);
				FormField cell = level.schema.field(first)
					.map(FormField::rows)
					.flatMap((one) -> one.columns().field(column))
					.orElseThrow();
				for (Object row : rows) {
					if (((Map<?, ?>) row).get(column) instanceof BigDecimal part) {
						sum = sum.add(cell.inYuan(part));
					}
				}
			}
		}
		return sum;
	}

	private static void lengths(Level level) {
		for (FormSchema.LengthRule rule : level.schema.lengthRules()) {
			List<String> keys = rule.keys().stream().filter((key) -> !level.hidden.contains(key)).toList();
			if (keys.isEmpty()
					|| keys.stream().anyMatch((key) -> level.faults.containsKey(key) || level.unclear.contains(key))) {
				continue;
			}
			int length = keys.stream().mapToInt((key) -> length((String) level.answers.getOrDefault(key, ""))).sum();
			if (length < rule.minLength()) {
				level.fault(level.schema.field(keys.get(0)).orElseThrow(),
						"「%s」合计不少于%d字，现有%d字".formatted(rule.label(), rule.minLength(), length));
			}
		}
	}

	private static String label(FormSchema schema, String key) {
		return schema.field(key).map(FormField::label).orElse(key);
	}

	/** A review that does not approve says why: every review form is of this shape. */
	private static void commentUnlessApproved(Level level) {
		FormField comment = level.schema.field("comment").orElse(null);
		if (comment != null && level.answers.get("decision") instanceof String decision && !decision.equals("approve")
				&& !level.answers.containsKey("comment") && !level.faults.containsKey("comment")
				&& !level.hidden.contains("comment")) {
			level.fault(comment, "「" + comment.label() + "」在不予通过或退回时必须填写");
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
				if (typed instanceof JsonValue json && !json.isDeserialized()) {
					String text = json.getValueSerialized();
					return (text != null) ? JSON.readValue(text, Object.class) : null;
				}
				return plain(typed.getValue());
			}
			catch (JsonProcessingException ex) {
				return UNREADABLE;
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

	/**
	 * What the rooms supply to a form.
	 */
	@FunctionalInterface
	interface Supplied {

		/** Options of a field whose values come from this variable. */
		Set<String> options(String valuesKey);

		/** The value a room fills the field or list with, null if none does. */
		default @Nullable Object value(String key) {
			return null;
		}

		/** Why a choice is not among a field's options, null where nobody can tell. */
		default @Nullable String reasonAgainst(FormField field, String choice) {
			return null;
		}

	}

	/**
	 * Where fields stand.
	 *
	 * @param prefix what comes before their keys in faults
	 * @param row what comes before messages
	 * @param around the form around a list, null for the form itself
	 * @param shown what the rooms supply for this row
	 */
	private record Place(String prefix, String row, @Nullable Level around, Map<?, ?> shown) {

		Fault fault(String key, String message) {
			return new Fault(this.prefix + key, this.row + message);
		}

		@Nullable Map<String, @Nullable Object> aroundValues() {
			return (this.around != null) ? this.around.values : null;
		}

	}

	/** The form, or a row of it, while it is checked. */
	private static final class Level {

		private final FormSchema schema;

		private final Place place;

		private final Map<String, Object> answers = new LinkedHashMap<>();

		/** What conditions see. */
		private final Map<String, @Nullable Object> values = new HashMap<>();

		private final Map<String, List<Fault>> faults = new HashMap<>();

		private final Set<String> hidden = new HashSet<>();

		private final Set<String> unclear = new HashSet<>();

		Level(FormSchema schema, Place place) {
			this.schema = schema;
			this.place = place;
		}

		Map<String, Object> answers() {
			return this.answers;
		}

		void fault(FormField field, String message) {
			this.faults.computeIfAbsent(field.key(), (key) -> new ArrayList<>())
				.add(this.place.fault(field.key(), message));
		}

		boolean isUnclear(FormCondition condition) {
			Level around = this.place.around();
			return condition.own().stream().anyMatch(this::isUnclear)
					|| (around != null && condition.outer().stream().anyMatch(around::isUnclear));
		}

		private boolean isUnclear(String key) {
			return this.faults.containsKey(key) || this.unclear.contains(key);
		}

	}

	/** How much was sent, counted before anything is done with it. */
	private static final class Size {

		private long characters;

		private long values;

		private boolean deep;

		void add(@Nullable Object value, int depth) {
			this.values++;
			if (value instanceof String text) {
				this.characters += text.length();
			}
			else if (value instanceof BigDecimal number) {
				this.characters += number.precision();
			}
			else if (value instanceof Map<?, ?> || value instanceof Collection<?>) {
				if (depth > MAX_DEPTH) {
					this.deep = true;
					return;
				}
				if (value instanceof Map<?, ?> map) {
					map.forEach((key, inside) -> {
						this.characters += String.valueOf(key).length();
						add(inside, depth + 1);
					});
				}
				else {
					((Collection<?>) value).forEach((inside) -> add(inside, depth + 1));
				}
			}
		}

		boolean isExceededBy(String key, @Nullable Object value, List<Fault> faults) {
			add(key, 0);
			add(value, 1);
			if (isExceeded()) {
				faults.add(Fault
					.general("提交的内容过多：全部文字不超过%d字、%d项，层次不超过%d层，未作处理".formatted(MAX_CHARACTERS, MAX_VALUES, MAX_DEPTH)));
				return true;
			}
			return false;
		}

		private boolean isExceeded() {
			return this.deep || this.characters > MAX_CHARACTERS || this.values > MAX_VALUES;
		}

	}

	/** A text that knows how often it is looked at. */
	private static final class Counted implements CharSequence {

		private final String text;

		private int steps;

		Counted(String text) {
			this.text = text;
		}

		@Override
		public int length() {
			return this.text.length();
		}

		@Override
		public char charAt(int index) {
			if (++this.steps > PATTERN_STEPS) {
				throw new TooManySteps();
			}
			return this.text.charAt(index);
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return this.text.subSequence(start, end);
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

	/** A pattern that would not come to an end. */
	private static final class TooManySteps extends RuntimeException {

		TooManySteps() {
			super(null, null, false, false);
		}

	}

}
