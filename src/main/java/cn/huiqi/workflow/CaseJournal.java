package cn.huiqi.workflow;

import org.jspecify.annotations.Nullable;

/**
 * Learns where a case stands. A model says so with the extension properties
 * {@code status} and {@code stage} on its activities and end events.
 */
public interface CaseJournal {

	/**
	 * The case has come to an activity.
	 * @param applicationNumber the case
	 * @param visit id of this visit
	 * @param stage stage of the notice, or null where the activity begins none
	 * @param activity name of the activity
	 * @param status status of the case from now on, or null where it stays
	 */
	void entered(String applicationNumber, String visit, @Nullable String stage, String activity,
			@Nullable String status);

	/**
	 * The case has left it.
	 * @param applicationNumber the case
	 * @param visit id of the visit
	 * @param outcome how
	 */
	void left(String applicationNumber, String visit, String outcome);

}
