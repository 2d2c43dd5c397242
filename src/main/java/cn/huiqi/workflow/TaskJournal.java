package cn.huiqi.workflow;

/**
 * Learns in the engine's own transaction which tasks are open and how each stands. Told
 * at the end of every change of one, and perhaps more than once.
 */
public interface TaskJournal {

	/** A task is open, and this is how it stands now: new, or changed. */
	default void stands(WorkTask task) {
	}

	/**
	 * A task is done, or is no longer to be done.
	 * @param taskId id in the engine
	 */
	void ended(String taskId);

}
