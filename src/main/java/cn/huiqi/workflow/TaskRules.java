package cn.huiqi.workflow;

import java.util.Collection;

/**
 * Who may do which task of a case, beyond being in a group it is offered to. A model says
 * with the extension property {@code duty} what kind of task it is.
 */
public interface TaskRules {

	/** Whether there is such a kind of task. */
	boolean isDuty(String duty);

	/**
	 * Refuses somebody who may not do a task.
	 * @throws cn.huiqi.core.RefusedException with the reason
	 */
	void requireMayDo(Work work);

	/** Notes that a task is offered to an account by name. */
	void offered(String applicationNumber, String taskKey, String account);

	/**
	 * A task that somebody wants to do.
	 *
	 * @param applicationNumber the case
	 * @param taskKey id of the task in the model
	 * @param duty kind of task
	 * @param account the account
	 * @param groups ids of the groups it is in
	 * @param administrator whether it is an administrator, who is held to no group
	 */
	record Work(String applicationNumber, String taskKey, String duty, String account, Collection<String> groups,
			boolean administrator) {
	}

}
