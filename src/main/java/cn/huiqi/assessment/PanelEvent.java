package cn.huiqi.assessment;

import java.time.LocalDate;

/**
 * What an expert is to be told.
 */
public sealed interface PanelEvent {

	/** The case. */
	String applicationNumber();

	/** Which panel of the case, from 1. */
	int panel();

	/** Which seat of it, from 1. */
	int seat();

	/** The expert. */
	String account();

	/**
	 * He was drawn.
	 *
	 * @param applicationNumber the case
	 * @param panel which panel
	 * @param seat which seat
	 * @param account the expert
	 * @param lastDay last day for his opinion
	 */
	record Drawn(String applicationNumber, int panel, int seat, String account,
			LocalDate lastDay) implements PanelEvent {
	}

	/**
	 * His time ends soon.
	 *
	 * @param applicationNumber the case
	 * @param panel which panel
	 * @param seat which seat
	 * @param account the expert
	 * @param lastDay last day for his opinion
	 * @param workdaysLeft workdays left after today
	 */
	record DueSoon(String applicationNumber, int panel, int seat, String account, LocalDate lastDay,
			int workdaysLeft) implements PanelEvent {
	}

	/**
	 * His time ran out and another is drawn.
	 *
	 * @param applicationNumber the case
	 * @param panel which panel
	 * @param seat which seat
	 * @param account the expert
	 */
	record Replaced(String applicationNumber, int panel, int seat, String account) implements PanelEvent {
	}

}
