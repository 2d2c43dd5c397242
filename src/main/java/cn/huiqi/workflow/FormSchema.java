package cn.huiqi.workflow;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * A Camunda Form as the server sees it: its fields with their rules, in order.
 */
public final class FormSchema {

	/** A text without a limit of its own ends here. */
	static final int DEFAULT_MAX_LENGTH = 4000;

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Set<String> INPUTS = Set.of("textfield", "textarea", "number", "radio", "select", "checklist",
			"taglist", "checkbox", "datetime");

	private static final Set<String> LAYOUT = Set.of("group", "text", "html", "separator", "spacer", "table", "image",
			"button");

	private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@.]+");

	private final String id;

	private final String source;

	private final Map<String, FormField> fields = new LinkedHashMap<>();

	private final List<LengthRule> lengthRules = new ArrayList<>();

	private FormSchema(String id, String source) {
		this.id = id;
		this.source = source;
	}

	/**
	 * Reads a form.
	 * @throws IllegalArgumentException if it is broken, with element and cause
	 */
	static FormSchema parse(byte[] content) {
		JsonNode root;
		try {
			root = JSON.readTree(content);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("not JSON: " + ex.getMessage(), ex);
		}
		if (root == null || !root.path("components").isArray()) {
			throw new IllegalArgumentException("components: missing");
		}
		FormSchema schema = new FormSchema(root.path("id").asText(""), root.toString());
		schema.read(root.path("components"), "");
		return schema;
	}

	/** Id of the form, which is also its file's base name. */
	public String id() {
		return this.id;
	}

	/** All fields, in order. */
	public Collection<FormField> fields() {
		return Collections.unmodifiableCollection(this.fields.values());
	}

	/** The field with this key. */
	public Optional<FormField> field(String key) {
		return Optional.ofNullable(this.fields.get(key));
	}

	/** Whether the form shows or asks for something of this name. */
	boolean mentions(String name) {
		return this.source.contains(name);
	}

	List<LengthRule> lengthRules() {
		return this.lengthRules;
	}

	private List<String> read(JsonNode components, String section) {
		List<String> texts = new ArrayList<>();
		for (JsonNode component : components) {
			String type = component.path("type").asText("");
			if (INPUTS.contains(type)) {
				FormField field = field(component, type, section);
				if (this.fields.putIfAbsent(field.key(), field) != null) {
					throw new IllegalArgumentException(field.key() + ": the key stands twice");
				}
				if (field.isText()) {
					texts.add(field.key());
				}
			}
			else if (type.equals("group")) {
				if (component.hasNonNull("path") && !component.path("path").asText().isEmpty()) {
					throw new IllegalArgumentException(component.path("id").asText() + ": a group with a path");
				}
				String label = component.path("label").asText("");
				List<String> inside = read(component.path("components"), section.isEmpty() ? label : section);
				Integer total = integer(label, component.path("properties"), "totalMinLength");
				if (total != null) {
					this.lengthRules.add(new LengthRule(label, List.copyOf(inside), total));
				}
				texts.addAll(inside);
			}
			else if (!LAYOUT.contains(type)) {
				throw new IllegalArgumentException(
						component.path("id").asText() + ": components of type " + type + " are not supported");
			}
		}
		return texts;
	}

	private static FormField field(JsonNode component, String type, String section) {
		String key = component.path("key").asText("");
		if (key.isEmpty()) {
			throw new IllegalArgumentException(component.path("id").asText() + ": a field without a key");
		}
		if (component.hasNonNull("conditional") && !component.path("conditional").path("hide").asText("").isEmpty()) {
			throw new IllegalArgumentException(key + ": conditional fields are not supported");
		}
		String label = component.path("label").asText("");
		if (type.equals("datetime")) {
			label = component.path("dateLabel").asText(label);
			if (!component.path("subtype").asText().equals("date")) {
				throw new IllegalArgumentException(key + ": only dates are supported, not times");
			}
		}
		if (label.isEmpty()) {
			throw new IllegalArgumentException(key + ": a field without a label");
		}
		JsonNode validate = component.path("validate");
		Map<String, String> options = new LinkedHashMap<>();
		component.path("values")
			.forEach((option) -> options.put(option.path("value").asText(), option.path("label").asText()));
		Map<String, String> properties = new LinkedHashMap<>();
		component.path("properties")
			.properties()
			.forEach((entry) -> properties.put(entry.getKey(), entry.getValue().asText()));
		return new FormField(key, type, label, section, validate.path("required").asBoolean(false),
				component.path("readonly").asBoolean(false) || component.path("disabled").asBoolean(false),
				decimal(key, validate, "min"), decimal(key, validate, "max"), integer(key, component, "decimalDigits"),
				integer(key, validate, "minLength"),
				Optional.ofNullable(integer(key, validate, "maxLength")).orElse(DEFAULT_MAX_LENGTH),
				pattern(key, validate), Collections.unmodifiableMap(options),
				component.hasNonNull("valuesKey") ? component.path("valuesKey").asText() : null,
				Collections.unmodifiableMap(properties));
	}

	private static @Nullable BigDecimal decimal(String where, JsonNode component, String rule) {
		JsonNode node = component.path(rule);
		if (node.isMissingNode() || node.isNull() || node.asText().isEmpty()) {
			return null;
		}
		try {
			return new BigDecimal(node.asText());
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("%s: %s: not a number: %s".formatted(where, rule, node.asText()), ex);
		}
	}

	private static @Nullable Integer integer(String where, JsonNode component, String rule) {
		BigDecimal value = decimal(where, component, rule);
		try {
			return (value != null) ? value.intValueExact() : null;
		}
		catch (ArithmeticException ex) {
			throw new IllegalArgumentException("%s: %s: not a whole number: %s".formatted(where, rule, value), ex);
		}
	}

	private static @Nullable Pattern pattern(String key, JsonNode validate) {
		if (validate.path("validationType").asText().equals("email")) {
			return EMAIL;
		}
		String pattern = validate.path("pattern").asText("");
		if (pattern.isEmpty()) {
			return null;
		}
		try {
			return Pattern.compile(pattern);
		}
		catch (PatternSyntaxException ex) {
			throw new IllegalArgumentException(key + ": pattern: " + ex.getDescription(), ex);
		}
	}

	/**
	 * The texts of a group together have a least length.
	 *
	 * @param label label of the group
	 * @param keys keys of the texts inside
	 * @param minLength least number of characters of all together
	 */
	record LengthRule(String label, List<String> keys, int minLength) {
	}

}
