package cn.huiqi.workflow;

/**
 * Where a task stands.
 *
 * @param taskId id in the engine
 * @param taskKey id in the model, for example {@code userTask_reviewQualification}
 * @param processKey process the task belongs to, perhaps a shared one
 * @param applicationNumber the case
 * @param releaseId the release the case runs on
 * @param duty kind of task, see {@link TaskRules}
 * @param closesWithRound whether it can no longer be submitted when the round the case
 * was opened in is over
 * @param form form of the task
 */
public record TaskContext(String taskId, String taskKey, String processKey, String applicationNumber, String releaseId,
		String duty, boolean closesWithRound, FormSchema form) {

	TaskContext with(FormSchema other) {
		return new TaskContext(this.taskId, this.taskKey, this.processKey, this.applicationNumber, this.releaseId,
				this.duty, this.closesWithRound, other);
	}

}
