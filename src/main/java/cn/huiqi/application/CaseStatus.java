package cn.huiqi.application;

import java.util.Set;

/**
 * Where an application stands, as other systems are told.
 */
public enum CaseStatus {

	/** The enterprise declares. */
	DECLARING,
	/** Qualification is reviewed. */
	UNDER_REVIEW,
	/** It was returned to the enterprise. */
	CORRECTING,
	/** The level is assessed. */
	ASSESSING,
	/** Acceptance gave time to rectify. */
	RECTIFYING,
	/** The expenditure is audited. */
	AUDITING,
	/** A collective decision is due. */
	DECIDING,
	/** The result is, or is about to be, on public notice. */
	IN_NOTICE,
	/** Somebody objected. */
	OBJECTED,
	/** The subsidy is due. */
	AWAITING_PAYMENT,
	/** The subsidy is paid. */
	PAID,
	/** Confirmed without payment: a filing, a title, a level. */
	CONFIRMED,
	/** Refused. */
	REJECTED,
	/** Given up by not correcting in time. */
	LAPSED,
	/** Withdrawn by the enterprise. */
	WITHDRAWN,
	/** Revoked for fraud. */
	REVOKED;

	private static final Set<CaseStatus> FINAL = Set.of(PAID, CONFIRMED, REJECTED, LAPSED, WITHDRAWN, REVOKED);

	/** Whether the case is over. */
	public boolean isFinal() {
		return FINAL.contains(this);
	}

}
