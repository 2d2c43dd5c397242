package cn.huiqi.award;

import java.math.BigDecimal;

import cn.huiqi.core.Money;
import cn.huiqi.core.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a subsidy comes to where earlier awards count in one way or another.
 */
class SubsidyTests {

	@ParameterizedTest(name = "{0} counted, {1} before: {2}")
	@CsvSource({ "900000, 0, 450000.00", "1000000, 0, 500000.00", "1200000, 0, 500000.00", "400000, 350000, 150000.00",
			"200000, 350000, 100000.00", "400000, 500000, 0.00", "400000, 600000, 0.00", "0.01, 0, 0.01",
			"999999.99, 0, 500000.00", "0.01, 499999.99, 0.01" })
	void usesTheCapUpWhereItIsCumulative(String counted, String before, String amount) {
		assertThat(half(counted, before, Subsidy.Scope.CUMULATIVE).amount()).hasToString(amount);
	}

	@ParameterizedTest(name = "{0} counted, {1} before: {2}")
	@CsvSource({ "900000, 0, 450000.00", "400000, 350000, 0.00", "1200000, 350000, 150000.00" })
	void paysTheDifferenceWhereItIsTopUp(String counted, String before, String amount) {
		assertThat(half(counted, before, Subsidy.Scope.TOP_UP).amount()).hasToString(amount);
	}

	@Test
	void takesNothingOffAnAmountDecidedByHand() {
		assertThat(Subsidy.decided(Money.yuan("80000"), Money.ZERO, Money.yuan("350000")).amount())
			.hasToString("80000.00");
	}

	private static Subsidy half(String counted, String before, Subsidy.Scope scope) {
		return new Subsidy(2, new Rate(new BigDecimal("0.5")), Money.yuan("500000"), Money.yuan(counted),
				Money.yuan(before), scope);
	}

}
