package cn.huiqi.award;

import java.math.BigDecimal;

import cn.huiqi.core.Money;
import cn.huiqi.core.Rate;

/**
 * How a subsidy is computed (AR-20): counted expenditure times the rate of the level
 * reached, half up to the fen, at most the cap, less what the enterprise was paid before.
 *
 * @param level level reached
 * @param rate rate of the level
 * @param cap cap of the level
 * @param counted counted expenditure
 * @param paidBefore what the programme paid the enterprise before
 */
public record Subsidy(int level, Rate rate, Money cap, Money counted, Money paidBefore) {

	/** Rate times counted expenditure, exact, in yuan. */
	public BigDecimal product() {
		return this.rate.exactlyOf(this.counted);
	}

	/** The product to the fen, at most the cap. */
	public Money capped() {
		return Money.roundedHalfUp(product()).min(this.cap);
	}

	/** What is to be paid now: never below zero. */
	public Money amount() {
		return capped().minusDownToZero(this.paidBefore);
	}

}
