package cn.huiqi.workflow;

import java.util.Map;
import java.util.Optional;

/**
 * Narrows the form of one task: some of it may be answered anew, the rest stays as it was
 * answered before. A form comes back for correction this way.
 */
public interface FormLimits {

	/** What may be changed at the task; empty if its whole form may. */
	Optional<Limit> limitOf(TaskContext task);

	/**
	 * A limit.
	 *
	 * @param open keys of the fields that may be changed, each with the reason, in the
	 * order in which they are shown; keys the form does not have are passed over
	 * @param former what all other fields stay at, by key
	 * @param term what people call the change, for example 补正
	 */
	record Limit(Map<String, String> open, Map<String, Object> former, String term) {
	}

}
