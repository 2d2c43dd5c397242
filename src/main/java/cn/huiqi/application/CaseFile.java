package cn.huiqi.application;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The file of a case: where it has been and what was held against it.
 */
public interface CaseFile {

	/** The stages the case has been to, the oldest first. */
	List<Stage> stages(String number);

	/** The conditions found not to hold at the last check. */
	List<Reason> reasons(String number);

	/** What reviewers are to look at, though nothing follows from it by itself. */
	List<Reason> advice(String number);

	/**
	 * A visit to a stage.
	 *
	 * @param stage stage as the notice calls it
	 * @param activity what was done there
	 * @param enteredAt from
	 * @param leftAt to, null while it lasts
	 * @param outcome how it ended, null while it lasts
	 */
	record Stage(String stage, String activity, Instant enteredAt, @Nullable Instant leftAt, @Nullable String outcome) {
	}

	/**
	 * A condition that does not hold.
	 *
	 * @param reason its code
	 * @param text what is the matter, in Chinese
	 */
	record Reason(String reason, String text) {
	}

}
