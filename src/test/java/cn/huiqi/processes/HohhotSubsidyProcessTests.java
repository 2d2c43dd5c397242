package cn.huiqi.processes;

import java.util.Map;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@DatabaseTest
class HohhotSubsidyProcessTests {

	@Autowired
	Journey journey;

	@Autowired
	Cases cases;

	@BeforeEach
	void onAWorkday() {
		this.journey.at("2025-03-03T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

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
		// and is paid: counted 331500.00 + 121860.50 + 20000.00 = 473360.50, level 2, 70
		// %
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.PAID);
		assertThat(this.cases.get(number).figures().countedAmount()).isEqualByComparingTo("473360.50");
		assertThat(this.cases.get(number).figures().subsidyAmount()).isEqualByComparingTo("331352.35");
		assertThat(this.cases.get(number).figures().paidAmount()).isEqualByComparingTo("331352.35");
	}

	@Test
	void lapsesWhenNotCorrectedInTime() {
		// given an application returned on a Monday
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		this.journey.complete(number, "userTask_reviewQualification", "hohhot-bureau-1", "qualification-return");
		// when the five workdays are over
		assertThat(this.journey.dueDate(number, "timer_correctionOver")).isEqualTo(Journey.endOf("2025-03-10"));
		this.journey.fireTimerWhenDue(number, "timer_correctionOver");
		// then it counts as given up
		assertThat(this.cases.get(number).status()).isEqualTo(CaseStatus.LAPSED);
		assertThat(this.journey.trace(number)).contains("endEvent_correctionLapsed");
	}

}
