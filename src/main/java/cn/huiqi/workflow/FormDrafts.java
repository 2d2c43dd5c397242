package cn.huiqi.workflow;

import java.util.Map;

/**
 * What people have written in the form of an open task and not handed in yet. A draft is
 * shown when the form is opened and counts for nothing else: no submission is checked
 * against it.
 */
public interface FormDrafts {

	/**
	 * The draft of a task by key, empty if there is none. A null is a field that was
	 * emptied.
	 */
	Map<String, Object> draftOf(TaskContext task);

}
