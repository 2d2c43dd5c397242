package cn.huiqi.workflow;

import java.util.Map;
import java.util.Optional;

/**
 * Fills forms: values by key, for fields, texts, tables and options alike. Texts and
 * numbers as they are, lists and maps for tables and options.
 */
public interface FormValues extends TaskConcern {

	/** What this room can tell for the task; a form takes what it mentions. */
	Map<String, Object> valuesFor(TaskContext task);

	/**
	 * Why a choice that was sent is not among the options this room supplies for the
	 * field.
	 * @return the reason in Chinese, empty where this room has none to tell
	 */
	default Optional<String> reasonAgainst(TaskContext task, FormField field, String choice) {
		return Optional.empty();
	}

}
