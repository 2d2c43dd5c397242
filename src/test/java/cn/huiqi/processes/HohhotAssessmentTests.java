package cn.huiqi.processes;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.assessment.Assessment;
import cn.huiqi.assessment.Assessments;
import cn.huiqi.assessment.Score;
import cn.huiqi.core.RefusedException;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import org.camunda.bpm.engine.FormService;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The level, verified by a third party (申报指南四.3): level 2 is the least that is
 * subsidised.
 */
@DatabaseTest
class HohhotAssessmentTests extends HohhotProcess {

	@Autowired
	Assessments assessments;

	@Autowired
	FormService forms;

	@Test
	void rejectsBelowLevelTwoWithTheScoreExplained() {
		// given a verification that gives 31.02 points and level 1
		String number = this.journey.qualified(this.journey.newEnterprise());
		verify(number, HohhotAnswers.levelOne());
		// then the evaluator is shown what came of it before anything is decided
		assertThat(status(number)).isEqualTo(CaseStatus.ASSESSING);
		assertThat(shown(number, "scoreSummary")).contains("31.02").contains("一级");
		assertThat(shown(number, "referenceNotice")).isEmpty();
		// when the evaluator confirms
		confirm(number);
		// then the case is over
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
		assertThat(this.journey.trace(number)).endsWith("endEvent_levelNotReached")
			.doesNotContain("callActivity_auditExpenditure");
		// and the score explained, line by line and rule by rule
		Assessment assessment = this.assessments.current(number).orElseThrow();
		assertThat(assessment.verified()).isTrue();
		assertThat(assessment.level()).isEqualTo(1);
		assertThat(assessment.score().rounded(6)).isEqualTo(new BigDecimal("31.017857"));
		assertThat(assessment.lines()).hasSize(15);
		assertThat(assessment.lines().stream().map(Assessment.Line::contribution).reduce(Score.ZERO, Score::plus))
			.isEqualTo(assessment.score());
		assertThat(line(assessment, "q04").points().rounded(6)).isEqualTo(new BigDecimal("21.428571"));
		assertThat(line(assessment, "q04").contribution().rounded(6)).isEqualTo(new BigDecimal("2.142857"));
		assertThat(line(assessment, "q05").answer()).isEqualTo("多个业务环节（2个及以上）");
		assertThat(line(assessment, "q05").contribution().rounded(2)).isEqualTo(new BigDecimal("5.00"));
		// marketing, planning, productionControl, quality, equipment, energy,
		// procurement,
		// warehouseLogistics, finance and office at level 2 or above; four more at 1
		assertThat(assessment.scenarios()).containsExactly(14, 10, 3, 0);
		// without planning and office; at 1 also productDesign and safety
		assertThat(assessment.binding()).containsExactly(10, 8, 3, 0);
		assertThat(assessment.grades()).extracting(Assessments.Grade::level).containsExactly(0, 1);
		assertThat(assessment.grades()).allSatisfy((grade) -> assertThat(grade.clause()).isNotBlank());
		assertThat(this.cases.get(number).figures().level()).isEqualTo(1);
		assertThat(this.cases.get(number).figures().score()).isEqualByComparingTo("31.0179");
	}

	@Test
	void takesANewApplicationOnlyAfterTheRejection() {
		// given an application verified below level 2, not yet confirmed
		Journey.Party party = this.journey.newEnterprise();
		String first = this.journey.qualified(party);
		verify(first, HohhotAnswers.levelOne());
		// when the enterprise starts another, it is refused with the number of the first
		RefusedException refusal = refusalOf(() -> this.journey.start(party));
		assertThat(refusal).hasMessageContaining(first);
		// and when the first is over, it may (申报指南六.3)
		confirm(first);
		String second = this.journey.start(party);
		assertThat(second).isNotEqualTo(first);
		assertThat(status(second)).isEqualTo(CaseStatus.DECLARING);
	}

	@Test
	void verifiesAgainWhenTheResultIsReturned() {
		// given a verification that gives level 1
		String number = this.journey.qualified(this.journey.newEnterprise());
		verify(number, HohhotAnswers.levelOne());
		// when it is not confirmed but returned, and verified with level 3
		this.journey.complete(number, "userTask_confirmLevel", EVALUATOR, "level-confirmation",
				Map.of("decision", "return", "comment", "场景等级与现场记录不一致，请重新核定。"));
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_verifyLevel");
		verify(number, HohhotAnswers.levelThree());
		confirm(number);
		// then the second verification counts
		assertThat(this.journey.trace(number, "level-assessment")).containsSubsequence("userTask_verifyLevel",
				"userTask_confirmLevel", "userTask_verifyLevel", "userTask_confirmLevel", "endEvent_levelAssessed");
		assertThat(this.assessments.current(number).orElseThrow().level()).isEqualTo(3);
		assertThat(this.cases.get(number).figures().level()).isEqualTo(3);
		assertThat(status(number)).isEqualTo(CaseStatus.AUDITING);
	}

	@Test
	void judgesByTheVerifiedAnswersNotTheEnterprisesOwn() {
		// given an enterprise whose own answers give level 2
		String number = this.journey.qualified(this.journey.newEnterprise());
		assertThat(this.cases.get(number).figures().selfLevel()).isEqualTo(2);
		// when the evaluator finds level 1
		verify(number, HohhotAnswers.levelOne());
		confirm(number);
		// then both are on file, and the evaluator's decides
		assertThat(this.assessments.selfAssessment(number).orElseThrow().verified()).isFalse();
		assertThat(this.cases.get(number).figures().selfLevel()).isEqualTo(2);
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
	}

	@Test
	void flagsALevelThatOnlyHohhotsWeightsGive() {
		// given answers with 40 points by Hohhot's weights and 38 by MIIT's (IND-02)
		String number = this.journey.qualified(this.journey.newEnterprise());
		verify(number, HohhotAnswers.levelTwoByHohhotOnly());
		// then the difference is flagged to the evaluator
		Assessment assessment = this.assessments.current(number).orElseThrow();
		assertThat(assessment.score().rounded(4)).isEqualByComparingTo("40");
		assertThat(assessment.referenceScore().rounded(4)).isEqualByComparingTo("38");
		assertThat(List.of(assessment.level(), assessment.referenceLevel())).containsExactly(2, 1);
		assertThat(assessment.differs()).isTrue();
		assertThat(assessment.grades()).extracting(Assessments.Grade::level).containsExactly(0, 1, 2);
		assertThat(shown(number, "referenceNotice")).contains("38.00").contains("一级");
		// and Hohhot's decide
		confirm(number);
		assertThat(status(number)).isEqualTo(CaseStatus.AUDITING);
	}

	@Test
	void flagsALevelThatOnlyMiitsWeightsGive() {
		// given answers with 38 points by Hohhot's weights and 40 by MIIT's (IND-02)
		String number = this.journey.qualified(this.journey.newEnterprise());
		verify(number, HohhotAnswers.levelTwoByMiitOnly());
		// then the difference is flagged to the evaluator
		Assessment assessment = this.assessments.current(number).orElseThrow();
		assertThat(assessment.score().rounded(4)).isEqualByComparingTo("38");
		assertThat(assessment.referenceScore().rounded(4)).isEqualByComparingTo("40");
		assertThat(List.of(assessment.level(), assessment.referenceLevel())).containsExactly(1, 2);
		assertThat(assessment.differs()).isTrue();
		assertThat(assessment.grades()).extracting(Assessments.Grade::level).containsExactly(0, 1);
		assertThat(shown(number, "referenceNotice")).contains("40.00").contains("二级");
		// and Hohhot's decide
		confirm(number);
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
	}

	@Test
	void flagsNothingWhereBothWeightsGiveTheSameLevel() {
		// given the sample's answers: the best results, whose weights sum to 20 % in both
		String number = this.journey.qualified(this.journey.newEnterprise());
		verify(number, Map.of());
		// then there is nothing to flag: 6 + 6 + 4.5 + 40/7 + 5 + 2.5 + 2.5 + 4.5 + 5.625
		// + 4.5 + 20
		Assessment assessment = this.assessments.current(number).orElseThrow();
		assertThat(assessment.score().rounded(6)).isEqualTo(new BigDecimal("66.839286"));
		assertThat(assessment.referenceScore()).isEqualTo(assessment.score());
		assertThat(assessment.differs()).isFalse();
		assertThat(shown(number, "referenceNotice")).isEmpty();
	}

	private static Assessment.Line line(Assessment assessment, String question) {
		return assessment.lines().stream().filter((line) -> line.question().equals(question)).findFirst().orElseThrow();
	}

	/** What the form of the confirmation shows the evaluator. */
	private String shown(String number, String key) {
		String task = this.journey.task(number, "userTask_confirmLevel").getId();
		return String.valueOf(this.forms.getTaskFormVariables(task).get(key));
	}

}
