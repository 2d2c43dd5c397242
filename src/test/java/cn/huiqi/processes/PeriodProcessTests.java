package cn.huiqi.processes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cn.huiqi.application.CasePeriods;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Corrections;
import cn.huiqi.application.Submissions;
import cn.huiqi.notification.Messages;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.workflow.CaseProgrammes;
import cn.huiqi.workflow.Deadlines;
import org.camunda.bpm.engine.FormService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Periods in months and days, by an invented programme: one month to rectify that never
 * begins anew, 14 days to report from the day the work was finished, five workdays for
 * every month's progress. All begins on Friday 2025-01-31.
 */
@DatabaseTest
class PeriodProcessTests {

	private static final String PROGRAMME = "dingshi-rectify";

	private static final String BUREAU = "dingshi-bureau-1";

	private static final String RECTIFY = "userTask_correctMaterials";

	private static final String OVER = "timer_correctionOver";

	@Autowired
	Journey hohhot;

	@Autowired
	Cases cases;

	@Autowired
	Corrections corrections;

	@Autowired
	CasePeriods periods;

	@Autowired
	CaseProgrammes programmes;

	@Autowired
	Submissions submissions;

	@Autowired
	Messages messages;

	@Autowired
	FormService forms;

	private CaseJourney journey;

	private CaseJourney.Party party;

	@BeforeEach
	void onTheLastDayOfJanuary() {
		this.journey = this.hohhot.of(PROGRAMME, "dingshi");
		this.party = this.journey.newEnterprise("dongqu");
		this.journey.at("2025-01-31T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.hohhot.reset();
	}

	@Test
	void givesOneMonthThatNeverBeginsAnew() {
		// given a declaration to be rectified, returned on 01-31
		String number = declared();
		review(number, "return");
		// then it is with the enterprise until the end of February, 02-28, as 整改
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.RECTIFYING);
		assertThat(this.journey.dueDate(number, OVER)).hasSameTimeAs(CaseJourney.endOf("2025-02-28"));
		assertThat(this.journey.task(number, RECTIFY).getDueDate()).hasSameTimeAs("2025-02-28T23:59:59");
		assertThat(this.journey.task(number, RECTIFY).getName()).isEqualTo("整改材料");
		assertThat(noticeOf(number)).contains("第1次整改", "2025年2月28日", "还剩28日，其中", "逾期视为整改不通过").doesNotContain("补正");
		// when it is handed in and returned again within the month
		this.journey.at("2025-02-10T10:00:00");
		rectify(number, "整改后一");
		this.journey.at("2025-02-20T10:00:00");
		review(number, "return");
		// then the month goes on
		assertThat(this.journey.dueDate(number, OVER)).hasSameTimeAs(CaseJourney.endOf("2025-02-28"));
		assertThat(this.corrections.last(number)).hasValueSatisfying((round) -> {
			assertThat(round.ordinal()).isEqualTo(2);
			assertThat(round.isWhole()).isFalse();
		});
		// when it is handed in on the last day, and judged after it as still wanting
		this.journey.at("2025-02-28T23:59:00");
		rectify(number, "整改后二");
		this.journey.at("2025-03-05T10:00:00");
		review(number, "return");
		// then it has failed, without another period
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.LAPSED);
		assertThat(this.journey.openTasks(number)).isEmpty();
		assertThat(this.journey.trace(number, "material-correction")).endsWith("serviceTask_openCorrection",
				"gateway_isPeriodOpen", "serviceTask_lapseCorrection", "endEvent_lapsed");
		assertThat(this.corrections.rounds(number)).extracting(Corrections.Round::outcome)
			.containsExactly(Corrections.Outcome.CORRECTED, Corrections.Outcome.CORRECTED, Corrections.Outcome.LAPSED);
	}

	@Test
	void takesWhatWasHandedInInTimeThoughItIsJudgedLater() {
		// given a declaration rectified on the last day
		String number = declared();
		review(number, "return");
		this.journey.at("2025-02-28T23:59:59");
		rectify(number, "整改后");
		// when it is approved after the month
		this.journey.at("2025-03-10T10:00:00");
		review(number, "approve");
		// then it has passed
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_finishWork");
		assertThat(this.submissions.declaration(number).orElseThrow().text("work")).contains("整改后");
	}

	@Test
	void lapsesWhenTheMonthIsOver() {
		// given a declaration returned on 01-31, of which the enterprise was reminded
		String number = declared();
		review(number, "return");
		this.journey.fireTimerWhenDue(number, "timer_correctionReminder");
		assertThat(titles(enterprise())).contains("申请退回整改（第1次）", "整改期限即将届满");
		// when it hands in after the month, the timer being late
		this.journey.at("2025-03-01T00:00:00");
		// then it is refused, and fails
		assertThatThrownBy(() -> rectify(number, "迟到")).hasMessageContaining("整改期限已于2025年2月28日届满");
		this.journey.fireTimerWhenDue(number, OVER);
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.LAPSED);
		assertThat(titles(enterprise())).contains("整改期限届满");
	}

	@Test
	void asksForTheProgressOfEveryMonth() {
		// given work that goes on since the end of January
		String number = declared();
		review(number, "approve");
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_finishWork");
		// when the first workday of February comes, the holiday being over on 02-05
		assertThat(this.journey.dueDate(number, "timer_progressReport")).hasSameTimeAs("2025-02-05T09:00:00");
		this.journey.fireTimerWhenDue(number, "timer_progressReport");
		// then January is asked for, within five workdays, one of them Saturday 02-08
		assertThat(this.journey.task(number, "userTask_reportProgress").getDueDate())
			.hasSameTimeAs("2025-02-11T23:59:59");
		assertThat(progressMonth(number)).isEqualTo("2025年1月");
		// and reminded of two workdays before the end
		assertThat(this.journey.dueDate(number, "timer_periodReminder")).hasSameTimeAs("2025-02-08T09:00:00");
		this.journey.fireTimerWhenDue(number, "timer_periodReminder");
		assertThat(titles(enterprise())).contains("期限即将届满：报送月度进展");
		// when it is late, then the department and the district are told
		this.journey.fireTimerWhenDue(number, "timer_periodOver");
		assertThat(titles("dingshi-bureau")).contains("逾期未办：报送月度进展");
		assertThat(titles("dingshi-district-dongqu")).contains("逾期未办：报送月度进展");
		// when it comes all the same, then February is next
		report(number);
		assertThat(this.submissions.lastOfTask(number, "userTask_reportProgress").orElseThrow().text("progressMonth"))
			.contains("2025年1月");
		assertThat(this.journey.dueDate(number, "timer_progressReport")).hasSameTimeAs("2025-03-03T09:00:00");
		this.journey.fireTimerWhenDue(number, "timer_progressReport");
		assertThat(progressMonth(number)).isEqualTo("2025年2月");
	}

	@Test
	void countsTheReportFromTheDayTheWorkWasFinished() {
		// given work finished on 2025-03-03, and said so two days later
		String number = declared();
		review(number, "approve");
		this.journey.at("2025-03-05T10:00:00");
		this.journey.completeWith(number, "userTask_finishWork", this.party.account(),
				Map.of("finishedOn", "2025-03-03"));
		// then it is to be reported by 03-17
		assertThat(this.journey.task(number, "userTask_reportResult").getDueDate())
			.hasSameTimeAs("2025-03-17T23:59:59");
		assertThat(this.journey.dueDate(number, "timer_periodReminder")).hasSameTimeAs("2025-03-12T09:00:00");
		assertThat(this.journey.dueDate(number, "timer_periodOver")).hasSameTimeAs(CaseJourney.endOf("2025-03-17"));
		// and nobody checks before it is
		assertThatThrownBy(() -> check(number)).hasMessageContaining("须先办结「报告改造结果」");
		// when the period is over, the timers being late, then what closes with it is
		// refused
		this.journey.at("2025-03-18T00:00:00");
		assertThatThrownBy(() -> this.journey.completeWith(number, "userTask_supplementResult", this.party.account(),
				Map.of("result", "迟到的补充")))
			.hasMessageContaining("期限已于2025年3月17日届满");
		this.journey.fireTimerWhenDue(number, "timer_periodOver_supplement");
		// and what does not is told to be late, and may still be done
		this.journey.fireTimerWhenDue(number, "timer_periodOver");
		assertThat(titles(enterprise())).contains("逾期未办：报告改造结果");
		this.journey.completeWith(number, "userTask_reportResult", this.party.account(), Map.of("result", "已完成"));
		check(number);
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.CONFIRMED);
	}

	@Test
	void givesAnotherRunOfAStageAPeriodOfItsOwn() {
		// given a period that runs once, opened in a first run of a stage and over
		String number = declared();
		String release = this.programmes.releaseOf(number, PROGRAMME).orElseThrow();
		this.periods.open(number, release, "rectificationPeriod", null, "first");
		this.journey.at("2025-04-01T10:00:00");
		// when it is opened again in the same run, then it stays over
		Deadlines.Period again = this.periods.open(number, release, "rectificationPeriod", null, "first");
		assertThat(again.deadline().lastDay()).isEqualTo("2025-02-28");
		assertThat(this.periods.isOver(again)).isTrue();
		// and in another run it begins, to end after the days off of 05-01 to 05-05
		assertThat(this.periods.open(number, release, "rectificationPeriod", null, "second").deadline().lastDay())
			.isEqualTo("2025-05-06");
	}

	private String declared() {
		String number = this.journey.start(this.party);
		this.journey.completeWith(number, "userTask_declareWork", this.party.account(),
				Map.of("work", "整改前", "evidence", "照片"));
		return number;
	}

	private void review(String number, String decision) {
		Map<String, Object> answers = new LinkedHashMap<>(Map.of("decision", decision, "comment", "见所列事项"));
		if (decision.equals("return")) {
			answers.put("correctionItems", List.of(Map.of("item", "field:work", "reason", "请写明上线的系统")));
		}
		this.journey.completeWith(number, "userTask_reviewWork", BUREAU, answers);
	}

	private void rectify(String number, String work) {
		this.journey.completeWith(number, RECTIFY, this.party.account(), Map.of("work", work));
	}

	private void report(String number) {
		this.journey.completeWith(number, "userTask_reportProgress", this.party.account(), Map.of("progress", "设备联网",
				"percentComplete", 40, "problems", "无", "trainings", List.of(), "nextMonthPlan", "上线排产系统"));
	}

	private void check(String number) {
		this.journey.completeWith(number, "userTask_checkResult", BUREAU, Map.of("decision", "approve"));
	}

	private String noticeOf(String number) {
		return shown(number, RECTIFY, "correctionNotice");
	}

	private String progressMonth(String number) {
		return shown(number, "userTask_reportProgress", "progressMonth");
	}

	private String shown(String number, String task, String name) {
		this.journey.as(this.party.account());
		try {
			return String
				.valueOf(this.forms.getTaskFormVariables(this.journey.task(number, task).getId(), List.of(name), false)
					.get(name));
		}
		finally {
			this.journey.nobody();
		}
	}

	private String enterprise() {
		return "enterprise-" + this.party.creditCode().value();
	}

	private List<String> titles(String group) {
		return this.messages.of(Set.of(group), "nobody", 100).stream().map(Messages.Message::title).toList();
	}

}
