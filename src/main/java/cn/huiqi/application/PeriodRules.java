package cn.huiqi.application;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import cn.huiqi.core.PeriodLength;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.workflow.Deadlines;
import cn.huiqi.workflow.ProgrammeParameters;

import org.springframework.stereotype.Component;

/**
 * What a programme's parameters say of a period besides its length. All are named after
 * the parameter of the length: {@code rectificationPeriod} has
 * {@code rectificationPeriodScope}, {@code rectificationReminders},
 * {@code rectificationExtensions} and {@code rectificationExtensionPeriod}.
 */
@Component
class PeriodRules {

	/** Parameter of the time to correct where a model names no other. */
	static final String CORRECTION = "correctionPeriod";

	/** When people begin to work. */
	static final LocalTime MORNING = LocalTime.of(9, 0);

	private static final String PERIOD = "Period";

	private final Cases cases;

	private final ProgrammeParameters parameters;

	private final WorkCalendar calendar;

	private final Clock clock;

	PeriodRules(Cases cases, ProgrammeParameters parameters, WorkCalendar calendar, Clock clock) {
		this.cases = cases;
		this.parameters = parameters;
		this.calendar = calendar;
		this.clock = clock;
	}

	/** The length. */
	ProgrammeParameters.Parameter length(String number, String releaseId, String key) {
		return this.parameters.get(releaseId, this.cases.get(number).programme(), key);
	}

	/** When the period begins anew. */
	Scope scope(String number, String releaseId, String key, Scope otherwise) {
		return find(number, releaseId, key + "Scope")
			.map((parameter) -> Scope.valueOf(parameter.value().toUpperCase(Locale.ROOT)))
			.orElse(otherwise);
	}

	/** How often the period may be extended; 0 where nothing is said. */
	int extensions(String number, String releaseId, String key) {
		return find(number, releaseId, stem(key) + "Extensions").map(ProgrammeParameters.Parameter::asInteger)
			.orElse(0);
	}

	/** By how much one extension goes. */
	Optional<ProgrammeParameters.Parameter> extensionLength(String number, String releaseId, String key) {
		return find(number, releaseId, stem(key) + "ExtensionPeriod");
	}

	/** When people are to be reminded of a period. */
	List<Instant> reminders(String number, String releaseId, String key, Deadlines.Period period) {
		return marks(number, releaseId, key).map((mark) -> at(period.deadline().lastDay(), mark)).toList();
	}

	/**
	 * The latest reminder that is due by now, of those after an instant.
	 * @return how many workdays before the end it is; empty where none is due
	 */
	Optional<Integer> reminder(String number, String releaseId, String key, Deadlines.Period period, Instant after) {
		Instant now = this.clock.instant();
		LocalDate lastDay = period.deadline().lastDay();
		return marks(number, releaseId, key).filter(
				(mark) -> !at(lastDay, mark).isAfter(now) && at(lastDay, mark).isAfter(after) && period.isOpenAt(now))
			.min(Integer::compare);
	}

	/** Workdays left after today until a period ends; 0 on its last day and later. */
	int workdaysLeft(Deadlines.Period period) {
		return this.calendar.workdaysBetween(today(), period.deadline().lastDay());
	}

	/** What is left of a period, for people, in the unit in which it was given. */
	String left(Deadlines.Period period) {
		long days = ChronoUnit.DAYS.between(today(), period.deadline().lastDay());
		if (days <= 0) {
			return "今天是最后一天";
		}
		int workdays = workdaysLeft(period);
		return (period.length().unit() == PeriodLength.Unit.WORKDAYS) ? "还剩%d个工作日".formatted(workdays)
				: "还剩%d日，其中%d个工作日".formatted(days, workdays);
	}

	private LocalDate today() {
		return WorkCalendar.dayOf(this.clock.instant());
	}

	private Instant at(LocalDate lastDay, int workdaysBefore) {
		return this.calendar.beforeWorkdays(lastDay, workdaysBefore)
			.atTime(MORNING)
			.atZone(WorkCalendar.ZONE)
			.toInstant();
	}

	/** How many workdays before the end people are reminded. */
	private Stream<Integer> marks(String number, String releaseId, String key) {
		return find(number, releaseId, stem(key) + "Reminders").stream()
			.flatMap((parameter) -> Stream.of(parameter.value().split(",")))
			.filter((mark) -> !mark.isBlank())
			.map((mark) -> Integer.valueOf(mark.strip()));
	}

	private Optional<ProgrammeParameters.Parameter> find(String number, String releaseId, String name) {
		return this.parameters.find(releaseId, this.cases.get(number).programme(), name);
	}

	private static String stem(String key) {
		return key.endsWith(PERIOD) ? key.substring(0, key.length() - PERIOD.length()) : key;
	}

	/** When a period begins anew. */
	enum Scope {

		/** One runs for the whole case; another begins only when it has run out. */
		CASE,
		/** Another begins every time. */
		RETURN,
		/** One runs, and no other in the same run of the process. */
		ONCE;

		/** The period, if no other is to be opened in its place. */
		Optional<Deadlines.Period> stillRuns(Optional<Deadlines.Period> opened, Instant now) {
			return switch (this) {
				case CASE -> opened.filter((period) -> !period.isOverAt(now));
				case RETURN -> Optional.empty();
				case ONCE -> opened;
			};
		}

	}

}
