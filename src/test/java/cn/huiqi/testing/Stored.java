package cn.huiqi.testing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * All that the database holds at a moment, engine and rooms alike: two of them do not
 * differ if nothing was stored in between, not even half of something. Rows are kept as
 * digests: a suite leaves more behind than fits twice into memory.
 *
 * @param tables name of each table to the digests of its rows
 */
public record Stored(Map<String, Set<Long>> tables) {

	/** What there is now. */
	public static Stored in(JdbcTemplate jdbc) {
		Map<String, Set<Long>> tables = new LinkedHashMap<>();
		jdbc.queryForList("select table_name from information_schema.tables where lower(table_schema) = 'public' "
				+ "and table_type = 'BASE TABLE' order by table_name", String.class)
			.stream()
			.filter(Stored::isState)
			.forEach((table) -> tables.put(table, rows(jdbc, table)));
		return new Stored(tables);
	}

	/** In which tables one holds rows that the other does not, and how many. */
	public List<String> differencesTo(Stored other) {
		List<String> differences = new ArrayList<>();
		this.tables.forEach((table, rows) -> {
			Set<Long> others = other.tables.getOrDefault(table, Set.of());
			long gone = rows.stream().filter((row) -> !others.contains(row)).count();
			long come = others.stream().filter((row) -> !rows.contains(row)).count();
			if (gone + come > 0) {
				differences.add("%s: %d rows gone, %d come".formatted(table, gone, come));
			}
		});
		return differences;
	}

	/** Left out: counters, and accounts, which count logins. */
	private static boolean isState(String table) {
		String name = table.toLowerCase(Locale.ROOT);
		return !name.contains("meter_log") && !name.startsWith("act_id_") && !name.startsWith("act_ge_property")
				&& !name.startsWith("application_numbering");
	}

	private static Set<Long> rows(JdbcTemplate jdbc, String table) {
		Set<Long> rows = new HashSet<>();
		String columns = table.equalsIgnoreCase("act_ge_bytearray") ? "ID_" : "*";
		jdbc.query("select %s from \"%s\"".formatted(columns, table), (row) -> {
			long digest = 1;
			for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
				digest = Long.rotateLeft(digest, 7) * 0x9E3779B97F4A7C15L + hash(row, column);
			}
			rows.add(digest);
		});
		return rows;
	}

	private static int hash(ResultSet row, int column) throws SQLException {
		return switch (row.getMetaData().getColumnType(column)) {
			case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
				Arrays.hashCode(row.getBytes(column));
			default -> Objects.hashCode(row.getString(column));
		};
	}

}
