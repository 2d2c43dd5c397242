package cn.huiqi.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The table of permissions for readers, with the addresses the program really has.
 */
final class PermissionsPage {

	private final PermissionsYaml yaml;

	private final Collection<RealRoutes.Route> routes;

	PermissionsPage(PermissionsYaml yaml, Collection<RealRoutes.Route> routes) {
		this.yaml = yaml;
		this.routes = routes;
	}

	/** The page, in Markdown. */
	String text() {
		StringBuilder page = new StringBuilder("""
				# Permissions

				Made from `src/main/resources/access/permissions.yml` and the addresses of the running program by
				`RouteMatrixTests`, which also calls every address as every role and compares. Do not edit: change the
				table, run the test, and copy `target/permissions.md` here.

				## Who sees which cases

				| role | | group | sees |
				|---|---|---|---|
				""");
		this.yaml.roles()
			.forEach((key, role) -> page.append("| `%s` | %s | `%s` | %s |%n".formatted(key, role.path("name").asText(),
					role.path("group").asText(), role.path("sees").asText())));
		page.append(
				"""

						*own*: of the enterprise the account acts for; *area*, *authority*: of these; *involved*: those it was drawn
						for or has acted in; *started*: those it started.

						## What each role may

						""");
		matrix(page, "right", rights());
		page.append("""

				Administrators may whatever is not given to nobody. What a caller does not see he cannot do anything to.

				## Kinds of tasks

				A task is done by members of the groups its model offers it to, if their role may do tasks of its kind.

				""");
		Map<String, Row> duties = new LinkedHashMap<>();
		this.yaml.table()
			.path("duties")
			.properties()
			.forEach((duty) -> duties.put(duty.getKey(),
					new Row(duty.getValue().path("name").asText(), PermissionsYaml.texts(duty.getValue().path("to")))));
		matrix(page, "duty", duties);
		page.append("""

				## Duties that one person may not both have in one case

				""");
		this.yaml.table()
			.path("apart")
			.forEach((row) -> page.append("- %s: %s%n".formatted(String.join(", ",
					PermissionsYaml.texts(row.path("duties")).stream().map((duty) -> "`" + duty + "`").toList()),
					row.path("because").asText())));
		page.append("""

				Nobody does a task, other than to declare, in a case of an enterprise he acts or has acted for, or with
				which or with whose provider he has a link on record.

				## Addresses

				`engine:` stands for `/engine-rest`, `/engine-rest/engine/{name}` and, in the webapps' session,
				`/camunda/api/engine/engine/{name}`.

				""");
		addresses(page);
		return page.toString().replace(System.lineSeparator(), "\n");
	}

	private Map<String, Row> rights() {
		Map<String, Row> rights = new LinkedHashMap<>();
		for (JsonNode right : this.yaml.table().path("rights")) {
			rights.put(right.path("right").asText(),
					new Row(right.path("name").asText(), PermissionsYaml.texts(right.path("to"))));
		}
		return rights;
	}

	private void matrix(StringBuilder page, String head, Map<String, Row> rows) {
		List<String> columns = new ArrayList<>(List.of("anyone"));
		columns.addAll(this.yaml.roles().keySet());
		columns.remove("administrator");
		page.append("| %s | | %s |%n".formatted(head, String.join(" | ", columns)));
		page.append("|---|---|" + "---|".repeat(columns.size()) + "\n");
		rows.forEach((key, row) -> {
			page.append("| `%s` | %s |".formatted(key, row.name()));
			for (String role : columns) {
				boolean participant = this.yaml.roles().containsKey(role)
						&& this.yaml.roles().get(role).path("participant").asBoolean();
				boolean has = row.to().contains(role) || row.to().contains("anyone")
						|| (!role.equals("anyone") && row.to().contains("everybody"))
						|| (participant && row.to().contains("participants"));
				page.append(has ? " ✓ |" : " |");
			}
			page.append('\n');
		});
	}

	private void addresses(StringBuilder page) {
		Map<String, Set<String>> byRight = new TreeMap<>();
		for (RealRoutes.Route route : this.routes) {
			for (PermissionsYaml.Row row : this.yaml.rowsOf(route.method(), route.inTable())) {
				byRight.computeIfAbsent(row.right(), (key) -> new TreeSet<>())
					.add(route.inTable() + " " + route.method());
			}
		}
		rights().forEach((key, row) -> {
			Map<String, List<String>> methods = new TreeMap<>();
			byRight.getOrDefault(key, Set.of()).forEach((address) -> {
				int space = address.lastIndexOf(' ');
				methods.computeIfAbsent(address.substring(0, space), (path) -> new ArrayList<>())
					.add(address.substring(space + 1));
			});
			if (!methods.isEmpty()) {
				page.append("### %s %s%n%n".formatted(key, row.name()));
				methods.forEach((path, verbs) -> page.append("- `%s` %s%n".formatted(path, String.join(" ", verbs))));
				page.append('\n');
			}
		});
	}

	private record Row(String name, List<String> to) {
	}

}
