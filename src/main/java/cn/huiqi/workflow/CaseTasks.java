package cn.huiqi.workflow;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Open tasks by case.
 */
@Component
public class CaseTasks {

	private final TaskService tasks;

	private final RuntimeService runtime;

	private final UncheckedEngine engine;

	CaseTasks(TaskService tasks, RuntimeService runtime, UncheckedEngine engine) {
		this.tasks = tasks;
		this.runtime = runtime;
		this.engine = engine;
	}

	/** All open tasks of a case, whoever may do them. */
	public List<OpenTask> openTasks(String applicationNumber) {
		return this.engine.run(() -> this.tasks.createTaskQuery()
			.processInstanceBusinessKey(applicationNumber)
			.orderByTaskCreateTime()
			.asc()
			.unlimitedList()
			.stream()
			.map((task) -> new OpenTask(task.getName(), group(task),
					(task.getDueDate() != null) ? task.getDueDate().toInstant() : null))
			.toList());
	}

	private @Nullable String group(Task task) {
		String groups = this.tasks.getIdentityLinksForTask(task.getId())
			.stream()
			.filter((link) -> IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null)
			.map((link) -> link.getGroupId())
			.sorted()
			.collect(Collectors.joining(","));
		return groups.isEmpty() ? null : groups;
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
	 * @param name name
	 * @param group group it is offered to, null if none
	 * @param due when it is due, null if never
	 */
	public record OpenTask(String name, @Nullable String group, @Nullable Instant due) {
	}

}
