package cn.huiqi.workflow;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

import cn.huiqi.core.RefusedException;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The engine's task service with the gate in front: tasks are completed through their
 * form only, and nobody but an administrator writes variables past it.
 */
@NullUnmarked
class GatedTaskService extends TaskServiceImpl {

	private final transient FormGate gate;

	private final transient EngineJournal journal;

	GatedTaskService(FormGate gate, EngineJournal journal) {
		this.gate = gate;
		this.journal = journal;
	}

	@Override
	public void complete(String taskId) {
		complete(taskId, null);
	}

	@Override
	public void complete(String taskId, Map<String, Object> variables) {
		completeGated(taskId, variables, (id, routing) -> {
			super.complete(id, routing);
			return Variables.createVariables();
		});
	}

	@Override
	public VariableMap completeWithVariablesInReturn(String taskId, Map<String, Object> variables,
			boolean deserializeValues) {
		return completeGated(taskId, variables,
				(id, routing) -> super.completeWithVariablesInReturn(id, routing, deserializeValues));
	}

	/**
	 * Checks, stores, then completes the task and those chosen to be completed with it.
	 */
	VariableMap completeGated(String taskId, Map<String, Object> submitted,
			BiFunction<String, Map<String, Object>, VariableMap> complete) {
		return this.gate.guarded(() -> completeGated(taskId, submitted, complete, null));
	}

	private VariableMap completeGated(String taskId, Map<String, Object> submitted,
			BiFunction<String, Map<String, Object>, VariableMap> complete, @Nullable String batch) {
		TaskContext task = doable(taskId);
		FormGate.Admission admission = this.gate.admit(this.commandExecutor, task,
				(submitted != null) ? submitted : Map.of(), caller(), batch);
		VariableMap returned = complete.apply(taskId, admission.variables());
		for (String number : admission.together()) {
			String other = this.gate.taskOf(this.commandExecutor, number, task.taskKey())
				.orElseThrow(() -> RefusedException.conflict("申请 " + number + " 已不在同一环节，请刷新后重选"));
			completeGated(other, admission.answersForOthers(), complete, admission.batch());
		}
		return returned;
	}

	private TaskContext doable(String taskId) {
		try {
			TaskContext task = this.gate.task(this.commandExecutor, taskId);
			this.gate.requireMayDo(this.commandExecutor, taskId);
			return task;
		}
		catch (RefusedException | AuthorizationException ex) {
			boolean gone = this.commandExecutor
				.execute((context) -> taskId == null || context.getTaskManager().findTaskById(taskId) == null);
			boolean forbidden = !(ex instanceof RefusedException refusal)
					|| refusal.kind() == RefusedException.Kind.FORBIDDEN;
			if (gone && forbidden) {
				// who may do it went with the task, while it was looked at
				throw RefusedException.conflict("任务刚刚已办结，本次提交未保存，请刷新后再试");
			}
			throw ex;
		}
	}

	/**
	 * A task is taken by whoever will do it: nobody hands another's task, or his own, to
	 * a third.
	 */
	@Override
	public void claim(String taskId, String userId) {
		requireTask(taskId);
		Authentication caller = caller();
		if (EngineCaller.isOutside(caller) && !EngineCaller.isAdministrator(caller)) {
			if (!caller.getUserId().equals(userId)) {
				throw EngineErrors.toRest(RefusedException.forbidden("只能为本人认领任务"));
			}
		}
		if (EngineCaller.isOutside(caller)) {
			requireMayDo(taskId);
		}
		try {
			super.claim(taskId, userId);
		}
		catch (TaskAlreadyClaimedException ex) {
			throw EngineErrors.toRest(RefusedException.conflict("任务已由他人认领"));
		}
	}

	/** Whoever took a task may give it back. */
	@Override
	public void setAssignee(String taskId, String userId) {
		requireTask(taskId);
		requireNotReservedForOthers(taskId, userId);
		Authentication caller = caller();
		if (userId == null && EngineCaller.isOutside(caller) && isAssignedTo(taskId, caller.getUserId())) {
			this.commandExecutor.execute((context) -> EngineCaller.unchecked(context, () -> {
				super.setAssignee(taskId, null);
				return null;
			}));
			return;
		}
		super.setAssignee(taskId, userId);
	}

	@Override
	public void delegateTask(String taskId, String userId) {
		requireTask(taskId);
		requireNotReserved(taskId);
		super.delegateTask(taskId, userId);
	}

	@Override
	public void setOwner(String taskId, String userId) {
		requireTask(taskId);
		requireNotReservedForOthers(taskId, userId);
		super.setOwner(taskId, userId);
	}

	@Override
	public void saveTask(Task task) {
		requireNotReservedForOthers(task.getId(), task.getAssignee());
		requireNotReservedForOthers(task.getId(), task.getOwner());
		if (task.getDelegationState() != null) {
			requireNotReserved(task.getId());
		}
		super.saveTask(task);
	}

	@Override
	public void addCandidateUser(String taskId, String userId) {
		requireNotReserved(taskId);
		super.addCandidateUser(taskId, userId);
	}

	@Override
	public void addCandidateGroup(String taskId, String groupId) {
		requireNotReserved(taskId);
		super.addCandidateGroup(taskId, groupId);
	}

	@Override
	public void addUserIdentityLink(String taskId, String userId, String identityLinkType) {
		requireNotReserved(taskId);
		super.addUserIdentityLink(taskId, userId, identityLinkType);
	}

	@Override
	public void addGroupIdentityLink(String taskId, String groupId, String identityLinkType) {
		requireNotReserved(taskId);
		super.addGroupIdentityLink(taskId, groupId, identityLinkType);
	}

	@Override
	public void deleteCandidateUser(String taskId, String userId) {
		requireNotReserved(taskId);
		super.deleteCandidateUser(taskId, userId);
	}

	@Override
	public void deleteCandidateGroup(String taskId, String groupId) {
		requireNotReserved(taskId);
		super.deleteCandidateGroup(taskId, groupId);
	}

	@Override
	public void deleteUserIdentityLink(String taskId, String userId, String identityLinkType) {
		requireNotReserved(taskId);
		super.deleteUserIdentityLink(taskId, userId, identityLinkType);
	}

	@Override
	public void deleteGroupIdentityLink(String taskId, String groupId, String identityLinkType) {
		requireNotReserved(taskId);
		super.deleteGroupIdentityLink(taskId, groupId, identityLinkType);
	}

	/** An independent task stays with the account it is offered to. */
	private void requireNotReservedForOthers(String taskId, String userId) {
		if (userId != null && !reservedFor(taskId).contains(userId)) {
			requireNotReserved(taskId);
		}
	}

	private void requireNotReserved(String taskId) {
		if (EngineCaller.isOutside(caller()) && !reservedFor(taskId).isEmpty()) {
			throw EngineErrors.toRest(RefusedException.forbidden("此任务须由被抽取的本人独立办理，不能改派、委托或者增减办理人"));
		}
	}

	private Set<String> reservedFor(String taskId) {
		if (taskId == null) {
			return Set.of();
		}
		return this.commandExecutor.execute((context) -> {
			TaskEntity task = context.getTaskManager().findTaskById(taskId);
			return (task != null) ? FormGate.reservedFor(task) : Set.of();
		});
	}

	@Override
	public void deleteTask(String taskId) {
		refuseUnlessAdministrator();
		super.deleteTask(taskId);
	}

	/** The engine answers a task that is not there as a fault of its own. */
	private void requireTask(String taskId) {
		boolean there = taskId != null
				&& this.commandExecutor.execute((context) -> context.getTaskManager().findTaskById(taskId) != null);
		if (!there) {
			throw EngineErrors.toRest(RefusedException.notFound("任务不存在，或已由他人办结"));
		}
	}

	private boolean isAssignedTo(String taskId, String userId) {
		return this.commandExecutor.execute((context) -> {
			TaskEntity task = (taskId != null) ? context.getTaskManager().findTaskById(taskId) : null;
			return task != null && userId.equals(task.getAssignee());
		});
	}

	private void requireMayDo(String taskId) {
		try {
			this.gate.requireMayDo(this.commandExecutor, taskId);
		}
		catch (RefusedException ex) {
			throw EngineErrors.toRest(ex);
		}
	}

	@Override
	public void resolveTask(String taskId) {
		resolveTask(taskId, null);
	}

	@Override
	public void resolveTask(String taskId, Map<String, Object> variables) {
		requireTask(taskId);
		Authentication caller = caller();
		if ((variables != null && !variables.isEmpty())
				|| (EngineCaller.isOutside(caller) && !isAssignedTo(taskId, caller.getUserId()))) {
			refuseUnlessAdministrator();
		}
		if (variables != null && EngineCaller.isOutside(caller)) {
			EngineJournal.requireNotOfPanel(variables.keySet());
		}
		super.resolveTask(taskId, variables);
	}

	@Override
	public Object getVariable(String taskId, String variableName) {
		return isHidden(variableName) ? null : super.getVariable(taskId, variableName);
	}

	@Override
	public Object getVariableLocal(String taskId, String variableName) {
		return isHidden(variableName) ? null : super.getVariableLocal(taskId, variableName);
	}

	/**
	 * All that ask for one typed variable come here, and to the following ones for many.
	 */
	@Override
	protected <T extends TypedValue> T getVariableTyped(String taskId, String variableName, boolean isLocal,
			boolean deserializeValue) {
		return isHidden(variableName) ? null : super.getVariableTyped(taskId, variableName, isLocal, deserializeValue);
	}

	@Override
	public VariableMap getVariablesTyped(String taskId, boolean deserializeValues) {
		return shown(super.getVariablesTyped(taskId, deserializeValues));
	}

	@Override
	public VariableMap getVariablesTyped(String taskId, Collection<String> variableNames, boolean deserializeValues) {
		return shown(super.getVariablesTyped(taskId, variableNames, deserializeValues));
	}

	@Override
	public VariableMap getVariablesLocalTyped(String taskId, boolean deserializeValues) {
		return shown(super.getVariablesLocalTyped(taskId, deserializeValues));
	}

	@Override
	public VariableMap getVariablesLocalTyped(String taskId, Collection<String> variableNames,
			boolean deserializeValues) {
		return shown(super.getVariablesLocalTyped(taskId, variableNames, deserializeValues));
	}

	/** How far others are with their parts is not for those who do one. */
	private VariableMap shown(VariableMap variables) {
		variables.keySet().stream().filter(this::isHidden).toList().forEach(variables::remove);
		return variables;
	}

	private boolean isHidden(String name) {
		if (name == null || !ProcessVariables.isCounter(name)) {
			return false;
		}
		Authentication caller = caller();
		return EngineCaller.isOutside(caller) && !EngineCaller.isAdministrator(caller);
	}

	@Override
	public void setVariable(String taskId, String variableName, Object value) {
		refuseUnlessAdministrator();
		write(taskId, Collections.singleton(variableName), false, false,
				() -> super.setVariable(taskId, variableName, value));
	}

	@Override
	public void setVariableLocal(String taskId, String variableName, Object value) {
		refuseUnlessAdministrator();
		write(taskId, Collections.singleton(variableName), true, false,
				() -> super.setVariableLocal(taskId, variableName, value));
	}

	@Override
	public void setVariables(String taskId, Map<String, ? extends Object> variables) {
		refuseUnlessAdministrator();
		write(taskId, namesOf(variables, null), false, false, () -> super.setVariables(taskId, variables));
	}

	@Override
	public void setVariablesLocal(String taskId, Map<String, ? extends Object> variables) {
		refuseUnlessAdministrator();
		write(taskId, namesOf(variables, null), true, false, () -> super.setVariablesLocal(taskId, variables));
	}

	@Override
	public void updateVariables(String taskId, Map<String, ? extends Object> modifications,
			Collection<String> deletions) {
		refuseUnlessAdministrator();
		write(taskId, namesOf(modifications, deletions), false, false,
				() -> super.updateVariables(taskId, modifications, deletions));
	}

	@Override
	public void updateVariablesLocal(String taskId, Map<String, ? extends Object> modifications,
			Collection<String> deletions) {
		refuseUnlessAdministrator();
		write(taskId, namesOf(modifications, deletions), true, false,
				() -> super.updateVariablesLocal(taskId, modifications, deletions));
	}

	@Override
	public void removeVariable(String taskId, String variableName) {
		refuseUnlessAdministrator();
		write(taskId, Collections.singleton(variableName), false, true,
				() -> super.removeVariable(taskId, variableName));
	}

	@Override
	public void removeVariableLocal(String taskId, String variableName) {
		refuseUnlessAdministrator();
		write(taskId, Collections.singleton(variableName), true, true,
				() -> super.removeVariableLocal(taskId, variableName));
	}

	@Override
	public void removeVariables(String taskId, Collection<String> variableNames) {
		refuseUnlessAdministrator();
		write(taskId, namesOf(null, variableNames), false, true, () -> super.removeVariables(taskId, variableNames));
	}

	@Override
	public void removeVariablesLocal(String taskId, Collection<String> variableNames) {
		refuseUnlessAdministrator();
		write(taskId, namesOf(null, variableNames), true, true,
				() -> super.removeVariablesLocal(taskId, variableNames));
	}

	/**
	 * No model catches an error or an escalation of a task: the task, and with it the
	 * path, would end as if nothing had been left to do.
	 */
	@Override
	public void handleBpmnError(String taskId, String errorCode, String errorMessage, Map<String, Object> variables) {
		refuseShortcut();
		super.handleBpmnError(taskId, errorCode, errorMessage, variables);
	}

	@Override
	public void handleBpmnError(String taskId, String errorCode) {
		handleBpmnError(taskId, errorCode, null, null);
	}

	@Override
	public void handleBpmnError(String taskId, String errorCode, String errorMessage) {
		handleBpmnError(taskId, errorCode, errorMessage, null);
	}

	@Override
	public void handleEscalation(String taskId, String escalationCode) {
		handleEscalation(taskId, escalationCode, null);
	}

	@Override
	public void handleEscalation(String taskId, String escalationCode, Map<String, Object> variables) {
		refuseShortcut();
		super.handleEscalation(taskId, escalationCode, variables);
	}

	private void refuseShortcut() {
		refuseUnlessAdministrator();
		if (EngineCaller.isOutside(caller())) {
			throw EngineErrors.toRest(RefusedException.conflict("任务须通过表单办理，不能以错误或者升级事件结束"));
		}
	}

	private void write(String taskId, Collection<String> names, boolean local, boolean removal, Runnable write) {
		this.journal.variables(this.gate, this.commandExecutor, caller(), new EngineJournal.Place(true, taskId), names,
				() -> local ? getVariablesLocalTyped(taskId, names, false) : getVariablesTyped(taskId, names, false),
				removal, write);
	}

	static Collection<String> namesOf(Map<String, ?> written, Collection<String> removed) {
		Collection<String> names = new TreeSet<>();
		if (written != null) {
			names.addAll(written.keySet());
		}
		if (removed != null) {
			names.addAll(removed);
		}
		return names;
	}

	private void refuseUnlessAdministrator() {
		EngineCaller.requireAdministrator(caller());
	}

	private @Nullable Authentication caller() {
		if (Context.getCommandContext() != null) {
			return Context.getCommandContext().getAuthentication();
		}
		return this.commandExecutor.execute((context) -> context.getAuthentication());
	}

}
