package cn.huiqi.access;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EngineAccountsTests {

	@ParameterizedTest
	@ValueSource(strings = { "Sommer-und-Meer", "abcdefghij1-", "ABCDEFGH1234x", "惠企平台惠企平台Aa1z" })
	void takesTwelveCharactersOfThreeKinds(String password) {
		assertThat(EngineAccounts.isStrong(password)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Kurz-1-kurz", "abcdefghijklmnop", "abcdefgh12345678", "My-Admin-2024-pw",
			"xADMINx-1234567" })
	void refusesShortOrUniformOrObviousPassword(String password) {
		assertThat(EngineAccounts.isStrong(password)).isFalse();
	}

	@Test
	void refusesMissingPassword() {
		assertThat(EngineAccounts.isStrong(null)).isFalse();
	}

}
