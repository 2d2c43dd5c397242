package cn.huiqi.application.workflow;

import java.time.YearMonth;
import java.util.Map;

import cn.huiqi.core.ChineseDates;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.ProcessVariables;
import cn.huiqi.workflow.TaskContext;
import cn.huiqi.workflow.UncheckedEngine;
import org.camunda.bpm.engine.TaskService;

import org.springframework.stereotype.Component;

/**
 * Tells a report of progress which month it is about.
 */
@Component
class ProgressFormValues implements FormValues {

	/** The task progress is reported at, in every programme. */
	static final String TASK = "userTask_reportProgress";

	private final TaskService tasks;

	private final UncheckedEngine engine;

	ProgressFormValues(TaskService tasks, UncheckedEngine engine) {
		this.tasks = tasks;
		this.engine = engine;
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		if (!task.taskKey().equals(TASK)) {
			return Map.of();
		}
		Object month = this.engine
			.run(() -> this.tasks.getVariable(task.taskId(), ProcessVariables.PROGRESS_MONTH.name()));
		return (month instanceof String iso)
				? Map.of(ProcessVariables.PROGRESS_MONTH.name(), ChineseDates.month(YearMonth.parse(iso))) : Map.of();
	}

}
