package cn.huiqi.processes;

import java.util.List;
import java.util.Map;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.award.Awards;
import cn.huiqi.core.Money;
import cn.huiqi.core.RefusedException;
import cn.huiqi.expenditure.Expenditures;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is counted and what is paid for it (申报指南二): 70 % up to 350,000 元 at level 2, 50 %
 * up to 1,500,000 元 at level 3, 40 % up to 3,000,000 元 at level 4, less what the
 * enterprise had before.
 */
@DatabaseTest
class HohhotAmountTests extends HohhotProcess {

	/** 1000 万元 declared, 9,500,000 元 of it for software and cloud services. */
	private static final Map<String, Object> TEN_MILLION = Map.of("totalInvestment", "1000", "softwareCloudExpenditure",
			"9500000", "deviceExpenditure", "100000");

	@Autowired
	Expenditures expenditures;

	@Autowired
	Awards awards;

	@ParameterizedTest
	@CsvSource({ "2, 123456.78, 86419.75", "2, 500000, 350000.00", "2, 500000.01, 350000.00", "2, 600000, 350000.00",
			"3, 600000, 300000.00", "3, 3000000.01, 1500000.00", "4, 600000, 240000.00", "4, 8000000, 3000000.00" })
	void paysTheRateOfTheLevelUpToItsCap(int level, String counted, String subsidy) {
		// given an enterprise verified at the level
		String number = verifiedAt(level, this.journey.newEnterprise());
		// when this much is counted
		audit(number, counted(counted));
		// then this much is due
		assertThat(this.cases.get(number).figures().level()).isEqualTo(level);
		assertThat(this.cases.get(number).figures().subsidyAmount()).isEqualByComparingTo(subsidy);
		assertThat(status(number)).isEqualTo(CaseStatus.IN_NOTICE);
	}

	@Test
	void sumsWhatIsCountedOverTheRows() {
		// given 700,000 元 declared at level 3
		Journey.Party party = this.journey.newEnterprise();
		String number = declared(party,
				Map.of("totalInvestment", "70", "softwareCloudExpenditure", "500000", "deviceExpenditure", "150000"));
		review(number, "approve");
		verify(number, HohhotAnswers.levelThree());
		confirm(number);
		// when 450,000 + 100,000 + 50,000 are counted
		audit(number, Map.of("countedSoftwareCloud", "450000", "countedDevice", "100000", "countedOther", "50000"));
		// then 600,000 count and half of it is due
		assertThat(this.expenditures.countedTotal(number)).isEqualTo(Money.yuan("600000"));
		assertThat(this.cases.get(number).figures().countedAmount()).isEqualByComparingTo("600000");
		assertThat(this.cases.get(number).figures().subsidyAmount()).isEqualByComparingTo("300000");
	}

	@Test
	void refusesToCountMoreThanWasDeclared() {
		// given 346,000 + 128,600 元 declared of 526,000, so 51,400 for other things
		String number = this.journey.assessed(this.journey.newEnterprise());
		// when the auditor counts a fen more of each
		RefusedException refusal = refusalOf(() -> audit(number,
				Map.of("countedSoftwareCloud", "346000.01", "countedDevice", "128600.01", "countedOther", "51400.01")));
		// then every one of them is refused, and nothing is counted
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.INVALID);
		assertThat(fieldsOf(refusal)).containsExactlyInAnyOrder("countedSoftwareCloud", "countedDevice",
				"countedOther");
		assertThat(this.expenditures.rows(number)).allSatisfy((row) -> assertThat(row.counted()).isNull());
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_auditExpenditure");
		// and what was declared may be counted in full
		audit(number, Map.of("countedSoftwareCloud", "346000", "countedDevice", "128600", "countedOther", "51400"));
		assertThat(this.cases.get(number).figures().countedAmount()).isEqualByComparingTo("526000");
	}

	@Test
	void rejectsAtTheAudit() {
		// given an application before the auditor
		String number = this.journey.assessed(this.journey.newEnterprise());
		// when the auditor rejects it
		audit(number, Map.of("decision", "reject", "comment", "合同、发票和付款凭证的交易双方不一致，投入无法核定。"));
		// then it is over, nothing being due
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
		assertThat(this.journey.trace(number)).endsWith("endEvent_auditRefused")
			.doesNotContain("serviceTask_calculateSubsidy");
		assertThat(this.awards.decision(number)).isEmpty();
		assertThat(this.cases.get(number).figures().subsidyAmount()).isNull();
	}

	@Test
	void deductsWhatWasPaidAtTheLowerLevel() {
		// given an enterprise paid 331,352.35 元 at level 2 in 2025
		Journey.Party party = this.journey.newEnterprise();
		String first = paid(party);
		// when it comes back in 2026 at level 3 with 1,000,000 元
		this.journey.at("2026-03-02T10:00:00");
		String second = verifiedAt(3, party);
		audit(second, counted("1000000"));
		// then both are of the same round, and 500,000.00 - 331,352.35 are due
		assertThat(this.cases.get(second).round()).isEqualTo(this.cases.get(first).round()).isEqualTo("2024-2026");
		assertThat(second).startsWith("HH-2026-");
		assertThat(this.awards.decision(second).orElseThrow().subsidy().paidBefore())
			.isEqualTo(Money.yuan("331352.35"));
		assertThat(this.cases.get(second).figures().subsidyAmount()).isEqualByComparingTo("168647.65");
		assertThat(status(second)).isEqualTo(CaseStatus.IN_NOTICE);
		// and what the first was paid is as it was
		assertThat(this.cases.get(first).figures().paidAmount()).isEqualByComparingTo("331352.35");
	}

	@Test
	void confirmsTheLevelWhereNothingIsLeftToPay() {
		// given an enterprise paid 331,352.35 元 at level 2 in 2025
		Journey.Party party = this.journey.newEnterprise();
		paid(party);
		// when it comes back in 2026 at level 3 with 600,000 元, worth 300,000
		this.journey.at("2026-03-02T10:00:00");
		String second = verifiedAt(3, party);
		audit(second, counted("600000"));
		// then its level is confirmed, without notice or payment
		assertThat(status(second)).isEqualTo(CaseStatus.CONFIRMED);
		assertThat(this.cases.get(second).figures().subsidyAmount()).isEqualByComparingTo("0");
		assertThat(this.journey.trace(second)).endsWith("endEvent_nothingDue")
			.doesNotContain("callActivity_publishResult", "callActivity_disburseSubsidy");
	}

	@Test
	void deductsNothingThatWasPaidToAnotherEnterprise() {
		// given another enterprise that was paid
		paid(this.journey.newEnterprise());
		// when this one is counted 600,000 元 at level 3
		String number = verifiedAt(3, this.journey.newEnterprise());
		audit(number, counted("600000"));
		// then it has its full half
		assertThat(this.cases.get(number).figures().subsidyAmount()).isEqualByComparingTo("300000");
	}

	private String paid(Journey.Party party) {
		String number = this.journey.approved(party);
		this.journey.pay(number);
		return number;
	}

	private String verifiedAt(int level, Journey.Party party) {
		String number = declared(party, TEN_MILLION);
		review(number, "approve");
		List<Map<String, Object>> answers = List.of(Map.of(), HohhotAnswers.levelThree(), HohhotAnswers.levelFour());
		verify(number, answers.get(level - 2));
		confirm(number);
		return number;
	}

	private static Map<String, Object> counted(String softwareCloud) {
		return Map.of("countedSoftwareCloud", softwareCloud, "countedDevice", "0", "countedOther", "0");
	}

}
