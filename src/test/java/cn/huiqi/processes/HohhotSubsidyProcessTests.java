package cn.huiqi.processes;

import java.util.List;
import java.util.Map;

import cn.huiqi.application.CaseFile;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.core.RefusedException;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@DatabaseTest
class HohhotSubsidyProcessTests extends HohhotProcess {

	@Autowired
	CaseFile file;

	@Test
	void carriesAnApplicationFromDeclarationToPayment() {
		// given an application approved at every stage
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.approved(party);
		// when the payment is recorded
		this.journey.pay(number);
		// then it has passed every stage in order
		assertThat(this.journey.trace(number)).containsSubsequence("startEvent_applicationOpened",
				"userTask_declareProject", "serviceTask_scoreSelfAssessment", "businessRuleTask_gradeSelfAssessment",
				"businessRuleTask_checkEligibility", "userTask_reviewQualification", "callActivity_assessLevel",
				"callActivity_auditExpenditure", "businessRuleTask_determineRate", "serviceTask_calculateSubsidy",
				"callActivity_publishResult", "callActivity_disburseSubsidy", "endEvent_subsidyPaid");
		assertThat(this.journey.trace(number, "level-assessment")).containsSubsequence("userTask_verifyLevel",
				"serviceTask_scoreApplication", "businessRuleTask_gradeLevel", "userTask_confirmLevel",
				"endEvent_levelAssessed");
		assertThat(this.journey.trace(number, "public-notice")).containsSubsequence("userTask_publishNotice",
				"userTask_recordObjection", "serviceTask_closeNotice", "endEvent_noticeCleared");
		assertThat(this.journey.trace(number, "disbursement")).containsSubsequence("userTask_preparePayment",
				"userTask_approvePayment", "userTask_recordPayment", "endEvent_paid");
		assertThat(isRunning(number)).isFalse();
		// and is paid: counted 331500.00 + 121860.50 + 20000.00 = 473360.50, level 2, 70
		// %
		assertThat(status(number)).isEqualTo(CaseStatus.PAID);
		assertThat(this.cases.get(number).figures().countedAmount()).isEqualByComparingTo("473360.50");
		assertThat(this.cases.get(number).figures().subsidyAmount()).isEqualByComparingTo("331352.35");
		assertThat(this.cases.get(number).figures().paidAmount()).isEqualByComparingTo("331352.35");
	}

	@Test
	void keepsTheStagesOfTheGuideInOrder() {
		// given an application that needed nothing twice
		String number = this.journey.approved(this.journey.newEnterprise());
		// when it is paid
		this.journey.pay(number);
		// then its file shows 申报指南四, stage by stage, each entered and left
		List<CaseFile.Stage> stages = this.file.stages(number);
		assertThat(stages).extracting(CaseFile.Stage::stage)
			.containsExactly("项目申报", "资格审查", "项目审核", "项目审核", "社会公示", "资金拨付");
		assertThat(stages).allSatisfy((stage) -> assertThat(stage.leftAt()).isNotNull());
	}

	@Test
	void showsWhereTheCaseStands() {
		Journey.Party party = this.journey.newEnterprise();
		// when the application goes its way, then each stage has its status
		String number = this.journey.start(party);
		assertThat(status(number)).isEqualTo(CaseStatus.DECLARING);
		this.journey.complete(number, "userTask_declareProject", party.account(), "declaration");
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
		this.journey.supervised(number);
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
		review(number, "approve");
		assertThat(status(number)).isEqualTo(CaseStatus.ASSESSING);
		verify(number, Map.of());
		assertThat(status(number)).isEqualTo(CaseStatus.ASSESSING);
		confirm(number);
		assertThat(status(number)).isEqualTo(CaseStatus.AUDITING);
		audit(number, Map.of());
		assertThat(status(number)).isEqualTo(CaseStatus.IN_NOTICE);
		publish(number);
		assertThat(status(number)).isEqualTo(CaseStatus.IN_NOTICE);
		object(number);
		assertThat(status(number)).isEqualTo(CaseStatus.OBJECTED);
		handleObjection(number, "dismiss");
		assertThat(status(number)).isEqualTo(CaseStatus.IN_NOTICE);
		this.journey.fireTimerWhenDue(number, "timer_noticeOver");
		assertThat(status(number)).isEqualTo(CaseStatus.AWAITING_PAYMENT);
	}

	@Test
	void waitsForTheSupervisingBodyBesideTheBureau() {
		// given a declaration that came back once
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.start(party);
		this.journey.complete(number, "userTask_declareProject", party.account(), "declaration");
		review(number, "return");
		correct(number, party, Map.of());
		// then bureau and supervising body each have one task, whoever comes first
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_reviewQualification",
				"userTask_superviseProject");
		review(number, "approve");
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_superviseProject");
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
		// and when its reports are in, the assessment begins
		this.journey.supervised(number);
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_verifyLevel");
		assertThat(status(number)).isEqualTo(CaseStatus.ASSESSING);
	}

	@Test
	void endsTheSupervisionWithTheCase() {
		// given an application that nobody has supervised yet
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.start(party);
		this.journey.complete(number, "userTask_declareProject", party.account(), "declaration");
		// when the bureau rejects it, then nothing is left to do
		review(number, "reject");
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
		assertThat(isRunning(number)).isFalse();
		assertThat(this.journey.openTasks(number)).isEmpty();
	}

	@Test
	void rejectsAtQualification() {
		// given a declared application
		String number = this.journey.declared(this.journey.newEnterprise());
		// when the bureau rejects it
		review(number, "reject");
		// then it is over
		assertThat(this.journey.trace(number)).endsWith("endEvent_qualificationRefused")
			.doesNotContain("callActivity_assessLevel");
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
		assertThat(isRunning(number)).isFalse();
	}

	@Test
	void refusesRejectionWithoutComment() {
		// given a declared application
		String number = this.journey.declared(this.journey.newEnterprise());
		// when the bureau rejects it without a word
		RefusedException refusal = refusalOf(() -> this.journey.complete(number, "userTask_reviewQualification", BUREAU,
				"qualification-reject", Map.of("comment", " ")));
		// then nothing has happened
		assertThat(fieldsOf(refusal)).containsExactly("comment");
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_reviewQualification");
	}

	@Test
	void refusesSecondApplicationWhileTheFirstIsOpen() {
		// given an open application
		Journey.Party party = this.journey.newEnterprise();
		String first = this.journey.declared(party);
		// when the enterprise starts another
		RefusedException refusal = refusalOf(() -> this.journey.start(party));
		// then it is told the number of the first, and there is no other
		assertThat(fieldsOf(refusal)).containsExactly("creditCode");
		assertThat(refusal).hasMessageContaining(first);
		assertThat(this.cases.of(party.creditCode(), Journey.PROGRAMME)).hasSize(1);
	}

	@Test
	void takesAnotherApplicationAfterTheFirstWasRejected() {
		// given a rejected application (申报指南六.3: 后续转型提升后可继续申报)
		Journey.Party party = this.journey.newEnterprise();
		String first = this.journey.declared(party);
		review(first, "reject");
		// when the enterprise applies again
		String second = this.journey.declared(party);
		// then the second goes its own way
		assertThat(second).isNotEqualTo(first);
		assertThat(status(first)).isEqualTo(CaseStatus.REJECTED);
		assertThat(status(second)).isEqualTo(CaseStatus.UNDER_REVIEW);
	}

	@Test
	void numbersApplicationsByTheYearTheyAreOpened() {
		// given the last minute of 2025 in Shanghai, and the first of 2026
		this.journey.at("2025-12-31T23:59:59");
		String last = this.journey.start(this.journey.newEnterprise());
		this.journey.at("2026-01-01T00:00:00");
		String first = this.journey.start(this.journey.newEnterprise());
		// then each carries its year
		assertThat(last).matches("HH-2025-\\d{6}");
		assertThat(first).matches("HH-2026-\\d{6}");
	}

	@Test
	void refusesAnApplicationOutsideTheRound() {
		// given the day before the guide's window opens (2024-07-01)
		this.journey.at("2024-06-30T23:59:59");
		Journey.Party party = this.journey.newEnterprise();
		// when an enterprise applies, it is refused
		RefusedException refusal = refusalOf(() -> this.journey.start(party));
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.INVALID);
		assertThat(this.cases.of(party.creditCode(), Journey.PROGRAMME)).isEmpty();
		// and on the first day taken
		this.journey.at("2024-07-01T00:00:00");
		assertThat(this.journey.start(party)).startsWith("HH-2024-");
	}

}
