package cn.huiqi.processes;

import java.util.Map;

import cn.huiqi.application.CaseFile;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The conditions of 申报指南一: the table finds what does not hold, the bureau decides.
 */
@DatabaseTest
class HohhotEligibilityTests extends HohhotProcess {

	@Autowired
	CaseFile file;

	@Test
	void findsNothingAgainstAnEligibleEnterprise() {
		// given an enterprise on the roster with the sample's declaration
		String number = this.journey.declared(this.journey.newEnterprise());
		// then nothing stands against it
		assertThat(this.file.reasons(number)).isEmpty();
	}

	@Test
	void findsThatTheEnterpriseIsNotOnTheRoster() {
		// given an enterprise outside the 拟改造企业名单
		String number = this.journey.declared(this.journey.unlisted());
		// then its application is taken, with the reason
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
		assertThat(this.file.reasons(number)).singleElement().satisfies((reason) -> {
			assertThat(reason.reason()).isEqualTo("HH-E1");
			assertThat(reason.text()).contains("拟改造企业名单");
		});
	}

	@ParameterizedTest
	@CsvSource({ "projectStart, 2024-06, HH-E3", "projectEnd, 2027-01, HH-E3", "listedAbnormal, yes, HH-E4",
			"restrictedProducts, yes, HH-E5", "majorViolation, yes, HH-E6" })
	void findsEachConditionThatDoesNotHold(String field, String answer, String reason) {
		// given an enterprise that declares what one condition forbids
		String number = declared(this.journey.newEnterprise(), Map.of(field, answer));
		// then its application is taken, with the reason
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
		assertThat(this.file.reasons(number)).extracting(CaseFile.Reason::reason).containsExactly(reason);
	}

	@Test
	void findsNothingAtTheEdgesOfTheWindow() {
		// given a project from the first month of the window (2024-07-01) to the last of
		// the round (2026-12-31)
		String number = declared(this.journey.newEnterprise(),
				Map.of("projectStart", "2024-07", "projectEnd", "2026-12"));
		// then nothing stands against it
		assertThat(this.file.reasons(number)).isEmpty();
	}

	@Test
	void findsThatALittleGiantHasCentralFunds() {
		// given a 小巨人 with money of the central government
		String number = declared(this.journey.newEnterprise(),
				Map.of("enterpriseQuality", "LITTLE_GIANT", "centrallyFunded", "yes"));
		// then 申报指南一.5 stands against it
		assertThat(this.file.reasons(number)).extracting(CaseFile.Reason::reason).containsExactly("HH-E7");
	}

	@ParameterizedTest
	@CsvSource({ "LITTLE_GIANT, no", "SPECIALIZED, yes", "INNOVATIVE, yes", "NONE, yes" })
	void findsNothingAgainstOthersThanFundedLittleGiants(String quality, String centrallyFunded) {
		// given a 小巨人 without central funds, or another enterprise with
		String number = declared(this.journey.newEnterprise(),
				Map.of("enterpriseQuality", quality, "centrallyFunded", centrallyFunded));
		// then nothing stands against it
		assertThat(this.file.reasons(number)).isEmpty();
	}

	@Test
	void keepsEveryReasonAndLeavesTheDecisionToTheBureau() {
		// given an enterprise that meets no condition it could fail
		Journey.Party party = this.journey.unlisted();
		String number = declared(party,
				Map.of("projectStart", "2024-06", "projectEnd", "2027-01", "listedAbnormal", "yes",
						"restrictedProducts", "yes", "majorViolation", "yes", "enterpriseQuality", "LITTLE_GIANT",
						"centrallyFunded", "yes"));
		// then every reason is on file, start and end of the project each for itself
		assertThat(this.file.reasons(number)).extracting(CaseFile.Reason::reason)
			.containsExactlyInAnyOrder("HH-E1", "HH-E3", "HH-E3", "HH-E4", "HH-E5", "HH-E6", "HH-E7");
		// and the bureau may approve all the same
		review(number, "approve");
		assertThat(status(number)).isEqualTo(CaseStatus.ASSESSING);
		assertThat(this.file.reasons(number)).hasSize(7);
	}

}
