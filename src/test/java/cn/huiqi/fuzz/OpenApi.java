package cn.huiqi.fuzz;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/**
 * The operations that a description of an interface names.
 */
final class OpenApi {

	private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch");

	private final JsonNode document;

	OpenApi(JsonNode document) {
		this.document = document;
	}

	/** All of them, below the given address. */
	List<Operation> operations(String prefix) {
		List<Operation> operations = new ArrayList<>();
		this.document.path("paths")
			.fields()
			.forEachRemaining((path) -> path.getValue().fields().forEachRemaining((it) -> {
				if (METHODS.contains(it.getKey())) {
					operations.add(operation(prefix, path.getKey(), it.getKey(), it.getValue()));
				}
			}));
		return operations;
	}

	private Operation operation(String prefix, String path, String method, JsonNode description) {
		List<Parameter> parameters = new ArrayList<>();
		for (JsonNode parameter : description.path("parameters")) {
			JsonNode told = resolve(parameter);
			parameters.add(new Parameter(told.path("name").asText(), told.path("in").asText(), told.path("schema")));
		}
		Iterator<Map.Entry<String, JsonNode>> contents = resolve(description.path("requestBody")).path("content")
			.fields();
		String type = null;
		JsonNode body = MissingNode.getInstance();
		if (contents.hasNext()) {
			Map.Entry<String, JsonNode> content = contents.next();
			type = content.getKey();
			body = content.getValue().path("schema");
		}
		return new Operation(this, prefix, path, method.toUpperCase(Locale.ROOT), parameters, type, body);
	}

	/** The schema itself, whatever it refers to, its parts put together. */
	JsonNode resolve(JsonNode schema) {
		JsonNode found = schema;
		for (int hops = 0; hops < 10 && found.has("$ref"); hops++) {
			found = this.document.at(found.path("$ref").asText().substring(1));
		}
		return found;
	}

	/** Name to schema, those of the schemas it is made of included. */
	Map<String, JsonNode> properties(JsonNode schema) {
		Map<String, JsonNode> properties = new LinkedHashMap<>();
		JsonNode found = resolve(schema);
		for (String parts : List.of("allOf", "oneOf", "anyOf")) {
			found.path(parts).forEach((part) -> properties.putAll(properties(part)));
		}
		found.path("properties").fields().forEachRemaining((it) -> properties.put(it.getKey(), it.getValue()));
		return properties;
	}

	/**
	 * A parameter.
	 *
	 * @param name its name
	 * @param place path, query, header or cookie
	 * @param schema what it is to be
	 */
	record Parameter(String name, String place, JsonNode schema) {
	}

	/**
	 * An operation.
	 *
	 * @param description where it stands
	 * @param prefix the address of the interface
	 * @param path its path, with the names of parameters in braces
	 * @param method its HTTP method
	 * @param parameters what it takes beside a body
	 * @param bodyType content type of the body, if it takes one
	 * @param body schema of the body
	 */
	record Operation(OpenApi description, String prefix, String path, String method, List<Parameter> parameters,
			@Nullable String bodyType, JsonNode body) {

		/** For counting. */
		String route() {
			return this.method + " " + this.prefix + this.path;
		}

	}

}
