package cn.huiqi.workflow;

import java.util.Map;

/**
 * What people must see of a case in a task list beside its number: it is put on every new
 * task, since a list shows task variables only.
 */
public interface TaskLabels {

	/** Labels by name; no personal data. */
	Map<String, String> labelsOf(String applicationNumber);

}
