package cn.huiqi.award;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import cn.huiqi.core.CreditCode;
import cn.huiqi.core.Money;
import cn.huiqi.core.Rate;
import org.jspecify.annotations.Nullable;

/**
 * Decides subsidies and pays them: in batches, each order prepared by one person and
 * approved by another.
 */
public interface Awards {

	/**
	 * Computes and records a subsidy.
	 * @return whether anything is left to pay
	 */
	boolean decide(String applicationNumber, int level, RateRow rate);

	/**
	 * Makes a decision whose rate and cap the notice does not state payable for this
	 * case.
	 * @param basis document the department relies on
	 * @param by who confirmed it
	 * @throws cn.huiqi.core.RefusedException if nothing is decided
	 */
	void confirm(String applicationNumber, String basis, @Nullable String by);

	/**
	 * Records an amount decided by hand, without rate or level.
	 * @param basis document it rests on
	 * @param by who decided it
	 */
	void record(String applicationNumber, Money amount, String basis, @Nullable String by);

	/** The decision that counts at present. */
	Optional<Decision> decision(String applicationNumber);

	/** What a programme paid an enterprise so far. */
	Money paidTo(CreditCode creditCode, String programme);

	/**
	 * Puts an application into a payment batch.
	 * @throws cn.huiqi.core.RefusedException if it is not cleared for payment
	 */
	void prepare(String applicationNumber, String batch, Account account, @Nullable String by);

	/**
	 * The same for a case whose programme has no public notice.
	 * @throws cn.huiqi.core.RefusedException if it is not cleared for payment
	 */
	void prepareWithoutNotice(String applicationNumber, String batch, Account account, @Nullable String by);

	/** Records the approval of the live order. */
	void approve(String applicationNumber, @Nullable String by);

	/** Returns the live order: it is no longer paid, and another may be prepared. */
	void sendBack(String applicationNumber, @Nullable String by);

	/** Records the payment of the live order. */
	void settle(String applicationNumber, String voucherNumber, LocalDate paidOn, @Nullable String by);

	/** The live order. */
	Optional<Order> order(String applicationNumber);

	/** The live orders of a batch. */
	List<Order> batch(String batch);

	/** Whether a voucher number was recorded in the programme before. */
	boolean isVoucherUsed(String programme, String voucherNumber);

	/**
	 * A row of the rate table.
	 *
	 * @param rate rate
	 * @param cap cap
	 * @param confirmed whether the notice states it
	 * @param clause clause it comes from
	 * @param scope how earlier awards of the enterprise count
	 */
	record RateRow(Rate rate, Money cap, boolean confirmed, String clause, Subsidy.Scope scope) {
	}

	/**
	 * A decided subsidy.
	 *
	 * @param subsidy how it is computed
	 * @param confirmed whether the notice states rate and cap, or the department has
	 * confirmed them for this case
	 * @param clause clause they come from; empty where the amount was decided by hand
	 * @param basis document the department relied on, null where the table's row is
	 * enough
	 * @param decidedBy who confirmed or decided it, null where nobody had to
	 */
	record Decision(Subsidy subsidy, boolean confirmed, String clause, @Nullable String basis,
			@Nullable String decidedBy) {

		Decision(Subsidy subsidy, boolean confirmed, String clause) {
			this(subsidy, confirmed, clause, null, null);
		}

	}

	/**
	 * Where to pay to.
	 *
	 * @param name account holder
	 * @param bank bank
	 * @param number account number
	 */
	record Account(String name, String bank, String number) {
	}

	/**
	 * A payment order.
	 *
	 * @param applicationNumber case
	 * @param batch batch
	 * @param amount amount
	 * @param account account
	 * @param status where it stands
	 * @param preparedBy who prepared it
	 * @param approvedBy who approved it, null before
	 * @param approvedAt when, null before
	 */
	record Order(String applicationNumber, String batch, BigDecimal amount, Account account, Status status,
			@Nullable String preparedBy, @Nullable String approvedBy, @Nullable Instant approvedAt) {
	}

	/** Where an order stands. */
	enum Status {

		/** Prepared, not approved. */
		PREPARED,
		/** Approved: money may be on its way. */
		APPROVED,
		/** Sent back by the approver. */
		RETURNED,
		/** Its application was closed before the approval. */
		CANCELLED,
		/** Paid. */
		PAID

	}

}
