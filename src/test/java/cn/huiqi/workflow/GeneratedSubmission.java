package cn.huiqi.workflow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Sound submissions of a form, and what makes them unsound, read from the form's JSON
 * alone: knows nothing of how the program reads it.
 */
final class GeneratedSubmission {

	/** Rows of a list whose number is given. */
	static final List<Map<String, Object>> SUPPLIED_ROWS = List.of(Map.of("declared", "1000.5"),
			Map.of("declared", "20000"), Map.of("declared", "300"));

	/** Options of every field that takes them from a variable. */
	static final List<String> SUPPLIED_OPTIONS = List.of("HH-2025-000007", "HH-2025-000008");

	/**
	 * The conditions that forms under test use: a key compared with a text or a number.
	 */
	private static final Pattern CONDITION = Pattern
		.compile("=(?:number\\()?(this\\.)?(\\w+)\\)? (=|!=|>) \"?([\\w.]+)\"?");

	private static final Set<String> LAYOUT = Set.of("text", "html", "table", "separator", "spacer", "image");

	private static final Map<String, List<String>> SHAPED = Map.of("^[A-Z]{2}-\\d{4}-\\d{6}$",
			List.of("HH-2025-000001", "CC-2024-123456"), "^[0-9A-HJ-NPQRTUWXY]{18}$", List.of("91150100MA1T000015"),
			"^20\\d{2}-(0[1-9]|1[0-2])$", List.of("2024-08", "2024-09", "2025-01"), "^[0-9A-Za-z\\-]{4,64}$",
			List.of("PZ-2025-0001", "abcd"), "^(1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}(-\\d{1,6})?)$",
			List.of("13800000000", "0471-5550001", "04715550001-12"), "^\\d{8,30}$",
			List.of("12345678", "1".repeat(30)), "^[A-Za-z0-9-]{1,50}$", List.of("2021", "demo-2026-11-20"),
			"^[a-z][a-z0-9-]*$", List.of("jiashi-contest"), "^\\d{8,20}$", List.of("12345678", "09876543210987654321"));

	/** Relations it has no meaning for. */
	private static final List<String> UNKNOWN = List.of("agreesWith", "ledger", "sumTolerance", "quotientOf",
			"creditCode", "notAfterToday", "answeredAt", "parameter");

	private final JsonNode form;

	private final Random random;

	private final Map<String, Object> answers = new LinkedHashMap<>();

	private GeneratedSubmission(JsonNode form, Random random) {
		this.form = form;
		this.random = random;
	}

	/**
	 * Whether it has a meaning for the form's conditions, patterns and relations. What it
	 * has none for is tried with samples and in its programme.
	 */
	static boolean knows(JsonNode form) {
		for (JsonNode component : form.path("components")) {
			String hide = component.path("conditional").path("hide").asText();
			String pattern = component.path("validate").path("pattern").asText();
			boolean known = (hide.isEmpty() || LAYOUT.contains(component.path("type").asText())
					|| CONDITION.matcher(hide).matches()) && (pattern.isEmpty() || SHAPED.containsKey(pattern))
					&& UNKNOWN.stream().noneMatch((property) -> component.path("properties").has(property));
			boolean foreignRows = component.path("type").asText().equals("dynamiclist")
					&& !component.path("allowAddRemove").asBoolean()
					&& !component.path("components").findValuesAsText("key").contains("declared");
			if (!known || foreignRows || !knows(component)) {
				return false;
			}
		}
		return true;
	}

	/** A sound submission, another one for every seed. */
	static GeneratedSubmission of(JsonNode form, long seed) {
		GeneratedSubmission generated = new GeneratedSubmission(form, new Random(seed));
		generated.fill(generated.form.path("components"), generated.answers, generated.answers);
		generated.relate(generated.form.path("components"), generated.answers);
		return generated;
	}

	Map<String, Object> answers() {
		return this.answers;
	}

	// what is sound

	private void fill(JsonNode components, Map<String, Object> row, Map<String, Object> around) {
		for (JsonNode component : components) {
			if (isHidden(component, row, around)) {
				continue;
			}
			switch (component.path("type").asText()) {
				case "group" -> {
					fill(component.path("components"), row, around);
					lengthen(component, row);
				}
				case "dynamiclist" -> row.put(component.path("path").asText(), rows(component));
				default -> {
					boolean optional = !component.path("validate").path("required").asBoolean()
							&& !component.path("key").asText().equals("comment");
					if (isAsked(component) && !(optional && this.random.nextInt(4) == 0)) {
						row.put(component.path("key").asText(), value(component));
					}
				}
			}
		}
	}

	/** Where texts of a group need a length together, the first has all of it. */
	private static void lengthen(JsonNode group, Map<String, Object> row) {
		int together = group.path("properties").path("totalMinLength").asInt(0);
		if (together > 0) {
			String first = group.path("components").findValuesAsText("key").get(0);
			row.put(first, "字".repeat(together));
		}
	}

	private List<Map<String, Object>> rows(JsonNode list) {
		int least = list.path("properties").path("minRows").asInt(0);
		int most = Math.min(8, list.path("properties").path("maxRows").asInt());
		int count = list.path("allowAddRemove").asBoolean() ? least + this.random.nextInt(most - least + 1)
				: SUPPLIED_ROWS.size();
		List<Map<String, Object>> rows = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Map<String, Object> row = new LinkedHashMap<>();
			fill(list.path("components"), row, this.answers);
			Map<String, Object> seen = new LinkedHashMap<>(
					list.path("allowAddRemove").asBoolean() ? Map.of() : SUPPLIED_ROWS.get(i));
			seen.putAll(row);
			relate(list.path("components"), seen);
			row.replaceAll((key, value) -> seen.get(key));
			rows.add(row);
		}
		return rows;
	}

	private Object value(JsonNode field) {
		JsonNode validate = field.path("validate");
		return switch (field.path("type").asText()) {
			case "textfield", "textarea" -> {
				if (validate.path("validationType").asText().equals("email")) {
					yield pick(List.of("a@example.com", "digital.office@mail.example.cn"));
				}
				if (validate.has("pattern")) {
					String pattern = validate.path("pattern").asText();
					yield pick(Objects.requireNonNull(SHAPED.get(pattern), "no example of " + pattern));
				}
				int least = validate.path("minLength").asInt(1);
				int most = Math.min(validate.path("maxLength").asInt(4000), least + 30);
				yield "字".repeat(least + this.random.nextInt(most - least + 1));
			}
			case "number" -> {
				BigDecimal min = validate.path("min").decimalValue();
				BigDecimal max = validate.path("max").decimalValue().min(min.add(new BigDecimal("99999")));
				int decimals = field.path("decimalDigits").asInt(0);
				BigDecimal number = min
					.add(max.subtract(min).multiply(BigDecimal.valueOf(this.random.nextInt(1001), 3)))
					.setScale(decimals, RoundingMode.UP)
					.min(max);
				yield (this.random.nextBoolean()) ? number.toPlainString() : number;
			}
			case "radio", "select" -> pick(options(field));
			case "checklist", "taglist" -> {
				String exclusive = field.path("properties").path("exclusive").asText();
				List<String> chosen = options(field).stream()
					.filter((option) -> !option.equals(exclusive) && this.random.nextBoolean())
					.toList();
				yield chosen.isEmpty() ? List.of(options(field).get(0)) : chosen;
			}
			case "checkbox" -> validate.path("required").asBoolean() || this.random.nextBoolean();
			case "datetime" -> LocalDate.of(2024, 1, 1).plusDays(this.random.nextInt(700)).toString();
			default -> throw new AssertionError("no values known for " + field);
		};
	}

	/** Makes numbers and dates agree that depend on each other. */
	private void relate(JsonNode components, Map<String, Object> row) {
		each(components, (field) -> {
			String key = field.path("key").asText();
			JsonNode properties = field.path("properties");
			if (!row.containsKey(key)) {
				return;
			}
			Object other = row.get(properties.path("notAbove").asText());
			if (other != null && number(row.get(key)).compareTo(number(other)) > 0) {
				row.put(key, other);
			}
			Object start = row.get(properties.path("notBefore").asText());
			if (start != null && row.get(key).toString().compareTo(start.toString()) < 0) {
				row.put(key, start);
			}
			String sums = properties.path("coversSum").asText(properties.path("equalsSum").asText());
			if (!sums.isEmpty()) {
				boolean tenThousands = properties.path("unit").asText().equals("万元");
				BigDecimal sum = sumInYuan(sums.split(","), row);
				row.put(key, (tenThousands ? sum.movePointLeft(4) : sum).toPlainString());
			}
		});
	}

	/** All amounts that are summed in forms under test are in yuan. */
	private static BigDecimal sumInYuan(String[] names, Map<String, Object> row) {
		BigDecimal sum = BigDecimal.ZERO;
		for (String name : names) {
			String[] path = name.split("\\.");
			if (path.length == 1) {
				sum = sum.add(number(row.getOrDefault(name, 0)));
			}
			else {
				for (Object inside : (List<?>) row.get(path[0])) {
					Object cell = ((Map<?, ?>) inside).get(path[1]);
					sum = sum.add((cell != null) ? number(cell) : BigDecimal.ZERO);
				}
			}
		}
		return sum;
	}

	private static boolean isHidden(JsonNode component, Map<String, Object> row, Map<String, Object> around) {
		String hide = component.path("conditional").path("hide").asText();
		if (hide.isEmpty() || LAYOUT.contains(component.path("type").asText())) {
			return false;
		}
		Matcher condition = CONDITION.matcher(hide);
		if (!condition.matches()) {
			throw new AssertionError("no meaning known of " + hide);
		}
		String value = String.valueOf(((condition.group(1) != null) ? row : around).get(condition.group(2)));
		return switch (condition.group(3)) {
			case "=" -> value.equals(condition.group(4));
			case "!=" -> !value.equals(condition.group(4));
			default -> !value.equals("null") && number(value).compareTo(number(condition.group(4))) > 0;
		};
	}

	private static boolean isAsked(JsonNode component) {
		return !LAYOUT.contains(component.path("type").asText()) && !component.path("readonly").asBoolean()
				&& !component.path("disabled").asBoolean();
	}

	private static List<String> options(JsonNode field) {
		List<String> options = new ArrayList<>();
		field.path("values").forEach((option) -> options.add(option.path("value").asText()));
		return field.has("valuesKey") ? SUPPLIED_OPTIONS : options;
	}

	private String pick(List<String> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	private static BigDecimal number(Object value) {
		return new BigDecimal(value.toString());
	}

	/** Every field, but none inside a list. */
	private static void each(JsonNode components, Consumer<JsonNode> visitor) {
		for (JsonNode component : components) {
			if (component.path("type").asText().equals("group")) {
				each(component.path("components"), visitor);
			}
			else {
				visitor.accept(component);
			}
		}
	}

	// what is not

	/** Each is this submission with one thing changed for the worse. */
	List<Mutation> mutations() {
		List<Mutation> mutations = new ArrayList<>();
		mutate(this.form.path("components"), this.answers, this.answers, "", mutations::add);
		return mutations;
	}

	/**
	 * @param row the answers to change
	 * @param prefix where they stand
	 * @param found receives the row, changed
	 */
	private void mutate(JsonNode components, Map<String, Object> row, Map<String, Object> around, String prefix,
			Consumer<Mutation> found) {
		found.accept(Mutation.of("unknown key", prefix, "approved", row, true));
		for (JsonNode component : components) {
			String key = component.path("key").asText(component.path("path").asText());
			if (isHidden(component, row, around)) {
				continue;
			}
			String type = component.path("type").asText();
			if (type.equals("group")) {
				mutate(component.path("components"), row, around, prefix, found);
			}
			else if (type.equals("dynamiclist")) {
				mutateRows(component, row, found);
			}
			else if (isAsked(component)) {
				if (component.path("validate").path("required").asBoolean()) {
					found.accept(Mutation.of("left out", prefix, key, row, null));
					found.accept(Mutation.of("blank", prefix, key, row, type.equals("checklist") ? List.of() : ""));
				}
				wrongValues(component)
					.forEach((what, value) -> found.accept(Mutation.of(what, prefix, key, row, value)));
			}
		}
	}

	private void mutateRows(JsonNode list, Map<String, Object> row, Consumer<Mutation> found) {
		String key = list.path("path").asText();
		List<?> rows = (List<?>) row.get(key);
		found.accept(Mutation.of("no list", "", key, row, Map.of("0", rows.isEmpty() ? Map.of() : rows.get(0))));
		found.accept(Mutation.of("no list", "", key, row, "一行"));
		int most = list.path("properties").path("maxRows").asInt();
		int least = list.path("properties").path("minRows").asInt(0);
		if (list.path("allowAddRemove").asBoolean()) {
			if (least > 0) {
				found.accept(Mutation.of("no rows", "", key, row, List.of()));
				found.accept(Mutation.of("no list", "", key, row, null));
			}
			List<Object> many = new ArrayList<>(Collections.nCopies(most + 1, Map.of()));
			found.accept(Mutation.of("too many rows", "", key, row, many));
		}
		else {
			found.accept(Mutation.of("a row less", "", key, row, rows.subList(1, rows.size())));
			List<Object> more = new ArrayList<>(rows);
			more.add(rows.get(0));
			found.accept(Mutation.of("a row more", "", key, row, more));
		}
		if (rows.isEmpty()) {
			return;
		}
		int index = this.random.nextInt(rows.size());
		String prefix = key + "[" + (index + 1) + "]";
		for (Object noRow : List.of("一行", 7, List.of())) {
			List<Object> changed = new ArrayList<>(rows);
			changed.set(index, noRow);
			Mutation whole = Mutation.of("no row", "", key, row, changed);
			found.accept(new Mutation(whole.what(), prefix, whole.changed()));
		}
		@SuppressWarnings("unchecked")
		Map<String, Object> cells = (Map<String, Object>) rows.get(index);
		mutate(list.path("components"), cells, row, prefix + ".", (mutation) -> {
			List<Object> changed = new ArrayList<>(rows);
			changed.set(index, mutation.changed());
			found.accept(
					new Mutation(mutation.what(), mutation.key(), Mutation.of("", "", key, row, changed).changed()));
		});
	}

	private Map<String, Object> wrongValues(JsonNode field) {
		Map<String, Object> wrong = new LinkedHashMap<>();
		JsonNode validate = field.path("validate");
		wrong.put("an object", Map.of("value", 1));
		switch (field.path("type").asText()) {
			case "textfield", "textarea" -> {
				wrong.put("a number", 7);
				wrong.put("a list", List.of("字"));
				wrong.put("a control character", value(field) + "\u0000字");
				if (!validate.has("pattern") && !validate.has("validationType")) {
					wrong.put("too long", "字".repeat(validate.path("maxLength").asInt(4000) + 1));
					wrong.remove("a control character");
					if (validate.path("minLength").asInt() > 1) {
						wrong.put("too short", "字".repeat(validate.path("minLength").asInt() - 1) + "  ");
					}
				}
				else {
					wrong.remove("a control character");
					wrong.put("of another shape", "＃".repeat(validate.path("minLength").asInt(1)));
				}
			}
			case "number" -> {
				int decimals = field.path("decimalDigits").asInt(0);
				BigDecimal min = validate.path("min").decimalValue();
				wrong.put("below the least", min.subtract(BigDecimal.ONE));
				wrong.put("above the greatest",
						validate.path("max").decimalValue().add(BigDecimal.ONE).toPlainString());
				wrong.put("one decimal too many", min.add(BigDecimal.ONE.movePointLeft(decimals + 1)).toPlainString());
				wrong.put("a truth value", true);
				wrong.put("words", "许多");
				wrong.put("a huge number", "1e999999999");
			}
			case "radio", "select" -> {
				wrong.put("an unknown option", "none of these");
				wrong.put("a number", 1);
				wrong.put("a list", List.of(options(field).get(0)));
			}
			case "checklist", "taglist" -> {
				String one = options(field).get(options(field).size() - 1);
				wrong.put("an unknown option", List.of("none of these"));
				wrong.put("an option twice", List.of(one, one));
				wrong.put("a number", List.of(1));
				wrong.put("no list", one);
				String exclusive = field.path("properties").path("exclusive").asText();
				if (!exclusive.isEmpty()) {
					wrong.put("the exclusive option beside another", List.of(exclusive, one));
				}
			}
			case "checkbox" -> {
				wrong.put("words", "true");
				wrong.put("a number", 1);
				if (validate.path("required").asBoolean()) {
					wrong.put("not ticked", false);
				}
			}
			case "datetime" -> {
				wrong.put("no day", "2025-02-29");
				wrong.put("a time", "2025-02-28T10:00:00");
				wrong.put("a number", 20250228);
			}
			default -> throw new AssertionError("no mutations known of " + field);
		}
		return wrong;
	}

	/**
	 * A submission, or one row of it, with one thing changed for the worse.
	 *
	 * @param what what is wrong
	 * @param key the field at fault
	 * @param changed everything, changed
	 */
	record Mutation(String what, String key, Map<String, Object> changed) {

		static Mutation of(String what, String prefix, String key, Map<String, Object> sound, @Nullable Object value) {
			Map<String, Object> changed = new LinkedHashMap<>(sound);
			if (value != null) {
				changed.put(key, value);
			}
			else {
				changed.remove(key);
			}
			return new Mutation(what, prefix + key, changed);
		}

		@Override
		public String toString() {
			String shown = this.changed.toString();
			return "%s at %s of %s".formatted(this.what, this.key, shown.substring(0, Math.min(400, shown.length())));
		}

	}

}
