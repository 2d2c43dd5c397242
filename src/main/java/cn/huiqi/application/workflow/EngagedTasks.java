package cn.huiqi.application.workflow;

import java.util.Collection;

import cn.huiqi.workflow.UncheckedEngine;
import cn.huiqi.workflow.Variable;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;

import org.springframework.stereotype.Component;

/**
 * Hands what a replaced institution had still to do to those that took its place, since
 * nobody else may do it.
 */
@Component
class EngagedTasks {

	private final TaskService tasks;

	private final RuntimeService runtime;

	private final UncheckedEngine engine;

	EngagedTasks(TaskService tasks, RuntimeService runtime, UncheckedEngine engine) {
		this.tasks = tasks;
		this.runtime = runtime;
		this.engine = engine;
	}

	/**
	 * Offers the open tasks of a case to others.
	 * @param from groups they are offered to, and are no longer
	 * @param to groups they are offered to instead
	 * @param variable variable of the model with these groups
	 */
	void handOver(String applicationNumber, Collection<String> from, Collection<String> to, Variable<String> variable) {
		this.engine.run(() -> {
			this.runtime.createProcessInstanceQuery()
				.processInstanceBusinessKey(applicationNumber)
				.variableValueNotEquals(variable.name(), null)
				.unlimitedList()
				.forEach((instance) -> this.runtime.setVariable(instance.getId(), variable.name(),
						String.join(",", to)));
			for (Task task : this.tasks.createTaskQuery()
				.processInstanceBusinessKey(applicationNumber)
				.taskCandidateGroupIn(from.stream().toList())
				.includeAssignedTasks()
				.unlimitedList()) {
				if (task.getAssignee() != null) {
					this.tasks.setAssignee(task.getId(), null);
				}
				from.forEach((group) -> this.tasks.deleteCandidateGroup(task.getId(), group));
				to.forEach((group) -> this.tasks.addCandidateGroup(task.getId(), group));
			}
			return true;
		});
	}

}
