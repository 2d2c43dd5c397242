package cn.huiqi.material;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Corrections;
import cn.huiqi.application.Submissions;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.programme.Programme;
import cn.huiqi.workflow.CaseProgrammes;
import cn.huiqi.workflow.CaseTasks;
import cn.huiqi.workflow.TaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.io.InputStreamSource;
import org.springframework.core.io.Resource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The book behind {@link Materials}.
 */
@Service
class MaterialBook implements Materials {

	private static final Logger log = LoggerFactory.getLogger(MaterialBook.class);

	/** Duties whose work it is to look at materials. */
	private static final Set<String> JUDGING = Set.of("review", "co-review", "evaluate", "audit", "confirm-level");

	private static final String FILE = "file";

	private static final int LONGEST_REMARK = 500;

	private final MaterialRecords records;

	private final MaterialMoveRecords moves;

	private final MaterialStore store;

	private final MaterialSettings settings;

	private final VirusScanner scanner;

	private final Cases cases;

	private final CaseProgrammes programmes;

	private final CaseTasks tasks;

	private final Corrections corrections;

	private final Submissions submissions;

	private final CurrentUser currentUser;

	private final AuditLog audit;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	MaterialBook(MaterialRecords records, MaterialMoveRecords moves, MaterialStore store, MaterialSettings settings,
			VirusScanner scanner, Cases cases, CaseProgrammes programmes, CaseTasks tasks, Corrections corrections,
			Submissions submissions, CurrentUser currentUser, AuditLog audit, JdbcTemplate jdbc,
			PlatformTransactionManager transactions, Clock clock) {
		this.records = records;
		this.moves = moves;
		this.store = store;
		this.settings = settings;
		this.scanner = scanner;
		this.cases = cases;
		this.programmes = programmes;
		this.tasks = tasks;
		this.corrections = corrections;
		this.submissions = submissions;
		this.currentUser = currentUser;
		this.audit = audit;
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(transactions);
		this.clock = clock;
	}

	@Override
	public List<Asked> asked(String applicationNumber) {
		OpenWork open = new OpenWork(applicationNumber);
		return askedOf(applicationNumber).stream().map((material) -> {
			Openness openness = open.opennessOf(material);
			return new Asked(material, openness == Openness.OPEN, openness.reason,
					open.round.flatMap((one) -> one.reasonFor(Corrections.MATERIAL + material.kind())).orElse(null));
		}).toList();
	}

	private Openness openness(String applicationNumber, String kind) {
		return askedOf(applicationNumber).stream()
			.filter((material) -> material.kind().equals(kind))
			.findFirst()
			.map((material) -> new OpenWork(applicationNumber).opennessOf(material))
			.orElse(Openness.CLOSED);
	}

	private List<Programme.Material> askedOf(String applicationNumber) {
		return this.programmes.of(applicationNumber, this.cases.get(applicationNumber).programme()).materials();
	}

	@Override
	public List<MaterialFile> of(String applicationNumber) {
		List<MaterialRecord> all = all(applicationNumber);
		Set<String> lost = this.store.missing(all.stream().map(MaterialRecord::getId).toList());
		return all.stream().map((material) -> material.toFile(lost.contains(material.getId()))).toList();
	}

	private List<MaterialRecord> all(String applicationNumber) {
		return this.records.findByApplicationNumberOrderByUploadedAtAscIdAsc(applicationNumber);
	}

	/** A correction asks for what the declaration it corrects asked for. */
	private @Nullable String asksFor(String applicationNumber, String taskKey) {
		return taskKey.equals(Corrections.TASK) ? this.submissions.declarationTask(applicationNumber).orElse(null)
				: taskKey;
	}

	@Override
	public List<Programme.Material> missing(String applicationNumber) {
		OpenWork open = new OpenWork(applicationNumber);
		return missing(applicationNumber, (material) -> material.task() == null || open.asksFor(material));
	}

	@Override
	public List<Programme.Material> missing(TaskContext task) {
		String asksFor = asksFor(task.applicationNumber(), task.taskKey());
		return missing(task.applicationNumber(),
				(material) -> material.duty().equals(task.duty()) && material.isAskedAt(asksFor));
	}

	private List<Programme.Material> missing(String applicationNumber, Predicate<Programme.Material> asked) {
		List<Programme.Material> required = askedOf(applicationNumber).stream()
			.filter((material) -> material.required() && asked.test(material))
			.toList();
		if (required.isEmpty()) {
			return required;
		}
		Set<String> there = of(applicationNumber).stream()
			.filter((file) -> file.state() == MaterialFile.State.CURRENT)
			.map(MaterialFile::kind)
			.collect(Collectors.toSet());
		return required.stream().filter((material) -> !there.contains(material.kind())).toList();
	}

	@Override
	public List<MaterialFile> notInOrder(String applicationNumber) {
		return all(applicationNumber).stream()
			.filter((material) -> material.is(MaterialRecord.State.CURRENT) && material.isNotInOrder())
			.map((material) -> material.toFile(false))
			.toList();
	}

	@Override
	public boolean mayJudge(String applicationNumber) {
		return this.tasks.openTasks(applicationNumber)
			.stream()
			.anyMatch((task) -> JUDGING.contains(task.duty()) && this.tasks.mayDo(applicationNumber, task));
	}

	@Override
	public Quota quota(String applicationNumber) {
		return new Quota(this.records.used(this.cases.get(applicationNumber).creditCode().value()),
				this.settings.quota().toBytes());
	}

	@Override
	public Added add(String applicationNumber, Upload upload) {
		Case application = this.cases.get(applicationNumber);
		InputStreamSource content = upload.content();
		Programme.Material asked = askedOf(applicationNumber).stream()
			.filter((material) -> material.kind().equals(upload.kind()))
			.findFirst()
			.orElse(null);
		List<Fault> faults = new ArrayList<>();
		if (upload.kind() == null || upload.kind().isBlank()) {
			faults.add(new Fault("kind", "请指明材料种类"));
		}
		else if (asked == null) {
			faults.add(new Fault("kind", "本项目不收取此种材料"));
		}
		if (content == null) {
			faults.add(new Fault(FILE, "请选择文件"));
		}
		else if (upload.size() == 0) {
			faults.add(new Fault(FILE, "文件为空"));
		}
		if (!faults.isEmpty() || asked == null || content == null) {
			throw RefusedException.invalid(faults);
		}
		requireOpen(applicationNumber, asked.kind());
		String name = FileNames.clean(upload.name());
		requireType(asked, name, content);
		requireSize(asked, upload.size());
		try (InputStream bytes = content.getInputStream()) {
			return add(application, asked, name, bytes, upload.replaces());
		}
		catch (MaterialStore.TooManyBytesException ex) {
			throw tooLarge(asked);
		}
		catch (IOException ex) {
			throw notStored(ex);
		}
	}

	/** A full disk, a lost mount: nothing the caller could mend. */
	static RefusedException notStored(IOException fault) {
		log.error("An uploaded file could not be stored", fault);
		return RefusedException.unavailable(FILE, "文件暂时无法保存，请稍后重试");
	}

	private void requireOpen(String applicationNumber, String kind) {
		switch (openness(applicationNumber, kind)) {
			case OPEN -> {
			}
			case CLOSED -> throw RefusedException.conflict("kind", Openness.CLOSED.reasonOrEmpty());
			case NOT_NAMED -> throw RefusedException.conflict("kind", Openness.NOT_NAMED.reasonOrEmpty());
			case NOT_YOURS -> throw RefusedException.forbidden(Openness.NOT_YOURS.reasonOrEmpty());
		}
	}

	static void requireType(Programme.Material asked, String name, InputStreamSource content) {
		String ending = FileNames.endingOf(name);
		String taken = String.join("、", asked.types());
		if (!asked.types().contains(ending)) {
			throw RefusedException.unsupported(FILE, "「%s」只收 %s 文件".formatted(asked.label(), taken));
		}
		try {
			if (!FileTypes.fits(FileTypes.detect(content.getInputStream()), ending)) {
				throw RefusedException.unsupported(FILE, "文件内容不是 %s，请勿更改扩展名后上传".formatted(ending));
			}
		}
		catch (IOException ex) {
			throw notStored(ex);
		}
	}

	static void requireSize(Programme.Material asked, long size) {
		if (size > asked.maxBytes()) {
			throw tooLarge(asked);
		}
	}

	static RefusedException tooLarge(Programme.Material asked) {
		return RefusedException.tooLarge(FILE, "「%s」单个文件不超过 %s".formatted(asked.label(), asked.maxSize()));
	}

	private Added add(Case application, Programme.Material asked, String name, InputStream bytes,
			@Nullable String replaces) throws IOException {
		MaterialStore.Staged staged = this.store.stage(bytes, asked.maxBytes());
		boolean kept = false;
		try {
			// before the file is looked into: a call that is only repeated is answered at
			// once
			MaterialRecord same = same(application.number(), asked.kind(), staged.sha256());
			if (same != null) {
				return new Added(same.toFile(false), false);
			}
			MaterialRecord.Checked checked = examine(staged, name, this.scanner);
			makeHolder(application.creditCode().value());
			Added added = this.transaction.execute((status) -> register(application, asked, checked, staged, replaces));
			kept = added != null && added.isNew();
			return Objects.requireNonNull(added);
		}
		finally {
			if (!kept) {
				this.store.discard(staged.key());
			}
		}
	}

	/** Looks into a file before it is kept. */
	static MaterialRecord.Checked examine(MaterialStore.Staged staged, String name, VirusScanner scanner)
			throws IOException {
		String ending = FileNames.endingOf(name);
		if (FileTypes.isArchive(ending)) {
			try (InputStream archive = staged.content().getInputStream()) {
				ZipInspection.inspect(archive, FileTypes.isOffice(ending));
			}
		}
		Boolean scanned;
		try (InputStream scannable = staged.content().getInputStream()) {
			scanned = scanner.scan(scannable);
		}
		return new MaterialRecord.Checked(name, FileTypes.servedAs(ending), staged.size(), staged.sha256(), scanned);
	}

	/** The last step: everything that others might change meanwhile is asked again. */
	private Added register(Case application, Programme.Material asked, MaterialRecord.Checked checked,
			MaterialStore.Staged staged, @Nullable String replaces) {
		lock(application.creditCode().value());
		requireOpen(application.number(), asked.kind());
		MaterialRecord same = same(application.number(), asked.kind(), checked.sha256());
		if (same != null) {
			return new Added(same.toFile(false), false);
		}
		List<MaterialRecord> current = all(application.number()).stream()
			.filter((material) -> material.is(MaterialRecord.State.CURRENT) && material.kind().equals(asked.kind()))
			.toList();
		MaterialRecord replaced = replaced(current, checked, replaces);
		if (replaced == null && current.size() >= asked.maxFiles()) {
			throw RefusedException.conflict(FILE,
					"「%s」最多 %d 个文件，请替换或先撤回已有文件".formatted(asked.label(), asked.maxFiles()));
		}
		long limit = this.settings.quota().toBytes();
		if (this.records.used(application.creditCode().value()) + checked.size() > limit) {
			throw RefusedException.tooLarge(FILE, "本企业的材料空间（%d MB）已用完，请联系主管部门".formatted(limit / 1024 / 1024));
		}
		if (replaced != null) {
			move(replaced, MaterialRecord.State.CURRENT, MaterialRecord.State.REPLACED);
			this.records.save(replaced);
		}
		undoUnlessCommitted(this.store, staged.key());
		try {
			this.store.keep(staged);
		}
		catch (IOException ex) {
			throw notStored(ex);
		}
		MaterialRecord material = new MaterialRecord(staged.key(),
				new MaterialRecord.Place(application.number(), application.creditCode().value(), asked.kind()), checked,
				replaced, this.clock.instant(), this.currentUser.id().orElse(null));
		// the same bytes come back with what was found of them
		all(application.number()).stream()
			.filter((other) -> other.kind().equals(asked.kind()) && other.sha256().equals(checked.sha256())
					&& other.isNotInOrder())
			.reduce((first, second) -> second)
			.map((other) -> other.toFile(false).verdict())
			.ifPresent((verdict) -> material.judge(false, verdict.remark(), verdict.by(), verdict.at()));
		this.records.save(material);
		this.audit.record(Act
			.on(application.number(), (replaced != null) ? AuditAction.MATERIAL_REPLACED : AuditAction.MATERIAL_ADDED,
					asked.kind(),
					(replaced != null) ? "替换材料「%s」".formatted(asked.label()) : "上传材料「%s」".formatted(asked.label()))
			.before((replaced != null) ? told(replaced) : null)
			.after(told(material)));
		return new Added(material.toFile(false), true);
	}

	private @Nullable MaterialRecord replaced(List<MaterialRecord> current, MaterialRecord.Checked checked,
			@Nullable String replaces) {
		if (replaces == null || replaces.isBlank()) {
			// the same bytes again, whose file was lost, take the place of the lost one
			return current.stream()
				.filter((material) -> material.sha256().equals(checked.sha256()))
				.findFirst()
				.orElse(null);
		}
		return current.stream()
			.filter((material) -> material.getId().equals(replaces))
			.findFirst()
			.orElseThrow(() -> RefusedException.conflict("replaces", "要替换的文件已不是该材料的有效文件，请刷新后再试"));
	}

	/** The current material with the same bytes, if the store has them. */
	private @Nullable MaterialRecord same(String applicationNumber, String kind, String sha256) {
		return all(applicationNumber).stream()
			.filter((material) -> material.is(MaterialRecord.State.CURRENT) && material.kind().equals(kind)
					&& material.sha256().equals(sha256))
			.filter((material) -> this.store.missing(Set.of(material.getId())).isEmpty())
			.findFirst()
			.orElse(null);
	}

	private static Map<String, Object> told(MaterialRecord material) {
		MaterialFile file = material.toFile(false);
		return Map.of("id", file.id(), "name", file.name(), "sha256", file.sha256(), "size", file.size());
	}

	/** No file without a row: not even when the transaction fails at its very end. */
	static void undoUnlessCommitted(MaterialStore store, String key) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void afterCompletion(int status) {
				// where it is not known the sweeper will find out
				if (status == STATUS_ROLLED_BACK) {
					store.discard(key);
				}
			}
		});
	}

	/** Makes the row that changes to an enterprise's materials wait for. */
	private void makeHolder(String creditCode) {
		if (this.jdbc.queryForList("select credit_code from material_holder where credit_code = ?", creditCode)
			.isEmpty()) {
			try {
				this.jdbc.update("insert into material_holder (credit_code) values (?)", creditCode);
			}
			catch (DataIntegrityViolationException ex) {
				// somebody else has just made it
				return;
			}
		}
	}

	@Override
	public void hold(String applicationNumber) {
		lock(this.cases.get(applicationNumber).creditCode().value());
	}

	private void lock(String creditCode) {
		this.jdbc.queryForList("select credit_code from material_holder where credit_code = ? for update", creditCode);
	}

	@Override
	public Content content(String applicationNumber, String id) {
		MaterialFile file = find(applicationNumber, id).toFile(false);
		Resource bytes = this.store.content(id);
		if (!bytes.exists()) {
			throw RefusedException.notFound("文件缺失，请联系系统管理员");
		}
		return new Content(file, bytes);
	}

	private MaterialRecord find(String applicationNumber, String id) {
		return this.records.findByIdAndApplicationNumber(id, applicationNumber)
			.orElseThrow(() -> RefusedException.notFound("此申请没有这份材料"));
	}

	@Override
	public void withdraw(String applicationNumber, String id) {
		change(applicationNumber, id, (material, asked) -> {
			requireState(material, MaterialRecord.State.CURRENT, "只能撤回有效的材料");
			move(material, MaterialRecord.State.CURRENT, MaterialRecord.State.WITHDRAWN);
			this.audit.record(Act
				.on(applicationNumber, AuditAction.MATERIAL_WITHDRAWN, material.kind(), "撤回材料「%s」".formatted(asked))
				.before(told(material)));
		});
	}

	@Override
	public void restore(String applicationNumber, String id) {
		change(applicationNumber, id, (material, asked) -> {
			requireState(material, MaterialRecord.State.WITHDRAWN, "只能恢复已撤回的材料");
			List<MaterialRecord> current = all(applicationNumber).stream()
				.filter((other) -> other.is(MaterialRecord.State.CURRENT) && other.kind().equals(material.kind()))
				.toList();
			if (current.stream().anyMatch((other) -> other.sha256().equals(material.sha256()))) {
				throw RefusedException.conflict("相同的文件已重新上传，不必恢复");
			}
			int most = askedOf(applicationNumber).stream()
				.filter((one) -> one.kind().equals(material.kind()))
				.mapToInt(Programme.Material::maxFiles)
				.findFirst()
				.orElse(0);
			if (current.size() >= most) {
				throw RefusedException.conflict("「%s」最多 %d 个文件，请先撤回已有文件".formatted(asked, most));
			}
			move(material, MaterialRecord.State.WITHDRAWN, MaterialRecord.State.CURRENT);
			this.audit.record(Act
				.on(applicationNumber, AuditAction.MATERIAL_RESTORED, material.kind(), "恢复材料「%s」".formatted(asked))
				.after(told(material)));
		});
	}

	private void move(MaterialRecord material, MaterialRecord.State from, MaterialRecord.State to) {
		material.move(from, to);
		this.moves.save(new MaterialMoveRecord(material, to, this.clock.instant()));
	}

	@Override
	public List<MaterialFile> at(String applicationNumber, Instant instant) {
		Map<String, MaterialRecord.State> states = new HashMap<>();
		List<MaterialRecord> materials = all(applicationNumber).stream()
			.filter((material) -> !material.toFile(false).uploadedAt().isAfter(instant))
			.toList();
		this.moves.findByApplicationNumberOrderById(applicationNumber)
			.stream()
			.filter((move) -> !move.movedAt().isAfter(instant))
			.forEach((move) -> states.put(move.materialId(), move.state()));
		return materials.stream()
			.filter((material) -> states.getOrDefault(material.getId(),
					MaterialRecord.State.CURRENT) == MaterialRecord.State.CURRENT)
			.map((material) -> material.toFile(false))
			.toList();
	}

	private void change(String applicationNumber, String id, Change change) {
		String creditCode = this.cases.get(applicationNumber).creditCode().value();
		this.transaction.executeWithoutResult((status) -> {
			lock(creditCode);
			MaterialRecord material = find(applicationNumber, id);
			requireOpen(applicationNumber, material.kind());
			change.apply(material, labelOf(applicationNumber, material.kind()));
			this.records.save(material);
		});
	}

	private static void requireState(MaterialRecord material, MaterialRecord.State state, String otherwise) {
		if (!material.is(state)) {
			throw RefusedException.conflict(otherwise);
		}
	}

	private String labelOf(String applicationNumber, String kind) {
		return askedOf(applicationNumber).stream()
			.filter((material) -> material.kind().equals(kind))
			.map(Programme.Material::label)
			.findFirst()
			.orElse(kind);
	}

	@Override
	public MaterialFile judge(String applicationNumber, String id, boolean inOrder, @Nullable String remark) {
		String creditCode = this.cases.get(applicationNumber).creditCode().value();
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			lock(creditCode);
			MaterialRecord material = find(applicationNumber, id);
			if (!mayJudge(applicationNumber)) {
				throw RefusedException.forbidden("您当前没有可核对本申请材料的任务");
			}
			String said = (remark != null) ? remark.strip() : "";
			if (!inOrder && said.isEmpty()) {
				throw RefusedException.invalid("remark", "不符合要求的，请说明原因");
			}
			if (said.codePointCount(0, said.length()) > LONGEST_REMARK) {
				throw RefusedException.invalid("remark", "不超过%d字".formatted(LONGEST_REMARK));
			}
			if (said.codePoints()
				.anyMatch((one) -> Character.getType(one) == Character.SURROGATE
						|| (Character.isISOControl(one) && one != '\n' && one != '\r'))) {
				throw RefusedException.invalid("remark", "含有不能接受的控制字符");
			}
			requireState(material, MaterialRecord.State.CURRENT, "该文件已被替换或撤回，请刷新后再试");
			MaterialFile.Verdict before = material.toFile(false).verdict();
			material.judge(inOrder, said, this.currentUser.id().orElse(null), this.clock.instant());
			this.records.save(material);
			this.audit
				.record(Act
					.on(applicationNumber, AuditAction.MATERIAL_JUDGED, material.kind(),
							"核对材料「%s」：%s".formatted(labelOf(applicationNumber, material.kind()),
									inOrder ? "符合" : "不符合"))
					.before((before != null) ? Map.of("inOrder", before.inOrder(), "remark", before.remark()) : null)
					.after(Map.of("inOrder", inOrder, "remark", said, "id", id, "name", material.name(), "sha256",
							material.sha256())));
			return material.toFile(false);
		}));
	}

	/**
	 * The open tasks of a case, asked once for all its materials: the one place that says
	 * when a kind may be changed, and by whom.
	 */
	private final class OpenWork {

		private final String number;

		private final List<CaseTasks.OpenTask> open;

		private final Optional<Corrections.Round> round;

		private final Map<String, String> asking = new HashMap<>();

		private final Map<String, Boolean> mine = new HashMap<>();

		OpenWork(String number) {
			this.number = number;
			this.open = MaterialBook.this.tasks.openTasks(number);
			this.round = MaterialBook.this.corrections.current(number);
			this.open.forEach((task) -> {
				String asksFor = MaterialBook.this.asksFor(number, task.key());
				if (asksFor != null) {
					this.asking.put(task.id(), asksFor);
				}
			});
		}

		boolean asksFor(Programme.Material material) {
			return this.open.stream().anyMatch((task) -> material.isAskedAt(this.asking.get(task.id())));
		}

		Openness opennessOf(Programme.Material material) {
			List<CaseTasks.OpenTask> due = this.open.stream()
				.filter((task) -> task.duty().equals(material.duty()) && material.isAskedAt(this.asking.get(task.id())))
				.toList();
			if (due.isEmpty()) {
				return Openness.CLOSED;
			}
			if (due.stream().noneMatch(this::isMine)) {
				return Openness.NOT_YOURS;
			}
			// in a correction only what was named is open of what the enterprise hands in
			boolean named = !material.byApplicant() || this.round
				.map((one) -> one.isWhole() || one.reasonFor(Corrections.MATERIAL + material.kind()).isPresent())
				.orElse(true);
			return named ? Openness.OPEN : Openness.NOT_NAMED;
		}

		private boolean isMine(CaseTasks.OpenTask task) {
			return this.mine.computeIfAbsent(task.id(), (id) -> MaterialBook.this.tasks.mayDo(this.number, task));
		}

	}

	/** Whether a kind may be changed now. */
	private enum Openness {

		/** By the caller. */
		OPEN(null),
		/** By nobody. */
		CLOSED("当前环节不接收此材料"),
		/** By nobody: the correction does not ask for it. */
		NOT_NAMED("本次退回未要求修改此材料"),
		/** By others. */
		NOT_YOURS("此材料由当前任务的办理人提交，您不能办理该任务");

		private final @Nullable String reason;

		Openness(@Nullable String reason) {
			this.reason = reason;
		}

		String reasonOrEmpty() {
			return (this.reason != null) ? this.reason : "";
		}

	}

	/** What is done to a material. */
	private interface Change {

		void apply(MaterialRecord material, String label);

	}

}
