package cn.huiqi.workflow;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.Optional;

import cn.huiqi.core.ChineseDates;
import cn.huiqi.core.PeriodLength;
import cn.huiqi.core.WorkCalendar;
import org.jspecify.annotations.Nullable;

/**
 * Periods that run for cases, several in one case. A deadline that reaches a year without
 * calendar data is provisional: its timer does not fire and nothing is paid on it; it is
 * computed anew when the program starts with the year's data.
 */
public interface Deadlines {

	/**
	 * Opens a period, replacing a former one of the name.
	 * @param applicationNumber the case
	 * @param name what runs
	 * @param opening from when, how long, and in which run of a process
	 */
	Period open(String applicationNumber, Name name, Opening opening);

	/**
	 * Makes the open period longer, and moves what the models time by it.
	 * @param by by how much, in the period's own unit
	 * @throws cn.huiqi.core.RefusedException if none is open
	 */
	Period extend(String applicationNumber, Name name, PeriodLength by);

	/** The period last opened. */
	Optional<Period> find(String applicationNumber, Name name);

	/** The period last opened, if it was opened in this run of a process. */
	Optional<Period> find(String applicationNumber, Name name, @Nullable String run);

	/** The period last opened of the kind that has one name only. */
	default Optional<Period> find(String applicationNumber, Kind kind) {
		return find(applicationNumber, kind.named());
	}

	/**
	 * How a period begins.
	 *
	 * @param from the day it is opened on, not counted
	 * @param length its length
	 * @param run id of the process instance it belongs to, null if it belongs to the case
	 */
	record Opening(LocalDate from, PeriodLength length, @Nullable String run) {
	}

	/**
	 * What a period of a case is found by.
	 *
	 * @param kind what runs
	 * @param key name of the parameter that gives its length
	 */
	record Name(Kind kind, String key) {
	}

	/** What runs, and where the models keep it. */
	enum Kind {

		/** Time to correct what was returned. */
		CORRECTION("correctionPeriod", "timer_correctionOver", ProcessVariables.CORRECTION_DUE_AT,
				ProcessVariables.CORRECTION_TIMER_AT),
		/** Time in which the public may object. */
		NOTICE("noticePeriod", "timer_noticeOver", ProcessVariables.NOTICE_ENDS_AT, ProcessVariables.NOTICE_TIMER_AT),
		/** Time a model gives for anything else. */
		PERIOD("period", "timer_periodOver", ProcessVariables.PERIOD_DUE_AT, ProcessVariables.PERIOD_TIMER_AT);

		private final String key;

		private final String timer;

		private final Variable<Date> shown;

		private final Variable<Date> fires;

		Kind(String key, String timer, Variable<Date> shown, Variable<Date> fires) {
			this.key = key;
			this.timer = timer;
			this.shown = shown;
			this.fires = fires;
		}

		/** The period that has this parameter. */
		public Name named(String parameter) {
			return new Name(this, parameter);
		}

		/** The period that has the kind's own parameter. */
		public Name named() {
			return new Name(this, this.key);
		}

		String timer() {
			return this.timer;
		}

		Variable<Date> shown() {
			return this.shown;
		}

		Variable<Date> fires() {
			return this.fires;
		}

	}

	/**
	 * One period.
	 *
	 * @param deadline its last day
	 * @param length how long it is, extensions counted
	 */
	record Period(WorkCalendar.Deadline deadline, PeriodLength length) {

		/** Far enough away never to fire. */
		private static final Instant NEVER = Instant.parse("2999-12-31T16:00:00Z");

		/** A date for timers that are never to fire. */
		public static Date never() {
			return Date.from(NEVER);
		}

		/** Whether an act at this instant is in time. */
		public boolean isOpenAt(Instant instant) {
			return instant.isBefore(this.deadline.endsAt());
		}

		/** Whether the period has ended for good: never on a provisional date. */
		public boolean isOverAt(Instant instant) {
			return !this.deadline.provisional() && !isOpenAt(instant);
		}

		/** The last second of the last day, for people. */
		public Date shown() {
			return Date.from(this.deadline.endsAt().minusSeconds(1));
		}

		/** When the timer fires. */
		public Date fires() {
			return Date.from(this.deadline.provisional() ? NEVER : this.deadline.endsAt());
		}

		/** For people: {@code 2024年10月10日}, marked where it is provisional. */
		public String display() {
			return ChineseDates.day(this.deadline.lastDay())
					+ (this.deadline.provisional() ? "（暂定，待该年度法定节假日安排公布后重新计算）" : "");
		}

	}

}
