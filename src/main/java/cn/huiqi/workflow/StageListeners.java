package cn.huiqi.workflow;

import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.core.ApplicationNumber;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.EventBasedGatewayActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Reads {@code status} and {@code stage} from the models, so that a model alone says
 * where a case stands; labels every task with its case, and tells when it has ended.
 */
@NullUnmarked
class StageListeners extends AbstractBpmnParseListener {

	/** Extension property of a user task. */
	static final String DUTY = "duty";

	/** Extension property of an activity that begins a stage. */
	static final String STAGE = "stage";

	/** Extension property of a user task that has a last day. */
	static final String CLOSES = "closes";

	/**
	 * Extension property of a user task: parameter that says by when it should be done.
	 */
	static final String PERIOD = "period";

	/** Extension property of a user task that another one has to be done before. */
	static final String AFTER = "after";

	/**
	 * Extension property of a user task of a shared process: {@code word=variable}; in
	 * the task's name the word gives way to what the caller calls it.
	 */
	static final String RENAMES = "renames";

	private final ObjectProvider<CaseJournal> journals;

	private final ObjectProvider<TaskLabels> labels;

	private final ObjectProvider<TaskRules> rules;

	private final ObjectProvider<TaskJournal> taskJournals;

	private final ObjectProvider<TaskPeriods> periods;

	StageListeners(ObjectProvider<CaseJournal> journals, ObjectProvider<TaskLabels> labels,
			ObjectProvider<TaskRules> rules, ObjectProvider<TaskJournal> taskJournals,
			ObjectProvider<TaskPeriods> periods) {
		this.journals = journals;
		this.labels = labels;
		this.rules = rules;
		this.taskJournals = taskJournals;
		this.periods = periods;
	}

	/** Kind of a task; empty where its model, older than these rules, says none. */
	static String dutyOf(TaskEntity task) {
		return propertyOf(task, DUTY);
	}

	/** Stage a task begins by itself; empty where it only belongs to one. */
	static String stageOf(TaskEntity task) {
		return propertyOf(task, STAGE);
	}

	/** What a task can no longer be submitted after, see {@link TaskContext#closes}. */
	static String closesWith(TaskEntity task) {
		return propertyOf(task, CLOSES);
	}

	/** Key of the task that is to be done before; empty where none is. */
	static String afterOf(TaskEntity task) {
		return propertyOf(task, AFTER);
	}

	private static String propertyOf(TaskEntity task, String name) {
		ProcessDefinitionEntity definition = task.getProcessDefinition();
		ActivityImpl activity = (definition != null) ? definition.findActivity(task.getTaskDefinitionKey()) : null;
		return (activity != null && activity.getProperty(name) instanceof String value) ? value : "";
	}

	@Override
	public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
		listen(element, activity);
		TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
		task.addTaskListener(TaskListener.EVENTNAME_CREATE, this::label);
		Map<String, String> properties = properties(element);
		activity.setProperty(DUTY, properties.get(DUTY));
		activity.setProperty(STAGE, properties.get(STAGE));
		activity.setProperty(CLOSES, properties.get(CLOSES));
		activity.setProperty(AFTER, properties.get(AFTER));
		String period = properties.get(PERIOD);
		if (period != null) {
			// before the list of tasks hears of it
			task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, (created) -> due(created, period));
		}
		String renames = properties.get(RENAMES);
		if (renames != null) {
			String[] parts = renames.split("=", 2);
			task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE,
					(created) -> rename(created, parts[0], parts[parts.length - 1]));
		}
		// built in: heard even where an administrator skips listeners
		for (String event : new String[] { TaskListener.EVENTNAME_CREATE, TaskListener.EVENTNAME_ASSIGNMENT,
				TaskListener.EVENTNAME_UPDATE }) {
			task.addBuiltInTaskListener(event, this::stands);
		}
		for (String event : new String[] { TaskListener.EVENTNAME_COMPLETE, TaskListener.EVENTNAME_DELETE }) {
			task.addBuiltInTaskListener(event,
					(ended) -> this.taskJournals.forEach((journal) -> journal.ended(ended.getId())));
		}
	}

	private void stands(DelegateTask task) {
		this.taskJournals.forEach((journal) -> OpenTasks.of((TaskEntity) task).ifPresent(journal::stands));
	}

	/** Only a reminder: nothing happens when the day is over. */
	private void due(DelegateTask task, String period) {
		String number = task.getExecution().getProcessBusinessKey();
		if (number != null && task.getDueDate() == null) {
			String release = ((TaskEntity) task).getProcessDefinition().getDeploymentId();
			this.periods.forEach(
					(periods) -> periods.dueAt(number, release, period).map(Date::from).ifPresent(task::setDueDate));
		}
	}

	private static void rename(DelegateTask task, String word, String variable) {
		if (task.getVariable(variable) instanceof String called) {
			task.setName(task.getName().replace(word, called));
		}
	}

	private void label(DelegateTask task) {
		String number = task.getExecution().getProcessBusinessKey();
		if (number != null) {
			task.setVariableLocal(ProcessVariables.APPLICATION_NUMBER.name(), number);
			this.labels.forEach((labels) -> labels.labelsOf(number).forEach(task::setVariableLocal));
			task.getCandidates()
				.stream()
				.filter((candidate) -> candidate.getUserId() != null)
				.forEach((candidate) -> this.rules
					.forEach((rules) -> rules.offered(number, task.getTaskDefinitionKey(), candidate.getUserId())));
		}
	}

	@Override
	public void parseCallActivity(Element element, ScopeImpl scope, ActivityImpl activity) {
		listen(element, activity);
	}

	@Override
	public void parseEndEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
		listen(element, activity);
	}

	/** A case may wait at one, for what is decided elsewhere. */
	@Override
	public void parseIntermediateCatchEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
		listen(element, activity);
	}

	/** The same, for whichever of several things comes first. */
	@Override
	public void parseEventBasedGateway(Element element, ScopeImpl scope, ActivityImpl activity) {
		listen(element, activity);
	}

	private void listen(Element element, ActivityImpl activity) {
		Map<String, String> properties = properties(element);
		String status = properties.get("status");
		String stage = properties.get(STAGE);
		if (status == null && stage == null) {
			return;
		}
		String name = element.attribute("name");
		ExecutionListener entered = (execution) -> {
			if (isOfCase(execution)) {
				this.journals.forEach((journal) -> journal.entered(execution.getProcessBusinessKey(),
						execution.getActivityInstanceId(), stage, name, status));
			}
		};
		ExecutionListener left = (execution) -> {
			if (isOfCase(execution)) {
				this.journals.forEach((journal) -> journal.left(execution.getProcessBusinessKey(),
						execution.getActivityInstanceId(), outcome(activity, execution)));
			}
		};
		activity.addListener(ExecutionListener.EVENTNAME_START, entered);
		activity.addListener(ExecutionListener.EVENTNAME_END, left);
	}

	private static boolean isOfCase(DelegateExecution execution) {
		String key = execution.getProcessBusinessKey();
		return key != null && ApplicationNumber.isValid(key);
	}

	private static String outcome(ActivityImpl activity, DelegateExecution execution) {
		if (execution.isCanceled()) {
			// what ends the wait at such a gateway interrupts it
			return (activity.getActivityBehavior() instanceof EventBasedGatewayActivityBehavior) ? "completed"
					: "cancelled";
		}
		@Nullable String decision = ProcessVariables.decisionOf(activity.getId()).orNull(execution);
		boolean decided = decision != null && ((ExecutionEntity) execution).getActivity() == activity;
		return decided ? decision : "completed";
	}

	private static Map<String, String> properties(Element element) {
		Map<String, String> properties = new HashMap<>();
		Element extensions = element.element("extensionElements");
		Element list = (extensions != null) ? extensions.element("properties") : null;
		if (list != null) {
			list.elements("property")
				.forEach((property) -> properties.put(property.attribute("name"), property.attribute("value")));
		}
		return properties;
	}

}
