package cn.huiqi.core;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * An amount in yuan (元), exact to the fen (分, 0.01 元). Never negative: what is deducted
 * is deducted with a floor that the caller names.
 */
public final class Money implements Comparable<Money> {

	/** Nothing. */
	public static final Money ZERO = new Money(BigDecimal.ZERO.setScale(2));

	private static final BigDecimal YUAN_PER_WAN = BigDecimal.valueOf(10_000);

	private final BigDecimal yuan;

	private Money(BigDecimal yuan) {
		this.yuan = yuan;
	}

	/**
	 * An amount in yuan, for example {@code "350000"} or {@code "86419.75"}.
	 * @throws IllegalArgumentException if negative or finer than a fen
	 */
	public static Money yuan(String amount) {
		return yuan(new BigDecimal(amount));
	}

	/**
	 * An amount in yuan.
	 * @throws IllegalArgumentException if negative or finer than a fen
	 */
	public static Money yuan(BigDecimal amount) {
		if (amount.signum() < 0) {
			throw new IllegalArgumentException("Money is never negative: " + amount.toPlainString());
		}
		if (amount.stripTrailingZeros().scale() > 2) {
			throw new IllegalArgumentException("Money is exact to the fen: " + amount.toPlainString());
		}
		return new Money(amount.setScale(2));
	}

	/**
	 * An amount in ten thousand yuan (万元), for example {@code 35} for 350,000 元.
	 * @throws IllegalArgumentException if negative or finer than a fen
	 */
	public static Money wanYuan(BigDecimal amount) {
		return yuan(amount.multiply(YUAN_PER_WAN));
	}

	/**
	 * An exact product or quotient brought to the fen, half up (AR-20 and its examples).
	 * @throws IllegalArgumentException if negative
	 */
	public static Money roundedHalfUp(BigDecimal exactYuan) {
		return yuan(exactYuan.setScale(2, RoundingMode.HALF_UP));
	}

	public Money plus(Money other) {
		return new Money(this.yuan.add(other.yuan));
	}

	/** This less the other, never below zero. */
	public Money minusDownToZero(Money other) {
		return (this.yuan.compareTo(other.yuan) <= 0) ? ZERO : new Money(this.yuan.subtract(other.yuan));
	}

	public Money min(Money other) {
		return (this.yuan.compareTo(other.yuan) <= 0) ? this : other;
	}

	public boolean isMoreThan(Money other) {
		return this.yuan.compareTo(other.yuan) > 0;
	}

	public boolean isZero() {
		return this.yuan.signum() == 0;
	}

	/** The amount in yuan, with two decimals. */
	public BigDecimal inYuan() {
		return this.yuan;
	}

	/** For people: {@code 86,419.75 元}. */
	public String display() {
		return display(this.yuan, "元");
	}

	/**
	 * A number for people, as it stands in a form: thousands separated, {@code 元} with
	 * two decimals at least, anything else with those it has.
	 * @param number for example 1234.5
	 * @param unit {@code 元}, {@code 万元} or another; none for a bare number
	 * @return for example {@code 1,234.50 元} or {@code 1,234.5 万元}
	 */
	public static String display(BigDecimal number, @Nullable String unit) {
		String pattern = "元".equals(unit) ? "#,##0.00" : "#,##0.#";
		DecimalFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
		format.setMaximumFractionDigits(Math.max(format.getMinimumFractionDigits(), number.scale()));
		return format.format(number) + ((unit != null) ? " " + unit : "");
	}

	@Override
	public int compareTo(Money other) {
		return this.yuan.compareTo(other.yuan);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Money money && this.yuan.equals(money.yuan);
	}

	@Override
	public int hashCode() {
		return this.yuan.hashCode();
	}

	/** For programs: {@code 86419.75}. */
	@Override
	public String toString() {
		return this.yuan.toPlainString();
	}

}
