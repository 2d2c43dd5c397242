package cn.huiqi.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Draws a form that is open in part only: first what may be changed, each with the reason
 * why, then all the rest as it was, not to be changed.
 */
final class LimitedForm {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final String COMPONENTS = "components";

	private final FormSchema schema;

	private final FormLimits.Limit limit;

	/** What may be changed, by key, taken out of where it stands in the form. */
	private final Map<String, ObjectNode> open = new LinkedHashMap<>();

	private LimitedForm(FormSchema schema, FormLimits.Limit limit) {
		this.schema = schema;
		this.limit = limit;
	}

	static byte[] draw(byte[] form, FormSchema schema, FormLimits.Limit limit) {
		try {
			ObjectNode root = (ObjectNode) JSON.readTree(form);
			LimitedForm drawing = new LimitedForm(schema, limit);
			ArrayNode rest = drawing.close(root.withArray(COMPONENTS));
			ArrayNode components = JSON.createArrayNode();
			// what is said before the first field or group stays on top
			int head = 0;
			while (head < rest.size() && rest.get(head).path("type").asText().equals("text")) {
				components.add(rest.get(head++));
			}
			components.add(drawing.asked());
			ObjectNode others = group("group_keptAnswers", "其他内容（未要求%s，不能修改）".formatted(limit.term()));
			for (; head < rest.size(); head++) {
				others.withArray(COMPONENTS).add(rest.get(head));
			}
			components.add(others);
			root.set(COMPONENTS, components);
			return JSON.writeValueAsBytes(root);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The components without those that may be changed, all fields closed. */
	private ArrayNode close(ArrayNode components) {
		ArrayNode closed = JSON.createArrayNode();
		for (JsonNode node : components) {
			ObjectNode component = (ObjectNode) node;
			String type = component.path("type").asText();
			String key = component.path(type.equals("dynamiclist") ? "path" : "key").asText("");
			if (type.equals("group")) {
				component.set(COMPONENTS, close(component.withArray(COMPONENTS)));
				if (!component.path(COMPONENTS).isEmpty()) {
					closed.add(component);
				}
			}
			else if (this.schema.field(key).filter(this.schema::isEditable).isPresent()) {
				this.open.put(key, component);
			}
			else {
				if (!key.isEmpty()) {
					lock(component, type);
				}
				closed.add(component);
			}
		}
		return closed;
	}

	private static void lock(ObjectNode component, String type) {
		if (type.equals("dynamiclist")) {
			component.put("allowAddRemove", false);
			component.withArray(COMPONENTS)
				.forEach((column) -> lock((ObjectNode) column, column.path("type").asText()));
		}
		else {
			component.put("readonly", true);
		}
	}

	/** What is to be corrected, in the order in which it was named. */
	private ObjectNode asked() {
		ObjectNode group = group("group_askedCorrections", "需要%s的内容".formatted(this.limit.term()));
		this.limit.open().keySet().forEach((key) -> {
			ObjectNode component = this.open.remove(key);
			if (component != null) {
				add(group, component,
						this.limit.term() + "要求：" + FormText.plain(this.limit.open().getOrDefault(key, "")));
			}
		});
		this.open.values()
			.forEach((component) -> add(group, component, "与要求%s的内容相关，可一并修改".formatted(this.limit.term())));
		return group;
	}

	private static void add(ObjectNode group, ObjectNode component, String remark) {
		String id = component.path("id").asText();
		ObjectNode text = JSON.createObjectNode().put("type", "text").put("id", "text_asked_" + id).put("text", remark);
		text.set("layout", row("Row_asked_" + id));
		component.set("layout", row("Row_" + id));
		group.withArray(COMPONENTS).add(text).add(component);
	}

	private static ObjectNode group(String id, String label) {
		ObjectNode group = JSON.createObjectNode()
			.put("type", "group")
			.put("id", id)
			.put("label", label)
			.put("showOutline", true);
		group.set("layout", row("Row_" + id));
		group.withArray(COMPONENTS);
		return group;
	}

	private static ObjectNode row(String id) {
		return JSON.createObjectNode().put("row", id).putNull("columns");
	}

}
