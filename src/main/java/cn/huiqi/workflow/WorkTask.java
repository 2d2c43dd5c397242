package cn.huiqi.workflow;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An open task of a case.
 *
 * @param taskId id in the engine
 * @param applicationNumber the case
 * @param taskKey id in the model
 * @param name name in the model
 * @param duty kind of task, see {@link TaskRules}; empty where the model says none
 * @param stage stage the task begins; null where it belongs to the stage its case is at
 * @param groups groups it is offered to
 * @param accounts accounts it is offered to by name
 * @param assignee who does it, null if nobody has taken it
 * @param createdAt since when it is open
 * @param dueAt when it is due, null if never
 */
public record WorkTask(String taskId, String applicationNumber, String taskKey, String name, String duty,
		@Nullable String stage, Set<String> groups, Set<String> accounts, @Nullable String assignee, Instant createdAt,
		@Nullable Instant dueAt) {
}
