package cn.huiqi.award;

import java.math.BigDecimal;

import cn.huiqi.core.Money;
import cn.huiqi.core.Rate;

/**
 * How a subsidy is computed (AR-20): counted expenditure times the rate of the level
 * reached, half up to the fen, at most the cap. How earlier awards of the enterprise
 * count is the scope's to say.
 *
 * @param level level reached; 0 where the amount was decided by hand
 * @param rate rate of the level; 0 where the amount was decided by hand
 * @param cap cap of the level, or the amount decided by hand
 * @param counted counted expenditure
 * @param paidBefore what the programme awarded the enterprise before
 * @param scope how earlier awards count
 */
public record Subsidy(int level, Rate rate, Money cap, Money counted, Money paidBefore, Scope scope) {

	/** A subsidy that is topped up to what the level reached is worth. */
	public Subsidy(int level, Rate rate, Money cap, Money counted, Money paidBefore) {
		this(level, rate, cap, counted, paidBefore, Scope.TOP_UP);
	}

	/** An amount decided by hand, whatever was awarded before. */
	public static Subsidy decided(Money amount, Money counted, Money paidBefore) {
		return new Subsidy(0, new Rate(BigDecimal.ZERO), amount, counted, paidBefore, Scope.DECIDED);
	}

	/** The same with other earlier awards. */
	Subsidy after(Money before) {
		return new Subsidy(this.level, this.rate, this.cap, this.counted, before, this.scope);
	}

	/** Whether it is computed from rate and cap. */
	public boolean isComputed() {
		return this.scope != Scope.DECIDED;
	}

	/** Rate times counted expenditure, exact, in yuan. */
	public BigDecimal product() {
		return this.rate.exactlyOf(this.counted);
	}

	/** What the cap leaves for this application: never below zero. */
	public Money room() {
		return (this.scope == Scope.CUMULATIVE) ? this.cap.minusDownToZero(this.paidBefore) : this.cap;
	}

	/** The product to the fen, at most what the cap leaves. */
	public Money capped() {
		return isComputed() ? Money.roundedHalfUp(product()).min(room()) : this.cap;
	}

	/** What is to be paid now: never below zero. */
	public Money amount() {
		return (this.scope == Scope.TOP_UP) ? capped().minusDownToZero(this.paidBefore) : capped();
	}

	/** How earlier awards of the enterprise in the programme count. */
	public enum Scope {

		/**
		 * They are taken off what the level is worth: who reaches a higher one later gets
		 * the difference.
		 */
		TOP_UP,
		/**
		 * They use the cap up: every application counts for itself until it is reached.
		 */
		CUMULATIVE,
		/** Not at all: the amount was decided by hand. */
		DECIDED

	}

}
