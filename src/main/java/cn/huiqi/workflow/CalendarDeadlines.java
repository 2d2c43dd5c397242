package cn.huiqi.workflow;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the periods, and moves provisional ones to their definite date when the calendar
 * has learnt the year.
 */
@Component
class CalendarDeadlines implements Deadlines, SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(CalendarDeadlines.class);

	private final DeadlineRecords records;

	private final WorkCalendar calendar;

	private final Clock clock;

	private final RuntimeService runtime;

	private final TaskService tasks;

	private final ManagementService management;

	private final TransactionTemplate transaction;

	private volatile boolean running;

	private final AuditLog audit;

	CalendarDeadlines(DeadlineRecords records, WorkCalendar calendar, Clock clock, RuntimeService runtime,
			TaskService tasks, ManagementService management, PlatformTransactionManager transactions, AuditLog audit) {
		this.records = records;
		this.calendar = calendar;
		this.clock = clock;
		this.runtime = runtime;
		this.tasks = tasks;
		this.management = management;
		this.transaction = new TransactionTemplate(transactions);
		this.audit = audit;
	}

	@Override
	public Period open(String applicationNumber, Kind kind, int workdays) {
		DeadlineRecord record = this.records.findByApplicationNumberAndKind(applicationNumber, kind)
			.orElseGet(() -> new DeadlineRecord(applicationNumber, kind));
		record.open(WorkCalendar.dayOf(this.clock.instant()), workdays, this.calendar);
		return this.records.save(record).period();
	}

	@Override
	public Period extend(String applicationNumber, Kind kind, int workdays) {
		DeadlineRecord record = this.records.findByApplicationNumberAndKind(applicationNumber, kind)
			.filter((open) -> !open.period().isOverAt(this.clock.instant()))
			.orElseThrow(() -> RefusedException.conflict("期限已届满，不能延长"));
		record.extend(workdays, this.calendar);
		this.records.save(record);
		moveTimer(record);
		return record.period();
	}

	@Override
	public Optional<Period> find(String applicationNumber, Kind kind) {
		return this.records.findByApplicationNumberAndKind(applicationNumber, kind).map(DeadlineRecord::period);
	}

	@Override
	public void start() {
		recomputeWith(this.calendar);
		this.running = true;
	}

	void recomputeWith(WorkCalendar known) {
		this.transaction.executeWithoutResult((status) -> this.records.findByProvisionalTrue().forEach((record) -> {
			Period before = record.period();
			record.recompute(known);
			if (!before.equals(record.period())) {
				this.audit
					.record(Act
						.on(record.applicationNumber(), AuditAction.DEADLINE_RECOMPUTED, record.kind().name(),
								"期限重算为" + record.period().display())
						.before(facts(before))
						.after(facts(record.period())));
			}
			this.records.save(record);
			if (!record.period().deadline().provisional()) {
				moveTimer(record);
			}
		}));
	}

	private static Map<String, Object> facts(Period period) {
		return Map.of("lastDay", period.deadline().lastDay().toString(), "provisional",
				period.deadline().provisional());
	}

	private void moveTimer(DeadlineRecord record) {
		Period period = record.period();
		Kind kind = record.kind();
		this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(record.applicationNumber())
			.unlimitedList()
			.stream()
			// also where no timer runs at present: one that starts again later, after an
			// objection was dismissed, takes its date from the variable
			.filter((instance) -> this.runtime.getVariable(instance.getId(), kind.fires().name()) != null)
			.forEach((instance) -> {
				this.runtime.setVariable(instance.getId(), kind.fires().name(), period.fires());
				this.runtime.setVariable(instance.getId(), kind.shown().name(), period.shown());
				this.management.createJobQuery()
					.processInstanceId(instance.getId())
					.activityId(kind.timer())
					.unlimitedList()
					.forEach((job) -> this.management.setJobDuedate(job.getId(), period.fires()));
				this.tasks.createTaskQuery()
					.processInstanceId(instance.getId())
					.unlimitedList()
					.stream()
					.filter((task) -> task.getDueDate() != null)
					.forEach((task) -> {
						task.setDueDate(period.shown());
						this.tasks.saveTask(task);
					});
				log.info("The {} period of {} now ends on {}", kind, record.applicationNumber(),
						period.deadline().lastDay());
			});
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Before the job executor may fire anything. */
	@Override
	public int getPhase() {
		return ReleaseGate.PHASE + 1;
	}

}
