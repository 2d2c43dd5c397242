package cn.huiqi.workflow;

import cn.huiqi.core.ApplicationNumber;

/**
 * Where a task stands.
 *
 * @param taskId id in the engine
 * @param taskKey id in the model, for example {@code userTask_reviewQualification}
 * @param processKey process the task belongs to, perhaps a shared one
 * @param applicationNumber the case, or the key of what is decided for many cases at once
 * @param releaseId the release the case runs on
 * @param duty kind of task, see {@link TaskRules}
 * @param closesWithRound whether it can no longer be submitted when the round the case
 * was opened in is over
 * @param form form of the task
 */
public record TaskContext(String taskId, String taskKey, String processKey, String applicationNumber, String releaseId,
		String duty, boolean closesWithRound, FormSchema form) {

	private static final String APPRAISE = "appraise";

	/**
	 * Whether the task belongs to one case, not to what is decided for many at once, such
	 * as the selection of a round.
	 */
	public boolean isOfCase() {
		return ApplicationNumber.isValid(this.applicationNumber);
	}

	/**
	 * Whether several people do it apart from each other, so that none may see what
	 * another wrote.
	 */
	public boolean isIndependent() {
		return isIndependent(this.duty);
	}

	/** Whether tasks of a kind are done apart from each other. */
	static boolean isIndependent(String duty) {
		return duty.equals(APPRAISE);
	}

	TaskContext with(FormSchema other) {
		return new TaskContext(this.taskId, this.taskKey, this.processKey, this.applicationNumber, this.releaseId,
				this.duty, this.closesWithRound, other);
	}

}
