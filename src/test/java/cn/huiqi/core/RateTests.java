package cn.huiqi.core;

import java.math.BigDecimal;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RateTests {

	@ParameterizedTest
	@CsvSource({ "70, 123456.78, 86419.746", "50, 3000000.01, 1500000.005", "40, 8000000, 3200000", "0, 500000, 0",
			"100, 0.01, 0.01" })
	void multipliesWithoutRounding(int percent, String amount, BigDecimal product) {
		assertThat(Rate.percent(percent).exactlyOf(Money.yuan(amount))).isEqualByComparingTo(product);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-0.01", "1.0001", "70" })
	void refusesWhatIsNoShare(BigDecimal fraction) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Rate(fraction))
			.withMessageContaining(fraction.toPlainString());
	}

	@Test
	void takesNothingAndTheWhole() {
		assertThat(new Rate(BigDecimal.ZERO).display()).isEqualTo("0%");
		assertThat(new Rate(BigDecimal.ONE).display()).isEqualTo("100%");
	}

	@ParameterizedTest
	@CsvSource({ "0.7, 70%", "0.50, 50%", "0.4, 40%", "0.125, 12.5%", "0.1, 10%" })
	void showsPercentToPeople(BigDecimal fraction, String shown) {
		assertThat(new Rate(fraction).display()).isEqualTo(shown);
	}

	@Test
	void isTheSameRateHoweverManyZerosWereWritten() {
		// given 70 % of the guide, as 0.7 of the table, as 0.70, as 70 percent
		assertThat(new Rate(new BigDecimal("0.7"))).isEqualTo(new Rate(new BigDecimal("0.70")))
			.isEqualTo(Rate.percent(70))
			.hasSameHashCodeAs(Rate.percent(70));
	}

	@Property
	void neverGivesMoreThanTheWhole(@ForAll @IntRange(max = 100) int percent,
			@ForAll @LongRange(max = 1_000_000_000_000L) long fen) {
		Money amount = Money.yuan(BigDecimal.valueOf(fen, 2));
		BigDecimal product = Rate.percent(percent).exactlyOf(amount);
		assertThat(product).isBetween(BigDecimal.ZERO, amount.inYuan());
		// the product of p percent and f fen is exactly p * f / 100 fen
		assertThat(product).isEqualByComparingTo(BigDecimal.valueOf(percent * fen, 4));
	}

}
