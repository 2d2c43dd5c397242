package cn.huiqi.workflow;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import cn.huiqi.core.RefusedException;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.NullUnmarked;

/**
 * The engine's form service with the gate in front: forms are filled from the rooms'
 * tables and submitted through the gate.
 */
@NullUnmarked
class GatedFormService extends FormServiceImpl {

	private final transient FormGate gate;

	private final transient GatedTaskService tasks;

	private final transient GatedRuntimeService runtime;

	GatedFormService(FormGate gate, GatedTaskService tasks, GatedRuntimeService runtime) {
		this.gate = gate;
		this.tasks = tasks;
		this.runtime = runtime;
	}

	@Override
	public void submitTaskForm(String taskId, Map<String, Object> properties) {
		this.tasks.completeGated(taskId, properties, (id, routing) -> {
			super.submitTaskForm(id, routing);
			return Variables.createVariables();
		});
	}

	@Override
	public VariableMap submitTaskFormWithVariablesInReturn(String taskId, Map<String, Object> properties,
			boolean deserializeValues) {
		return this.tasks.completeGated(taskId, properties,
				(id, routing) -> super.submitTaskFormWithVariablesInReturn(id, routing, deserializeValues));
	}

	@Override
	public void submitTaskFormData(String taskId, Map<String, String> properties) {
		submitTaskForm(taskId, new LinkedHashMap<>(properties));
	}

	@Override
	public ProcessInstance submitStartForm(String processDefinitionId, Map<String, Object> properties) {
		return this.runtime.createProcessInstanceById(processDefinitionId).setVariables(properties).execute();
	}

	@Override
	public ProcessInstance submitStartForm(String processDefinitionId, String businessKey,
			Map<String, Object> properties) {
		return submitStartForm(processDefinitionId, properties);
	}

	@Override
	public ProcessInstance submitStartFormData(String processDefinitionId, Map<String, String> properties) {
		return submitStartForm(processDefinitionId, new LinkedHashMap<>(properties));
	}

	@Override
	public ProcessInstance submitStartFormData(String processDefinitionId, String businessKey,
			Map<String, String> properties) {
		return submitStartFormData(processDefinitionId, properties);
	}

	/** The form as it is open at the task. */
	@Override
	public InputStream getDeployedTaskForm(String taskId) {
		InputStream whole = super.getDeployedTaskForm(taskId);
		FormSchema schema = readable(taskId).form();
		if (schema.limit() == null) {
			return whole;
		}
		try (whole) {
			return new ByteArrayInputStream(LimitedForm.draw(whole.readAllBytes(), schema, schema.limit()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public VariableMap getTaskFormVariables(String taskId) {
		return getTaskFormVariables(taskId, null, true);
	}

	@Override
	public VariableMap getTaskFormVariables(String taskId, Collection<String> formVariables,
			boolean deserializeObjectValues) {
		return this.gate.values(this.commandExecutor, readable(taskId), formVariables);
	}

	private TaskContext readable(String taskId) {
		try {
			return this.gate.task(this.commandExecutor, taskId);
		}
		catch (RefusedException ex) {
			throw EngineErrors.toRest(ex);
		}
	}

}
