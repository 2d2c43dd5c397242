package cn.huiqi.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Draws values: such as a client would send, such as lie at a boundary, and such as
 * nobody means well with. Ids are those the running program knows, where it knows any.
 */
final class Values {

	private static final List<String> HOSTILE = List.of("", " ", "\0", "a\0b", "\u0001\u001f", "\r\nX-Injected: 1",
			"a".repeat(65), "a".repeat(256), "a".repeat(4001), "字".repeat(3000), "😀", "\u202egnp.exe", "\ufeff",
			"\ud800", "\uffff", "' OR '1'='1", "\"; --", "%", "_%", "\\", "${now()}", "#{1+1}", "${''.getClass()}",
			"${task.delete()}", "{{7*7}}", "../../etc/passwd", "/", "//", "?", "a/b", "*", "null", "undefined", "true",
			"NaN", "-0", "1e400", "999999999999999999999999", "-2147483649", "0x1F", "١٢٣",
			"2024-13-45T99:99:99.000+0800", "2024-02-30T00:00:00.000+0800", "+292278994-08-17T07:12:55.807+0000",
			"0000-00-00", "P1Y", "R/PT0S", "<script>alert(1)</script>",
			"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///c'>]><a>&b;</a>", "a,b,,c", ",", "a_eq_b", "a_foo_b", "a_eq_", "_",
			"%00", "%zz", "[]", "{}", "\t", "\u2028");

	private static final List<Object> NUMBERS = List.of(0, 1, -1, 2, 10, 100, 2000, 2001, Integer.MAX_VALUE,
			Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, new java.math.BigDecimal("1e400"),
			new java.math.BigDecimal("0.1"), new java.math.BigInteger("9".repeat(60)));

	private static final List<String> DATES = List.of("2024-05-01T10:00:00.000+0800", "2026-11-20T10:00:00.000+0000",
			"1970-01-01T00:00:00.000+0000", "9999-12-31T23:59:59.999+0000", "0001-01-01T00:00:00.000+0000",
			"2024-05-01T10:00:00", "2024-05-01", "-0001-01-01T00:00:00.000+0000", "2013-01-23T14:42:45.000+0200");

	private static final int DEEPEST = 4;

	private final Random random;

	private final Map<String, List<String>> known;

	/**
	 * @param random the source of chance
	 * @param known ids by what they are of: {@code task}, {@code process-instance}, …
	 */
	Values(Random random, Map<String, List<String>> known) {
		this.random = random;
		this.known = known;
	}

	/** A value for a schema; one in the given number is hostile. */
	@Nullable Object draw(OpenApi description, JsonNode schema, String name, String route, int oneInHostile, int depth) {
		if (this.random.nextInt(oneInHostile) == 0) {
			return hostile(depth);
		}
		JsonNode told = description.resolve(schema);
		if (name.equals("asyncResponseTimeout")) {
			// nobody waits for half an hour
			return pick(List.of(0, 5, -1, Long.MAX_VALUE));
		}
		if (told.has("enum")) {
			return told.path("enum").get(this.random.nextInt(told.path("enum").size())).asText();
		}
		Map<String, JsonNode> properties = description.properties(told);
		String type = told.path("type").asText(properties.isEmpty() ? "" : "object");
		return switch (type) {
			case "boolean" -> this.random.nextBoolean();
			case "integer", "number" -> (this.random.nextInt(3) == 0) ? pick(NUMBERS) : this.random.nextInt(20);
			case "array" -> list(description, told.path("items"), name, route, oneInHostile, depth);
			case "object" -> object(description, told, properties, name, route, oneInHostile, depth);
			case "string" -> text(told, name, route);
			default -> this.random.nextBoolean() ? text(told, name, route) : pick(NUMBERS);
		};
	}

	private List<Object> list(OpenApi description, JsonNode items, String name, String route, int oneInHostile,
			int depth) {
		List<Object> list = new ArrayList<>();
		int size = (depth > DEEPEST) ? 0 : this.random.nextInt(3);
		for (int i = 0; i < size; i++) {
			list.add(draw(description, items, name, route, oneInHostile, depth + 1));
		}
		return list;
	}

	private Map<String, Object> object(OpenApi description, JsonNode schema, Map<String, JsonNode> properties,
			String name, String route, int oneInHostile, int depth) {
		Map<String, Object> object = new LinkedHashMap<>();
		if (depth > DEEPEST) {
			return object;
		}
		List<String> required = new ArrayList<>();
		schema.path("required").forEach((key) -> required.add(key.asText()));
		int wanted = 1 + this.random.nextInt(4);
		properties.forEach((key, property) -> {
			boolean needed = required.contains(key) ? this.random.nextInt(10) > 0
					: this.random.nextInt(Math.max(1, properties.size())) < wanted;
			if (needed) {
				object.put(key, draw(description, property, key, route, oneInHostile, depth + 1));
			}
		});
		if (properties.isEmpty() || this.random.nextInt(30) == 0) {
			JsonNode additional = schema.path("additionalProperties");
			for (int i = this.random.nextInt(3); i > 0; i--) {
				String key = (this.random.nextInt(4) == 0) ? pick(HOSTILE) : pick(List.of("a", "decision", "comment",
						"level", "assignee", "creditCode", "orQueries", "assigneeExpression"));
				object.put(key, draw(description, additional, key, route, oneInHostile, depth + 1));
			}
		}
		return object;
	}

	private Object text(JsonNode schema, String name, String route) {
		String format = schema.path("format").asText();
		if (format.startsWith("date") || name.endsWith("At") || name.matches(".*(Before|After|Date|Timestamp)")) {
			return pick(DATES);
		}
		if (name.equals("type") && this.random.nextBoolean()) {
			return pick(List.of("String", "Integer", "Long", "Double", "Boolean", "Date", "Bytes", "File", "Json",
					"Xml", "Object", "Null", "Short", "Number", "nothing"));
		}
		if (name.equals("sortBy") && this.random.nextInt(3) == 0) {
			return pick(List.of("nothing", "id", "1; drop table", "name", "processInstanceId", ""));
		}
		if (name.equals("sortOrder")) {
			return pick(List.of("asc", "desc", "up"));
		}
		List<String> ids = this.known.getOrDefault(kind(name, route), List.of());
		if (!ids.isEmpty() && this.random.nextInt(6) > 0) {
			return pick(ids);
		}
		return pick(List.of("a", "hohhot-subsidy", "userTask_declareProject", "unknown-id", "level", "申请", "1", "true",
				"2024-05-01T10:00:00.000+0800", "camunda-admin"));
	}

	/** Something that fits no schema. */
	@Nullable Object hostile(int depth) {
		return switch (this.random.nextInt(12)) {
			case 0 -> null;
			case 1 -> pick(NUMBERS);
			case 2 -> this.random.nextBoolean();
			case 3 -> List.of();
			case 4 -> Map.of();
			case 5 -> (depth < DEEPEST) ? Map.of(pick(HOSTILE), String.valueOf(hostile(depth + 1))) : "x";
			case 6 -> {
				List<Object> list = new ArrayList<>();
				list.add(hostile(DEEPEST));
				yield list;
			}
			default -> pick(HOSTILE);
		};
	}

	String hostileText() {
		return pick(HOSTILE);
	}

	/**
	 * What an id of this name is of; a plain {@code id} is of what its route is about.
	 */
	static String kind(String name, String route) {
		String lower = name.toLowerCase(Locale.ROOT).replace("-", "");
		if (lower.contains("processinstance") || lower.equals("rootprocessinstanceid")) {
			return lower.contains("business") ? "number" : "process-instance";
		}
		if (lower.contains("businesskey") || lower.equals("number") || lower.equals("externalreference")) {
			return "number";
		}
		for (String kind : List.of("process-definition", "decision-definition", "deployment", "execution", "filter",
				"job", "incident", "group", "variable", "credit-code", "programme", "activity", "batch", "tenant",
				"district", "task")) {
			if (lower.contains(kind.replace("-", ""))) {
				return (kind.endsWith("-definition") && lower.contains("key")) ? kind + "-key" : kind;
			}
		}
		if (lower.contains("user") || lower.contains("assignee") || lower.contains("owner")
				|| lower.contains("candidate")) {
			return "user";
		}
		if (lower.equals("id") || lower.equals("key") || lower.endsWith("ids") || lower.equals("ids")) {
			String[] parts = route.split("/");
			for (int i = 1; i < parts.length; i++) {
				if (parts[i].startsWith("{")) {
					String about = parts[i - 1].equals("key") && i > 1 ? parts[i - 2] + "-key" : parts[i - 1];
					return about;
				}
			}
		}
		return lower;
	}

	private <T> T pick(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

}
