package cn.huiqi.workflow;

import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.RefusedException;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.UserOperationLogEntryEventEntity;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Puts into the audit log what people do on the engine: all that the engine itself notes
 * of its users' acts, and what is written past the forms, with what was there before.
 */
class EngineJournal implements HistoryEventHandler {

	/** Recorded where more is known of them: by the gate, the releases, and below. */
	private static final Set<String> RECORDED_ELSEWHERE = Set.of("Task Complete", "ProcessInstance Create",
			"Deployment Create", "Variable SetVariable", "Variable ModifyVariable", "Variable RemoveVariable");

	private final ObjectProvider<AuditLog> audit;

	/** One method of the engine's services may call another: told once. */
	private final ThreadLocal<Boolean> telling = ThreadLocal.withInitial(() -> false);

	EngineJournal(ObjectProvider<AuditLog> audit) {
		this.audit = audit;
	}

	@Override
	public void handleEvents(List<HistoryEvent> events) {
		events.forEach(this::handleEvent);
	}

	@Override
	public void handleEvent(HistoryEvent event) {
		if (event instanceof UserOperationLogEntryEventEntity operation
				&& !RECORDED_ELSEWHERE.contains(operation.getEntityType() + " " + operation.getOperationType())) {
			record(operation);
		}
	}

	private void record(UserOperationLogEntryEventEntity operation) {
		CommandContext context = Context.getCommandContext();
		String property = (operation.getProperty() != null) ? operation.getProperty() : "value";
		Map<String, Object> before = value(property, operation.getOrgValue());
		Map<String, Object> after = value(property, operation.getNewValue());
		this.audit.getObject()
			.record(Act
				.on(caseOf(context, operation.getProcessInstanceId()), action(operation), subject(context, operation),
						"%s %s".formatted(operation.getOperationType(), operation.getEntityType()))
				.before(before)
				.after(after));
	}

	private static @Nullable Map<String, Object> value(String property, @Nullable String value) {
		return (value != null) ? Map.of(property, value) : null;
	}

	private static AuditAction action(UserOperationLogEntryEventEntity operation) {
		return switch (operation.getOperationType()) {
			case UserOperationLogEntry.OPERATION_TYPE_CLAIM -> AuditAction.TASK_CLAIMED;
			case UserOperationLogEntry.OPERATION_TYPE_ASSIGN ->
				(operation.getNewValue() != null) ? AuditAction.TASK_ASSIGNED : AuditAction.TASK_RELEASED;
			case UserOperationLogEntry.OPERATION_TYPE_DELEGATE -> AuditAction.TASK_DELEGATED;
			default -> AuditAction.ENGINE_OPERATED;
		};
	}

	private static String subject(CommandContext context, UserOperationLogEntryEventEntity operation) {
		if (operation.getTaskId() != null) {
			TaskEntity task = context.getTaskManager().findTaskById(operation.getTaskId());
			return "task %s %s".formatted((task != null) ? task.getTaskDefinitionKey() : "", operation.getTaskId());
		}
		StringBuilder subject = new StringBuilder(String.valueOf(operation.getEntityType()));
		for (String id : new String[] { operation.getJobId(), operation.getBatchId(), operation.getDeploymentId(),
				operation.getProcessDefinitionKey(), operation.getProcessInstanceId() }) {
			if (id != null) {
				subject.append(' ').append(id);
			}
		}
		return subject.toString();
	}

	/** The case an instance belongs to, also when it has just ended. */
	static @Nullable String caseOf(CommandContext context, @Nullable String processInstanceId) {
		if (processInstanceId == null) {
			return null;
		}
		ExecutionEntity instance = context.getExecutionManager().findExecutionById(processInstanceId);
		if (instance != null) {
			return instance.getProcessBusinessKey();
		}
		HistoricProcessInstanceEventEntity ended = context.getHistoricProcessInstanceManager()
			.findHistoricProcessInstance(processInstanceId);
		return (ended != null) ? ended.getBusinessKey() : null;
	}

	/**
	 * Writes variables past the forms, and records what was there and what is. Inside the
	 * engine and the program it only writes: a model was checked when it was deployed.
	 * @param gate transaction for both
	 * @param where task or execution
	 * @param names variables
	 * @param values tells what they hold
	 * @param removal whether they go
	 */
	void variables(FormGate gate, CommandExecutor engine, @Nullable Authentication caller, Place where,
			Collection<String> names, Supplier<VariableMap> values, boolean removal, Runnable write) {
		if (this.telling.get() || !EngineCaller.isOutside(caller)) {
			write.run();
			return;
		}
		requireNotOfPanel(names);
		gate.guarded(() -> {
			Map<String, Object> before = shown(values.get());
			String[] subject = place(engine, where);
			once(() -> {
				write.run();
				return true;
			});
			Map<String, Object> after = removal ? null : shown(values.get());
			this.audit.getObject()
				.record(Act
					.on(subject[0], removal ? AuditAction.VARIABLES_REMOVED : AuditAction.VARIABLES_WRITTEN, subject[1],
							"%s：%s".formatted(removal ? "直接删除变量" : "直接写入变量", String.join("、", names)))
					.before(before)
					.after(after));
			return true;
		});
	}

	/** Who sits on a panel, and what came of it, is not for anybody to write. */
	static void requireNotOfPanel(Collection<String> names) {
		List<String> refused = names.stream().filter(ProcessVariables::isOfPanel).sorted().toList();
		if (!refused.isEmpty()) {
			throw EngineErrors
				.toRest(RefusedException.forbidden("专家评审的席位和意见只能由流程写入，不能直接改动变量：" + String.join("、", refused)));
		}
	}

	/** Sends a message or signal past the forms, and records it. */
	<T> T message(FormGate gate, CommandExecutor engine, @Nullable Authentication caller, @Nullable Place where,
			@Nullable String applicationNumber, String message, Map<String, ?> values, Supplier<T> send) {
		if (this.telling.get() || !EngineCaller.isOutside(caller)) {
			return send.get();
		}
		requireNotOfPanel(values.keySet());
		return gate.guarded(() -> {
			String number = (applicationNumber != null || where == null) ? applicationNumber : place(engine, where)[0];
			T sent = once(send);
			this.audit.getObject()
				.record(Act.on(number, AuditAction.MESSAGE_SENT, message, "发送消息或信号 " + message)
					.after(values.isEmpty() ? null : shown(values)));
			return sent;
		});
	}

	private <T> T once(Supplier<T> work) {
		this.telling.set(true);
		try {
			return work.get();
		}
		finally {
			this.telling.remove();
		}
	}

	private static String[] place(CommandExecutor engine, Place where) {
		return Objects.requireNonNull(engine.execute((context) -> EngineCaller.unchecked(context, () -> {
			if (where.task()) {
				TaskEntity task = context.getTaskManager().findTaskById(where.id());
				return new String[] { (task != null) ? caseOf(context, task.getProcessInstanceId()) : null,
						"task %s %s".formatted((task != null) ? task.getTaskDefinitionKey() : "", where.id()) };
			}
			ExecutionEntity execution = context.getExecutionManager().findExecutionById(where.id());
			return new String[] { (execution != null) ? execution.getProcessBusinessKey() : null,
					"execution " + where.id() };
		})));
	}

	private static Map<String, Object> shown(Map<String, ?> values) {
		Map<String, Object> shown = new LinkedHashMap<>();
		values.keySet().stream().sorted().forEach((name) -> {
			Object value = (values instanceof VariableMap typed) ? typed.getValueTyped(name) : values.get(name);
			shown.put(name, shown(value));
		});
		return shown;
	}

	private static @Nullable Object shown(@Nullable Object value) {
		if (value instanceof SerializableValue serialized) {
			return serialized.getValueSerialized();
		}
		Object plain = (value instanceof TypedValue typed) ? typed.getValue() : value;
		if (plain instanceof Date date) {
			return Instant.ofEpochMilli(date.getTime()).toString();
		}
		if (plain instanceof byte[] bytes) {
			return bytes.length + " bytes";
		}
		return (plain == null || plain instanceof Number || plain instanceof Boolean) ? plain : plain.toString();
	}

	/**
	 * Where a variable is.
	 *
	 * @param task whether it is a task, else an execution
	 * @param id its id
	 */
	record Place(boolean task, String id) {
	}

}
