package cn.huiqi.journey;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.ChineseDates;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.ProgrammeListener;
import cn.huiqi.programme.Programmes;
import cn.huiqi.workflow.WaitingCases;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The book of notices. In demo mode every stage has one whose window is open today.
 */
@Service
class StageNoticeBook implements StageNotices, SmartLifecycle, ProgrammeListener {

	private static final int ATTEMPTS = 3;

	private static final int LONGEST_TITLE = 200;

	private static final int LONGEST_NUMBER = 100;

	private final StageNoticeRecords records;

	private final StageGateRecords gates;

	private final StageVisitRecords visits;

	private final Programmes programmes;

	private final Cases cases;

	private final WaitingCases waiting;

	private final CurrentUser currentUser;

	private final AuditLog audit;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final boolean demo;

	private volatile boolean running;

	StageNoticeBook(StageNoticeRecords records, StageGateRecords gates, StageVisitRecords visits, Programmes programmes,
			Cases cases, WaitingCases waiting, CurrentUser currentUser, AuditLog audit,
			ApplicationEventPublisher events, PlatformTransactionManager transactions, Clock clock,
			@Value("${huiqi.demo}") boolean demo) {
		this.records = records;
		this.gates = gates;
		this.visits = visits;
		this.programmes = programmes;
		this.cases = cases;
		this.waiting = waiting;
		this.currentUser = currentUser;
		this.audit = audit;
		this.events = events;
		this.transaction = new TransactionTemplate(transactions);
		this.clock = clock;
		this.demo = demo;
	}

	@Override
	public List<Published> of(String programme) {
		return this.records.findByProgrammeOrderByOpensAscIdAsc(programme)
			.stream()
			.map(StageNoticeRecord::toPublished)
			.toList();
	}

	@Override
	public Optional<Published> find(String programme, String code) {
		return this.records.findByProgrammeAndCode(programme, code).map(StageNoticeRecord::toPublished);
	}

	@Override
	public Published publish(String programme, Notice notice) {
		return publish(programme, notice, true);
	}

	private Published publish(String programme, Notice notice, boolean confirmed) {
		return inOneGo(() -> {
			List<Fault> faults = new ArrayList<>();
			Programme.Stage stage = check(this.programmes.get(programme), notice, faults);
			if (notice.code() != null && find(programme, notice.code()).isPresent()) {
				faults.add(new Fault("code", "通知代码 %s 已使用，请换一个".formatted(notice.code())));
			}
			if (stage == null || !faults.isEmpty()) {
				throw RefusedException.invalid(faults);
			}
			this.gates.lock(programme, stage.key());
			Published published = new Published(stated(notice.code()), stage.key(), stated(notice.title()).strip(),
					stated(notice.documentNumber()).strip(), stated(notice.opens()), stated(notice.closes()),
					notice.form(), confirmed, this.currentUser.id().orElse(null), this.clock.instant(), null, null);
			this.records.save(new StageNoticeRecord(programme, published));
			this.audit
				.record(Act
					.on(Act.SYSTEM, AuditAction.STAGE_NOTICE_PUBLISHED, programme + " " + published.code(),
							"%s：%s，%s 至 %s".formatted(stage.name(), published.cited(),
									ChineseDates.day(published.opens()), ChineseDates.day(published.closes())))
					.after(facts(published)));
			wake(programme, stage, published, 0);
			return published;
		});
	}

	@Override
	public Published change(String programme, Notice notice) {
		return inOneGo(() -> {
			StageNoticeRecord record = this.records.findByProgrammeAndCode(programme, stated(notice.code()))
				.orElseThrow(() -> RefusedException.notFound("没有通知 " + notice.code()));
			Published before = record.toPublished();
			List<Fault> faults = new ArrayList<>();
			Programme.Stage stage = check(this.programmes.get(programme), notice, faults);
			List<StageVisitRecord> admitted = this.visits.findByProgrammeAndNoticeCodeOrderById(programme,
					before.code());
			if (!admitted.isEmpty()) {
				keepsItsPromise(before, notice, faults);
			}
			if (stage == null || !faults.isEmpty()) {
				throw RefusedException.invalid(faults);
			}
			this.gates.lock(programme, stage.key());
			Published now = new Published(before.code(), stage.key(), stated(notice.title()).strip(),
					stated(notice.documentNumber()).strip(), stated(notice.opens()), stated(notice.closes()),
					notice.form(), before.confirmed(), before.publishedBy(), before.publishedAt(),
					this.currentUser.id().orElse(null), this.clock.instant());
			record.become(now);
			this.records.save(record);
			this.audit.record(Act.on(Act.SYSTEM, AuditAction.STAGE_NOTICE_CHANGED, programme + " " + now.code(),
					"%s：%s，%s 至 %s".formatted(stage.name(), now.cited(), ChineseDates.day(now.opens()),
							ChineseDates.day(now.closes())))
				.before(facts(before))
				.after(facts(now)));
			if (!before.closes().equals(now.closes())) {
				admitted.stream()
					.filter(StageVisitRecord::isOpen)
					.filter((visit) -> !isOver(visit.applicationNumber()))
					.forEach((visit) -> this.events.publishEvent(
							new StageEvent.Moved(visit.applicationNumber(), stage.name(), now, before.closes())));
			}
			wake(programme, stage, now, this.clock.millis());
			return now;
		});
	}

	private boolean isOver(String number) {
		CaseStatus status = this.cases.get(number).status();
		return status.isFinal();
	}

	/** What cases were admitted under stays as it was published. */
	private void keepsItsPromise(Published before, Notice notice, List<Fault> faults) {
		LocalDate today = WorkCalendar.dayOf(this.clock.instant());
		if (!before.stage().equals(notice.stage())) {
			faults.add(new Fault("stage", "已有企业依据本通知进入该阶段，不能改为其他阶段"));
		}
		if (!before.opens().equals(notice.opens())) {
			faults.add(new Fault("opens", "已有企业依据本通知进入该阶段，不能再改开始日期"));
		}
		if (!Objects.equals(before.form(), notice.form())) {
			faults.add(new Fault("form", "已有企业依据本通知进入该阶段，不能再改表单"));
		}
		if (notice.closes() != null && !notice.closes().equals(before.closes()) && notice.closes().isBefore(today)) {
			faults.add(new Fault("closes", "已有企业依据本通知进入该阶段，截止日期不能改到今天以前"));
		}
	}

	/** Every fault of what a notice says; the stage, where there is one. */
	private static Programme.@Nullable Stage check(Programme programme, Notice notice, List<Fault> faults) {
		if (notice.code() == null || !notice.code().matches("[A-Za-z0-9-]{1,50}")) {
			faults.add(new Fault("code", "通知代码为 1 至 50 个字母、数字或连字符"));
		}
		Programme.Stage stage = programme.stages()
			.stream()
			.filter((one) -> one.key().equals(notice.stage()))
			.findFirst()
			.orElse(null);
		if (programme.stages().isEmpty()) {
			faults.add(new Fault("stage", "「%s」不分阶段，不发布阶段通知".formatted(programme.name())));
		}
		else if (stage == null) {
			faults.add(new Fault("stage",
					"请选择阶段：" + programme.stages()
						.stream()
						.map((one) -> "%s（%s）".formatted(one.key(), one.name()))
						.collect(Collectors.joining("、"))));
		}
		text("title", "通知标题", notice.title(), LONGEST_TITLE, faults);
		text("documentNumber", "发文字号", notice.documentNumber(), LONGEST_NUMBER, faults);
		day("opens", "开始日期", notice.opens(), faults);
		day("closes", "截止日期", notice.closes(), faults);
		if (notice.opens() != null && notice.closes() != null && notice.closes().isBefore(notice.opens())) {
			faults.add(new Fault("closes", "截止日期不能早于开始日期"));
		}
		if (notice.form() != null && stage != null && !stage.forms().contains(notice.form())) {
			faults.add(new Fault("form",
					stage.forms().isEmpty() ? "本阶段没有可选的表单，请留空" : "本阶段的表单只能是：" + String.join("、", stage.forms())));
		}
		return stage;
	}

	private static void text(String field, String label, @Nullable String text, int longest, List<Fault> faults) {
		if (text == null || text.isBlank()) {
			faults.add(new Fault(field, label + "不能为空"));
		}
		else if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
			faults.add(new Fault(field, "%s不超过 %d 个字，不含控制字符".formatted(label, longest)));
		}
	}

	private static void day(String field, String label, @Nullable LocalDate day, List<Fault> faults) {
		if (day == null) {
			faults.add(new Fault(field, label + "不能为空"));
		}
		else if (day.getYear() < 2000 || day.getYear() > 2100) {
			faults.add(new Fault(field, "年份应在 2000 至 2100 之间"));
		}
	}

	private static <T> T stated(@Nullable T value) {
		return Objects.requireNonNull(value);
	}

	private static Map<String, Object> facts(Published notice) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("stage", notice.stage());
		facts.put("title", notice.title());
		facts.put("documentNumber", notice.documentNumber());
		facts.put("opens", notice.opens().toString());
		facts.put("closes", notice.closes().toString());
		facts.put("form", (notice.form() != null) ? notice.form() : "");
		return facts;
	}

	/**
	 * Lets those that wait look again. Each goes on by a job of its own, so that one that
	 * fails there is one incident and holds up neither the notice nor another.
	 */
	private void wake(String programme, Programme.Stage stage, Published notice, long edition) {
		this.waiting.wake(Stages.MESSAGE, Map.of("programme", programme, "stage", stage.key()))
			.forEach((number) -> this.events
				.publishEvent(new StageEvent.Announced(number, stage.name(), notice, edition)));
	}

	/** Somebody may withdraw a case while it is woken: then all is done again. */
	private <T> T inOneGo(Supplier<T> work) {
		for (int attempt = 1;; attempt++) {
			try {
				return Objects.requireNonNull(this.transaction.execute((status) -> work.get()));
			}
			catch (RuntimeException ex) {
				if (attempt == ATTEMPTS || !this.waiting.isCollision(ex)) {
					throw ex;
				}
			}
		}
	}

	@Override
	public void start() {
		openStages();
		this.running = true;
	}

	@Override
	public void programmesChanged() {
		openStages();
	}

	private void openStages() {
		LocalDate today = WorkCalendar.dayOf(this.clock.instant());
		for (Programme programme : this.programmes.all()) {
			for (Programme.Stage stage : programme.stages()) {
				if (!this.gates.existsByProgrammeAndStage(programme.programme(), stage.key())) {
					this.gates.save(new StageGateRecord(programme.programme(), stage.key()));
				}
				boolean open = of(programme.programme()).stream()
					.anyMatch((notice) -> notice.stage().equals(stage.key()) && notice.isOpenOn(today));
				if (this.demo && !open) {
					publish(programme.programme(),
							new Notice("demo-%s-%s".formatted(stage.key(), today), stage.key(),
									"关于开展%s工作的通知（演示）".formatted(stage.name()), "演示通知", today.minusMonths(1),
									today.plusMonths(6), null),
							false);
				}
			}
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** After the release, which brings the programmes, before anything is served. */
	@Override
	public int getPhase() {
		return 5;
	}

}
