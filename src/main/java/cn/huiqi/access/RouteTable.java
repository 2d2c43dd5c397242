package cn.huiqi.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The addresses of {@code access/permissions.yml}: who may call which. Of the rows an
 * address meets only the most exact pattern counts, for all rights that name it.
 */
@Component
class RouteTable {

	/** Stands for the engine's interface, wherever it is. */
	static final String ENGINE = "engine:";

	/**
	 * The engine's interface at its own address and behind the webapps, with or without
	 * the engine's name.
	 */
	private static final Pattern ENGINE_PATH = Pattern
		.compile("(?:/engine-rest|/camunda/api/engine)(?:/engine/[^/]+)?(?<rest>/.*)?");

	private final List<Row> rows = new ArrayList<>();

	RouteTable(Roles roles) {
		PathPatternParser parser = new PathPatternParser();
		for (AccessFile.Right right : roles.table().rights()) {
			for (String route : (right.routes() != null) ? right.routes() : List.<String>of()) {
				String[] parts = route.split(" ", 2);
				if (parts.length != 2 || !parts[0].matches("[A-Z]+|\\*")) {
					throw new IllegalStateException(
							"access/permissions.yml: %s: not a method and a path: %s".formatted(right.right(), route));
				}
				boolean engine = parts[1].startsWith(ENGINE);
				this.rows.add(new Row(right, parts[0], engine,
						parser.parse(engine ? parts[1].substring(ENGINE.length()) : parts[1])));
			}
		}
		this.rows.sort(Comparator.comparing(Row::pattern, PathPattern.SPECIFICITY_COMPARATOR));
	}

	/** All rows. */
	List<Row> rows() {
		return List.copyOf(this.rows);
	}

	/**
	 * The rows of an address, none if it is not in the table. What may be read may be
	 * asked for with HEAD.
	 */
	List<Row> rowsOf(String method, String path) {
		String asked = method.equals("HEAD") ? "GET" : method;
		List<Row> met = List.of();
		Matcher engine = ENGINE_PATH.matcher(path);
		if (engine.matches()) {
			String rest = engine.group("rest");
			// what stands for the engine as a whole is the list of engines
			met = met(asked, true, (rest != null) ? rest : "/engine");
		}
		if (met.isEmpty()) {
			met = met(asked, false, path);
		}
		Row first = met.isEmpty() ? null : met.get(0);
		return (first == null) ? List.of() : met.stream().filter(first::isAsExactAs).toList();
	}

	private List<Row> met(String method, boolean engine, String path) {
		PathContainer address = PathContainer.parsePath(path);
		return this.rows.stream()
			.filter((row) -> row.engine() == engine && (row.method().equals("*") || row.method().equals(method))
					&& row.pattern().matches(address))
			.toList();
	}

	/**
	 * Whether somebody may call an address.
	 * @param keys what the caller is called in the table, {@link Roles#ANYONE} included
	 */
	boolean mayCall(String method, String path, Collection<String> keys) {
		List<Row> met = rowsOf(method, path);
		if (keys.contains(Roles.ADMINISTRATOR)) {
			return met.isEmpty() || met.stream().anyMatch((row) -> !row.right().to().isEmpty());
		}
		return met.stream().anyMatch((row) -> row.right().to().stream().anyMatch(keys::contains));
	}

	/**
	 * An address of the table.
	 *
	 * @param right the right it belongs to
	 * @param method method, or {@code *}
	 * @param engine whether it is the engine's interface
	 * @param pattern its path, for the engine without what stands before
	 */
	record Row(AccessFile.Right right, String method, boolean engine, PathPattern pattern) {

		private boolean isAsExactAs(Row other) {
			return PathPattern.SPECIFICITY_COMPARATOR.compare(this.pattern, other.pattern) == 0;
		}

	}

}
