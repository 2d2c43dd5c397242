package cn.huiqi.workflow;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * A Camunda Form as the server sees it: its fields with their rules, in order.
 */
public final class FormSchema {

	/** A text without a limit of its own ends here. */
	static final int DEFAULT_MAX_LENGTH = 4000;

	/**
	 * Most characters any text may ask for; it is kept in tables, never in a variable.
	 */
	static final int MAX_LENGTH = 20_000;

	/**
	 * Most characters of a text that becomes a process variable: a variable ends at 4000
	 * units, and a rare character has two.
	 */
	static final int MAX_ROUTING_LENGTH = 2000;

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Set<String> INPUTS = Set.of("textfield", "textarea", "number", "radio", "select", "checklist",
			"taglist", "checkbox", "datetime");

	private static final Set<String> LAYOUT = Set.of("group", "text", "html", "separator", "spacer", "table", "image",
			"button");

	private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

	private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@.]+");

	private final String id;

	private final String source;

	private final Map<String, FormField> fields;

	private final List<LengthRule> lengthRules;

	private final boolean row;

	private final Map<String, List<Hide>> hides;

	private final Map<String, List<FormCondition>> conditions;

	/** An order in which every condition reads only what stands before it. */
	private final Map<String, FormField> order;

	private boolean conditional;

	private final FormLimits.@Nullable Limit limit;

	/** What may be changed under the limit. */
	private final Set<String> open;

	private FormSchema(String id, String source, boolean row) {
		this.id = id;
		this.source = source;
		this.row = row;
		this.fields = new LinkedHashMap<>();
		this.lengthRules = new ArrayList<>();
		this.hides = new LinkedHashMap<>();
		this.conditions = new HashMap<>();
		this.order = new LinkedHashMap<>();
		this.limit = null;
		this.open = Set.of();
	}

	private FormSchema(FormSchema whole, FormLimits.Limit limit) {
		this.id = whole.id;
		this.source = whole.source;
		this.row = whole.row;
		this.fields = whole.fields;
		this.lengthRules = whole.lengthRules;
		this.hides = whole.hides;
		this.conditions = whole.conditions;
		this.order = whole.order;
		this.conditional = whole.conditional;
		this.limit = limit;
		this.open = whole.openedBy(limit.open().keySet());
	}

	/** What a task without a form asks for: nothing. */
	static FormSchema none() {
		return new FormSchema("", "", false);
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
		FormSchema schema = new FormSchema(root.path("id").asText(""), root.toString(), false);
		schema.read(root.path("components"), "", List.of());
		schema.resolve(null);
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

	/** The same form, narrowed to what may be changed. */
	FormSchema limitedTo(FormLimits.Limit limit) {
		return new FormSchema(this, limit);
	}

	/** The limit it is narrowed by, null if all of it may be changed. */
	FormLimits.@Nullable Limit limit() {
		return this.limit;
	}

	/** Whether the field stays as it was answered before. */
	boolean isKept(String key) {
		return this.limit != null && !this.open.contains(key);
	}

	/** What a field that is kept stays at. */
	@Nullable Object former(String key) {
		return (this.limit != null) ? this.limit.former().get(key) : null;
	}

	/** Whether people may answer the field here. */
	public boolean isEditable(FormField field) {
		return !field.readOnly() && !isKept(field.key());
	}

	/**
	 * What is named, and what follows from it: fields that appear by what is answered
	 * there, and those that are held against it.
	 */
	private Set<String> openedBy(Set<String> named) {
		Set<String> opened = new LinkedHashSet<>(named);
		opened.retainAll(this.fields.keySet());
		boolean grown = true;
		while (grown) {
			grown = false;
			for (FormField field : this.fields.values()) {
				if (!opened.contains(field.key())
						&& Stream.concat(reads(field).stream(), field.related().stream()).anyMatch(opened::contains)) {
					grown = opened.add(field.key());
				}
			}
		}
		return opened;
	}

	/** Whether the form shows or asks for something of this name. */
	public boolean mentions(String name) {
		return this.source.contains(name);
	}

	/** All fields, each after those its conditions read. */
	Collection<FormField> inOrderOfConditions() {
		return this.order.values();
	}

	/** The conditions under each of which the field is hidden. */
	List<FormCondition> conditions(String key) {
		return this.conditions.getOrDefault(key, List.of());
	}

	/** Whether anything in it, rows of lists included, depends on a condition. */
	boolean isConditional() {
		return this.conditional;
	}

	List<LengthRule> lengthRules() {
		return this.lengthRules;
	}

	private List<String> read(JsonNode components, String section, List<Hide> inherited) {
		List<String> texts = new ArrayList<>();
		for (JsonNode component : components) {
			String type = component.path("type").asText("");
			Hide hide = Hide.of(component);
			List<Hide> hides = new ArrayList<>(inherited);
			if (hide != null) {
				hides.add(hide);
			}
			if (INPUTS.contains(type)) {
				FormField field = field(component, type, section, null);
				add(field, hides);
				if (field.isText()) {
					texts.add(field.key());
				}
			}
			else if (type.equals("dynamiclist")) {
				add(list(component, section), hides);
			}
			else if (type.equals("group")) {
				if (component.hasNonNull("path") && !component.path("path").asText().isEmpty()) {
					throw new IllegalArgumentException(component.path("id").asText() + ": a group with a path");
				}
				String label = component.path("label").asText("");
				List<String> inside = read(component.path("components"), section.isEmpty() ? label : section, hides);
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
			else if (hide != null) {
				FormCondition.parse(hide.where(), hide.expression());
			}
		}
		return texts;
	}

	private void add(FormField field, List<Hide> hides) {
		if (this.fields.putIfAbsent(field.key(), field) != null) {
			throw new IllegalArgumentException(field.key() + ": the key stands twice");
		}
		if (!hides.isEmpty()) {
			this.hides.put(field.key(), List.copyOf(hides));
		}
	}

	private FormField list(JsonNode component, String section) {
		String key = component.path("path").asText("");
		if (this.row) {
			throw new IllegalArgumentException(key + ": a list inside a list");
		}
		if (!component.path("isRepeating").asBoolean(false)) {
			throw new IllegalArgumentException(key + ": isRepeating: a list repeats");
		}
		FormSchema columns = new FormSchema(key, "", true);
		columns.read(component.path("components"), component.path("label").asText(""), List.of());
		if (columns.fields.isEmpty()) {
			throw new IllegalArgumentException(key + ": a list without fields");
		}
		JsonNode properties = component.path("properties");
		FormRows rows = new FormRows(columns, Optional.ofNullable(integer(key, properties, "minRows")).orElse(0),
				Optional.ofNullable(integer(key, properties, "maxRows")).orElse(0),
				!component.path("allowAddRemove").asBoolean(false),
				Optional.ofNullable(integer(key, component, "defaultRepetitions")).orElse(0),
				!component.path("disableCollapse").asBoolean(false));
		return field(component, "dynamiclist", section, rows);
	}

	/**
	 * Reads the conditions, once all keys are known, and finds an order in which each can
	 * be told from fields before it.
	 */
	private void resolve(@Nullable FormSchema around) {
		Map<Hide, FormCondition> read = new HashMap<>();
		this.hides.forEach((key, hides) -> this.conditions.put(key,
				hides.stream()
					.map((hide) -> read.computeIfAbsent(hide,
							(one) -> FormCondition.of(one.where(), one.expression(), this, around)))
					.toList()));
		for (FormField field : this.fields.values()) {
			if (field.rows() != null) {
				field.rows().columns().resolve(this);
			}
		}
		this.fields.keySet().forEach((key) -> arrange(key, new ArrayList<>()));
		this.conditional = !this.conditions.isEmpty() || this.fields.values()
			.stream()
			.anyMatch((field) -> field.rows() != null && field.rows().columns().conditional);
	}

	private void arrange(String key, List<String> path) {
		if (path.contains(key)) {
			throw new IllegalArgumentException("%s: conditional: a circle: %s → %s".formatted(key,
					String.join(" → ", path.subList(path.indexOf(key), path.size())), key));
		}
		FormField field = this.fields.get(key);
		if (field == null || this.order.containsKey(key)) {
			return;
		}
		path.add(key);
		reads(field).forEach((other) -> arrange(other, path));
		path.remove(path.size() - 1);
		this.order.put(key, field);
	}

	/** Keys of this form that decide whether the field, or a column of it, is hidden. */
	private Set<String> reads(FormField field) {
		Set<String> reads = new LinkedHashSet<>();
		conditions(field.key()).forEach((condition) -> reads.addAll(condition.own()));
		if (field.rows() != null) {
			field.rows().columns().conditions.values()
				.forEach((ofColumn) -> ofColumn.forEach((condition) -> reads.addAll(condition.outer())));
		}
		return reads;
	}

	private static FormField field(JsonNode component, String type, String section, @Nullable FormRows rows) {
		String key = component.path((rows != null) ? "path" : "key").asText("");
		if (key.isEmpty()) {
			throw new IllegalArgumentException(component.path("id").asText() + ": a field without a key");
		}
		if (!KEY.matcher(key).matches() || FormCondition.RESERVED.contains(key)) {
			throw new IllegalArgumentException(key + ": a key is a word of ASCII letters, digits and _");
		}
		for (String rule : List.of("readonly", "disabled")) {
			if (component.path(rule).isTextual()) {
				throw new IllegalArgumentException(key + ": " + rule + ": expressions are not supported");
			}
		}
		if (component.path("validate").path("required").isTextual() || component.hasNonNull("valuesExpression")) {
			throw new IllegalArgumentException(key + ": only conditional can be an expression");
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
				component.path("readonly").asBoolean(false) || component.path("disabled").asBoolean(false)
						|| (rows != null && rows.columns().fields().stream().allMatch(FormField::readOnly)),
				decimal(key, validate, "min"), decimal(key, validate, "max"), integer(key, component, "decimalDigits"),
				integer(key, validate, "minLength"),
				Optional.ofNullable(integer(key, validate, "maxLength")).orElse(DEFAULT_MAX_LENGTH),
				pattern(key, validate), Collections.unmodifiableMap(options),
				component.hasNonNull("valuesKey") ? component.path("valuesKey").asText() : null,
				component.path("serializeToString").asBoolean(false), rows, Collections.unmodifiableMap(properties));
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

	/**
	 * A condition as it is written.
	 *
	 * @param where id or key of the element
	 * @param expression the expression under which it is hidden
	 */
	private record Hide(String where, String expression) {

		static @Nullable Hide of(JsonNode component) {
			String expression = component.path("conditional").path("hide").asText("");
			if (expression.isEmpty()) {
				return null;
			}
			String key = component.path("key").asText(component.path("path").asText(""));
			return new Hide(key.isEmpty() ? component.path("id").asText(component.path("label").asText()) : key,
					expression);
		}

	}

}
