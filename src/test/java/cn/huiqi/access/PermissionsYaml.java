package cn.huiqi.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * The table of permissions as a reader understands it, read without the program's help.
 */
final class PermissionsYaml {

	private static final Path FILE = Path.of("src/main/resources/access/permissions.yml");

	private final JsonNode table;

	private final List<Row> rows = new ArrayList<>();

	PermissionsYaml() {
		try {
			this.table = new YAMLMapper().readTree(Files.readString(FILE));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		for (JsonNode right : this.table.path("rights")) {
			List<String> to = texts(right.path("to"));
			for (String route : texts(right.path("routes"))) {
				String[] parts = route.split(" ", 2);
				this.rows.add(new Row(right.path("right").asText(), to, right.path("of").asText(""), parts[0],
						parts[1].split("/", -1)));
			}
		}
	}

	static List<String> texts(JsonNode list) {
		List<String> texts = new ArrayList<>();
		list.forEach((text) -> texts.add(text.asText()));
		return texts;
	}

	JsonNode table() {
		return this.table;
	}

	/** Roles, key to row, in order. */
	Map<String, JsonNode> roles() {
		Map<String, JsonNode> roles = new LinkedHashMap<>();
		this.table.path("roles").properties().forEach((role) -> roles.put(role.getKey(), role.getValue()));
		return roles;
	}

	/**
	 * The rows of an address of the program: a place that the program leaves open is a
	 * place the table leaves open, not one of its words.
	 * @param template path, the engine's beginning with {@code engine:}
	 */
	List<Row> rowsOf(String method, String template) {
		String[] segments = template.split("/", -1);
		List<Row> met = this.rows.stream()
			.filter((row) -> (row.method().equals("*") || row.method().equals(method)) && row.covers(segments))
			.sorted(Comparator.comparingInt(Row::vagueness))
			.toList();
		return met.stream().filter((row) -> row.vagueness() == met.get(0).vagueness()).toList();
	}

	/** Whether a role may call an address with these rows. */
	boolean may(List<Row> rows, String role) {
		Set<String> called = role.equals("anonymous") ? Set.of("anyone")
				: this.table.path("roles").path(role).path("participant").asBoolean()
						? Set.of("anyone", "everybody", "participants", role) : Set.of("anyone", "everybody", role);
		return rows.stream()
			.anyMatch((row) -> row.to().stream().anyMatch(called::contains)
					|| (role.equals("administrator") && !row.to().isEmpty()));
	}

	/**
	 * An address of the table.
	 *
	 * @param right its right
	 * @param to who has it
	 * @param of what it is about
	 * @param method method or {@code *}
	 * @param segments parts of its path
	 */
	record Row(String right, List<String> to, String of, String method, String[] segments) {

		private boolean covers(String[] address) {
			for (int i = 0; i < this.segments.length; i++) {
				if (this.segments[i].equals("**")) {
					return true;
				}
				if (i >= address.length) {
					return i == this.segments.length - 1 && this.segments[i].equals("**");
				}
				boolean open = this.segments[i].startsWith("{");
				if (open ? !address[i].startsWith("{") && !this.segments[i].contains(":")
						: !this.segments[i].equals(address[i])) {
					return false;
				}
			}
			return this.segments.length == address.length
					|| (this.segments.length > address.length && this.segments[address.length].equals("**"));
		}

		private int vagueness() {
			int vague = 0;
			for (String segment : this.segments) {
				vague += segment.equals("**") ? 1000 - this.segments.length : segment.startsWith("{") ? 1 : 0;
			}
			return vague;
		}

	}

}
