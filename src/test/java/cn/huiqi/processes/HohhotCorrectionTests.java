package cn.huiqi.processes;

import java.util.Map;

import cn.huiqi.application.CaseFile;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Submissions;
import cn.huiqi.core.RefusedException;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Returned for correction (申报指南六.2): five workdays, counted from the day after the first
 * return. All begins on Monday 2025-03-03, so the fifth is Monday 2025-03-10.
 */
@DatabaseTest
class HohhotCorrectionTests extends HohhotProcess {

	private static final String TIMER = "timer_correctionOver";

	@Autowired
	CaseFile file;

	@Autowired
	Submissions submissions;

	@Test
	void givesTheEnterpriseFiveWorkdays() {
		// given an application returned on a Monday
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party);
		// then it is with the enterprise until the end of the next Monday
		assertThat(status(number)).isEqualTo(CaseStatus.CORRECTING);
		assertThat(this.journey.task(number, "userTask_correctMaterials").getAssignee()).isEqualTo(party.account());
		assertThat(this.journey.dueDate(number, TIMER)).hasSameTimeAs(Journey.endOf("2025-03-10"));
		assertThat(this.journey.task(number, "userTask_correctMaterials").getDueDate())
			.hasSameTimeAs("2025-03-10T23:59:59");
		assertThat(this.cases.get(number).correctionRounds()).isEqualTo(1);
	}

	@Test
	void takesCorrectionInTheLastMinuteOfTheFifthWorkday() {
		// given an application returned because of who funded the enterprise
		Journey.Party party = this.journey.newEnterprise();
		String number = declared(party, Map.of("enterpriseQuality", "LITTLE_GIANT", "centrallyFunded", "yes"));
		assertThat(this.file.reasons(number)).extracting(CaseFile.Reason::reason).containsExactly("HH-E7");
		review(number, "return");
		// when it is corrected on day 5 at 23:59
		this.journey.at("2025-03-10T23:59:59");
		correct(number, party, Map.of("enterpriseQuality", "LITTLE_GIANT", "centrallyFunded", "no"));
		// then it is back before the bureau, its conditions checked anew
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_reviewQualification");
		assertThat(this.journey.trace(number)).containsSubsequence("businessRuleTask_checkEligibility",
				"userTask_reviewQualification", "callActivity_correctDeclaration", "businessRuleTask_checkEligibility",
				"userTask_reviewQualification");
		assertThat(this.file.reasons(number)).isEmpty();
		assertThat(hasTimer(number)).isFalse();
	}

	@Test
	void checksEveryCorrectedAnswerAnew() {
		// given an application that meets no condition it declares upon
		Map<String, Object> against = Map.of("projectStart", "2024-06", "projectEnd", "2027-01", "listedAbnormal",
				"yes", "restrictedProducts", "yes", "majorViolation", "yes", "enterpriseQuality", "LITTLE_GIANT",
				"centrallyFunded", "yes");
		String[] reasons = { "HH-E3", "HH-E3", "HH-E4", "HH-E5", "HH-E6", "HH-E7" };
		Journey.Party party = this.journey.newEnterprise();
		String number = declared(party, against);
		assertThat(this.file.reasons(number)).extracting(CaseFile.Reason::reason).containsExactlyInAnyOrder(reasons);
		// when it is corrected to the sample, then nothing stands against it
		review(number, "return");
		correct(number, party, Map.of());
		assertThat(this.file.reasons(number)).isEmpty();
		// and when it is corrected back, all does again
		review(number, "return");
		correct(number, party, against);
		assertThat(this.file.reasons(number)).extracting(CaseFile.Reason::reason).containsExactlyInAnyOrder(reasons);
	}

	@Test
	void scoresAndCountsTheCorrectedDeclaration() {
		// given a returned application that declared 526,000 元
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party);
		assertThat(this.cases.get(number).figures().declaredAmount()).isEqualByComparingTo("526000");
		// when it is corrected to 60 万元 and to weaker answers
		correct(number, party, Map.of("totalInvestment", "60", "q05", "0", "projectName", "乳制品生产管控数字化改造项目（补正）"));
		// then the correction counts: q05 gave 50 points at 10 %, now none
		assertThat(this.cases.get(number).figures().declaredAmount()).isEqualByComparingTo("600000");
		assertThat(this.submissions.declaration(number).orElseThrow().text("projectName"))
			.contains("乳制品生产管控数字化改造项目（补正）");
		assertThat(this.journey.trace(number).stream().filter("serviceTask_scoreSelfAssessment"::equals)).hasSize(2);
		// 6 + 6 + 4.5 + 45/7 + 0 + 2.5 + 2.5 + 4.5 + 5.625 + 4.5 + 0 + 20
		assertThat(this.cases.get(number).figures().selfScore()).isEqualByComparingTo("62.5536");
	}

	@Test
	void refusesCorrectionOnTheSixthDayEvenBeforeTheTimerFired() {
		// given an application whose period is over, its timer late
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party);
		this.journey.at("2025-03-11T00:00:00");
		// when the enterprise corrects
		RefusedException refusal = refusalOf(() -> correct(number, party, Map.of("projectName", "迟到的补正")));
		// then it is too late, and nothing of it is kept
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.CONFLICT);
		assertThat(refusal).hasMessageContaining("2025年3月10日");
		assertThat(status(number)).isEqualTo(CaseStatus.CORRECTING);
		assertThat(this.submissions.declaration(number).orElseThrow().text("projectName")).isNotEmpty()
			.get()
			.isNotEqualTo("迟到的补正");
		// and when the timer fires, it counts as given up
		this.journey.fireTimerWhenDue(number, TIMER);
		assertThat(status(number)).isEqualTo(CaseStatus.LAPSED);
		assertThat(this.journey.trace(number)).endsWith("endEvent_correctionLapsed");
		assertThat(this.journey.trace(number, "material-correction")).endsWith("serviceTask_lapseCorrection",
				"endEvent_lapsed");
		assertThat(isRunning(number)).isFalse();
	}

	@Test
	void takesANewApplicationAfterOneHasLapsed() {
		// given an application that was given up
		Journey.Party party = this.journey.newEnterprise();
		String lapsed = returned(party);
		this.journey.fireTimerWhenDue(lapsed, TIMER);
		// when the enterprise applies again (申报指南六.3: 常态化申报)
		String number = this.journey.declared(party);
		// then it begins with no return counted
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
		assertThat(this.cases.get(number).correctionRounds()).isZero();
	}

	@Test
	void keepsTheFirstDueDateHoweverOftenItReturns() {
		// given an application returned on Monday and corrected on Wednesday
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party);
		assertThat(this.cases.get(number).correctionRounds()).isEqualTo(1);
		this.journey.at("2025-03-05T09:00:00");
		correct(number, party, Map.of());
		// when it is returned again, and on Friday once more
		review(number, "return");
		assertThat(this.cases.get(number).correctionRounds()).isEqualTo(2);
		assertThat(this.journey.dueDate(number, TIMER)).hasSameTimeAs(Journey.endOf("2025-03-10"));
		this.journey.at("2025-03-07T16:00:00");
		correct(number, party, Map.of());
		review(number, "return");
		// then it is the third round of the same period
		assertThat(this.cases.get(number).correctionRounds()).isEqualTo(3);
		assertThat(this.journey.dueDate(number, TIMER)).hasSameTimeAs(Journey.endOf("2025-03-10"));
		// and its end is the end
		this.journey.fireTimerWhenDue(number, TIMER);
		assertThat(status(number)).isEqualTo(CaseStatus.LAPSED);
	}

	@Test
	void opensAnotherPeriodWhenReturnedAfterTheFirstHasRunOut() {
		// given an application corrected in time, which the bureau looks at a week late
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party);
		this.journey.at("2025-03-10T17:00:00");
		correct(number, party, Map.of());
		// when it is returned on Monday 2025-03-17
		this.journey.at("2025-03-17T09:00:00");
		review(number, "return");
		// then there are five workdays again
		assertThat(this.cases.get(number).correctionRounds()).isEqualTo(2);
		assertThat(this.journey.dueDate(number, TIMER)).hasSameTimeAs(Journey.endOf("2025-03-24"));
		// and they may be used to the last
		this.journey.at("2025-03-24T23:59:00");
		correct(number, party, Map.of());
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
	}

	private String returned(Journey.Party party) {
		String number = this.journey.declared(party);
		review(number, "return");
		return number;
	}

}
