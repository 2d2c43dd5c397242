package cn.huiqi.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Open tasks and their forms, for those who may see or do them.
 */
@Component
public class TaskForms {

	private final FormGate gate;

	private final ProcessEngine engine;

	private final TaskService tasks;

	TaskForms(FormGate gate, ProcessEngine engine, TaskService tasks) {
		this.gate = gate;
		this.engine = engine;
		this.tasks = tasks;
	}

	/**
	 * An open task of a case.
	 * @param taskId id in the engine
	 * @throws RefusedException as not found, if there is none or the caller may not see
	 * it; as a conflict, if it belongs to no case
	 */
	public TaskContext seen(String taskId) {
		if (this.tasks.createTaskQuery().taskId(taskId).count() == 0) {
			throw RefusedException.notFound("任务不存在，或已由他人办结");
		}
		return this.gate.task(commands(), taskId);
	}

	/**
	 * An open task of a case that the caller may do.
	 * @param taskId id in the engine
	 * @throws RefusedException as {@link #seen}, and as forbidden with the reason if the
	 * caller sees the task and may not do it
	 */
	public TaskContext doable(String taskId) {
		TaskContext task = seen(taskId);
		this.gate.requireMayDo(commands(), taskId);
		return task;
	}

	/** Whether the caller, who sees the task, may do it. */
	public boolean mayDo(String taskId) {
		return this.gate.mayDo(commands(), taskId);
	}

	/**
	 * What of a draft is kept: answers to fields the form asks for, of a type they can
	 * take, right or wrong. All else is left out.
	 * @param form the form
	 * @param sent what was written, by key
	 * @throws RefusedException if it is more than any submission may hold
	 */
	public Map<String, Object> draft(FormSchema form, Map<String, @Nullable Object> sent) {
		List<Fault> faults = new ArrayList<>();
		if (FormContract.isTooMuch(sent, faults)) {
			throw RefusedException.invalid("answers", faults.get(0).message());
		}
		return FormDraft.kept(form, sent);
	}

	private CommandExecutor commands() {
		return ((ProcessEngineConfigurationImpl) this.engine.getProcessEngineConfiguration())
			.getCommandExecutorTxRequired();
	}

}
