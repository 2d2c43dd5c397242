package cn.huiqi.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WorkCalendarTests {

	/** The calendar as it is packaged, read without the program. */
	private static final WorkCalendar CALENDAR = new WorkCalendar(packagedYears());

	@ParameterizedTest(name = "{1} workdays from {0} end on {2}")
	@CsvFileSource(resources = "/scenarios/calendar/calendar.csv", numLinesToSkip = 1)
	void endsThePeriodOnTheDayThePapersGive(LocalDate from, int workdays, LocalDate due) {
		// when the period is opened, its first day not counted
		WorkCalendar.Deadline deadline = CALENDAR.afterWorkdays(from, workdays);
		// then
		assertThat(deadline.lastDay()).isEqualTo(due);
		assertThat(deadline.provisional()).isFalse();
	}

	@Test
	void knowsTheYearsWhoseNoticesArePackaged() {
		assertThat(CALENDAR.knownYears()).containsExactly(2021, 2023, 2024, 2025, 2026);
		assertThat(CALENDAR.knows(2022)).isFalse();
		assertThat(CALENDAR.knows(2027)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "2024-09-29", "2025-01-26", "2026-02-14", "2026-01-04" })
	void worksOnWeekEndDaysWorkedInExchange(LocalDate day) {
		assertThat(CALENDAR.isWorkday(day)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "2024-10-01", "2024-10-07", "2025-01-28", "2026-02-23", "2024-06-10" })
	void restsOnStatutoryHolidays(LocalDate day) {
		assertThat(CALENDAR.isWorkday(day)).isFalse();
	}

	@Test
	void heedsADecemberDayThatTheNextYearsNoticeNames() {
		// given a notice of 2028 that takes Friday 2027-12-31 off and has Sunday
		// 2027-12-26 worked
		LocalDate off = LocalDate.of(2027, 12, 31);
		LocalDate worked = LocalDate.of(2027, 12, 26);
		WorkCalendar calendar = new WorkCalendar(Map.of(2027, new WorkCalendar.Year(Set.of(), Set.of()), 2028,
				new WorkCalendar.Year(Set.of(off, off.plusDays(1)), Set.of(worked))));
		// then
		assertThat(calendar.isWorkday(off)).isFalse();
		assertThat(calendar.isWorkday(worked)).isTrue();
		assertThat(calendar.afterWorkdays(LocalDate.of(2027, 12, 30), 1))
			.isEqualTo(new WorkCalendar.Deadline(LocalDate.of(2028, 1, 3), false));
	}

	@ParameterizedTest(name = "{1} workdays from {0} end provisionally on {2}")
	@CsvSource({
			// 2027-01-01 is a Friday and plainly a weekday until its notice is known
			"2026-12-30, 2, 2027-01-01", "2026-12-31, 5, 2027-01-07",
			// nothing is known of 2022: its Labour Day counts as weekdays do
			"2022-04-29, 3, 2022-05-04", "2021-12-31, 1, 2022-01-03" })
	void countsUnknownYearsByPlainWeekdaysAndSaysSo(LocalDate from, int workdays, LocalDate due) {
		assertThat(CALENDAR.afterWorkdays(from, workdays)).isEqualTo(new WorkCalendar.Deadline(due, true));
	}

	@Test
	void staysProvisionalWhenItOnlyPassesThroughAnUnknownYear() {
		// given 262 workdays that begin in 2021 and lead through 2022 into 2023
		WorkCalendar.Deadline deadline = CALENDAR.afterWorkdays(LocalDate.of(2021, 12, 30), 262);
		// then it ends in a known year and is provisional all the same
		assertThat(deadline.lastDay().getYear()).isEqualTo(2023);
		assertThat(deadline.provisional()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "2026-12-30, 1, 2026-12-31", "2026-12-24, 5, 2026-12-31" })
	void isFinalUpToTheLastDayOfAKnownYear(LocalDate from, int workdays, LocalDate due) {
		assertThat(CALENDAR.afterWorkdays(from, workdays)).isEqualTo(new WorkCalendar.Deadline(due, false));
	}

	@Test
	void becomesFinalOnceTheNoticeIsLoaded() {
		// given a period that reaches 2027, and a notice of 2027 that takes New Year's
		// Day
		// off
		Map<Integer, WorkCalendar.Year> years = packagedYears();
		years.put(2027, new WorkCalendar.Year(Set.of(LocalDate.of(2027, 1, 1)), Set.of()));
		// when it is counted anew
		WorkCalendar.Deadline deadline = new WorkCalendar(years).afterWorkdays(LocalDate.of(2026, 12, 30), 2);
		// then it is final and a working day later
		assertThat(deadline).isEqualTo(new WorkCalendar.Deadline(LocalDate.of(2027, 1, 4), false));
	}

	@ParameterizedTest(name = "{1} from {0} end on {2}")
	@CsvSource({
			// the same day of the next month
			"2025-01-10, 1 months, 2025-02-10",
			// a month without the day ends the period with itself
			"2025-03-31, 1 months, 2025-04-30", "2025-01-31, 1 months, 2025-02-28", "2024-01-31, 1 months, 2024-02-29",
			// in the holiday of 10-01 to 10-08: the day after it
			"2025-09-01, 1 months, 2025-10-09",
			// on a Saturday: the Monday after it
			"2025-01-15, 1 months, 2025-02-17",
			// on a Saturday worked in exchange: that day
			"2025-01-08, 1 months, 2025-02-08",
			// over the year's end, and several at once
			"2024-12-20, 1 months, 2025-01-20", "2025-08-31, 6 months, 2026-02-28",
			// days count the days of rest, and end on none
			"2025-03-03, 14 days, 2025-03-17", "2025-03-07, 8 days, 2025-03-17", "2025-09-24, 7 days, 2025-10-09",
			"2025-03-03, 5 workdays, 2025-03-10" })
	void endsThePeriodByTheCivilCode(LocalDate from, String length, LocalDate due) {
		// given a period as a table gives it
		String[] parts = length.split(" ");
		// when it is opened, then it ends by 民法典 201 to 203
		assertThat(CALENDAR.after(from, PeriodLength.of(parts[0], parts[1])))
			.isEqualTo(new WorkCalendar.Deadline(due, false));
	}

	@ParameterizedTest
	@CsvSource({
			// 2027-01-30 is a Saturday, nothing is known of the Monday
			"2026-12-30, 1, 2027-02-01",
			// the end of 2022, of which nothing is known
			"2021-12-10, 1, 2022-01-10" })
	void isProvisionalWhereTheLastDayLiesInAnUnknownYear(LocalDate from, int months, LocalDate due) {
		assertThat(CALENDAR.afterMonths(from, months)).isEqualTo(new WorkCalendar.Deadline(due, true));
	}

	@Test
	void asksNothingOfTheDaysBetweenWhereAllDaysCount() {
		// given a period in months that leads through 2022, of which nothing is known
		WorkCalendar.Deadline deadline = CALENDAR.afterMonths(LocalDate.of(2021, 12, 15), 14);
		// then it ends for good: only what its last day is matters
		assertThat(deadline).isEqualTo(new WorkCalendar.Deadline(LocalDate.of(2023, 2, 15), false));
	}

	@Property(tries = 10_000)
	void endsWhereAnotherReckoningEnds(@ForAll("recentDays") LocalDate from,
			@ForAll @IntRange(min = 1, max = 40) int length, @ForAll PeriodLength.Unit unit) {
		assertThat(CALENDAR.after(from, new PeriodLength(length, unit)))
			.hasToString("Deadline" + Reckoning.of(from.toString(), length, unit.name()));
	}

	@Test
	void endsAtMidnightInShanghai() {
		// given a period whose last day is 2024-10-10
		WorkCalendar.Deadline deadline = CALENDAR.afterWorkdays(LocalDate.of(2024, 9, 27), 5);
		// then 24:00 there is 16:00 UTC of the same day
		assertThat(deadline.endsAt()).isEqualTo(Instant.parse("2024-10-10T16:00:00Z"));
		assertThat(WorkCalendar.dayOf(deadline.endsAt().minusMillis(1))).isEqualTo("2024-10-10");
		assertThat(WorkCalendar.dayOf(deadline.endsAt())).isEqualTo("2024-10-11");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void refusesAPeriodWithoutWorkdays(int workdays) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> CALENDAR.afterWorkdays(LocalDate.of(2024, 9, 27), workdays));
	}

	@Property
	void endsOnAWorkdayAfterItsFirstDay(@ForAll("days") LocalDate from, @ForAll @IntRange(min = 1, max = 60) int days) {
		LocalDate last = CALENDAR.afterWorkdays(from, days).lastDay();
		assertThat(last).isAfter(from);
		assertThat(CALENDAR.isWorkday(last)).isTrue();
	}

	@Property
	void holdsExactlyItsWorkdays(@ForAll("days") LocalDate from, @ForAll @IntRange(min = 1, max = 60) int days) {
		LocalDate last = CALENDAR.afterWorkdays(from, days).lastDay();
		// then exactly so many workdays lie after the first day up to the last
		assertThat(from.plusDays(1).datesUntil(last.plusDays(1)).filter(CALENDAR::isWorkday)).hasSize(days);
	}

	@Property
	void endsLaterTheMoreWorkdaysItHas(@ForAll("days") LocalDate from, @ForAll @IntRange(min = 1, max = 59) int days) {
		assertThat(CALENDAR.afterWorkdays(from, days + 1).lastDay())
			.isAfter(CALENDAR.afterWorkdays(from, days).lastDay());
	}

	@Property
	void neverEndsEarlierWhenItBeginsLater(@ForAll("days") LocalDate from,
			@ForAll @IntRange(min = 1, max = 60) int days) {
		assertThat(CALENDAR.afterWorkdays(from.plusDays(1), days).lastDay())
			.isAfterOrEqualTo(CALENDAR.afterWorkdays(from, days).lastDay());
	}

	@Property
	void addsUpWhenAPeriodIsCutInTwo(@ForAll("days") LocalDate from, @ForAll @IntRange(min = 1, max = 30) int first,
			@ForAll @IntRange(min = 1, max = 30) int second) {
		LocalDate between = CALENDAR.afterWorkdays(from, first).lastDay();
		assertThat(CALENDAR.afterWorkdays(between, second).lastDay())
			.isEqualTo(CALENDAR.afterWorkdays(from, first + second).lastDay());
	}

	@Provide
	Arbitrary<LocalDate> recentDays() {
		return Arbitraries.longs()
			.between(LocalDate.of(2020, 1, 1).toEpochDay(), LocalDate.of(2026, 12, 31).toEpochDay())
			.map(LocalDate::ofEpochDay);
	}

	@Provide
	Arbitrary<LocalDate> days() {
		// from the first known year to beyond the last, the unknown 2022 in between
		long first = LocalDate.of(2021, 1, 1).toEpochDay();
		long last = LocalDate.of(2027, 12, 31).toEpochDay();
		return Arbitraries.longs().between(first, last).map(LocalDate::ofEpochDay);
	}

	private static Map<Integer, WorkCalendar.Year> packagedYears() {
		try (InputStream file = WorkCalendarTests.class.getResourceAsStream("/calendar/holidays-cn.json")) {
			Map<Integer, WorkCalendar.Year> years = new TreeMap<>();
			new ObjectMapper().readTree(file)
				.path("years")
				.properties()
				.forEach((year) -> years.put(Integer.valueOf(year.getKey()), new WorkCalendar.Year(
						days(year.getValue().path("daysOff")), days(year.getValue().path("workdays")))));
			return years;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Set<LocalDate> days(JsonNode list) {
		Set<LocalDate> days = new HashSet<>();
		list.forEach((day) -> days.add(LocalDate.parse(day.asText())));
		return days;
	}

	/**
	 * The same reckoned otherwise: digit by digit over the notices as they are written,
	 * with a table of the months' lengths, one day after the other.
	 */
	private static final class Reckoning {

		private static final int[] LENGTHS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

		private static final Set<String> KNOWN = new HashSet<>();

		private static final Set<String> OFF = new HashSet<>();

		private static final Set<String> WORKED = new HashSet<>();

		static {
			try (InputStream file = WorkCalendarTests.class.getResourceAsStream("/calendar/holidays-cn.json")) {
				new ObjectMapper().readTree(file).path("years").properties().forEach((year) -> {
					KNOWN.add(year.getKey());
					year.getValue().path("daysOff").forEach((day) -> OFF.add(day.asText()));
					year.getValue().path("workdays").forEach((day) -> WORKED.add(day.asText()));
				});
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private int year;

		private int month;

		private int day;

		private boolean provisional;

		static String of(String from, int length, String unit) {
			Reckoning at = new Reckoning();
			at.year = Integer.parseInt(from.substring(0, 4));
			at.month = Integer.parseInt(from.substring(5, 7));
			at.day = Integer.parseInt(from.substring(8));
			if (unit.equals("MONTHS")) {
				at.month += length;
				while (at.month > 12) {
					at.month -= 12;
					at.year++;
				}
				at.day = Math.min(at.day, at.lengthOfMonth());
			}
			for (int left = unit.equals("MONTHS") ? 0 : length; left > 0;) {
				at.turn();
				if (unit.equals("DAYS")) {
					left--;
				}
				else {
					at.look();
					left -= at.rests() ? 0 : 1;
				}
			}
			at.look();
			while (at.rests()) {
				at.turn();
				at.look();
			}
			return "[lastDay=" + at.text() + ", provisional=" + at.provisional + "]";
		}

		private void look() {
			this.provisional |= !KNOWN.contains(String.valueOf(this.year));
		}

		private void turn() {
			this.day++;
			if (this.day > lengthOfMonth()) {
				this.day = 1;
				this.month++;
			}
			if (this.month > 12) {
				this.month = 1;
				this.year++;
			}
		}

		private int lengthOfMonth() {
			boolean leap = this.year % 4 == 0 && (this.year % 100 != 0 || this.year % 400 == 0);
			return (leap && this.month == 2) ? 29 : LENGTHS[this.month - 1];
		}

		private boolean rests() {
			if (OFF.contains(text())) {
				return true;
			}
			if (WORKED.contains(text())) {
				return false;
			}
			// Zeller: 0 is a Saturday, 1 a Sunday
			int shifted = (this.month < 3) ? this.month + 12 : this.month;
			int years = (this.month < 3) ? this.year - 1 : this.year;
			return (this.day + 13 * (shifted + 1) / 5 + years + years / 4 - years / 100 + years / 400) % 7 < 2;
		}

		private String text() {
			return "%d-%02d-%02d".formatted(this.year, this.month, this.day);
		}

	}

}
