package cn.huiqi.audit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is done to the log's tables behind the program's back is found, as long as the
 * anchor file is as it was; and so is what is done to that file.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditMutationTests {

	private static final int MUTATIONS = 1000;

	private static final int FILE_MUTATIONS = 300;

	private static final int CHAINS = 12;

	/** A forger has a key, only not ours. */
	private static final AuditKey FORGED = AuditKey.of("another key that somebody thought of himself");

	@TempDir
	static Path directory;

	AuditBench bench;

	Random random;

	long seed;

	@BeforeAll
	void writesALog() throws Exception {
		this.seed = Long.getLong("huiqi.test.seed", System.nanoTime());
		this.random = new Random(this.seed);
		System.out.println("Seed of the mutations: " + this.seed);
		this.bench = new AuditBench(directory.resolve("audit.anchors"));
		this.bench.start();
		for (int i = 0; i < 200; i++) {
			this.bench.transaction.executeWithoutResult((status) -> {
				int acts = 1 + this.random.nextInt(3);
				for (int act = 0; act < acts; act++) {
					this.bench.actor = new Actors.Actor(this.random.nextInt(5) == 0 ? null : "bureau-" + act,
							this.random.nextBoolean() ? "192.0.2." + act : null, Actors.Via.API, false);
					this.bench.log.record(Act.on("HH-2024-%06d".formatted(1 + this.random.nextInt(CHAINS)),
							AuditAction.values()[this.random.nextInt(AuditAction.values().length)], "对象" + act, "概要")
						.before(this.random.nextBoolean() ? Map.of("值", act) : null)
						.after(this.random.nextBoolean() ? Map.of("值", act + 1) : null)
						.rule(this.random.nextBoolean() ? "条款" : null));
				}
			});
		}
		// whoever can do anything to the tables can also take the key away
		this.bench.jdbc.execute("alter table audit_act drop primary key");
		this.bench.jdbc.execute("create index audit_act_by_place on audit_act (chain, seq)");
		AuditReport report = this.bench.verify();
		assertThat(report.findings()).isEmpty();
		assertThat(report.chains()).isEqualTo(CHAINS + 1);
		assertThat(report.acts()).isBetween(200L, 700L);
	}

	@Test
	void findsEveryMutationOfTheTables() throws Exception {
		Map<String, Integer> done = new TreeMap<>();
		List<String> missed = new ArrayList<>();
		try (Connection connection = this.bench.database.getConnection()) {
			connection.setAutoCommit(false);
			JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
			for (int i = 0; i < MUTATIONS; i++) {
				// given the log as it was written, when it is changed in one way
				String mutation = mutate(jdbc);
				done.merge(mutation.replaceAll(" .*", ""), 1, Integer::sum);
				// then the check finds something
				if (new Verification(connection, this.bench.file, AuditBench.KEY, Duration.ZERO).run().isSound()) {
					missed.add(mutation);
				}
				connection.rollback();
			}
		}
		System.out.println("Mutations of the log: " + done);
		assertThat(missed).as("seed %d", this.seed).isEmpty();
		assertThat(done.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(MUTATIONS);
		assertThat(this.bench.verify().isSound()).isTrue();
	}

	private String mutate(JdbcTemplate jdbc) {
		List<AuditRow> rows = jdbc.query("select " + AuditRow.COLUMNS + " from audit_act order by chain, seq",
				(row, index) -> AuditRow.from(row));
		AuditRow one = any(rows);
		AuditRow other = any(rows.stream().filter((row) -> !row.equals(one)).toList());
		List<AuditRow> chain = rows.stream().filter((row) -> row.chain().equals(one.chain())).toList();
		AuditRow head = chain.get(chain.size() - 1);
		return switch (this.random.nextInt(14)) {
			case 0, 1, 2 -> changeColumn(jdbc, one, other);
			case 3 -> {
				delete(jdbc, one);
				yield "delete " + place(one);
			}
			case 4 -> {
				insert(jdbc, withPlace(other, one.chain(), head.seq() + 1, head.mac()).sealed(FORGED));
				yield "forge after " + place(head);
			}
			case 5 -> {
				delete(jdbc, one);
				delete(jdbc, other);
				insert(jdbc, withPlace(one, other.chain(), other.seq(), other.previousMac()));
				insert(jdbc, withPlace(other, one.chain(), one.seq(), one.previousMac()));
				yield "swap " + place(one) + " and " + place(other);
			}
			case 6 -> {
				AuditRow foreign = any(rows.stream().filter((row) -> !row.chain().equals(one.chain())).toList());
				delete(jdbc, one);
				insert(jdbc, withPlace(one, foreign.chain(), lastOf(rows, foreign.chain()).seq() + 1,
						lastOf(rows, foreign.chain()).mac()));
				yield "move " + place(one) + " to " + foreign.chain();
			}
			case 7, 8 -> {
				int cut = 1 + this.random.nextInt(chain.size());
				jdbc.update("delete from audit_act where chain = ? and seq > ?", one.chain(), head.seq() - cut);
				yield "cut " + one.chain() + " by " + cut;
			}
			case 9 -> {
				jdbc.update("delete from audit_act where chain = ?", one.chain());
				yield "drop " + one.chain();
			}
			case 10 -> {
				insert(jdbc, one);
				yield "duplicate " + place(one);
			}
			case 11 -> {
				insert(jdbc, withPlace(one, one.chain(), head.seq() + 1, one.previousMac()));
				yield "replay " + place(one);
			}
			case 12 -> {
				// the whole chain once more, hashed by the forger from one row on
				String previous = one.previousMac();
				for (AuditRow row : chain.subList((int) one.seq() - 1, chain.size())) {
					delete(jdbc, row);
					AuditRow anew = withPlace(row, row.chain(), row.seq(), previous).sealed(FORGED);
					insert(jdbc, anew);
					previous = anew.mac();
				}
				yield "reseal from " + place(one);
			}
			default -> {
				jdbc.update("delete from audit_act");
				yield "empty";
			}
		};
	}

	/** Another value in one column, be it another row's. */
	private String changeColumn(JdbcTemplate jdbc, AuditRow row, AuditRow other) {
		String[] columns = AuditRow.COLUMNS.split(", ");
		int column = this.random.nextInt(columns.length);
		Object[] values = row.values();
		Object was = values[column];
		Object[] others = other.values();
		boolean nullable = List.of("actor", "source", "before_state", "after_state", "rule").contains(columns[column]);
		if (was instanceof Long number) {
			values[column] = number + (this.random.nextBoolean() ? 1 : -1) * (1 + this.random.nextInt(3));
		}
		else if (was instanceof java.time.OffsetDateTime at) {
			values[column] = at.plusNanos(1000L * (1 + this.random.nextInt(1_000_000)));
		}
		else if (nullable && was != null && this.random.nextBoolean()) {
			values[column] = null;
		}
		else if (!java.util.Objects.equals(was, others[column]) && (nullable || others[column] != null)
				&& this.random.nextBoolean()) {
			values[column] = others[column];
		}
		else if (was == null) {
			values[column] = "";
		}
		else {
			String text = String.valueOf(was);
			values[column] = text.isEmpty() ? "x"
					: text.substring(0, text.length() - 1) + ((text.endsWith("x")) ? "y" : "x");
		}
		delete(jdbc, row);
		jdbc.update(AuditRow.INSERT, values);
		return "change %s of %s from %s to %s".formatted(columns[column], place(row), was, values[column]);
	}

	private static AuditRow withPlace(AuditRow row, String chain, long seq, String previousMac) {
		return new AuditRow(chain, seq, row.at(), row.actor(), row.source(), row.via(), row.action(), row.subject(),
				row.before(), row.after(), row.rule(), row.summary(), row.keyId(), row.anchorLine(), row.anchorHash(),
				previousMac, row.mac());
	}

	private static AuditRow lastOf(List<AuditRow> rows, String chain) {
		return rows.stream().filter((row) -> row.chain().equals(chain)).reduce((first, second) -> second).orElseThrow();
	}

	private static void delete(JdbcTemplate jdbc, AuditRow row) {
		assertThat(jdbc.update("delete from audit_act where chain = ? and seq = ?", row.chain(), row.seq()))
			.isGreaterThan(0);
	}

	private static void insert(JdbcTemplate jdbc, AuditRow row) {
		jdbc.update(AuditRow.INSERT, row.values());
	}

	private static String place(AuditRow row) {
		return row.chain() + "#" + row.seq();
	}

	private <T> T any(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

	@Test
	void findsEveryMutationOfTheAnchorFile() throws Exception {
		List<String> lines = Files.readAllLines(this.bench.file);
		Path copy = directory.resolve("mutated.anchors");
		List<String> missed = new ArrayList<>();
		Map<String, Integer> done = new LinkedHashMap<>();
		for (int i = 0; i < FILE_MUTATIONS; i++) {
			// given the file as it was written, when it is changed in one way
			List<String> mutated = new ArrayList<>(lines);
			int at = this.random.nextInt(lines.size());
			String mutation = switch (this.random.nextInt(6)) {
				case 0 -> {
					char[] line = lines.get(at).toCharArray();
					int place = this.random.nextInt(line.length);
					line[place] = (line[place] == '7') ? '8' : '7';
					mutated.set(at, new String(line));
					yield "alter";
				}
				case 1 -> {
					mutated.remove(at);
					yield "remove";
				}
				case 2 -> {
					mutated = mutated.subList(0, at);
					yield "cut";
				}
				case 3 -> {
					Collections.swap(mutated, at, (at + 1) % lines.size());
					yield "swap";
				}
				case 4 -> {
					mutated.add(at, lines.get(at));
					yield "double";
				}
				default -> {
					Anchor last = Anchor.parse(lines.get(lines.size() - 1)).orElseThrow();
					mutated
						.add(Anchor
							.after(last.number(), last.hash(), last.at(),
									new Anchor.Head(last.chain(), last.seq(), last.mac()), false, FORGED)
							.line()
							.strip());
					yield "forge";
				}
			};
			done.merge(mutation, 1, Integer::sum);
			Files.writeString(copy, mutated.isEmpty() ? "" : String.join("\n", mutated) + "\n", StandardCharsets.UTF_8);
			// then the check finds something
			try (Connection connection = this.bench.database.getConnection()) {
				if (new Verification(connection, copy, AuditBench.KEY, Duration.ZERO).run().isSound()) {
					missed.add(mutation + " at line " + (at + 1));
				}
			}
		}
		System.out.println("Mutations of the anchor file: " + done);
		assertThat(missed).as("seed %d", this.seed).isEmpty();
		// and nothing is as bad as no file at all
		try (Connection connection = this.bench.database.getConnection()) {
			assertThat(new Verification(connection, directory.resolve("nowhere"), AuditBench.KEY, Duration.ZERO).run()
				.isSound()).isFalse();
		}
	}

}
