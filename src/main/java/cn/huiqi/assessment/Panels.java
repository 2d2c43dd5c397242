package cn.huiqi.assessment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import cn.huiqi.core.WorkCalendar;
import org.jspecify.annotations.Nullable;

/**
 * Panels of experts: drawn at random, independent of each other, replaced where they are
 * late.
 */
public interface Panels {

	/** The panels of a case, the first first. */
	List<Panel> of(String applicationNumber);

	/** The last panel of a case. */
	Optional<Panel> last(String applicationNumber);

	/**
	 * Opens a panel of the size that the parameters name.
	 * @param field key of the field, null for any
	 * @param group group of the experts' accounts
	 * @return the panel, nobody drawn yet
	 * @throws cn.huiqi.core.RefusedException if the size is not odd
	 */
	Panel open(String applicationNumber, String releaseId, @Nullable String field, String group);

	/**
	 * Draws an expert for a seat.
	 * @return what was drawn; without an account if nobody was left
	 */
	Panel.Draw draw(String applicationNumber, int seat);

	/** The seat's last draw. */
	Panel.Draw drawFor(String applicationNumber, int seat);

	/** Whether the account has been drawn and its opinion is awaited; its draw. */
	Optional<Panel.Draw> awaited(String applicationNumber, String account);

	/** Takes an opinion. */
	void give(String applicationNumber, String account, Panel.Opinion opinion);

	/** Takes note that the expert recuses himself. */
	void recuse(String applicationNumber, String account, String reason);

	/** The expert on a seat recused himself: the case is no longer his to see. */
	void release(String applicationNumber, int seat);

	/** The time of the expert on a seat has run out. */
	void replace(String applicationNumber, int seat);

	/** Reminds the expert on a seat, if it is time to. */
	void remind(String applicationNumber, int seat);

	/** When to look again whether the expert on a seat is to be reminded. */
	Instant nextReminder(String applicationNumber, int seat);

	/** Greatest difference of scores before one more expert joins; null for no limit. */
	@Nullable BigDecimal spreadLimit(String applicationNumber);

	/**
	 * Adds a seat.
	 * @return its number
	 */
	int addSeat(String applicationNumber);

	/** Closes the panel with its result. */
	void close(String applicationNumber, Panel.Outcome outcome);

	/** Whether there is anybody left to draw today for a panel that is open. */
	boolean hasCandidate(String applicationNumber);

	/** The last instant at which an opinion is in time, as shown. */
	static Instant shownEnd(LocalDate lastDay) {
		return endOf(lastDay).minusSeconds(1);
	}

	/** When a day is over. */
	static Instant endOf(LocalDate lastDay) {
		return new WorkCalendar.Deadline(lastDay, false).endsAt();
	}

}
