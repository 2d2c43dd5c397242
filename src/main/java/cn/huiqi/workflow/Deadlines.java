package cn.huiqi.workflow;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;

import cn.huiqi.core.ChineseDates;
import cn.huiqi.core.WorkCalendar;

/**
 * Periods in workdays that run for cases. A deadline that reaches a year without calendar
 * data is provisional: its timer does not fire and nothing is paid on it; it is computed
 * anew when the program starts with the year's data.
 */
public interface Deadlines {

	/**
	 * Opens a period today, replacing a former one of the kind.
	 * @param applicationNumber the case
	 * @param kind what runs
	 * @param workdays length in workdays
	 */
	Period open(String applicationNumber, Kind kind, int workdays);

	/**
	 * Makes the open period longer, and moves what the models time by it.
	 * @param workdays by how many workdays
	 * @throws cn.huiqi.core.RefusedException if none is open
	 */
	Period extend(String applicationNumber, Kind kind, int workdays);

	/** The period last opened. */
	Optional<Period> find(String applicationNumber, Kind kind);

	/** What runs, and where the models keep it. */
	enum Kind {

		/** Time to correct what was returned. */
		CORRECTION("timer_correctionOver", ProcessVariables.CORRECTION_DUE_AT, ProcessVariables.CORRECTION_TIMER_AT),
		/** Time in which the public may object. */
		NOTICE("timer_noticeOver", ProcessVariables.NOTICE_ENDS_AT, ProcessVariables.NOTICE_TIMER_AT);

		private final String timer;

		private final Variable<Date> shown;

		private final Variable<Date> fires;

		Kind(String timer, Variable<Date> shown, Variable<Date> fires) {
			this.timer = timer;
			this.shown = shown;
			this.fires = fires;
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
	 */
	record Period(WorkCalendar.Deadline deadline) {

		/** Far enough away never to fire. */
		private static final Instant NEVER = Instant.parse("2999-12-31T16:00:00Z");

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
