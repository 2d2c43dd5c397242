package cn.huiqi.workflow;

import java.util.Map;

/**
 * Fills forms: values by key, for fields, texts, tables and options alike. Texts and
 * numbers as they are, lists and maps for tables and options.
 */
public interface FormValues extends TaskConcern {

	/** What this room can tell for the task; a form takes what it mentions. */
	Map<String, Object> valuesFor(TaskContext task);

}
