package cn.huiqi.workflow;

import java.util.Date;
import java.util.Map;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Moves what a case has timed by a date that is given another one: variables, timers and
 * dues of tasks, in all processes of the case.
 */
@Component
public class CaseTimers {

	private static final int SECOND = 1000;

	private final RuntimeService runtime;

	private final TaskService tasks;

	private final ManagementService management;

	private final UncheckedEngine engine;

	CaseTimers(RuntimeService runtime, TaskService tasks, ManagementService management, UncheckedEngine engine) {
		this.runtime = runtime;
		this.tasks = tasks;
		this.management = management;
		this.engine = engine;
	}

	/**
	 * Moves it.
	 * @param applicationNumber the case
	 * @param timedBy variable that timers fire by
	 * @param from what it is where it is to be moved; null for whatever it is
	 * @param to what it is to be
	 * @param shown variable shown as the due: a second before
	 */
	public void move(String applicationNumber, Variable<Date> timedBy, @Nullable Date from, Date to,
			Variable<Date> shown) {
		this.engine.run(() -> {
			this.runtime.createProcessInstanceQuery()
				.processInstanceBusinessKey(applicationNumber)
				.unlimitedList()
				.forEach((instance) -> move(instance, timedBy, from, to, shown));
			return true;
		});
	}

	private void move(ProcessInstance instance, Variable<Date> timedBy, @Nullable Date from, Date to,
			Variable<Date> shown) {
		Object before = this.runtime.getVariable(instance.getId(), timedBy.name());
		Object dueBefore = this.runtime.getVariable(instance.getId(), shown.name());
		if (!(before instanceof Date was) || dueBefore == null || (from != null && from.getTime() != was.getTime())) {
			return;
		}
		Date due = new Date(to.getTime() - SECOND);
		this.runtime.setVariables(instance.getId(), Map.of(timedBy.name(), to, shown.name(), due));
		this.management.createJobQuery()
			.processInstanceId(instance.getId())
			.timers()
			.unlimitedList()
			.stream()
			.filter((job) -> before.equals(job.getDuedate()))
			.forEach((job) -> this.management.setJobDuedate(job.getId(), to));
		this.tasks.createTaskQuery()
			.processInstanceId(instance.getId())
			.unlimitedList()
			.stream()
			.filter((task) -> dueBefore.equals(task.getDueDate()))
			.forEach((task) -> {
				task.setDueDate(due);
				this.tasks.saveTask(task);
			});
	}

}
