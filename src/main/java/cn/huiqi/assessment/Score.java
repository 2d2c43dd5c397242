package cn.huiqi.assessment;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

import org.apache.commons.numbers.fraction.BigFraction;

/**
 * Points, exact: question 4 gives 50/7 per option, so no decimal is. A total is compared
 * with its thresholds unrounded and shown with two decimals, half up (IND-07).
 *
 * @param exact the exact value
 */
public record Score(BigFraction exact) {

	/** No points. */
	public static final Score ZERO = new Score(BigFraction.ZERO);

	/** The decimal, exactly. */
	public static Score of(BigDecimal value) {
		return new Score(fraction(value));
	}

	/** Numerator over denominator. */
	public static Score of(BigDecimal numerator, BigDecimal denominator) {
		return new Score(fraction(numerator).divide(fraction(denominator)));
	}

	static BigFraction fraction(BigDecimal value) {
		return (value.scale() <= 0) ? BigFraction.of(value.toBigIntegerExact())
				: BigFraction.of(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
	}

	public Score plus(Score other) {
		return new Score(this.exact.add(other.exact));
	}

	/** This many times the weight. */
	public Score times(BigDecimal weight) {
		return new Score(this.exact.multiply(fraction(weight)));
	}

	/** Rounded half up. */
	public BigDecimal rounded(int decimals) {
		return this.exact.bigDecimalValue(decimals, RoundingMode.HALF_UP);
	}

	/**
	 * For the grading table: the nearest double. A total is a multiple of 1/5600, far
	 * wider apart than doubles are, so it meets a threshold exactly or stays clear of it.
	 */
	public double forTable() {
		return this.exact.doubleValue();
	}

	/** For people: two decimals, half up. */
	@Override
	public String toString() {
		return rounded(2).toPlainString();
	}

}
