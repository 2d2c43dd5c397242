package cn.huiqi.workflow;

/**
 * Which tasks a room is asked about.
 */
public interface TaskConcern {

	/**
	 * Whether the room is asked about the task; by default about every task of a case.
	 */
	default boolean concerns(TaskContext task) {
		return task.isOfCase();
	}

}
