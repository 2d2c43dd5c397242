package cn.huiqi.testing;

import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * All that the database holds at a moment, engine and rooms alike: two of them do not
 * differ if nothing was stored in between, not even half of something.
 *
 * @param tables name of each table to its rows
 */
public record Stored(Map<String, List<String>> tables) {

	/** What there is now. */
	public static Stored in(JdbcTemplate jdbc) {
		Map<String, List<String>> tables = new LinkedHashMap<>();
		jdbc.queryForList("select table_name from information_schema.tables where lower(table_schema) = 'public' "
				+ "and table_type = 'BASE TABLE' order by table_name", String.class)
			.stream()
			.filter(Stored::isState)
			.forEach((table) -> tables.put(table, rows(jdbc, table)));
		return new Stored(tables);
	}

	/** What another holds that this one does not, and the reverse. */
	public List<String> differencesTo(Stored other) {
		List<String> differences = new ArrayList<>();
		this.tables.forEach((table, rows) -> {
			List<String> others = other.tables.getOrDefault(table, List.of());
			Set<String> known = new HashSet<>(rows);
			Set<String> otherKnown = new HashSet<>(others);
			rows.stream()
				.filter((row) -> !otherKnown.contains(row))
				.forEach((row) -> differences.add(table + " - " + row));
			others.stream()
				.filter((row) -> !known.contains(row))
				.forEach((row) -> differences.add(table + " + " + row));
		});
		return differences;
	}

	/** Left out: counters, and accounts, which count logins. */
	private static boolean isState(String table) {
		String name = table.toLowerCase(Locale.ROOT);
		return !name.contains("meter_log") && !name.startsWith("act_id_") && !name.startsWith("act_ge_property")
				&& !name.startsWith("application_numbering");
	}

	private static List<String> rows(JdbcTemplate jdbc, String table) {
		if (table.equalsIgnoreCase("act_ge_bytearray")) {
			return jdbc.queryForList("select ID_ from " + table, String.class);
		}
		return jdbc.query("select * from \"" + table + "\"", (row, index) -> {
			StringJoiner text = new StringJoiner("|");
			for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
				int type = row.getMetaData().getColumnType(column);
				boolean binary = type == Types.BINARY || type == Types.VARBINARY || type == Types.LONGVARBINARY
						|| type == Types.BLOB;
				text.add(binary ? String.valueOf(Arrays.hashCode(row.getBytes(column))) : row.getString(column));
			}
			return text.toString();
		});
	}

}
