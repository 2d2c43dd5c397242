package cn.huiqi.application.workflow;

import java.time.LocalDate;
import java.util.Date;
import java.util.Map;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.application.RoundMoved;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.workflow.ProcessVariables;
import cn.huiqi.workflow.UncheckedEngine;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What ends with a round: moves with it where the department gives it another last day.
 */
@Component
class RoundTimers {

	private final Cases cases;

	private final RuntimeService runtime;

	private final TaskService tasks;

	private final ManagementService management;

	private final UncheckedEngine engine;

	RoundTimers(Cases cases, RuntimeService runtime, TaskService tasks, ManagementService management,
			UncheckedEngine engine) {
		this.cases = cases;
		this.runtime = runtime;
		this.tasks = tasks;
		this.management = management;
		this.engine = engine;
	}

	/** The variables that the models time by the end of a round. */
	static Map<String, Object> variables(LocalDate closes) {
		WorkCalendar.Deadline deadline = new WorkCalendar.Deadline(closes, false);
		return Map.of(ProcessVariables.APPLICATION_DEADLINE_AT.name(), Date.from(deadline.endsAt()),
				ProcessVariables.APPLICATION_DUE_AT.name(), Date.from(deadline.endsAt().minusSeconds(1)));
	}

	@EventListener
	void roundMoved(RoundMoved moved) {
		this.engine.run(() -> {
			this.cases.ofRound(moved.programme(), moved.round())
				.stream()
				.filter((application) -> !application.status().isFinal())
				.map(Case::number)
				.flatMap((number) -> this.runtime.createProcessInstanceQuery()
					.processInstanceBusinessKey(number)
					.unlimitedList()
					.stream())
				.forEach((instance) -> move(instance, variables(moved.closes())));
			return true;
		});
	}

	private void move(ProcessInstance instance, Map<String, Object> variables) {
		String deadline = ProcessVariables.APPLICATION_DEADLINE_AT.name();
		String due = ProcessVariables.APPLICATION_DUE_AT.name();
		Object timedBy = this.runtime.getVariable(instance.getId(), deadline);
		Object shown = this.runtime.getVariable(instance.getId(), due);
		if (timedBy == null || shown == null) {
			return;
		}
		this.runtime.setVariables(instance.getId(), variables);
		this.management.createJobQuery()
			.processInstanceId(instance.getId())
			.timers()
			.unlimitedList()
			.stream()
			.filter((job) -> timedBy.equals(job.getDuedate()))
			.forEach((job) -> this.management.setJobDuedate(job.getId(), (Date) variables.get(deadline)));
		this.tasks.createTaskQuery()
			.processInstanceId(instance.getId())
			.unlimitedList()
			.stream()
			.filter((task) -> shown.equals(task.getDueDate()))
			.forEach((task) -> {
				task.setDueDate((Date) variables.get(due));
				this.tasks.saveTask(task);
			});
	}

}
