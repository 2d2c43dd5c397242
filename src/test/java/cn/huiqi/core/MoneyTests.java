package cn.huiqi.core;

import java.math.BigDecimal;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MoneyTests {

	@Test
	void keepsTwoDecimalsWhateverWasWritten() {
		// given the same amount written in four ways
		// then it is the same money, printed with fen
		assertThat(Money.yuan("350000")).hasToString("350000.00")
			.isEqualTo(Money.yuan("350000.0"))
			.isEqualTo(Money.yuan("350000.000"))
			.isEqualTo(Money.yuan("3.5E+5"))
			.hasSameHashCodeAs(Money.yuan("350000.000"));
	}

	@Test
	void showsThousandsAndUnitToPeople() {
		assertThat(Money.yuan("86419.75").display()).isEqualTo("86,419.75 元");
		assertThat(Money.yuan("3000000").display()).isEqualTo("3,000,000.00 元");
		assertThat(Money.ZERO.display()).isEqualTo("0.00 元");
	}

	@ParameterizedTest
	@CsvSource({ "1234567.5,元,'1,234,567.50 元'", "0.125,元,0.125 元", "52.6,万元,52.6 万元", "1234.5678,万元,'1,234.5678 万元'",
			"10000,万元,'10,000 万元'", "-1500,万元,'-1,500 万元'", "12345,,'12,345'" })
	void showsWhatFormsHoldInItsOwnUnit(BigDecimal number, String unit, String shown) {
		assertThat(Money.display(number, unit)).isEqualTo(shown);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-0.01", "-1", "-350000" })
	void refusesNegativeAmount(String amount) {
		assertThatIllegalArgumentException().isThrownBy(() -> Money.yuan(amount)).withMessageContaining(amount);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.001", "86419.746", "0.0000001" })
	void refusesWhatIsFinerThanAFen(String amount) {
		assertThatIllegalArgumentException().isThrownBy(() -> Money.yuan(amount)).withMessageContaining(amount);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "三十五万", "350,000", "35元" })
	void refusesWhatIsNoNumber(String amount) {
		assertThatIllegalArgumentException().isThrownBy(() -> Money.yuan(amount));
	}

	@ParameterizedTest
	@CsvSource({ "35, 350000.00", "150, 1500000.00", "300, 3000000.00", "0.000001, 0.01", "12.345678, 123456.78",
			"0, 0.00" })
	void takesTenThousandYuanExactly(BigDecimal wan, String yuan) {
		assertThat(Money.wanYuan(wan)).hasToString(yuan);
	}

	@Test
	void refusesTenThousandthsFinerThanAFen() {
		// given 0.0000001 万元, a tenth of a fen
		assertThatIllegalArgumentException().isThrownBy(() -> Money.wanYuan(new BigDecimal("0.0000001")));
	}

	@ParameterizedTest
	@CsvSource({ "86419.746, 86419.75", "86419.745, 86419.75", "86419.7449999, 86419.74", "0.005, 0.01",
			"0.004999, 0.00", "1500000.005, 1500000.01", "2.675, 2.68" })
	void roundsHalfUpToTheFen(BigDecimal exact, String rounded) {
		assertThat(Money.roundedHalfUp(exact)).hasToString(rounded);
	}

	@Test
	void deductsDownToZeroAndNotBelow() {
		Money paid = Money.yuan("350000");
		assertThat(Money.yuan("1500000").minusDownToZero(paid)).isEqualTo(Money.yuan("1150000"));
		assertThat(paid.minusDownToZero(paid)).isEqualTo(Money.ZERO);
		assertThat(Money.yuan("349999.99").minusDownToZero(paid)).isEqualTo(Money.ZERO);
	}

	@Test
	void findsTheSmallerAndTheLarger() {
		Money cap = Money.yuan("350000");
		assertThat(Money.yuan("350000.01").min(cap)).isEqualTo(cap);
		assertThat(Money.yuan("349999.99").min(cap)).isEqualTo(Money.yuan("349999.99"));
		assertThat(Money.yuan("350000.01").isMoreThan(cap)).isTrue();
		assertThat(cap.isMoreThan(cap)).isFalse();
		assertThat(cap.isZero()).isFalse();
		assertThat(Money.yuan("0.000").isZero()).isTrue();
	}

	@Property
	void addsExactlyInAnyOrder(@ForAll @LongRange(max = 1_000_000_000_000L) long a,
			@ForAll @LongRange(max = 1_000_000_000_000L) long b) {
		Money sum = fen(a).plus(fen(b));
		assertThat(sum).isEqualTo(fen(a + b)).isEqualTo(fen(b).plus(fen(a)));
		assertThat(sum.minusDownToZero(fen(b))).isEqualTo(fen(a));
	}

	@Property
	void ordersAsAmountsDo(@ForAll @LongRange(max = 1_000_000L) long a, @ForAll @LongRange(max = 1_000_000L) long b) {
		assertThat(Integer.signum(fen(a).compareTo(fen(b)))).isEqualTo(Long.compare(a, b));
		assertThat(fen(a).min(fen(b))).isEqualTo(fen(Math.min(a, b)));
		assertThat(fen(a).isMoreThan(fen(b))).isEqualTo(a > b);
	}

	@Property
	void readsBackWhatItPrints(@ForAll @LongRange(max = 1_000_000_000_000L) long fen) {
		assertThat(Money.yuan(fen(fen).toString())).isEqualTo(fen(fen));
	}

	private static Money fen(long fen) {
		return Money.yuan(BigDecimal.valueOf(fen, 2));
	}

}
