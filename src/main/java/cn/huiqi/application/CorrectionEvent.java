package cn.huiqi.application;

import java.time.LocalDate;

/**
 * What happened to a case that was returned for correction.
 */
public sealed interface CorrectionEvent {

	/** The case. */
	String applicationNumber();

	/** The return. */
	Corrections.Round returned();

	/**
	 * It was returned.
	 *
	 * @param applicationNumber the case
	 * @param round which return it is, from 1
	 * @param returned the return
	 * @param period until when, for people
	 * @param comment why
	 */
	record Returned(String applicationNumber, int round, Corrections.Round returned, String period,
			String comment) implements CorrectionEvent {
	}

	/**
	 * The period ends soon.
	 *
	 * @param applicationNumber the case
	 * @param returned the return
	 * @param period until when, for people
	 * @param lastDay until when
	 * @param workdaysLeft workdays left after today
	 * @param left what is left, for people
	 */
	record DueSoon(String applicationNumber, Corrections.Round returned, String period, LocalDate lastDay,
			int workdaysLeft, String left) implements CorrectionEvent {
	}

	/**
	 * The period was extended.
	 *
	 * @param applicationNumber the case
	 * @param returned the return
	 * @param period until when now, for people
	 * @param lastDay until when now
	 * @param reason why
	 */
	record Extended(String applicationNumber, Corrections.Round returned, String period, LocalDate lastDay,
			String reason) implements CorrectionEvent {
	}

	/**
	 * The period has run out.
	 *
	 * @param applicationNumber the case
	 * @param round which return it was
	 * @param returned the return
	 */
	record Lapsed(String applicationNumber, int round, Corrections.Round returned) implements CorrectionEvent {
	}

}
