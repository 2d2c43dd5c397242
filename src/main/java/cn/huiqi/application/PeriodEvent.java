package cn.huiqi.application;

import java.time.LocalDate;
import java.util.Collection;

/**
 * What is to be told of a period that runs for a case.
 */
public sealed interface PeriodEvent {

	/** The case. */
	String applicationNumber();

	/** Groups to be told. */
	Collection<String> groups();

	/** Parameter that gives the length. */
	String periodKey();

	/** What is to be done, for people. */
	String subject();

	/** Last day. */
	LocalDate lastDay();

	/**
	 * It ends soon.
	 *
	 * @param applicationNumber the case
	 * @param groups groups to be told
	 * @param periodKey parameter that gives the length
	 * @param subject what is to be done, for people
	 * @param lastDay last day
	 * @param period until when, for people
	 * @param workdaysLeft workdays left after today
	 * @param left what is left, for people
	 */
	record DueSoon(String applicationNumber, Collection<String> groups, String periodKey, String subject,
			LocalDate lastDay, String period, int workdaysLeft, String left) implements PeriodEvent {
	}

	/**
	 * It has ended, and what was to be done is not done.
	 *
	 * @param applicationNumber the case
	 * @param groups groups to be told
	 * @param periodKey parameter that gives the length
	 * @param subject what was to be done, for people
	 * @param lastDay last day
	 * @param period until when it was, for people
	 */
	record Overdue(String applicationNumber, Collection<String> groups, String periodKey, String subject,
			LocalDate lastDay, String period) implements PeriodEvent {
	}

}
