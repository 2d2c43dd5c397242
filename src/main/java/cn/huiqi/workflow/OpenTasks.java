package cn.huiqi.workflow;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.IdentityLinkEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * All open tasks of cases, for whoever keeps a list of them.
 */
@Component
public class OpenTasks {

	/** Whether a list agrees is asked of a hundred thousand tasks at once. */
	private static final String STATES = """
			select t.ID_, i.BUSINESS_KEY_, t.ASSIGNEE_, t.CREATE_TIME_, t.DUE_DATE_
			from ACT_RU_TASK t join ACT_RU_EXECUTION i on i.ID_ = t.PROC_INST_ID_
			where i.BUSINESS_KEY_ is not null""";

	private static final String CANDIDATES = """
			select TASK_ID_, GROUP_ID_, USER_ID_ from ACT_RU_IDENTITYLINK
			where TYPE_ = 'candidate' and TASK_ID_ is not null""";

	private final JdbcTemplate jdbc;

	private final ProcessEngineConfigurationImpl engine;

	OpenTasks(JdbcTemplate jdbc, ProcessEngine engine) {
		this.jdbc = jdbc;
		this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
	}

	/** How every open task stands, by its id. */
	public Map<String, State> states() {
		Map<String, Set<String>> groups = new HashMap<>();
		Map<String, Set<String>> accounts = new HashMap<>();
		this.jdbc.query(CANDIDATES, (row) -> {
			Map<String, Set<String>> candidates = (row.getString(2) != null) ? groups : accounts;
			String candidate = (row.getString(2) != null) ? row.getString(2) : row.getString(3);
			candidates.computeIfAbsent(row.getString(1), (task) -> new TreeSet<>()).add(candidate);
		});
		Map<String, State> states = new HashMap<>();
		this.jdbc.query(STATES, (row) -> {
			String id = row.getString(1);
			states.put(id,
					new State(row.getString(2), groups.getOrDefault(id, Set.of()), accounts.getOrDefault(id, Set.of()),
							row.getString(3), row.getTimestamp(4).toInstant(),
							(row.getTimestamp(5) != null) ? row.getTimestamp(5).toInstant() : null));
		});
		return states;
	}

	/** The task, if it is open and belongs to a case. */
	public Optional<WorkTask> find(String taskId) {
		return Objects.requireNonNull(this.engine.getCommandExecutorTxRequired()
			.execute((context) -> EngineCaller.unchecked(context,
					() -> Optional.ofNullable(context.getTaskManager().findTaskById(taskId)).flatMap(OpenTasks::of))));
	}

	/** How a task stands, as the engine knows it in this transaction. */
	static Optional<WorkTask> of(TaskEntity task) {
		String number = (task.getExecution() != null) ? task.getExecution().getProcessBusinessKey() : null;
		if (number == null) {
			return Optional.empty();
		}
		Set<IdentityLinkEntity> candidates = task.getIdentityLinks()
			.stream()
			.filter((link) -> IdentityLinkType.CANDIDATE.equals(link.getType())
					// taken back in this transaction
					&& !Context.getCommandContext().getDbEntityManager().isDeleted(link))
			.collect(Collectors.toSet());
		String stage = StageListeners.stageOf(task);
		return Optional.of(new WorkTask(task.getId(), number, task.getTaskDefinitionKey(), task.getName(),
				StageListeners.dutyOf(task), stage.isEmpty() ? null : stage,
				candidates.stream()
					.map(IdentityLinkEntity::getGroupId)
					.filter(Objects::nonNull)
					.collect(Collectors.toCollection(TreeSet::new)),
				candidates.stream()
					.map(IdentityLinkEntity::getUserId)
					.filter(Objects::nonNull)
					.collect(Collectors.toCollection(TreeSet::new)),
				task.getAssignee(), task.getCreateTime().toInstant(),
				(task.getDueDate() != null) ? task.getDueDate().toInstant() : null));
	}

	/**
	 * What of a task changes while it is open.
	 *
	 * @param applicationNumber the case
	 * @param groups groups it is offered to
	 * @param accounts accounts it is offered to by name
	 * @param assignee who does it, null if nobody has taken it
	 * @param createdAt since when it is open
	 * @param dueAt when it is due, null if never
	 */
	public record State(String applicationNumber, Set<String> groups, Set<String> accounts, @Nullable String assignee,
			Instant createdAt, @Nullable Instant dueAt) {
	}

}
