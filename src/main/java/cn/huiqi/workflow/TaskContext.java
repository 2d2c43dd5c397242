package cn.huiqi.workflow;

import java.util.Optional;

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
 * @param closes what it can no longer be submitted after: {@code round} for the round the
 * case was opened in, {@code stage:} and a key for the notice under which the case was
 * admitted to that stage, {@code period:} and a parameter for the period of that name;
 * empty for nothing
 * @param form form of the task
 */
public record TaskContext(String taskId, String taskKey, String processKey, String applicationNumber, String releaseId,
		String duty, String closes, FormSchema form) {

	private static final String APPRAISE = "appraise";

	/** Its last day is that of the round the case was opened in. */
	static final String WITH_ROUND = "round";

	/** What a last day begins with that is a stage's; the key follows. */
	static final String WITH_STAGE = "stage:";

	/** What a last day begins with that is a period's; the parameter follows. */
	static final String WITH_PERIOD = "period:";

	/**
	 * Whether the task belongs to one case, not to what is decided for many at once, such
	 * as the selection of a round.
	 */
	public boolean isOfCase() {
		return ApplicationNumber.isValid(this.applicationNumber);
	}

	/** Whether it can no longer be submitted when the case's round is over. */
	public boolean closesWithRound() {
		return this.closes.equals(WITH_ROUND);
	}

	/** The stage with whose notice it closes. */
	public Optional<String> closesWithStage() {
		return this.closes.startsWith(WITH_STAGE) ? Optional.of(this.closes.substring(WITH_STAGE.length()))
				: Optional.empty();
	}

	/** Parameter of the period with which it closes. */
	public Optional<String> closesWithPeriod() {
		return this.closes.startsWith(WITH_PERIOD) ? Optional.of(this.closes.substring(WITH_PERIOD.length()))
				: Optional.empty();
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
				this.duty, this.closes, other);
	}

}
