package cn.huiqi.workflow;

import java.util.Collection;
import java.util.Map;

import cn.huiqi.core.RefusedException;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.impl.ProcessInstantiationBuilderImpl;
import org.camunda.bpm.engine.impl.RuntimeServiceImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.runtime.MessageCorrelationAsyncBuilder;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.camunda.bpm.engine.runtime.ModificationBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstanceModificationBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstanceWithVariables;
import org.camunda.bpm.engine.runtime.ProcessInstantiationBuilder;
import org.camunda.bpm.engine.runtime.RestartProcessInstanceBuilder;
import org.camunda.bpm.engine.runtime.SignalEventReceivedBuilder;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The engine's runtime service with the gate in front: a process is started through its
 * start form only, and messages, signals, modification and variables are not for
 * participants.
 */
@NullUnmarked
class GatedRuntimeService extends RuntimeServiceImpl {

	private final transient FormGate gate;

	GatedRuntimeService(FormGate gate) {
		this.gate = gate;
	}

	@Override
	public ProcessInstantiationBuilder createProcessInstanceById(String processDefinitionId) {
		return new GatedInstantiation(this.commandExecutor, processDefinitionId, null);
	}

	@Override
	public ProcessInstantiationBuilder createProcessInstanceByKey(String processDefinitionKey) {
		return new GatedInstantiation(this.commandExecutor, null, processDefinitionKey);
	}

	@Override
	public MessageCorrelationBuilder createMessageCorrelation(String messageName) {
		refuseUnlessAdministrator();
		return super.createMessageCorrelation(messageName);
	}

	@Override
	public MessageCorrelationAsyncBuilder createMessageCorrelationAsync(String messageName) {
		refuseUnlessAdministrator();
		return super.createMessageCorrelationAsync(messageName);
	}

	@Override
	public void messageEventReceived(String messageName, String executionId, Map<String, Object> processVariables) {
		refuseUnlessAdministrator();
		super.messageEventReceived(messageName, executionId, processVariables);
	}

	@Override
	public void messageEventReceived(String messageName, String executionId) {
		messageEventReceived(messageName, executionId, null);
	}

	@Override
	public SignalEventReceivedBuilder createSignalEvent(String signalName) {
		refuseUnlessAdministrator();
		return super.createSignalEvent(signalName);
	}

	@Override
	public void signalEventReceived(String signalName) {
		refuseUnlessAdministrator();
		super.signalEventReceived(signalName);
	}

	@Override
	public void signalEventReceived(String signalName, Map<String, Object> processVariables) {
		refuseUnlessAdministrator();
		super.signalEventReceived(signalName, processVariables);
	}

	@Override
	public void signalEventReceived(String signalName, String executionId) {
		refuseUnlessAdministrator();
		super.signalEventReceived(signalName, executionId);
	}

	@Override
	public void signalEventReceived(String signalName, String executionId, Map<String, Object> processVariables) {
		refuseUnlessAdministrator();
		super.signalEventReceived(signalName, executionId, processVariables);
	}

	@Override
	public void signal(String executionId) {
		refuseUnlessAdministrator();
		super.signal(executionId);
	}

	@Override
	public void signal(String executionId, Map<String, Object> processVariables) {
		refuseUnlessAdministrator();
		super.signal(executionId, processVariables);
	}

	@Override
	public void signal(String executionId, String signalName, Object signalData, Map<String, Object> processVariables) {
		refuseUnlessAdministrator();
		super.signal(executionId, signalName, signalData, processVariables);
	}

	@Override
	public ProcessInstanceModificationBuilder createProcessInstanceModification(String processInstanceId) {
		refuseUnlessAdministrator();
		return super.createProcessInstanceModification(processInstanceId);
	}

	@Override
	public ModificationBuilder createModification(String processDefinitionId) {
		refuseUnlessAdministrator();
		return super.createModification(processDefinitionId);
	}

	@Override
	public RestartProcessInstanceBuilder restartProcessInstances(String processDefinitionId) {
		refuseUnlessAdministrator();
		return super.restartProcessInstances(processDefinitionId);
	}

	@Override
	public void setVariable(String executionId, String variableName, Object value) {
		refuseUnlessAdministrator();
		super.setVariable(executionId, variableName, value);
	}

	@Override
	public void setVariableLocal(String executionId, String variableName, Object value) {
		refuseUnlessAdministrator();
		super.setVariableLocal(executionId, variableName, value);
	}

	@Override
	public void setVariables(String executionId, Map<String, ? extends Object> variables) {
		refuseUnlessAdministrator();
		super.setVariables(executionId, variables);
	}

	@Override
	public void setVariablesLocal(String executionId, Map<String, ? extends Object> variables) {
		refuseUnlessAdministrator();
		super.setVariablesLocal(executionId, variables);
	}

	@Override
	public void updateVariables(String executionId, Map<String, ? extends Object> modifications,
			Collection<String> deletions) {
		refuseUnlessAdministrator();
		super.updateVariables(executionId, modifications, deletions);
	}

	@Override
	public void updateVariablesLocal(String executionId, Map<String, ? extends Object> modifications,
			Collection<String> deletions) {
		refuseUnlessAdministrator();
		super.updateVariablesLocal(executionId, modifications, deletions);
	}

	@Override
	public void removeVariable(String executionId, String variableName) {
		refuseUnlessAdministrator();
		super.removeVariable(executionId, variableName);
	}

	@Override
	public void removeVariableLocal(String executionId, String variableName) {
		refuseUnlessAdministrator();
		super.removeVariableLocal(executionId, variableName);
	}

	@Override
	public void removeVariables(String executionId, Collection<String> variableNames) {
		refuseUnlessAdministrator();
		super.removeVariables(executionId, variableNames);
	}

	@Override
	public void removeVariablesLocal(String executionId, Collection<String> variableNames) {
		refuseUnlessAdministrator();
		super.removeVariablesLocal(executionId, variableNames);
	}

	private void refuseUnlessAdministrator() {
		EngineCaller.requireAdministrator(caller());
	}

	private @Nullable Authentication caller() {
		return this.commandExecutor.execute((context) -> context.getAuthentication());
	}

	/** Starts a process through its start form, whatever builder was asked for. */
	private final class GatedInstantiation extends ProcessInstantiationBuilderImpl {

		private GatedInstantiation(CommandExecutor commandExecutor, String id, String key) {
			super(commandExecutor);
			this.processDefinitionId = id;
			this.processDefinitionKey = key;
		}

		@Override
		public ProcessInstanceWithVariables executeWithVariablesInReturn(boolean skipCustomListeners,
				boolean skipIoMappings) {
			if (!this.modificationBuilder.getModificationOperations().isEmpty() || skipCustomListeners
					|| skipIoMappings) {
				throw EngineErrors.toRest(RefusedException.forbidden("流程只能从其开始事件发起"));
			}
			return GatedRuntimeService.this.gate.guarded(this::start);
		}

		private ProcessDefinitionEntity definition() {
			try {
				return this.commandExecutor.execute((context) -> EngineCaller.unchecked(context,
						() -> (this.processDefinitionId != null)
								? context.getProcessEngineConfiguration()
									.getDeploymentCache()
									.findDeployedProcessDefinitionById(this.processDefinitionId)
								: context.getProcessEngineConfiguration()
									.getDeploymentCache()
									.findDeployedLatestProcessDefinitionByKey(this.processDefinitionKey)));
			}
			catch (NotFoundException ex) {
				throw RefusedException.notFound("没有此流程");
			}
		}

		private ProcessInstanceWithVariables start() {
			ProcessDefinitionEntity definition = definition();
			Authentication caller = caller();
			this.commandExecutor.execute((context) -> {
				context.getAuthorizationManager()
					.checkAuthorization(Permissions.CREATE_INSTANCE, Resources.PROCESS_DEFINITION, definition.getKey());
				return null;
			});
			// as it is: a copy would unwrap every value
			Map<String, Object> submitted = this.modificationBuilder.getProcessVariables();
			StartListener.Opened opened = GatedRuntimeService.this.gate.open(this.commandExecutor, definition,
					submitted, caller);
			ProcessInstantiationBuilderImpl start = (ProcessInstantiationBuilderImpl) ProcessInstantiationBuilderImpl
				.createProcessInstanceById(this.commandExecutor, definition.getId());
			return start.businessKey(opened.businessKey())
				.setVariables(opened.variables())
				.executeWithVariablesInReturn();
		}

	}

}
