package cn.huiqi.application;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import cn.huiqi.core.WorkCalendar;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.workflow.CaseTasks;
import cn.huiqi.workflow.Deadlines;
import cn.huiqi.workflow.ProgrammeParameters;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Periods a model gives for what is to be done in a case, each named after the parameter
 * that gives its length. Another begins every time, unless the parameter
 * {@code <name>Scope} says {@code case} (only when the one before has run out) or
 * {@code once} (never again in the same run of the process).
 */
@Service
@Transactional
public class CasePeriods {

	private final Cases cases;

	private final Submissions submissions;

	private final Deadlines deadlines;

	private final PeriodRules rules;

	private final CaseTasks tasks;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	CasePeriods(Cases cases, Submissions submissions, Deadlines deadlines, PeriodRules rules, CaseTasks tasks,
			ApplicationEventPublisher events, Clock clock) {
		this.cases = cases;
		this.submissions = submissions;
		this.deadlines = deadlines;
		this.rules = rules;
		this.tasks = tasks;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Opens a period.
	 * @param from date it is counted from, {@code userTask_x.field} as answered there
	 * last; today where nothing is said or answered
	 * @param run id of the process instance that opens it
	 */
	public Deadlines.Period open(String number, String releaseId, String key, @Nullable String from, String run) {
		Deadlines.Name name = Deadlines.Kind.PERIOD.named(key);
		PeriodRules.Scope scope = this.rules.scope(number, releaseId, key, PeriodRules.Scope.RETURN);
		String within = (scope == PeriodRules.Scope.ONCE) ? run : null;
		return scope.stillRuns(this.deadlines.find(number, name, within), this.clock.instant())
			.orElseGet(() -> this.deadlines.open(number, name,
					new Deadlines.Opening(begins(number, from), parameter(number, releaseId, key).period(), within)));
	}

	private LocalDate begins(String number, @Nullable String from) {
		return Optional.ofNullable(from).flatMap((field) -> {
			int dot = field.indexOf('.');
			return this.submissions.lastOfTask(number, field.substring(0, dot))
				.flatMap((answered) -> answered.text(field.substring(dot + 1)));
		}).filter((date) -> !date.isBlank()).map(LocalDate::parse).orElseGet(() -> today());
	}

	private LocalDate today() {
		return WorkCalendar.dayOf(this.clock.instant());
	}

	/** The length of a period. */
	@Transactional(readOnly = true)
	public ProgrammeParameters.Parameter parameter(String number, String releaseId, String key) {
		return this.rules.length(number, releaseId, key);
	}

	/** Whether a period has ended for good. */
	@Transactional(readOnly = true)
	public boolean isOver(Deadlines.Period period) {
		return period.isOverAt(this.clock.instant());
	}

	/** When people are to be reminded next; empty if never again. */
	@Transactional(readOnly = true)
	public Optional<Instant> nextReminder(String number, String releaseId, String key, Deadlines.Period period) {
		Instant now = this.clock.instant();
		return this.rules.reminders(number, releaseId, key, period)
			.stream()
			.filter((instant) -> instant.isAfter(now))
			.min(Comparator.naturalOrder());
	}

	/** Tells those whose tasks are due at the end of a period that it comes near. */
	public void remind(String number, String key) {
		find(number, key).filter((period) -> period.isOpenAt(this.clock.instant())).ifPresent((period) -> {
			List<CaseTasks.OpenTask> due = due(number, period);
			this.events.publishEvent(
					new PeriodEvent.DueSoon(number, groups(number, due), key, subject(due), period.deadline().lastDay(),
							period.display(), this.rules.workdaysLeft(period), this.rules.left(period)));
		});
	}

	/**
	 * Tells those whose tasks were due at the end of a period, the department and the
	 * district that it has ended.
	 * @return what was to be done, for people
	 */
	public String escalate(String number, String key) {
		Deadlines.Period period = find(number, key).orElseThrow();
		List<CaseTasks.OpenTask> due = due(number, period);
		Case application = this.cases.get(number);
		Set<String> groups = new LinkedHashSet<>(groups(number, due));
		groups.add(application.authority() + "-bureau");
		if (application.district() != null) {
			groups.add(application.authority() + "-district-" + application.district());
		}
		this.events.publishEvent(new PeriodEvent.Overdue(number, groups, key, subject(due), period.deadline().lastDay(),
				period.display()));
		return subject(due);
	}

	/** The period last opened under the name. */
	@Transactional(readOnly = true)
	public Optional<Deadlines.Period> find(String number, String key) {
		return this.deadlines.find(number, Deadlines.Kind.PERIOD.named(key));
	}

	private List<CaseTasks.OpenTask> due(String number, Deadlines.Period period) {
		Instant shown = period.shown().toInstant();
		return this.tasks.openTasks(number).stream().filter((task) -> shown.equals(task.due())).toList();
	}

	/** The enterprise where no task is left: one that ended with the period. */
	private List<String> groups(String number, List<CaseTasks.OpenTask> due) {
		List<String> groups = new ArrayList<>();
		due.forEach((task) -> groups.addAll(task.groups()));
		return groups.isEmpty() ? List.of(Enterprise.groupOf(this.cases.get(number).creditCode())) : groups;
	}

	private static String subject(List<CaseTasks.OpenTask> due) {
		return due.isEmpty() ? "办理事项"
				: due.stream()
					.map(CaseTasks.OpenTask::name)
					.filter(Objects::nonNull)
					.distinct()
					.collect(Collectors.joining("、"));
	}

}
