package cn.huiqi.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * How the log is written: whole transactions, chains without gaps, anchors in a file.
 */
class AuditChainTests {

	private static final String CASE = "HH-2024-000001";

	@TempDir
	Path directory;

	@Property
	void hashesDifferentFieldsDifferently(@ForAll @Size(max = 4) List<String> fields,
			@ForAll @Size(max = 4) List<String> others) {
		Canonical one = new Canonical("test");
		fields.forEach(one::text);
		Canonical other = new Canonical("test");
		others.forEach(other::text);
		assertThat(java.util.Arrays.equals(one.bytes(), other.bytes())).isEqualTo(fields.equals(others));
	}

	@Test
	void tellsNothingFromEmpty() {
		assertThat(new Canonical("test").text(null).bytes()).isNotEqualTo(new Canonical("test").text("").bytes());
	}

	@Test
	void leavesNothingOfWhatIsRolledBack() {
		// given a log
		AuditBench bench = bench();
		bench.act(CASE, "留下");
		// when a transaction with an act is rolled back
		bench.transaction.executeWithoutResult((status) -> {
			bench.log.record(AuditBench.anAct(CASE, "作废"));
			status.setRollbackOnly();
		});
		bench.act(CASE, "继续");
		// then it leaves no trace and no gap
		assertThat(bench.jdbc.queryForList("select summary from audit_act where chain = ? order by seq", String.class,
				CASE))
			.containsExactly("留下", "继续");
		assertThat(bench.verify().findings()).isEmpty();
	}

	@Test
	void keepsChainsWholeUnderConcurrentActs() throws Exception {
		// given eight people who work on three cases at once
		AuditBench bench = bench();
		ExecutorService people = Executors.newFixedThreadPool(8);
		List<Future<?>> work = new ArrayList<>();
		for (int person = 0; person < 8; person++) {
			int start = person;
			work.add(people.submit(() -> {
				for (int i = 0; i < 40; i++) {
					int first = start + i;
					bench.transaction.executeWithoutResult((status) -> {
						bench.log.record(AuditBench.anAct("HH-2024-00000" + first % 3, "甲"));
						bench.log.record(AuditBench.anAct("HH-2024-00000" + (first + 1) % 3, "乙"));
					});
				}
			}));
		}
		// when all are done, none of them failed because of another
		for (Future<?> one : work) {
			one.get();
		}
		people.shutdown();
		// then nothing is missing
		AuditReport report = bench.verify();
		assertThat(report.findings()).isEmpty();
		assertThat(report.acts()).isEqualTo(1 + 8 * 40 * 2);
		assertThat(report.anchors()).isEqualTo(1 + 8 * 40 * 2);
	}

	@Test
	void keepsWhatDatabasesDoNot() {
		// given texts with a lone surrogate, a NUL and half a novel
		AuditBench bench = bench();
		bench.act(CASE, "半个\ud83d字符");
		bench.act(CASE, "空\0字符");
		bench.act(CASE, "长".repeat(200_000));
		// then they are kept as a database gives them back
		assertThat(bench.verify().findings()).isEmpty();
	}

	@Test
	void anchorsLateWhatACrashLeft() throws Exception {
		// given a program that was killed between commit and anchor
		AuditBench bench = bench();
		bench.act(CASE, "一");
		bench.act(CASE, "二");
		cutLines(bench.file, 1);
		assertThat(bench.verify().findings()).extracting(AuditReport.Finding::what)
			.containsExactly(AuditReport.What.NOT_ANCHORED);
		// when it is started again
		bench.start();
		// then the log is sound, and says what happened
		AuditReport report = bench.verify();
		assertThat(report.findings()).isEmpty();
		assertThat(report.lateAnchors()).isEqualTo(1);
	}

	@Test
	void givesUpALineThatWasWrittenInHalf() throws Exception {
		// given a machine that lost its power while a line was written
		AuditBench bench = bench();
		bench.act(CASE, "一");
		byte[] content = Files.readAllBytes(bench.file);
		Files.write(bench.file, java.util.Arrays.copyOf(content, content.length - 30));
		// when the program is started again
		bench.start();
		// then the log is sound
		assertThat(bench.verify().findings()).isEmpty();
	}

	@Test
	void findsACutAnchorFileAlsoAfterAStart() throws Exception {
		// given a file of which the last lines were cut while the program was down
		AuditBench bench = bench();
		for (int i = 0; i < 10; i++) {
			bench.act(CASE, "第" + i);
		}
		cutLines(bench.file, 4);
		// when the program is started and works on
		bench.start();
		bench.act(CASE, "继续");
		// then the rows still tell which lines they have seen
		assertThat(bench.verify().findings()).extracting(AuditReport.Finding::what)
			.contains(AuditReport.What.ANCHOR_LOST);
	}

	@Test
	void findsATailThatWasCutAndWrittenAnew() {
		// given a log of which the tail was cut while the program was down
		AuditBench bench = bench();
		for (int i = 0; i < 6; i++) {
			bench.act(CASE, "第" + i);
		}
		bench.jdbc.update("delete from audit_act where chain = ? and seq > 3", CASE);
		// when the program itself writes on beyond the former end
		bench.start();
		bench.transaction.executeWithoutResult((status) -> {
			for (int i = 0; i < 8; i++) {
				bench.log.record(AuditBench.anAct(CASE, "新" + i));
			}
		});
		// then the anchors still know what was there
		assertThat(bench.verify().findings()).extracting(AuditReport.Finding::what).contains(AuditReport.What.REPLACED);
	}

	@Test
	void keepsHeadsUntilTheFileCanBeWritten() throws Exception {
		// given a file in place of the directory
		Path blocked = this.directory.resolve("blocked");
		Files.writeString(blocked, "");
		AuditBench bench = new AuditBench(blocked.resolve("audit.anchors"));
		bench.act(CASE, "一");
		assertThat(bench.anchors.isFailing()).isTrue();
		assertThat(new AuditHealthIndicator(bench.anchors).health().getStatus().getCode()).isEqualTo("DOWN");
		// when it is a directory at last
		Files.delete(blocked);
		Files.createDirectory(blocked);
		bench.act(CASE, "二");
		// then nothing is missing
		assertThat(bench.anchors.isFailing()).isFalse();
		assertThat(bench.verify().findings()).isEmpty();
		assertThat(bench.verify().anchors()).isEqualTo(2);
	}

	@Test
	void makesAKeyFileForItsOwnerOnly() throws Exception {
		// given no key
		Path file = this.directory.resolve("data/audit.key");
		AuditSettings settings = new AuditSettings("", file, this.directory.resolve("anchors"));
		// when the program starts for the first time, a key is made, and is the same ever
		// after
		AuditKey made = AuditKey.load(settings, true);
		assertThat(AuditKey.load(settings, false).id()).isEqualTo(made.id());
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		// and a given one goes first
		assertThat(AuditKey
			.load(new AuditSettings("0123456789abcdef0123456789abcdef", file, this.directory.resolve("anchors")), false)
			.id()).isNotEqualTo(made.id());
	}

	@Test
	void refusesAKeyThatIsShortOrLost() {
		Path file = this.directory.resolve("audit.key");
		assertThatThrownBy(() -> AuditKey.load(new AuditSettings("short", file, file), true))
			.isInstanceOf(AuditKeyException.class)
			.hasMessageContaining("32");
		assertThatThrownBy(() -> AuditKey.load(new AuditSettings("", file, file), false))
			.isInstanceOf(AuditKeyException.class)
			.hasMessageContaining("备份");
	}

	@Test
	void refusesAnotherKeyThanTheLogWasWrittenWith() {
		// given a log
		AuditBench bench = bench();
		AuditSettings settings = new AuditSettings("another key, as long as it needs to be", this.directory,
				this.directory);
		// then another key is refused, by its name, never by itself
		assertThatThrownBy(() -> new AuditConfiguration().auditKey(settings, bench.jdbc))
			.isInstanceOf(AuditKeyException.class)
			.hasMessageContaining(AuditBench.KEY.id())
			.hasMessageNotContaining("as long as it needs to be");
	}

	private static void cutLines(Path file, int lines) throws Exception {
		List<String> all = Files.readAllLines(file);
		Files.writeString(file, String.join("\n", all.subList(0, all.size() - lines)) + "\n");
	}

	private AuditBench bench() {
		AuditBench bench = new AuditBench(this.directory.resolve("audit.anchors"));
		bench.start();
		return bench;
	}

}
