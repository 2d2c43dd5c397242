package cn.huiqi.journey;

import java.time.LocalDate;
import java.util.List;

/**
 * What befell a case with the notices of its stages.
 */
public sealed interface StageEvent {

	/**
	 * A notice of the stage the case waits for was published or changed.
	 *
	 * @param applicationNumber the case
	 * @param stageName name of the stage
	 * @param notice the notice
	 * @param edition tells one change of the notice from another, 0 for its publication
	 */
	record Announced(String applicationNumber, String stageName, StageNotices.Published notice,
			long edition) implements StageEvent {
	}

	/**
	 * The case was admitted to a stage.
	 *
	 * @param applicationNumber the case
	 * @param visit id of the visit
	 * @param stageName name of the stage
	 * @param notice notice under which it was
	 */
	record Admitted(String applicationNumber, long visit, String stageName,
			StageNotices.Published notice) implements StageEvent {
	}

	/**
	 * The case was refused entry to a stage.
	 *
	 * @param applicationNumber the case
	 * @param visit id of the visit
	 * @param stageName name of the stage
	 * @param reasons why, in Chinese
	 */
	record Refused(String applicationNumber, long visit, String stageName, List<String> reasons) implements StageEvent {
	}

	/**
	 * The case has left a stage.
	 *
	 * @param applicationNumber the case
	 * @param visit id of the visit
	 * @param stageName name of the stage
	 * @param result how
	 */
	record Left(String applicationNumber, long visit, String stageName, StageResult result) implements StageEvent {
	}

	/**
	 * The last day of the notice under which the case was admitted has moved.
	 *
	 * @param applicationNumber the case
	 * @param stageName name of the stage
	 * @param notice the notice, as it is now
	 * @param from its last day before
	 */
	record Moved(String applicationNumber, String stageName, StageNotices.Published notice,
			LocalDate from) implements StageEvent {
	}

}
