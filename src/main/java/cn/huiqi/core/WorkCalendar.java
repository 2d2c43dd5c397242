package cn.huiqi.core;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The statutory calendar: which days are workdays by the State Council's yearly notices.
 * A period excludes the day it begins on (民法典 201) and ends at 24:00 of its last day in
 * Shanghai. One in months ends on the day of the same number, or at the month's end where
 * there is none (202); where the last day is one of rest, the period ends on the day
 * after the rest (203). A year without data is counted by plain weekdays, and what comes
 * of it is provisional (GEN-04): nothing may lapse and nothing may be paid on it.
 */
public final class WorkCalendar {

	/** The zone of every deadline. */
	public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private final Map<Integer, Year> years;

	/**
	 * @param years the years of which the notices are known
	 */
	public WorkCalendar(Map<Integer, Year> years) {
		this.years = Map.copyOf(years);
	}

	/** Whether the notice of this year is known. */
	public boolean knows(int year) {
		return this.years.containsKey(year);
	}

	/** The years whose notices are known. */
	public Set<Integer> knownYears() {
		return new TreeSet<>(this.years.keySet());
	}

	/** Whether people work on this day, by notice or else by weekday. */
	public boolean isWorkday(LocalDate day) {
		// a notice may name days of the December before its year
		if (this.years.values().stream().anyMatch((year) -> year.daysOff().contains(day))) {
			return false;
		}
		if (this.years.values().stream().anyMatch((year) -> year.workdays().contains(day))) {
			return true;
		}
		return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
	}

	/**
	 * The end of a period of workdays.
	 * @param from the day the period is opened on, not counted
	 * @param workdays how many, at least 1
	 */
	public Deadline afterWorkdays(LocalDate from, int workdays) {
		if (workdays < 1) {
			throw new IllegalArgumentException("A period has at least one workday: " + workdays);
		}
		LocalDate day = from;
		boolean provisional = false;
		for (int counted = 0; counted < workdays;) {
			day = day.plusDays(1);
			provisional |= !knows(day.getYear());
			if (isWorkday(day)) {
				counted++;
			}
		}
		return new Deadline(day, provisional);
	}

	/**
	 * The end of a period of days, those of rest counted too.
	 * @param from the day the period is opened on, not counted
	 * @param days how many, at least 1
	 */
	public Deadline afterDays(LocalDate from, int days) {
		return after(from, PeriodLength.days(days));
	}

	/**
	 * The end of a period of months.
	 * @param from the day the period is opened on, not counted
	 * @param months how many, at least 1
	 */
	public Deadline afterMonths(LocalDate from, int months) {
		return after(from, PeriodLength.months(months));
	}

	/**
	 * The end of a period.
	 * @param from the day the period is opened on, not counted
	 * @param length its length
	 */
	public Deadline after(LocalDate from, PeriodLength length) {
		return switch (length.unit()) {
			case WORKDAYS -> afterWorkdays(from, length.length());
			case DAYS -> onWorkday(from.plusDays(length.length()));
			case MONTHS -> onWorkday(from.plusMonths(length.length()));
		};
	}

	/** The day, or the first workday after it. */
	private Deadline onWorkday(LocalDate day) {
		LocalDate last = day;
		// only the days asked about matter: what lies before them counts as it is
		boolean provisional = !knows(last.getYear());
		while (!isWorkday(last)) {
			last = last.plusDays(1);
			provisional |= !knows(last.getYear());
		}
		return new Deadline(last, provisional);
	}

	/** The first workday of a month. */
	public LocalDate firstWorkdayOf(YearMonth month) {
		return onWorkday(month.atDay(1)).lastDay();
	}

	/**
	 * The workday that lies so many workdays before a day.
	 * @param day the day counted from, itself not counted
	 * @param workdays how many, at least 1
	 */
	public LocalDate beforeWorkdays(LocalDate day, int workdays) {
		if (workdays < 1) {
			throw new IllegalArgumentException("At least one workday: " + workdays);
		}
		LocalDate before = day;
		for (int counted = 0; counted < workdays;) {
			before = before.minusDays(1);
			if (isWorkday(before)) {
				counted++;
			}
		}
		return before;
	}

	/**
	 * How many workdays there are after a day, up to and with another; 0 if it is past.
	 */
	public int workdaysBetween(LocalDate after, LocalDate through) {
		int workdays = 0;
		for (LocalDate day = after.plusDays(1); !day.isAfter(through); day = day.plusDays(1)) {
			if (isWorkday(day)) {
				workdays++;
			}
		}
		return workdays;
	}

	/** The day of an instant in the deadlines' zone. */
	public static LocalDate dayOf(Instant instant) {
		return instant.atZone(ZONE).toLocalDate();
	}

	/**
	 * What one year's notice says.
	 *
	 * @param daysOff days off, week-ends among them as far as they are named
	 * @param workdays week-end days worked in exchange
	 */
	public record Year(Set<LocalDate> daysOff, Set<LocalDate> workdays) {

		public Year {
			daysOff = Set.copyOf(daysOff);
			workdays = Set.copyOf(workdays);
		}

	}

	/**
	 * The last day of a period.
	 *
	 * @param lastDay the last day on which an act is in time
	 * @param provisional whether a year without data was counted on the way
	 */
	public record Deadline(LocalDate lastDay, boolean provisional) {

		/** 24:00 of the last day: an act before this instant is in time. */
		public Instant endsAt() {
			return this.lastDay.plusDays(1).atTime(LocalTime.MIDNIGHT).atZone(ZONE).toInstant();
		}

	}

}
