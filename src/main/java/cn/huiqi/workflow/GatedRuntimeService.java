package cn.huiqi.workflow;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import cn.huiqi.core.RefusedException;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.batch.Batch;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.history.HistoricProcessInstanceQuery;
import org.camunda.bpm.engine.impl.MessageCorrelationBuilderImpl;
import org.camunda.bpm.engine.impl.ProcessInstanceModificationBuilderImpl;
import org.camunda.bpm.engine.impl.ProcessInstantiationBuilderImpl;
import org.camunda.bpm.engine.impl.RuntimeServiceImpl;
import org.camunda.bpm.engine.impl.SignalEventReceivedBuilderImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.migration.MigrationPlanExecutionBuilder;
import org.camunda.bpm.engine.runtime.MessageCorrelationAsyncBuilder;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.camunda.bpm.engine.runtime.ModificationBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstanceModificationBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstanceModificationInstantiationBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstanceQuery;
import org.camunda.bpm.engine.runtime.ProcessInstanceWithVariables;
import org.camunda.bpm.engine.runtime.ProcessInstantiationBuilder;
import org.camunda.bpm.engine.runtime.RestartProcessInstanceBuilder;
import org.camunda.bpm.engine.runtime.SignalEventReceivedBuilder;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
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

	private final transient EngineJournal journal;

	GatedRuntimeService(FormGate gate, EngineJournal journal) {
		this.gate = gate;
		this.journal = journal;
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
		return new RecordedCorrelation(this.commandExecutor, messageName);
	}

	@Override
	public MessageCorrelationAsyncBuilder createMessageCorrelationAsync(String messageName) {
		throw refusedBatch();
	}

	@Override
	public void messageEventReceived(String messageName, String executionId, Map<String, Object> processVariables) {
		refuseUnlessAdministrator();
		send(executionId, messageName, processVariables,
				() -> super.messageEventReceived(messageName, executionId, processVariables));
	}

	@Override
	public void messageEventReceived(String messageName, String executionId) {
		messageEventReceived(messageName, executionId, null);
	}

	@Override
	public SignalEventReceivedBuilder createSignalEvent(String signalName) {
		refuseUnlessAdministrator();
		return new RecordedSignal(this.commandExecutor, signalName);
	}

	@Override
	public void signalEventReceived(String signalName) {
		refuseUnlessAdministrator();
		send(null, signalName, null, () -> super.signalEventReceived(signalName));
	}

	@Override
	public void signalEventReceived(String signalName, Map<String, Object> processVariables) {
		refuseUnlessAdministrator();
		send(null, signalName, processVariables, () -> super.signalEventReceived(signalName, processVariables));
	}

	@Override
	public void signalEventReceived(String signalName, String executionId) {
		refuseUnlessAdministrator();
		send(executionId, signalName, null, () -> super.signalEventReceived(signalName, executionId));
	}

	@Override
	public void signalEventReceived(String signalName, String executionId, Map<String, Object> processVariables) {
		refuseUnlessAdministrator();
		send(executionId, signalName, processVariables,
				() -> super.signalEventReceived(signalName, executionId, processVariables));
	}

	/** What waits in our models waits for a form: nobody pushes it on without. */
	@Override
	public void signal(String executionId) {
		signal(executionId, null, null, null);
	}

	@Override
	public void signal(String executionId, Map<String, Object> processVariables) {
		signal(executionId, null, null, processVariables);
	}

	@Override
	public void signal(String executionId, String signalName, Object signalData, Map<String, Object> processVariables) {
		refuseUnlessAdministrator();
		if (EngineCaller.isOutside(caller())) {
			throw EngineErrors.toRest(RefusedException.conflict("任务须通过表单办理，不能直接推进"));
		}
		super.signal(executionId, signalName, signalData, processVariables);
	}

	@Override
	public ProcessInstanceModificationBuilder createProcessInstanceModification(String processInstanceId) {
		refuseUnlessAdministrator();
		return new PlainModification(this.commandExecutor, processInstanceId);
	}

	@Override
	public ModificationBuilder createModification(String processDefinitionId) {
		refuseUnlessAdministrator();
		return super.createModification(processDefinitionId);
	}

	@Override
	public MigrationPlanExecutionBuilder newMigration(MigrationPlan migrationPlan) {
		refuseUnlessAdministrator();
		if (EngineCaller.isOutside(caller()) && migrationPlan != null && migrationPlan.getVariables() != null) {
			EngineJournal.requireNotOfPanel(migrationPlan.getVariables().keySet());
		}
		return super.newMigration(migrationPlan);
	}

	@Override
	public RestartProcessInstanceBuilder restartProcessInstances(String processDefinitionId) {
		refuseUnlessAdministrator();
		return super.restartProcessInstances(processDefinitionId);
	}

	@Override
	public void setVariable(String executionId, String variableName, Object value) {
		refuseUnlessAdministrator();
		write(executionId, Collections.singleton(variableName), false, false,
				() -> super.setVariable(executionId, variableName, value));
	}

	@Override
	public void setVariableLocal(String executionId, String variableName, Object value) {
		refuseUnlessAdministrator();
		write(executionId, Collections.singleton(variableName), true, false,
				() -> super.setVariableLocal(executionId, variableName, value));
	}

	@Override
	public void setVariables(String executionId, Map<String, ? extends Object> variables) {
		refuseUnlessAdministrator();
		write(executionId, GatedTaskService.namesOf(variables, null), false, false,
				() -> super.setVariables(executionId, variables));
	}

	@Override
	public void setVariablesLocal(String executionId, Map<String, ? extends Object> variables) {
		refuseUnlessAdministrator();
		write(executionId, GatedTaskService.namesOf(variables, null), true, false,
				() -> super.setVariablesLocal(executionId, variables));
	}

	/** A batch would reach into many cases at once, and be told to none of them. */
	@Override
	public Batch setVariablesAsync(List<String> processInstanceIds, ProcessInstanceQuery query,
			HistoricProcessInstanceQuery historicQuery, Map<String, ?> variables) {
		throw refusedBatch();
	}

	@Override
	public Batch setVariablesAsync(List<String> processInstanceIds, Map<String, ?> variables) {
		throw refusedBatch();
	}

	@Override
	public Batch setVariablesAsync(ProcessInstanceQuery query, Map<String, ?> variables) {
		throw refusedBatch();
	}

	@Override
	public Batch setVariablesAsync(HistoricProcessInstanceQuery query, Map<String, ?> variables) {
		throw refusedBatch();
	}

	private RuntimeException refusedBatch() {
		refuseUnlessAdministrator();
		return EngineErrors.toRest(RefusedException.conflict("不能批量写入变量或发送消息：请逐个实例办理，以便记入各申请的审计日志"));
	}

	@Override
	public void updateVariables(String executionId, Map<String, ? extends Object> modifications,
			Collection<String> deletions) {
		refuseUnlessAdministrator();
		write(executionId, GatedTaskService.namesOf(modifications, deletions), false, false,
				() -> super.updateVariables(executionId, modifications, deletions));
	}

	@Override
	public void updateVariablesLocal(String executionId, Map<String, ? extends Object> modifications,
			Collection<String> deletions) {
		refuseUnlessAdministrator();
		write(executionId, GatedTaskService.namesOf(modifications, deletions), true, false,
				() -> super.updateVariablesLocal(executionId, modifications, deletions));
	}

	@Override
	public void removeVariable(String executionId, String variableName) {
		refuseUnlessAdministrator();
		write(executionId, Collections.singleton(variableName), false, true,
				() -> super.removeVariable(executionId, variableName));
	}

	@Override
	public void removeVariableLocal(String executionId, String variableName) {
		refuseUnlessAdministrator();
		write(executionId, Collections.singleton(variableName), true, true,
				() -> super.removeVariableLocal(executionId, variableName));
	}

	@Override
	public void removeVariables(String executionId, Collection<String> variableNames) {
		refuseUnlessAdministrator();
		write(executionId, GatedTaskService.namesOf(null, variableNames), false, true,
				() -> super.removeVariables(executionId, variableNames));
	}

	@Override
	public void removeVariablesLocal(String executionId, Collection<String> variableNames) {
		refuseUnlessAdministrator();
		write(executionId, GatedTaskService.namesOf(null, variableNames), true, true,
				() -> super.removeVariablesLocal(executionId, variableNames));
	}

	private void write(String executionId, Collection<String> names, boolean local, boolean removal, Runnable write) {
		this.journal.variables(this.gate, this.commandExecutor, caller(), new EngineJournal.Place(false, executionId),
				names, () -> local ? getVariablesLocalTyped(executionId, names, false)
						: getVariablesTyped(executionId, names, false),
				removal, write);
	}

	private void send(@Nullable String executionId, String message, @Nullable Map<String, Object> variables,
			Runnable send) {
		this.journal.message(this.gate, this.commandExecutor, caller(),
				(executionId != null) ? new EngineJournal.Place(false, executionId) : null, null,
				String.valueOf(message), (variables != null) ? variables : Map.of(), () -> {
					send.run();
					return true;
				});
	}

	private void refuseUnlessAdministrator() {
		EngineCaller.requireAdministrator(caller());
	}

	private @Nullable Authentication caller() {
		return this.commandExecutor.execute((context) -> context.getAuthentication());
	}

	/** A message that is recorded when it is sent. */
	private final class RecordedCorrelation extends MessageCorrelationBuilderImpl {

		private RecordedCorrelation(CommandExecutor commandExecutor, String messageName) {
			super(commandExecutor, messageName);
		}

		@Override
		protected <T> T execute(Command<T> command) {
			VariableMap values = Variables.createVariables();
			for (VariableMap some : Arrays.asList(this.payloadProcessInstanceVariables,
					this.payloadProcessInstanceVariablesLocal, this.payloadProcessInstanceVariablesToTriggeredScope)) {
				if (some != null) {
					some.keySet().forEach((name) -> values.putValueTyped(name, some.getValueTyped(name)));
				}
			}
			return GatedRuntimeService.this.journal.message(GatedRuntimeService.this.gate, this.commandExecutor,
					caller(),
					(this.processInstanceId != null) ? new EngineJournal.Place(false, this.processInstanceId) : null,
					this.businessKey, String.valueOf(this.messageName), values, () -> super.execute(command));
		}

	}

	/** A signal that is recorded when it is sent. */
	private final class RecordedSignal extends SignalEventReceivedBuilderImpl {

		private RecordedSignal(CommandExecutor commandExecutor, String signalName) {
			super(commandExecutor, signalName);
		}

		@Override
		public void send() {
			GatedRuntimeService.this.send(this.executionId, this.signalName, this.variables, super::send);
		}

	}

	/**
	 * Moves a case without writing into it: variables have a way of their own, that is
	 * recorded.
	 */
	private static final class PlainModification extends ProcessInstanceModificationBuilderImpl {

		private PlainModification(CommandExecutor commandExecutor, String processInstanceId) {
			super(commandExecutor, processInstanceId);
		}

		@Override
		public ProcessInstanceModificationInstantiationBuilder setVariable(String name, Object value) {
			throw refused();
		}

		@Override
		public ProcessInstanceModificationInstantiationBuilder setVariableLocal(String name, Object value) {
			throw refused();
		}

		@Override
		public ProcessInstanceModificationInstantiationBuilder setVariables(Map<String, Object> variables) {
			throw refused();
		}

		@Override
		public ProcessInstanceModificationInstantiationBuilder setVariablesLocal(Map<String, Object> variables) {
			throw refused();
		}

		private static RuntimeException refused() {
			return EngineErrors.toRest(RefusedException.conflict("调整流程时不能写入变量：请另行写入，以便记入审计日志"));
		}

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
