package cn.huiqi.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import cn.huiqi.core.RefusedException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Open tasks by case.
 */
@Component
public class CaseTasks {

	private final TaskService tasks;

	private final RuntimeService runtime;

	private final IdentityService identities;

	private final UncheckedEngine engine;

	private final ObjectProvider<TaskRules> rules;

	CaseTasks(TaskService tasks, RuntimeService runtime, IdentityService identities, UncheckedEngine engine,
			ObjectProvider<TaskRules> rules) {
		this.tasks = tasks;
		this.runtime = runtime;
		this.identities = identities;
		this.engine = engine;
		this.rules = rules;
	}

	/** All open tasks of a case, whoever may do them. */
	public List<OpenTask> openTasks(String applicationNumber) {
		return this.engine.run(() -> this.tasks.createTaskQuery()
			.processInstanceBusinessKey(applicationNumber)
			.orderByTaskCreateTime()
			.asc()
			.unlimitedList()
			.stream()
			.map(this::toOpenTask)
			.toList());
	}

	private OpenTask toOpenTask(Task task) {
		List<String> groups = new ArrayList<>();
		List<String> accounts = new ArrayList<>();
		for (IdentityLink link : this.tasks.getIdentityLinksForTask(task.getId())) {
			if (IdentityLinkType.CANDIDATE.equals(link.getType())) {
				if (link.getGroupId() != null) {
					groups.add(link.getGroupId());
				}
				if (link.getUserId() != null) {
					accounts.add(link.getUserId());
				}
			}
		}
		Collections.sort(groups);
		return new OpenTask(task.getId(), task.getTaskDefinitionKey(), task.getName(),
				StageListeners.dutyOf((TaskEntity) task), groups.isEmpty() ? null : String.join(",", groups), groups,
				accounts, task.getAssignee(), (task.getDueDate() != null) ? task.getDueDate().toInstant() : null);
	}

	/**
	 * Whether the caller may do an open task of a case: it is offered to him and nothing
	 * stands against it. Without a caller it is the program, which may.
	 */
	public boolean mayDo(String applicationNumber, OpenTask task) {
		Authentication caller = this.identities.getCurrentAuthentication();
		if (caller == null || caller.getUserId() == null) {
			return true;
		}
		List<String> groups = (caller.getGroupIds() != null) ? caller.getGroupIds() : List.of();
		boolean administrator = EngineCaller.isAdministrator(caller);
		if (!administrator && Collections.disjoint(groups, task.groups())
				&& !task.accounts().contains(caller.getUserId())) {
			return false;
		}
		TaskRules.Work work = new TaskRules.Work(applicationNumber, task.key(), task.duty(), caller.getUserId(), groups,
				administrator);
		try {
			this.rules.forEach((rules) -> rules.requireMayDo(work));
			return true;
		}
		catch (RefusedException ex) {
			return false;
		}
	}

	/** When a task was opened. */
	public Optional<Instant> openedAt(String taskId) {
		return this.engine.run(() -> Optional.ofNullable(this.tasks.createTaskQuery().taskId(taskId).singleResult())
			.map((task) -> task.getCreateTime().toInstant()));
	}

	/** Numbers of the cases at the same task, as far as the caller may see them. */
	public List<String> casesAt(String taskKey) {
		List<Task> visible = this.tasks.createTaskQuery().taskDefinitionKey(taskKey).active().listPage(0, 500);
		return this.engine.run(() -> visible.stream()
			.map((task) -> this.runtime.createProcessInstanceQuery()
				.processInstanceId(task.getProcessInstanceId())
				.singleResult()
				.getBusinessKey())
			.sorted()
			.toList());
	}

	/**
	 * An open task.
	 *
	 * @param id id in the engine
	 * @param key id in the model
	 * @param name name
	 * @param duty kind of task, empty where its model says none
	 * @param group groups it is offered to, separated by commas, null if none
	 * @param groups the same
	 * @param accounts accounts it is offered to by name
	 * @param assignee who has taken it, null if nobody
	 * @param due when it is due, null if never
	 */
	public record OpenTask(String id, String key, String name, String duty, @Nullable String group, List<String> groups,
			List<String> accounts, @Nullable String assignee, @Nullable Instant due) {
	}

}
