package cn.huiqi.workflow;

import java.time.Instant;
import java.util.Optional;

/**
 * By when a task should be done. A model names the parameter with the extension property
 * {@code period}; nothing happens by itself when the day is over.
 */
public interface TaskPeriods {

	/**
	 * The end of the last day, counted from today.
	 * @param applicationNumber the case
	 * @param releaseId the release the case runs on
	 * @param parameter name of the parameter
	 * @return empty where the programme has no such parameter
	 */
	Optional<Instant> dueAt(String applicationNumber, String releaseId, String parameter);

}
