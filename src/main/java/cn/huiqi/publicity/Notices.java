package cn.huiqi.publicity;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import cn.huiqi.core.PeriodLength;
import cn.huiqi.workflow.Deadlines;
import org.jspecify.annotations.Nullable;

/**
 * Public notices: each lists many applications, each of which waits for its own outcome.
 */
public interface Notices {

	/**
	 * Puts an application on a notice, publishing the notice with its first, and opens
	 * the period.
	 * @param applicationNumber case
	 * @param notice id of the notice, shared by all that are published together
	 * @param title title
	 * @param length length of the period
	 * @param by who publishes
	 */
	Deadlines.Period publish(String applicationNumber, String notice, String title, PeriodLength length,
			@Nullable String by);

	/** Records an objection; the case is suspended until it is settled. */
	void object(String applicationNumber, Objection objection, @Nullable String by);

	/** Settles the objection that is open. */
	void settle(String applicationNumber, Outcome outcome, @Nullable String text, @Nullable String by);

	/**
	 * The period is over without an objection that was upheld.
	 * @throws IllegalStateException if it is not over for good
	 */
	void clear(String applicationNumber);

	/**
	 * Whether the case was cleared and its period is over for good: only then may it be
	 * paid.
	 */
	boolean isCleared(String applicationNumber);

	/** The notice the case is on at present. */
	Optional<Notice> find(String applicationNumber);

	/** The objection that is open. */
	Optional<Objection> openObjection(String applicationNumber);

	/** What an objection came to. */
	enum Outcome {

		/** Not upheld: the notice goes on. */
		DISMISSED,
		/** Upheld: the case is reviewed again. */
		UPHELD_REVIEW,
		/** Upheld: the case is refused. */
		UPHELD_REFUSE

	}

	/**
	 * An objection (异议).
	 *
	 * @param objectorName who objects
	 * @param objectorContact how to reach them
	 * @param receivedOn when it came in
	 * @param content what is objected
	 */
	record Objection(String objectorName, String objectorContact, LocalDate receivedOn, String content) {
	}

	/**
	 * A notice.
	 *
	 * @param id id
	 * @param title title
	 * @param publishedOn first day it could be read
	 * @param applications cases on it
	 */
	record Notice(String id, String title, LocalDate publishedOn, List<String> applications) {
	}

}
