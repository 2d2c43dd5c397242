package cn.huiqi.workflow;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.PeriodLength;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
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
	public Period open(String applicationNumber, Name name, Opening opening) {
		DeadlineRecord record = record(applicationNumber, name)
			.orElseGet(() -> new DeadlineRecord(applicationNumber, name));
		record.open(opening.from(), opening.length(), opening.run(), this.calendar);
		return this.records.save(record).period();
	}

	@Override
	public Period extend(String applicationNumber, Name name, PeriodLength by) {
		DeadlineRecord record = record(applicationNumber, name)
			.filter((open) -> !open.period().isOverAt(this.clock.instant()))
			.orElseThrow(() -> RefusedException.conflict("期限已届满，不能延长"));
		Period before = record.period();
		record.extend(by, this.calendar);
		this.records.save(record);
		moveTimer(record, before);
		return record.period();
	}

	@Override
	public Optional<Period> find(String applicationNumber, Name name) {
		return record(applicationNumber, name).map(DeadlineRecord::period);
	}

	@Override
	public Optional<Period> find(String applicationNumber, Name name, @Nullable String run) {
		return record(applicationNumber, name).filter((record) -> record.isOfRun(run)).map(DeadlineRecord::period);
	}

	private Optional<DeadlineRecord> record(String applicationNumber, Name name) {
		return this.records.findByApplicationNumberAndKindAndPeriodKey(applicationNumber, name.kind(), name.key());
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
						.on(record.applicationNumber(), AuditAction.DEADLINE_RECOMPUTED, record.name().key(),
								"期限重算为" + record.period().display())
						.before(facts(before))
						.after(facts(record.period())));
			}
			this.records.save(record);
			if (!record.period().deadline().provisional()) {
				moveTimer(record, before);
			}
		}));
	}

	private static Map<String, Object> facts(Period period) {
		return Map.of("lastDay", period.deadline().lastDay().toString(), "provisional",
				period.deadline().provisional());
	}

	private void moveTimer(DeadlineRecord record, Period before) {
		Period period = record.period();
		Kind kind = record.name().kind();
		List<ProcessInstance> instances = this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(record.applicationNumber())
			.unlimitedList();
		if (instances.isEmpty()) {
			return;
		}
		this.runtime.createVariableInstanceQuery()
			.processInstanceIdIn(instances.stream().map(ProcessInstance::getId).toArray(String[]::new))
			// also where no timer runs at present: one that starts again later, after an
			// objection was dismissed, takes its date from the variable
			.variableName(kind.fires().name())
			.unlimitedList()
			.stream()
			.filter((variable) -> runs(record.name(), variable.getExecutionId()))
			.forEach((variable) -> {
				this.runtime.setVariableLocal(variable.getExecutionId(), kind.fires().name(), period.fires());
				this.runtime.setVariableLocal(variable.getExecutionId(), kind.shown().name(), period.shown());
				moveIn(variable.getProcessInstanceId(), record.name(), before, period);
				log.info("The period {} of {} now ends on {}", record.name().key(), record.applicationNumber(),
						period.deadline().lastDay());
			});
	}

	private void moveIn(String instance, Name name, Period before, Period period) {
		this.management.createJobQuery()
			.processInstanceId(instance)
			.timers()
			.unlimitedList()
			.stream()
			.filter((job) -> isTimerOf(name, job))
			.forEach((job) -> this.management.setJobDuedate(job.getId(), period.fires()));
		this.tasks.createTaskQuery()
			.processInstanceId(instance)
			.unlimitedList()
			.stream()
			.filter((task) -> before.shown().equals(task.getDueDate()))
			.forEach((task) -> {
				task.setDueDate(period.shown());
				this.tasks.saveTask(task);
			});
	}

	/** A model may have several timers of periods, whose ids begin alike. */
	private boolean isTimerOf(Name name, Job job) {
		String activity = String.valueOf(this.management.createJobDefinitionQuery()
			.jobDefinitionId(job.getJobDefinitionId())
			.singleResult()
			.getActivityId());
		return activity.startsWith(name.kind().timer()) && runs(name, job.getExecutionId());
	}

	/**
	 * Whether it is this period, of several of its kind, that runs where something is.
	 */
	private boolean runs(Name name, String execution) {
		return name.kind() != Kind.PERIOD
				|| name.key().equals(this.runtime.getVariable(execution, ProcessVariables.PERIOD_KEY.name()));
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
