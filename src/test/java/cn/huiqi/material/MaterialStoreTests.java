package cn.huiqi.material;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Corrections;
import cn.huiqi.application.Submissions;
import cn.huiqi.programme.Programme;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.RefusedException;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.workflow.CaseProgrammes;
import cn.huiqi.workflow.CaseTasks;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * No row without its bytes, no bytes without their row, whichever store it is.
 */
@DatabaseTest
class MaterialStoreTests {

	private static final DataSize PLENTY = DataSize.ofGigabytes(2);

	@TempDir
	Path directory;

	@Autowired
	Journey journey;

	@Autowired
	Materials materials;

	@Autowired
	MaterialRecords records;

	@Autowired
	AttachmentRecords attachments;

	@Autowired
	MaterialMoveRecords moves;

	@Autowired
	Cases cases;

	@Autowired
	CaseProgrammes programmes;

	@Autowired
	CaseTasks tasks;

	@Autowired
	Corrections corrections;

	@Autowired
	Submissions submissions;

	@Autowired
	CurrentUser currentUser;

	@Autowired
	AuditLog audit;

	@Autowired
	JdbcTemplate jdbc;

	@Autowired
	PlatformTransactionManager transactions;

	@Autowired
	Clock clock;

	private Journey.Party party;

	private String number;

	@BeforeEach
	void declarationIsDue() {
		this.party = this.journey.newEnterprise();
		this.number = this.journey.start(this.party);
		this.journey.as(this.party.account());
	}

	@AfterEach
	void nobodyIsLoggedIn() {
		this.journey.reset();
	}

	@ParameterizedTest
	@ValueSource(strings = { "directory", "database" })
	void keepsBytesAsTheyCame(String kind) throws IOException {
		// given
		MaterialStore store = store(kind);
		Materials materials = materials(store, "", 0, PLENTY);
		byte[] page = Journey.pdf("kept " + this.number);
		// when
		MaterialFile file = materials.add(this.number, upload("applicationForm", page)).file();
		// then they are read back, and their hash is right
		try (InputStream content = materials.content(this.number, file.id()).bytes().getInputStream()) {
			assertThat(content.readAllBytes()).isEqualTo(page);
		}
		assertThat(materials.content(this.number, file.id()).bytes().contentLength()).isEqualTo(page.length);
		assertThat(file.sha256()).isEqualTo(sha256(page));
		assertThat(file.state()).isEqualTo(MaterialFile.State.CURRENT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "directory", "database" })
	void leavesNoFileWhenTheTransactionRollsBack(String kind) {
		// given an upload inside a transaction
		MaterialStore store = store(kind);
		Materials materials = materials(store, "", 0, PLENTY);
		// when it fails at its very end
		TransactionTemplate transaction = new TransactionTemplate(this.transactions);
		assertThatThrownBy(() -> transaction.executeWithoutResult((status) -> {
			materials.add(this.number, upload("applicationForm", Journey.pdf("undone")));
			assertThat(store.writtenBefore(soon())).isNotEmpty();
			throw new IllegalStateException("at the very end");
		})).hasMessage("at the very end");
		// then neither row nor file is there
		assertThat(materials.of(this.number)).isEmpty();
		assertThat(ownKeys(store)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "directory", "database" })
	void leavesNoFileWhenItIsRefused(String kind) {
		// given a store, and a file too large for the enterprise's share
		MaterialStore store = store(kind);
		Materials materials = materials(store, "", 0, DataSize.ofBytes(100));
		// when
		RefusedException refusal = refusalOf(
				() -> materials.add(this.number, upload("applicationForm", Journey.pdf("x".repeat(200)))));
		// then
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.TOO_LARGE);
		assertThat(refusal.getMessage()).contains("空间");
		assertThat(ownKeys(store)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "directory", "database" })
	void sweepsWhatAKilledUploadLeft(String kind) throws IOException {
		// given a material, a file whose row was never written, and one being written
		MaterialStore store = store(kind);
		Materials materials = materials(store, "", 0, PLENTY);
		String kept = materials.add(this.number, upload("applicationForm", Journey.pdf("kept"))).file().id();
		MaterialStore.Staged orphan = store.stage(new ByteArrayInputStream(new byte[10]), 10);
		store.keep(orphan);
		MaterialStore.Staged half = store.stage(new ByteArrayInputStream(new byte[10]), 10);
		StoreSweeper sweeper = new StoreSweeper(store, this.records, this.attachments,
				this.directory.resolve("requests"));
		// when it is swept at once, then nothing happens: it may still come to an end
		sweeper.sweep();
		assertThat(ownKeys(store)).contains(kept, orphan.key(), half.key());
		// when an hour has passed
		age(kind, kept, orphan.key(), half.key());
		sweeper.sweep();
		// then only what has a row is there
		assertThat(ownKeys(store)).containsExactly(kept);
		assertThat(store.missing(Set.of(kept))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "directory", "database" })
	void showsLostFileAsMissingUntilItIsSentAgain(String kind) throws IOException {
		// given a material whose bytes somebody has deleted
		MaterialStore store = store(kind);
		Materials materials = materials(store, "", 0, PLENTY);
		byte[] page = Journey.pdf("lost");
		String lost = materials.add(this.number, upload("applicationForm", page)).file().id();
		store.discard(lost);
		// then it is reported, shown and asked for
		StoreSweeper sweeper = new StoreSweeper(store, this.records, this.attachments,
				this.directory.resolve("requests"));
		assertThat(sweeper.reportLost()).contains(lost);
		assertThat(materials.of(this.number)).singleElement()
			.extracting(MaterialFile::state)
			.isEqualTo(MaterialFile.State.MISSING);
		assertThat(declared(materials.missing(this.number))).extracting((material) -> material.kind())
			.contains("applicationForm");
		assertThat(refusalOf(() -> materials.content(this.number, lost)).getMessage()).contains("文件缺失");
		// when the same file is sent again, then it takes the place
		MaterialFile again = materials.add(this.number, upload("applicationForm", page)).file();
		assertThat(again.replaces()).isEqualTo(lost);
		assertThat(declared(materials.missing(this.number))).extracting((material) -> material.kind())
			.doesNotContain("applicationForm");
	}

	@Test
	void changesNoMaterialWhileASubmissionGoesIn() throws InterruptedException {
		// given a declaration that is being handed in
		this.journey.handInMaterials(this.number, this.party.account());
		Materials materials = this.materials;
		String report = materials.of(this.number)
			.stream()
			.filter((file) -> file.kind().equals("auditReport"))
			.findFirst()
			.orElseThrow()
			.id();
		AtomicReference<Throwable> refusal = new AtomicReference<>();
		Thread withdrawal = new Thread(() -> {
			this.journey.as(this.party.account());
			refusal.set(Assertions.catchThrowable(() -> materials.withdraw(this.number, report)));
		});
		// when somebody withdraws one of its materials meanwhile
		new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
			materials.hold(this.number);
			withdrawal.start();
			this.journey.complete(this.number, "userTask_declareProject", this.party.account(), "declaration");
		});
		withdrawal.join();
		// then he comes too late, and the case has all it needs
		assertThat(refusal.get()).isInstanceOf(RefusedException.class);
		assertThat(declared(materials.missing(this.number))).isEmpty();
	}

	@Test
	void holdsNoWholeFileInMemory() {
		// given a contract of 60 MB
		MaterialStore store = store("directory");
		Materials materials = materials(store, "", 0, PLENTY);
		long size = 60L * 1024 * 1024;
		InputStreamSource content = () -> Samples.pdfOf(size, 7);
		long before = allocated();
		// when
		MaterialFile file = materials
			.add(this.number, new Materials.Upload("transformationContract", "合同.pdf", size, content, null))
			.file();
		// then all that was allocated meanwhile is a fraction of it
		assertThat(file.size()).isEqualTo(size);
		assertThat(allocated() - before).isLessThan(size / 3);
	}

	@Test
	void takesNoMoreThanOneFileTooManyAtOnce() throws Exception {
		// given a kind of which one is taken
		Materials materials = materials(store("directory"), "", 0, PLENTY);
		// when eight send one at the same moment
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			byte[] page = Journey.pdf("race " + i);
			threads.add(new Thread(() -> {
				this.journey.as(this.party.account());
				Assertions.catchThrowable(() -> materials.add(this.number, upload("applicationForm", page)));
				this.journey.reset();
			}));
		}
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		// then one is there
		assertThat(materials.of(this.number)).hasSize(1);
	}

	@Test
	void keepsNothingThatIsInfectedOrCannotBeScanned() throws IOException {
		MaterialStore store = store("directory");
		try (VirusScannerTests.FakeClamd clamd = new VirusScannerTests.FakeClamd(null)) {
			// given a scanner
			Materials materials = materials(store, "127.0.0.1", clamd.port(), PLENTY);
			// when, then
			assertThat(materials.add(this.number, upload("applicationForm", Journey.pdf("clean"))).file().scanned())
				.isTrue();
			RefusedException infected = refusalOf(
					() -> materials.add(this.number, upload("diagnosisReport", Journey.pdf("EICAR"))));
			assertThat(infected.getMessage()).contains("病毒");
		}
		// and one that is away
		Materials unscanned = materials(store, "127.0.0.1", 1, PLENTY);
		RefusedException refusal = refusalOf(
				() -> unscanned.add(this.number, upload("diagnosisReport", Journey.pdf("whatever"))));
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.UNAVAILABLE);
		assertThat(unscanned.of(this.number)).hasSize(1);
		assertThat(ownKeys(store)).hasSize(1);
	}

	private MaterialStore store(String kind) {
		try {
			return kind.equals("directory") ? new DirectoryStore(this.directory)
					: new DatabaseStore(this.jdbc, this.transactions);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Materials materials(MaterialStore store, String clamd, int port, DataSize quota) {
		MaterialSettings settings = VirusScannerTests.settings(clamd, port, quota);
		return new MaterialBook(this.records, this.moves, store, settings, new VirusScanner(settings), this.cases,
				this.programmes, this.tasks, this.corrections, this.submissions, this.currentUser, this.audit,
				this.jdbc, this.transactions, this.clock);
	}

	private static List<Programme.Material> declared(List<Programme.Material> materials) {
		return materials.stream().filter(Programme.Material::byApplicant).toList();
	}

	private static Materials.Upload upload(String kind, byte[] page) {
		return new Materials.Upload(kind, kind + ".pdf", page.length, new ByteArrayResource(page), null);
	}

	/** What the store holds that no other test has put there. */
	private List<String> ownKeys(MaterialStore store) {
		List<String> others = this.jdbc.queryForList("select id from material where application_number <> ?",
				String.class, this.number);
		return store.writtenBefore(soon()).stream().filter((key) -> !others.contains(key)).toList();
	}

	private void age(String kind, String... keys) throws IOException {
		Instant twoHoursAgo = Instant.now().minusSeconds(7200);
		if (kind.equals("database")) {
			this.jdbc.update("update material_chunk set written_at = ?", Timestamp.from(twoHoursAgo));
			return;
		}
		try (var files = Files.walk(this.directory)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Files.setLastModifiedTime(file, FileTime.from(twoHoursAgo));
			}
		}
	}

	private static Instant soon() {
		return Instant.now().plusSeconds(60);
	}

	private static long allocated() {
		return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
			.getThreadAllocatedBytes(Thread.currentThread().getId());
	}

	private static String sha256(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static RefusedException refusalOf(ThrowingCallable act) {
		return Assertions.catchThrowableOfType(RefusedException.class, act);
	}

}
