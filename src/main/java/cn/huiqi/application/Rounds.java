package cn.huiqi.application;

import java.time.LocalDate;
import java.util.List;

/**
 * The rounds of the programmes: rows, seeded from the programme's file and edited by the
 * bureau.
 */
public interface Rounds {

	/** The rounds of a programme, the first first. */
	List<Round> of(String programme);

	/** Opens a round, or gives one that is there other days. */
	void schedule(String programme, Round round);

	/**
	 * A period in which applications may be opened.
	 *
	 * @param code code
	 * @param opens first day
	 * @param closes last day
	 * @param confirmed whether the notice states these days
	 */
	record Round(String code, LocalDate opens, LocalDate closes, boolean confirmed) {
	}

}
