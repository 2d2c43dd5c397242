package cn.huiqi.core;

import java.math.BigDecimal;

/**
 * A share between 0 and 1 of an amount, exact.
 *
 * @param fraction 0.7 for 70 %
 */
public record Rate(BigDecimal fraction) {

	public Rate {
		// 0.7 and 0.70 are one rate
		fraction = fraction.stripTrailingZeros();
		if (fraction.signum() < 0 || fraction.compareTo(BigDecimal.ONE) > 0) {
			throw new IllegalArgumentException("A rate lies between 0 and 1: " + fraction.toPlainString());
		}
	}

	/** 70 for 70 %. */
	public static Rate percent(int percent) {
		return new Rate(BigDecimal.valueOf(percent, 2));
	}

	/** The exact product, in yuan, not yet rounded. */
	public BigDecimal exactlyOf(Money amount) {
		return amount.inYuan().multiply(this.fraction);
	}

	/** For people: {@code 70%}. */
	public String display() {
		return this.fraction.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
	}

}
