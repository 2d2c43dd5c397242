package cn.huiqi.workflow;

import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.award.Awards;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.publicity.Notices;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Periods that reach a year without data (GEN-04): opened on Monday 2026-12-28, five
 * workdays by plain weekdays are over on Monday 2027-01-04, New Year's Day being a
 * Friday.
 */
@DatabaseTest
class CalendarDeadlinesTests {

	/**
	 * A calendar that has learnt 2027, with the first three days off: the fifth workday
	 * is Tuesday 2027-01-05.
	 */
	private static final WorkCalendar LEARNT = new WorkCalendar(Map.of(2026, new WorkCalendar.Year(Set.of(), Set.of()),
			2027,
			new WorkCalendar.Year(
					Set.of(LocalDate.parse("2027-01-01"), LocalDate.parse("2027-01-02"), LocalDate.parse("2027-01-03")),
					Set.of())));

	private static final Awards.Account ACCOUNT = new Awards.Account("示例企业", "示例银行", "1000200030004000");

	@Autowired
	Journey journey;

	@Autowired
	Cases cases;

	@Autowired
	Awards awards;

	@Autowired
	Notices notices;

	@Autowired
	CalendarDeadlines deadlines;

	@Autowired
	WorkCalendar calendar;

	@Autowired
	RuntimeService runtime;

	@Autowired
	ManagementService management;

	@BeforeEach
	void atTheEndOfTheLastKnownYear() {
		assertThat(this.calendar.knows(2026)).isTrue();
		assertThat(this.calendar.knows(2027)).as("the packaged calendar knows 2027: move these tests on by a year")
			.isFalse();
		this.journey.at("2026-12-28T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void countsPlainWeekdaysProvisionally() {
		// given a result published when five workdays reach the unknown year
		String number = this.journey.published(this.journey.newEnterprise());
		// then its end is shown as provisional
		Deadlines.Period period = this.deadlines.find(number, Deadlines.Kind.NOTICE).orElseThrow();
		assertThat(period.deadline()).isEqualTo(new WorkCalendar.Deadline(LocalDate.parse("2027-01-04"), true));
		assertThat(period.display()).contains("2027年1月4日").contains("暂定");
		assertThat(this.journey.task(number, "userTask_recordObjection").getDueDate())
			.hasSameTimeAs("2027-01-04T23:59:59");
		// and the timer is far away
		assertThat(this.journey.dueDate(number, "timer_noticeOver")).isAfter("2900-01-01");
	}

	@Test
	void paysNothingOnAProvisionalDate() {
		// given a result whose provisional end has passed
		String number = this.journey.published(this.journey.newEnterprise());
		this.journey.at("2027-02-01T10:00:00");
		// then it is not cleared, and payment is refused
		assertThat(this.notices.isCleared(number)).isFalse();
		RefusedException refusal = catchThrowableOfType(RefusedException.class,
				() -> this.awards.prepare(number, "early-" + number, ACCOUNT, "hohhot-finance-1"));
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.CONFLICT);
		assertThat(refusal).hasMessageContaining("暂定");
		// and nobody can clear it by force
		assertThatIllegalStateException().isThrownBy(() -> this.notices.clear(number));
		assertThatThrownBy(() -> this.journey.fireTimerWhenDue(number, "timer_noticeOver"))
			.hasMessageContaining("not over for good");
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_recordObjection");
	}

	@Test
	void movesTheNoticeToItsDefiniteEndWhenTheYearIsLearnt() {
		// given a result published with a provisional end
		String number = this.journey.published(this.journey.newEnterprise());
		// when the calendar has learnt the year
		this.deadlines.recomputeWith(LEARNT);
		// then timer and task are due at the definite end
		assertThat(this.deadlines.find(number, Deadlines.Kind.NOTICE).orElseThrow().deadline())
			.isEqualTo(new WorkCalendar.Deadline(LocalDate.parse("2027-01-05"), false));
		assertThat(this.journey.dueDate(number, "timer_noticeOver")).hasSameTimeAs(Journey.endOf("2027-01-05"));
		assertThat(this.journey.task(number, "userTask_recordObjection").getDueDate())
			.hasSameTimeAs("2027-01-05T23:59:59");
		// and when it has come, the case goes on to payment
		this.journey.fireTimerWhenDue(number, "timer_noticeOver");
		assertThat(this.notices.isCleared(number)).isTrue();
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_preparePayment");
	}

	@Test
	void keepsTheEndProvisionalWhileTheYearIsUnknown() {
		// given a result published with a provisional end
		String number = this.journey.published(this.journey.newEnterprise());
		// when the program starts again with the calendar it had
		this.deadlines.recomputeWith(this.calendar);
		// then nothing has moved
		assertThat(this.deadlines.find(number, Deadlines.Kind.NOTICE).orElseThrow().deadline())
			.isEqualTo(new WorkCalendar.Deadline(LocalDate.parse("2027-01-04"), true));
		assertThat(this.journey.dueDate(number, "timer_noticeOver")).isAfter("2900-01-01");
	}

	@Test
	void goesOnToTheDefiniteEndWhenAnObjectionWasOpenMeanwhile() {
		// given an objection during a provisional period
		String number = this.journey.published(this.journey.newEnterprise());
		this.journey.complete(number, "userTask_recordObjection", "hohhot-bureau-1", "objection-record",
				Map.of("objectionReceivedOn", Journey.today()));
		// when the calendar learns the year before it is dismissed
		this.deadlines.recomputeWith(LEARNT);
		this.journey.complete(number, "userTask_handleObjection", "hohhot-bureau-1", "objection-handling-dismiss");
		// then the notice goes on to the definite end
		assertThat(this.journey.dueDate(number, "timer_noticeOver")).hasSameTimeAs(Journey.endOf("2027-01-05"));
		assertThat(this.journey.task(number, "userTask_recordObjection").getDueDate())
			.hasSameTimeAs("2027-01-05T23:59:59");
		this.journey.fireTimerWhenDue(number, "timer_noticeOver");
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_preparePayment");
	}

	@Test
	void letsNothingLapseOnAProvisionalDate() {
		// given an application returned with a provisional end that has passed
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party);
		assertThat(this.journey.dueDate(number, "timer_correctionOver")).isAfter("2900-01-01");
		this.journey.at("2027-01-20T10:00:00");
		// when it is corrected, then it is in time
		this.journey.complete(number, "userTask_correctMaterials", party.account(), "declaration");
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.UNDER_REVIEW);
	}

	@Test
	void movesTheCorrectionToItsDefiniteEndWhenTheYearIsLearnt() {
		// given an application returned with a provisional end
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party);
		// when the calendar has learnt the year
		this.deadlines.recomputeWith(LEARNT);
		// then timer and task are due at the definite end
		assertThat(this.journey.dueDate(number, "timer_correctionOver")).hasSameTimeAs(Journey.endOf("2027-01-05"));
		assertThat(this.journey.task(number, "userTask_correctMaterials").getDueDate())
			.hasSameTimeAs("2027-01-05T23:59:59");
		// and then it counts as given up
		this.journey.fireTimerWhenDue(number, "timer_correctionOver");
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.LAPSED);
	}

	@Test
	void movesEveryPeriodOfACaseToItsOwnDefiniteEnd() {
		// given work of an invented programme, finished on Tuesday 2026-12-29 and to be
		// reported within 14 days, and the progress of December asked for within five
		// workdays of Friday 2027-01-01, which as yet counts as one
		CaseJourney other = this.journey.of("dingshi-rectify", "dingshi");
		CaseJourney.Party party = other.newEnterprise("dongqu");
		String number = other.start(party);
		other.completeWith(number, "userTask_declareWork", party.account(), Map.of("work", "上线", "evidence", "照片"));
		other.completeWith(number, "userTask_reviewWork", "dingshi-bureau-1", Map.of("decision", "approve"));
		other.at("2026-12-30T10:00:00");
		other.completeWith(number, "userTask_finishWork", party.account(), Map.of("finishedOn", "2026-12-29"));
		other.fireTimerWhenDue(number, "timer_progressReport");
		assertThat(other.task(number, "userTask_reportResult").getDueDate()).hasSameTimeAs("2027-01-12T23:59:59");
		assertThat(other.task(number, "userTask_reportProgress").getDueDate()).hasSameTimeAs("2027-01-08T23:59:59");
		assertThat(timers(number)).hasSize(2).allMatch((due) -> due.after(Journey.endOf("2900-01-01")));
		// when the calendar has learnt the year, of which 01-08 and 01-12 are days off
		this.deadlines.recomputeWith(
				new WorkCalendar(Map.of(2026, new WorkCalendar.Year(Set.of(), Set.of()), 2027, new WorkCalendar.Year(
						Set.of(LocalDate.parse("2027-01-08"), LocalDate.parse("2027-01-12")), Set.of()))));
		// then each is due at its own end: the fifth workday is Monday 01-11, and the day
		// after the day off Wednesday 01-13
		assertThat(other.task(number, "userTask_reportProgress").getDueDate()).hasSameTimeAs("2027-01-11T23:59:59");
		assertThat(other.task(number, "userTask_reportResult").getDueDate()).hasSameTimeAs("2027-01-13T23:59:59");
		assertThat(timers(number)).extracting(Date::getTime)
			.containsExactlyInAnyOrder(Journey.endOf("2027-01-11").getTime(), Journey.endOf("2027-01-13").getTime());
	}

	private List<Date> timers(String number) {
		return this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(number)
			.list()
			.stream()
			.flatMap((instance) -> this.management.createJobQuery()
				.processInstanceId(instance.getId())
				.activityId("timer_periodOver")
				.list()
				.stream())
			.map(Job::getDuedate)
			.toList();
	}

	private String returned(Journey.Party party) {
		String number = this.journey.declared(party);
		this.journey.complete(number, "userTask_reviewQualification", "hohhot-bureau-1", "qualification-return");
		return number;
	}

}
