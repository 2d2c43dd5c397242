package cn.huiqi.processes;

import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The two periods of five workdays by the calendar of the State Council: holidays are
 * skipped, week-ends worked in exchange are counted.
 */
@DatabaseTest
class HohhotDeadlineTests extends HohhotProcess {

	@ParameterizedTest
	@CsvSource({
			// plain weeks
			"2024-07-01, 2024-07-08", "2025-03-03, 2025-03-10",
			// National Day 2024; Sunday 2024-09-29 is worked
			"2024-09-27, 2024-10-10",
			// Spring Festival 2025; Sunday 2025-01-26 is worked
			"2025-01-24, 2025-02-07",
			// National Day 2025; Sunday 2025-09-28 is worked
			"2025-09-26, 2025-10-10",
			// Spring Festival 2026; Saturday 2026-02-14 is worked
			"2026-02-11, 2026-02-25" })
	void countsWorkdaysByTheStatutoryCalendar(String opened, String lastDay) {
		// given an application returned on this day, and a result published
		this.journey.at(opened + "T10:00:00");
		String returned = this.journey.declared(this.journey.newEnterprise());
		review(returned, "return");
		String published = this.journey.published(this.journey.newEnterprise());
		// then both periods end at 24:00 of their fifth workday
		assertThat(this.journey.dueDate(returned, "timer_correctionOver")).hasSameTimeAs(Journey.endOf(lastDay));
		assertThat(this.journey.dueDate(published, "timer_noticeOver")).hasSameTimeAs(Journey.endOf(lastDay));
		// and people are shown its last second
		assertThat(this.journey.task(returned, "userTask_correctMaterials").getDueDate())
			.hasSameTimeAs(lastDay + "T23:59:59");
		assertThat(this.journey.task(published, "userTask_recordObjection").getDueDate())
			.hasSameTimeAs(lastDay + "T23:59:59");
	}

	@ParameterizedTest
	@CsvSource({ "2025-03-03T00:00:00", "2025-03-03T23:59:59" })
	void doesNotCountTheDayItIsOpenedOn(String opened) {
		// given an application returned in the first or the last second of a Monday
		this.journey.at(opened);
		String number = this.journey.declared(this.journey.newEnterprise());
		review(number, "return");
		// then its period ends with the next Monday
		assertThat(this.journey.dueDate(number, "timer_correctionOver")).hasSameTimeAs(Journey.endOf("2025-03-10"));
	}

}
