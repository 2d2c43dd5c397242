package cn.huiqi.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.form.FormData;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cmd.GetDeploymentResourceCmd;
import org.camunda.bpm.engine.impl.cmd.GetStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskFormCmd;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one gate between forms and the engine, on every path: REST, Tasklist, our own API.
 * In it a submission is checked, its answers go to the rooms' tables, and only routing
 * facts pass on into the process.
 */
class FormGate {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final TransactionTemplate transaction;

	private final ObjectProvider<SubmissionListener> submissionListeners;

	private final ObjectProvider<StartListener> startListeners;

	private final ObjectProvider<FormValues> formValues;

	private final ObjectProvider<FormDrafts> drafts;

	private final ObjectProvider<TaskRules> taskRules;

	private final ObjectProvider<FormLimits> limits;

	private final Clock clock;

	private final Map<String, FormSchema> schemas = new ConcurrentHashMap<>();

	FormGate(PlatformTransactionManager transactions, ObjectProvider<SubmissionListener> submissionListeners,
			ObjectProvider<StartListener> startListeners, ObjectProvider<FormValues> formValues,
			ObjectProvider<FormDrafts> drafts, ObjectProvider<TaskRules> taskRules, ObjectProvider<FormLimits> limits,
			Clock clock) {
		this.transaction = new TransactionTemplate(transactions);
		this.submissionListeners = submissionListeners;
		this.startListeners = startListeners;
		this.formValues = formValues;
		this.drafts = drafts;
		this.taskRules = taskRules;
		this.limits = limits;
		this.clock = clock;
	}

	/**
	 * Runs everything between check and completion in one transaction, and says refusals
	 * as REST knows them.
	 */
	<T> T guarded(Supplier<T> work) {
		try {
			return this.transaction.execute((status) -> work.get());
		}
		catch (RefusedException ex) {
			throw EngineErrors.toRest(ex);
		}
		catch (OptimisticLockingException | ConcurrencyFailureException | DataIntegrityViolationException ex) {
			throw EngineErrors.toRest(RefusedException.conflict("他人刚刚办理了同一事项，本次提交未保存，请刷新后再试"));
		}
	}

	/** The task, if the caller may see it, with as much of its form as is open there. */
	TaskContext task(CommandExecutor engine, String taskId) {
		TaskContext task = wholeTask(engine, taskId);
		return this.limits.stream()
			.filter((limits) -> task.isOfCase())
			.flatMap((limits) -> limits.limitOf(task).stream())
			.findFirst()
			.map((limit) -> task.with(task.form().limitedTo(limit)))
			.orElse(task);
	}

	private TaskContext wholeTask(CommandExecutor engine, String taskId) {
		return engine.execute((context) -> {
			TaskEntity task = (taskId != null) ? context.getTaskManager().findTaskById(taskId) : null;
			if (task == null || task.getProcessInstanceId() == null) {
				throw RefusedException.notFound("任务不存在，或已由他人办结");
			}
			context.getProcessEngineConfiguration()
				.getCommandCheckers()
				.forEach((checker) -> checker.checkReadTask(task));
			return EngineCaller.unchecked(context, () -> {
				ProcessDefinitionEntity definition = task.getProcessDefinition();
				String number = task.getExecution().getProcessBusinessKey();
				FormData form = new GetTaskFormCmd(taskId).execute(context);
				if (number == null) {
					throw RefusedException.conflict("此任务不属于任何申请，不能提交");
				}
				String release = definition.getDeploymentId();
				// a task without a form is completed as it is: nothing can be submitted
				FormSchema schema = (form != null && form.getCamundaFormRef() != null)
						? schema(engine, release, form.getCamundaFormRef().getKey()) : FormSchema.none();
				return new TaskContext(taskId, task.getTaskDefinitionKey(), definition.getKey(), number, release,
						StageListeners.dutyOf(task), StageListeners.closesWith(task), schema);
			});
		});
	}

	/**
	 * Refuses a participant who is in none of the groups the task is offered to, whoever
	 * it is assigned to, and whoever may not do it in this case. An independent task is
	 * for the account it is offered to alone, not for administrators either.
	 */
	void requireMayDo(CommandExecutor engine, String taskId) {
		TaskRules.Work work = engine.execute((context) -> {
			Authentication caller = context.getAuthentication();
			TaskEntity task = context.getTaskManager().findTaskById(taskId);
			if (task == null) {
				throw RefusedException.notFound("任务不存在，或已由他人办结");
			}
			if (caller == null || caller.getUserId() == null) {
				return null;
			}
			List<String> groups = (caller.getGroupIds() != null) ? caller.getGroupIds() : List.of();
			boolean administrator = EngineCaller.isAdministrator(caller);
			Set<String> reserved = reservedFor(task);
			if (!reserved.isEmpty() && !reserved.contains(caller.getUserId())) {
				throw RefusedException.forbidden("此任务须独立办理，只能由被抽取的本人办理和查看草稿");
			}
			if (!administrator && task.getCandidates()
				.stream()
				.noneMatch((candidate) -> groups.contains(candidate.getGroupId())
						|| caller.getUserId().equals(candidate.getUserId()))) {
				throw RefusedException.forbidden("此任务不属于您所在的用户组");
			}
			String number = EngineCaller.unchecked(context,
					() -> (task.getExecution() != null) ? task.getExecution().getProcessBusinessKey() : null);
			return (number != null) ? new TaskRules.Work(number, task.getTaskDefinitionKey(),
					StageListeners.dutyOf(task), caller.getUserId(), groups, administrator) : null;
		});
		if (work != null) {
			this.taskRules.forEach((rules) -> rules.requireMayDo(work));
		}
	}

	/**
	 * The accounts that alone may do an independent task; none where it is offered to a
	 * group, or not independent.
	 */
	static Set<String> reservedFor(TaskEntity task) {
		Set<String> accounts = new LinkedHashSet<>();
		if (TaskContext.isIndependent(StageListeners.dutyOf(task))) {
			task.getCandidates().forEach((candidate) -> {
				if (candidate.getUserId() != null) {
					accounts.add(candidate.getUserId());
				}
			});
		}
		return accounts;
	}

	/** Whether the caller may do the task. */
	boolean mayDo(CommandExecutor engine, String taskId) {
		try {
			requireMayDo(engine, taskId);
			return true;
		}
		catch (RefusedException ex) {
			return false;
		}
	}

	/** The other task of the same kind, of another case. */
	Optional<String> taskOf(CommandExecutor engine, String applicationNumber, String taskKey) {
		return engine.execute((context) -> {
			TaskQueryImpl query = new TaskQueryImpl();
			query.processInstanceBusinessKey(applicationNumber).taskDefinitionKey(taskKey);
			return context.getTaskManager()
				.findTasksByQueryCriteria(query)
				.stream()
				.findFirst()
				.map((task) -> task.getId());
		});
	}

	/** The form, from the release. */
	FormSchema schema(CommandExecutor engine, String release, String form) {
		return this.schemas.computeIfAbsent(release + "/" + form,
				(key) -> engine.execute((context) -> EngineCaller.unchecked(context, () -> {
					try (InputStream content = new GetDeploymentResourceCmd(release, form + ".form").execute(context)) {
						return FormSchema.parse(content.readAllBytes());
					}
					catch (IOException ex) {
						throw new IllegalStateException(ex);
					}
				})));
	}

	/**
	 * Takes a submission in.
	 * @return what goes on into the process, and the other cases whose same task is
	 * completed with it
	 */
	Admission admit(CommandExecutor engine, TaskContext task, Map<String, Object> submitted,
			@Nullable Authentication caller, @Nullable String batch) {
		requireInOrder(engine, task);
		List<Fault> faults = new ArrayList<>();
		Map<String, Object> answers = FormContract.check(task.form(), submitted, new SuppliedByRooms(task), faults);
		Submission submission = new Submission(task, answers, (caller != null) ? caller.getUserId() : null,
				this.clock.instant());
		List<SubmissionListener> concerned = this.submissionListeners.orderedStream()
			.filter((listener) -> listener.concerns(task))
			.toList();
		concerned.forEach((listener) -> listener.check(submission, faults));
		if (!faults.isEmpty()) {
			throw RefusedException.invalid(faults);
		}
		concerned.forEach((listener) -> listener.accept(submission));

		Map<String, Object> variables = new LinkedHashMap<>();
		List<String> together = new ArrayList<>();
		String batchId = (batch != null) ? batch : UUID.randomUUID().toString();
		for (FormField field : task.form().fields()) {
			Object answer = answers.get(field.key());
			if (field.key().equals("decision") && answer != null) {
				variables.put(ProcessVariables.decisionOf(task.taskKey()).name(), answer);
			}
			else if ("true".equals(field.property("routing"))) {
				variables.put(field.key(), routing(answer));
			}
			String batchVariable = field.property("batch");
			if (batchVariable != null) {
				variables.put(batchVariable, batchId);
				together.addAll(submission.choices(field.key()));
			}
		}
		Map<String, Object> forOthers = new LinkedHashMap<>(answers);
		task.form()
			.fields()
			.stream()
			.filter((field) -> field.property("batch") != null)
			.forEach((field) -> forOthers.remove(field.key()));
		return new Admission(variables, together, forOthers, batchId);
	}

	/** Refuses a task while another, to be done before it, is open in the case. */
	private static void requireInOrder(CommandExecutor engine, TaskContext task) {
		engine.execute((context) -> EngineCaller.unchecked(context, () -> {
			String before = StageListeners.afterOf(context.getTaskManager().findTaskById(task.taskId()));
			if (!before.isEmpty()) {
				TaskQueryImpl query = new TaskQueryImpl();
				query.processInstanceBusinessKey(task.applicationNumber()).taskDefinitionKey(before);
				context.getTaskManager().findTasksByQueryCriteria(query).stream().findFirst().ifPresent((open) -> {
					throw RefusedException.conflict("须先办结「%s」，才能提交本任务".formatted(open.getName()));
				});
			}
			return null;
		}));
	}

	private static @Nullable Object routing(@Nullable Object answer) {
		return (answer instanceof BigDecimal number) ? number.toPlainString() : answer;
	}

	/** Opens the case behind a process that somebody starts. */
	StartListener.Opened open(CommandExecutor engine, ProcessDefinitionEntity definition, Map<String, Object> submitted,
			@Nullable Authentication caller) {
		FormSchema form = startForm(engine, definition);
		StartListener listener = this.startListeners.orderedStream()
			.filter((candidate) -> candidate.supports(definition.getKey()))
			.findFirst()
			.orElse(null);
		if (form == null || listener == null) {
			throw RefusedException.forbidden("此流程只能由其他流程调用，不能直接发起");
		}
		List<Fault> faults = new ArrayList<>();
		Map<String, Object> answers = FormContract.check(form, submitted, (valuesKey) -> Set.of(), faults);
		StartListener.Opened opened = listener.open(
				new StartListener.Request(definition.getKey(), answers, (caller != null) ? caller.getUserId() : null),
				faults);
		if (!faults.isEmpty()) {
			throw RefusedException.invalid(faults);
		}
		return opened;
	}

	private @Nullable FormSchema startForm(CommandExecutor engine, ProcessDefinitionEntity definition) {
		String form = engine.execute((context) -> EngineCaller.unchecked(context, () -> {
			FormData data = new GetStartFormCmd(definition.getId()).execute(context);
			return (data != null && data.getCamundaFormRef() != null) ? data.getCamundaFormRef().getKey() : null;
		}));
		return (form != null) ? schema(engine, definition.getDeploymentId(), form) : null;
	}

	/**
	 * What the form shows, from the rooms' tables, and on top of it what somebody who may
	 * do the task has begun to write.
	 */
	VariableMap values(CommandExecutor engine, TaskContext task, @Nullable Collection<String> wanted) {
		VariableMap values = Variables.createVariables();
		Map<String, @Nullable Object> known = new LinkedHashMap<>(valuesOf(task));
		if (mayDo(engine, task.taskId())) {
			this.drafts.forEach((drafts) -> FormDraft.layOver(task.form(), drafts.draftOf(task), known));
		}
		task.form().fields().forEach((field) -> {
			if (field.rows() != null && known.get(field.key()) == null) {
				// a list that is not there makes the browser's submission fail
				int empty = field.rows().fixed() ? 0 : field.rows().defaultRows();
				known.put(field.key(), Collections.nCopies(empty, Map.of()));
			}
		});
		if (task.form().limit() != null) {
			task.form().fields().stream().filter((field) -> task.form().isKept(field.key())).forEach((field) -> {
				Object former = task.form().former(field.key());
				if (former != null) {
					known.put(field.key(), former);
				}
			});
		}
		known.forEach((name, value) -> {
			if (task.form().mentions(name) && (wanted == null || wanted.contains(name))) {
				values.putValueTyped(name, typed(task, name, value));
			}
		});
		return values;
	}

	private Map<String, Object> valuesOf(TaskContext task) {
		Map<String, Object> values = new LinkedHashMap<>();
		this.formValues.orderedStream()
			.filter((source) -> source.concerns(task))
			.forEach((source) -> values.putAll(source.valuesFor(task)));
		return values;
	}

	private static org.camunda.bpm.engine.variable.value.TypedValue typed(TaskContext task, String name,
			@Nullable Object value) {
		if (value == null) {
			return Variables.untypedNullValue();
		}
		if (value instanceof Boolean flag) {
			return Variables.booleanValue(flag);
		}
		if (value instanceof BigDecimal number) {
			boolean number64 = task.form().field(name).filter(FormField::isNumber).isPresent();
			return number64 ? Variables.doubleValue(number.doubleValue())
					: Variables.stringValue(number.toPlainString());
		}
		if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
			try {
				return SpinValues.jsonValue(JSON.writeValueAsString(value)).create();
			}
			catch (JsonProcessingException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return Variables.stringValue(value.toString());
	}

	/** What the rooms supply, asked for once and only if the form needs it. */
	private final class SuppliedByRooms implements FormContract.Supplied {

		private final TaskContext task;

		private @Nullable Map<String, Object> values;

		SuppliedByRooms(TaskContext task) {
			this.task = task;
		}

		@Override
		public Set<String> options(String valuesKey) {
			Set<String> options = new LinkedHashSet<>();
			if (value(valuesKey) instanceof Collection<?> entries) {
				entries.forEach((entry) -> options
					.add(String.valueOf((entry instanceof Map<?, ?> option) ? option.get("value") : entry)));
			}
			return options;
		}

		@Override
		public @Nullable Object value(String key) {
			if (this.values == null) {
				this.values = valuesOf(this.task);
			}
			return this.values.get(key);
		}

		@Override
		public @Nullable String reasonAgainst(FormField field, String choice) {
			return FormGate.this.formValues.orderedStream()
				.filter((source) -> source.concerns(this.task))
				.flatMap((source) -> source.reasonAgainst(this.task, field, choice).stream())
				.findFirst()
				.orElse(null);
		}

	}

	/**
	 * A submission let in.
	 *
	 * @param variables what goes on into the process
	 * @param together numbers of the other cases whose same task is completed with it
	 * @param answersForOthers what their task is completed with
	 * @param batch id of what was done together
	 */
	record Admission(Map<String, Object> variables, List<String> together, Map<String, Object> answersForOthers,
			String batch) {
	}

}
