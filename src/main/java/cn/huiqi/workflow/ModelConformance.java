package cn.huiqi.workflow;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import cn.huiqi.core.PeriodLength;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaConnector;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * The house's rules for models, tables and forms, held over every release before it is
 * deployed. A fault names file, element and cause.
 */
@Component
class ModelConformance {

	private static final String CAMUNDA_NS = "http://camunda.org/schema/1.0/bpmn";

	private static final Pattern CONDITION = Pattern.compile("\\$\\{!?[a-zA-Z]\\w*( (==|!=) '[A-Za-z_]+')?}");

	private static final Pattern REFERENCE = Pattern.compile("\\$\\{[a-zA-Z]\\w*}");

	/**
	 * A repetition that ends with a repetition: (a+)+ tries every way to split a text.
	 */
	private static final Pattern ENDLESS = Pattern.compile("[^\\\\]([*+]|\\{\\d+,})\\)([*+]|\\{\\d+,})");

	private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

	/** What every line of declared expenditure tells. */
	private static final Set<String> LEDGER_COLUMNS = Set.of("category", "provider", "contractAmount", "contractDate",
			"invoiceAmount", "invoiceNumber", "invoiceDate", "paymentAmount", "paymentDate");

	private static final Pattern CHINESE = Pattern.compile(".*\\p{IsHan}.*");

	private static final DmnEngine DMN = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

	private static final FeelEngineApi FEEL = FeelEngineBuilder.forJava().build();

	private static final Pattern LOOP = Pattern.compile("\\b(for|some|every)\\b");

	/** Ending of the parameters that say how long something lasts. */
	private static final String PERIOD = "Period";

	private static final String EXTENSION = "ExtensionPeriod";

	private static final String PARAMETERS = "-parameters";

	private static final Set<String> SCOPES = Set.of("case", "return", "once");

	private static final Pattern REMINDERS = Pattern.compile("[1-9]\\d*(\\s*,\\s*[1-9]\\d*)*|");

	private static final Pattern PERIOD_FROM = Pattern.compile("userTask_\\w+\\.\\w+");

	private static final String PANEL_SIZE = "\"panelSize\"";

	private static final Pattern ODD = Pattern.compile("\"\\d?[13579]\"");

	private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

	/** Ways to run code that only a service task has, and there only one of them. */
	/** Kinds of institutions a form may engage. */
	private static final Set<String> INSTITUTIONS = Set.of("provider", "evaluator", "auditor");

	private static final List<String> BINDINGS = List.of("class", "expression", "delegateExpression", "type");

	private static final Map<Class<? extends FlowElement>, String> PREFIXES = Map.of(UserTask.class, "userTask_",
			ServiceTask.class, "serviceTask_", BusinessRuleTask.class, "businessRuleTask_", CallActivity.class,
			"callActivity_", ExclusiveGateway.class, "gateway_", StartEvent.class, "startEvent_", EndEvent.class,
			"endEvent_", SubProcess.class, "subProcess_", SequenceFlow.class, "flow_");

	private final ApplicationContext context;

	private final Programmes programmes;

	private final ObjectProvider<TaskRules> rules;

	ModelConformance(ApplicationContext context, Programmes programmes, ObjectProvider<TaskRules> rules) {
		this.context = context;
		this.programmes = programmes;
		this.rules = rules;
	}

	/**
	 * Checks a whole release.
	 * @param files name to content
	 * @return every fault, none if it is sound
	 */
	List<String> check(Map<String, byte[]> files) {
		List<String> faults = new ArrayList<>();
		Map<String, byte[]> programmeFiles = new TreeMap<>();
		files.forEach((name, content) -> {
			if (name.endsWith(".yml")) {
				programmeFiles.put(name, content);
			}
		});
		List<Programme> programmes = List.of();
		try {
			programmes = this.programmes.check(programmeFiles);
		}
		catch (IllegalStateException ex) {
			faults.add(String.valueOf(ex.getMessage()));
		}
		for (Map.Entry<String, byte[]> file : files.entrySet()) {
			String name = file.getKey();
			Consumer<String> fault = (text) -> faults.add(name + ": " + text);
			if (name.contains("/")) {
				fault.accept("a file is deployed under its base name");
			}
			else if (name.endsWith(".bpmn")) {
				checkProcess(name, file.getValue(), files, programmes, fault);
			}
			else if (name.endsWith(".dmn")) {
				checkTable(name, file.getValue(), fault);
			}
			else if (name.endsWith(".form")) {
				checkForm(name, file.getValue(), files.keySet(), fault);
			}
			else if (!name.endsWith(".yml")) {
				fault.accept("neither .bpmn, .dmn, .form nor .yml");
			}
		}
		programmes.forEach((programme) -> checkProgramme(programme, files, faults));
		return faults;
	}

	private void checkProgramme(Programme programme, Map<String, byte[]> files, List<String> faults) {
		if (!files.containsKey(programme.parameters() + ".dmn")) {
			faults
				.add("%s.yml: parameters: there is no %s.dmn".formatted(programme.programme(), programme.parameters()));
		}
		this.programmes.sharedProcesses()
			.stream()
			.filter((process) -> process.startsWith(programme.authority() + "-"))
			.forEach((process) -> faults.add("%s.yml: authority: the shared process %s would become %s's own"
				.formatted(programme.programme(), process, programme.authority())));
		programme.materials()
			.stream()
			.filter((material) -> !this.rules.stream().allMatch((rules) -> rules.isDuty(material.duty())))
			.forEach((material) -> faults.add("%s.yml: materials: %s: duty: the table of permissions knows no %s"
				.formatted(programme.programme(), material.kind(), material.duty())));
		programme.stages()
			.forEach((stage) -> stage.forms()
				.stream()
				.filter((form) -> !files.containsKey(form + ".form"))
				.forEach((form) -> faults.add("%s.yml: stages: %s: forms: there is no %s.form"
					.formatted(programme.programme(), stage.key(), form))));
	}

	private void checkProcess(String name, byte[] content, Map<String, byte[]> release, List<Programme> programmes,
			Consumer<String> fault) {
		Set<String> files = release.keySet();
		BpmnModelInstance model;
		try {
			model = Bpmn.readModelFromStream(new ByteArrayInputStream(content));
		}
		catch (RuntimeException ex) {
			fault.accept("not BPMN: " + rootMessage(ex));
			return;
		}
		Collection<Process> processes = model.getModelElementsByType(Process.class);
		if (processes.size() != 1) {
			fault.accept("holds " + processes.size() + " processes, not one");
			return;
		}
		Process process = processes.iterator().next();
		List<FlowElement> nameless = model.getModelElementsByType(FlowElement.class)
			.stream()
			.filter((element) -> element.getId() == null)
			.toList();
		if (process.getId() == null || !nameless.isEmpty()) {
			fault.accept("has no id: " + (nameless.isEmpty() ? "process"
					: nameless.get(0).getElementType().getTypeName() + " in " + process.getId()));
			return;
		}
		require(name.equals(process.getId() + ".bpmn"), process, "the file is to be named " + process.getId() + ".bpmn",
				fault);
		require(process.isExecutable(), process, "is not executable", fault);
		require(process.getCamundaHistoryTimeToLiveString() != null, process, "has no history time to live", fault);
		require(process.getCamundaVersionTag() != null, process,
				"has no version tag naming the policy document and year", fault);
		require(isChinese(process.getName()), process, "has no Chinese name", fault);

		model.getModelElementsByType(FlowElement.class).forEach((element) -> checkNaming(element, fault));
		model.getModelElementsByType(ScriptTask.class)
			.forEach((task) -> fault.accept(task.getId() + ": scripts are not allowed"));
		model.getModelElementsByType(CamundaScript.class)
			.forEach((script) -> fault.accept(ownerOf(script) + ": scripts are not allowed"));
		model.getModelElementsByType(CamundaExecutionListener.class)
			.forEach((listener) -> checkListener(listener, listener.getCamundaDelegateExpression(), fault));
		model.getModelElementsByType(CamundaTaskListener.class)
			.forEach((listener) -> checkListener(listener, listener.getCamundaDelegateExpression(), fault));
		model.getModelElementsByType(CamundaConnector.class)
			.forEach((connector) -> fault.accept(ownerOf(connector) + ": connectors are not allowed"));
		model.getModelElementsByType(CamundaInputParameter.class)
			.forEach((parameter) -> checkParameter(parameter, files, fault));
		model.getModelElementsByType(BaseElement.class).forEach((element) -> {
			if (!(element instanceof ServiceTask)) {
				require(BINDINGS.stream().allMatch((way) -> element.getAttributeValueNs(CAMUNDA_NS, way) == null),
						element, "is bound to code, which only a service task is", fault);
			}
		});
		model.getModelElementsByType(ExclusiveGateway.class)
			.stream()
			.filter((gateway) -> gateway.getOutgoing().size() > 1)
			.flatMap((gateway) -> gateway.getOutgoing().stream())
			.forEach((flow) -> require(isChinese(flow.getName()), flow, "has no Chinese name", fault));
		model.getModelElementsByType(ServiceTask.class).forEach((task) -> checkServiceTask(task, fault));
		model.getModelElementsByType(UserTask.class).forEach((task) -> {
			require(task.getAttributeValueNs(CAMUNDA_NS, "candidateGroups") != null
					|| task.getAttributeValueNs(CAMUNDA_NS, "candidateUsers") != null, task,
					"has no candidate group, nor an account it is offered to", fault);
			checkDuty(task, process.getId(), programmes, fault);
			checkOrder(task, release, fault);
			checkForm(task, true, files, fault);
		});
		model.getModelElementsByType(StartEvent.class).forEach((event) -> checkForm(event, false, files, fault));
		model.getModelElementsByType(BusinessRuleTask.class).forEach((task) -> {
			require("deployment".equals(task.getCamundaDecisionRefBinding()), task,
					"binds its decision otherwise than by deployment", fault);
			requireFile(task.getCamundaDecisionRef(), ".dmn", task, files, fault);
		});
		model.getModelElementsByType(CallActivity.class).forEach((call) -> {
			checkCall(call, files, fault);
			checkStage(call, process.getId(), programmes, fault);
			checkRoutingFacts(call, release, fault);
		});
		model.getModelElementsByType(SequenceFlow.class).forEach((flow) -> {
			if (flow.getConditionExpression() != null) {
				String condition = flow.getConditionExpression().getTextContent().strip();
				require(CONDITION.matcher(condition).matches(), flow,
						"the condition reads more than one variable: " + condition, fault);
			}
		});
		model.getModelElementsByType(TimerEventDefinition.class)
			.forEach((timer) -> require(
					timer.getTimeDate() != null
							&& REFERENCE.matcher(timer.getTimeDate().getTextContent().strip()).matches(),
					(BaseElement) timer.getParentElement(),
					"a timer takes its date from the calendar (timeDate, one variable)", fault));
		checkDrawing(model, fault);
	}

	private void checkNaming(FlowElement element, Consumer<String> fault) {
		PREFIXES.forEach((type, prefix) -> {
			if (type.isInstance(element)) {
				require(element.getId().startsWith(prefix), element, "the id is to begin with " + prefix, fault);
			}
		});
		if (element instanceof CatchEvent event && !(element instanceof StartEvent)
				&& event.getEventDefinitions()
					.stream()
					.anyMatch((definition) -> definition instanceof TimerEventDefinition)) {
			require(element.getId().startsWith("timer_"), element, "the id is to begin with timer_", fault);
		}
		if (element instanceof FlowNode && !element.getElementType().getTypeName().equals("subProcess")) {
			require(isChinese(element.getName()), element, "has no Chinese name", fault);
		}
	}

	private void checkServiceTask(ServiceTask task, Consumer<String> fault) {
		require(task.getCamundaClass() == null && task.getCamundaExpression() == null && task.getCamundaType() == null,
				task, "is bound otherwise than by delegate expression", fault);
		// what a model calls at several places has a word of its own behind it:
		// serviceTask_recordStageOutcome_failed
		String bean = task.getId().replaceFirst("^serviceTask_", "").replaceFirst("_.*", "") + "Delegate";
		String expected = "${" + bean + "}";
		require(expected.equals(task.getCamundaDelegateExpression()), task, "is to be bound by " + expected, fault);
		require(this.context.containsBean(bean) && this.context.isTypeMatch(bean, JavaDelegate.class), task,
				"there is no delegate " + bean, fault);
	}

	private void checkDuty(UserTask task, String process, List<Programme> programmes, Consumer<String> fault) {
		List<String> duties = propertiesOf(task, StageListeners.DUTY);
		require(duties.size() == 1 && this.rules.stream().allMatch((rules) -> rules.isDuty(duties.get(0))), task,
				"has no duty that the table of permissions knows (extension property duty)", fault);
		Optional<Set<String>> stages = stagesOf(process, programmes);
		propertiesOf(task, StageListeners.CLOSES).stream()
			.filter((closes) -> !closes.equals(TaskContext.WITH_ROUND)
					&& !(closes.startsWith(TaskContext.WITH_PERIOD) && closes.endsWith(PERIOD)))
			.forEach((closes) -> {
				String stage = closes.startsWith(TaskContext.WITH_STAGE)
						? closes.substring(TaskContext.WITH_STAGE.length()) : "";
				require(!stage.isEmpty(), task,
						"closes neither with the round nor with a stage or a period (extension property closes)",
						fault);
				require(stage.isEmpty() || stages.map((keys) -> keys.contains(stage)).orElse(true), task,
						"closes with a stage that no programme of its authority has: " + stage, fault);
			});
	}

	/**
	 * Stages of the programmes of the authority whose process this is; empty for a shared
	 * one.
	 */
	private static Optional<Set<String>> stagesOf(String process, List<Programme> programmes) {
		List<Programme> ofAuthority = programmes.stream()
			.filter((programme) -> process.startsWith(programme.authority() + "-"))
			.toList();
		return ofAuthority.isEmpty() ? Optional.empty()
				: Optional.of(ofAuthority.stream()
					.flatMap((programme) -> programme.stages().stream())
					.map(Programme.Stage::key)
					.collect(Collectors.toSet()));
	}

	/** The other task may stand in another process of the case. */
	private static void checkOrder(UserTask task, Map<String, byte[]> release, Consumer<String> fault) {
		propertiesOf(task, StageListeners.AFTER).forEach((before) -> require(
				before.startsWith("userTask_") && !before.equals(task.getId())
						&& release.entrySet()
							.stream()
							.filter((file) -> file.getKey().endsWith(".bpmn"))
							.anyMatch((file) -> new String(file.getValue(), StandardCharsets.UTF_8)
								.contains("id=\"" + before + "\"")),
				task, "comes after %s, and no model has this task (extension property after)".formatted(before),
				fault));
	}

	private static List<String> propertiesOf(UserTask task, String name) {
		return (task.getExtensionElements() == null) ? List.of()
				: task.getExtensionElements()
					.getElementsQuery()
					.filterByType(CamundaProperties.class)
					.list()
					.stream()
					.flatMap((properties) -> properties.getCamundaProperties().stream())
					.filter((property) -> name.equals(property.getCamundaName()))
					.map(CamundaProperty::getCamundaValue)
					.toList();
	}

	private static void checkListener(ModelElementInstance listener, @Nullable String bean, Consumer<String> fault) {
		if (bean == null || !REFERENCE.matcher(bean).matches()) {
			fault.accept(ownerOf(listener) + ": a listener is bound otherwise than by delegate expression");
		}
	}

	private static void checkParameter(CamundaInputParameter parameter, Set<String> files, Consumer<String> fault) {
		String value = parameter.getTextContent().strip();
		String name = String.valueOf(parameter.getCamundaName());
		if (name.equals(ProcessVariables.PERIOD_KEY.name()) && !REFERENCE.matcher(value).matches()
				&& !value.endsWith(PERIOD)) {
			fault.accept("%s: periodKey: a period's parameter ends with Period, not %s".formatted(ownerOf(parameter),
					value));
		}
		if (name.equals(ProcessVariables.PERIOD_FROM.name()) && !REFERENCE.matcher(value).matches()
				&& !PERIOD_FROM.matcher(value).matches()) {
			fault.accept("%s: periodFrom: a date of a task is named userTask_x.field, not %s"
				.formatted(ownerOf(parameter), value));
		}
		for (String ending : List.of("Form", "Decision")) {
			if (name.endsWith(ending) && parameter.getValue() == null && !value.isEmpty()
					&& !REFERENCE.matcher(value).matches()) {
				String file = value + (ending.equals("Form") ? ".form" : ".dmn");
				if (!files.contains(file)) {
					fault.accept(ownerOf(parameter) + ": there is no " + file);
				}
			}
		}
	}

	/** Id of the element that something inside extension elements belongs to. */
	private static String ownerOf(ModelElementInstance inside) {
		ModelElementInstance element = inside;
		while (element != null && !(element instanceof FlowElement)) {
			element = element.getParentElement();
		}
		return (element instanceof FlowElement owner) ? owner.getId() : "process";
	}

	private static void checkForm(BaseElement element, boolean required, Set<String> files, Consumer<String> fault) {
		String form = element.getAttributeValueNs(CAMUNDA_NS, "formRef");
		require(element.getAttributeValueNs(CAMUNDA_NS, "formKey") == null, element, "uses a form key", fault);
		if (form == null) {
			require(!required, element, "has no form", fault);
			return;
		}
		require("deployment".equals(element.getAttributeValueNs(CAMUNDA_NS, "formRefBinding")), element,
				"binds its form otherwise than by deployment", fault);
		requireFile(form, ".form", element, files, fault);
	}

	private static void checkCall(CallActivity call, Set<String> files, Consumer<String> fault) {
		require("deployment".equals(call.getCamundaCalledElementBinding()), call,
				"binds the called process otherwise than by deployment", fault);
		requireFile(call.getCalledElement(), ".bpmn", call, files, fault);
		boolean businessKey = false;
		if (call.getExtensionElements() != null) {
			for (CamundaIn in : call.getExtensionElements().getElementsQuery().filterByType(CamundaIn.class).list()) {
				businessKey |= in.getCamundaBusinessKey() != null;
				require(!"all".equals(in.getCamundaVariables()), call, "hands all variables on", fault);
				// by convention a literal: the name of a form, a table or a group
				String literal = in.getCamundaSourceExpression();
				if (literal != null && String.valueOf(in.getCamundaTarget()).endsWith("Form")) {
					requireFile(literal, ".form", call, files, fault);
				}
				if (literal != null && String.valueOf(in.getCamundaTarget()).endsWith("Decision")) {
					requireFile(literal, ".dmn", call, files, fault);
				}
			}
			for (CamundaOut out : call.getExtensionElements()
				.getElementsQuery()
				.filterByType(CamundaOut.class)
				.list()) {
				require(!"all".equals(out.getCamundaVariables()), call, "takes all variables over", fault);
			}
		}
		require(businessKey, call, "does not pass the business key on", fault);
	}

	private static void checkStage(CallActivity call, String process, List<Programme> programmes,
			Consumer<String> fault) {
		Optional<Set<String>> stages = stagesOf(process, programmes);
		if (stages.isEmpty() || call.getExtensionElements() == null) {
			return;
		}
		call.getExtensionElements()
			.getElementsQuery()
			.filterByType(CamundaIn.class)
			.list()
			.stream()
			.filter((in) -> ProcessVariables.STAGE.name().equals(in.getCamundaTarget()))
			.map(CamundaIn::getCamundaSourceExpression)
			.filter((stage) -> stage != null && !REFERENCE.matcher(stage).matches())
			.forEach((stage) -> require(stages.get().contains(stage), call,
					"names a stage that no programme of its authority has: " + stage, fault));
	}

	/**
	 * What a form asked for in a called process routes the caller's case too: it is to be
	 * handed back.
	 */
	private static void checkRoutingFacts(CallActivity call, Map<String, byte[]> release, Consumer<String> fault) {
		if (call.getExtensionElements() == null) {
			return;
		}
		Set<String> handedBack = new HashSet<>();
		call.getExtensionElements()
			.getElementsQuery()
			.filterByType(CamundaOut.class)
			.list()
			.forEach((out) -> handedBack.add(String.valueOf(out.getCamundaSource())));
		for (CamundaIn in : call.getExtensionElements().getElementsQuery().filterByType(CamundaIn.class).list()) {
			byte[] form = release.get(in.getCamundaSourceExpression() + ".form");
			if (form == null || !String.valueOf(in.getCamundaTarget()).endsWith("Form")) {
				continue;
			}
			try {
				FormSchema.parse(form)
					.fields()
					.stream()
					.filter((field) -> "true".equals(field.property("routing")) && !handedBack.contains(field.key()))
					.forEach((field) -> fault
						.accept(call.getId() + ": does not hand back " + field.key() + ", a routing fact of its form"));
			}
			catch (IllegalArgumentException ex) {
				// the form's own fault is found with the form
			}
		}
	}

	private static void checkDrawing(BpmnModelInstance model, Consumer<String> fault) {
		Set<String> drawn = new HashSet<>();
		model.getModelElementsByType(BpmnShape.class).forEach((shape) -> {
			if (shape.getBpmnElement() != null && shape.getBounds() != null) {
				drawn.add(shape.getBpmnElement().getId());
			}
		});
		model.getModelElementsByType(BpmnEdge.class).forEach((edge) -> {
			if (edge.getBpmnElement() != null && edge.getWaypoints().size() >= 2) {
				drawn.add(edge.getBpmnElement().getId());
			}
		});
		model.getModelElementsByType(FlowElement.class)
			.forEach((element) -> require(drawn.contains(element.getId()), element, "is not drawn", fault));
	}

	private static void checkTable(String name, byte[] content, Consumer<String> fault) {
		DmnModelInstance model;
		try {
			model = Dmn.readModelFromStream(new ByteArrayInputStream(content));
		}
		catch (RuntimeException ex) {
			fault.accept("not DMN: " + rootMessage(ex));
			return;
		}
		Collection<Decision> decisions = model.getModelElementsByType(Decision.class);
		if (decisions.size() != 1) {
			fault.accept("holds " + decisions.size() + " decisions, not one");
			return;
		}
		Decision decision = decisions.iterator().next();
		if (!name.equals(decision.getId() + ".dmn")) {
			fault.accept(decision.getId() + ": the file is to be named " + decision.getId() + ".dmn");
		}
		if (decision.getCamundaHistoryTimeToLiveString() == null) {
			fault.accept(decision.getId() + ": has no history time to live");
		}
		if (decision.getVersionTag() == null) {
			fault.accept(decision.getId() + ": has no version tag naming the policy document and year");
		}
		if (!(decision.getExpression() instanceof DecisionTable)) {
			fault.accept(decision.getId() + ": is no decision table");
			return;
		}
		model.getModelElementsByType(DmnElement.class).forEach((element) -> {
			String language = element.getAttributeValue("expressionLanguage");
			if (language != null && !language.toLowerCase(Locale.ROOT).contains("feel")) {
				fault.accept(element.getId() + ": is written in " + language + ", not in FEEL");
			}
		});
		for (DecisionTable table : model.getModelElementsByType(DecisionTable.class)) {
			if (table.getHitPolicy() != HitPolicy.UNIQUE && table.getHitPolicy() != HitPolicy.COLLECT) {
				fault.accept(table.getId() + ": the hit policy is neither UNIQUE nor COLLECT");
			}
			table.getInputs()
				.forEach((input) -> checkCell(input.getInputExpression().getText().getTextContent().strip(), false,
						input.getId() + ": ", fault));
			int row = 0;
			for (Rule rule : table.getRules()) {
				row++;
				String where = rule.getId() + " (row " + row + "): ";
				if (rule.getDescription() == null || rule.getDescription().getTextContent().isBlank()) {
					fault.accept(where + "cites no clause");
				}
				rule.getInputEntries().forEach((cell) -> checkCell(cell.getTextContent().strip(), true, where, fault));
				rule.getOutputEntries()
					.forEach((cell) -> checkCell(cell.getTextContent().strip(), false, where, fault));
				checkPanelSize(table, rule, where, fault);
				checkPeriod(decision, table, rule, where, fault);
			}
			if (decision.getId().endsWith(PARAMETERS)) {
				checkExtensions(table, fault);
			}
		}
		try {
			DMN.parseDecision(decision.getId(), new ByteArrayInputStream(content));
		}
		catch (RuntimeException ex) {
			fault.accept(decision.getId() + ": " + rootMessage(ex));
		}
	}

	/** What a programme's parameters say of periods is read long after, at a return. */
	private static void checkPeriod(Decision decision, DecisionTable table, Rule rule, String where,
			Consumer<String> fault) {
		if (!decision.getId().endsWith(PARAMETERS)) {
			return;
		}
		Map<String, String> outputs = outputsOf(table, rule);
		String value = outputs.getOrDefault("value", "");
		for (InputEntry cell : rule.getInputEntries()) {
			String name = unquoted(cell.getTextContent());
			if (name.endsWith(PERIOD)) {
				try {
					PeriodLength.of(value, outputs.getOrDefault("unit", ""));
				}
				catch (IllegalArgumentException ex) {
					fault.accept("%s%s: a period is a whole number of workdays, days or months, not %s %s"
						.formatted(where, name, value, outputs.getOrDefault("unit", "")));
				}
			}
			if (name.endsWith(PERIOD + "Scope") && !SCOPES.contains(value)) {
				fault
					.accept("%s%s: a period begins anew by case, return or once, not %s".formatted(where, name, value));
			}
			if (name.endsWith("Reminders") && !REMINDERS.matcher(value).matches()) {
				fault.accept("%s%s: reminders are workdays before the end, separated by commas, not %s".formatted(where,
						name, value));
			}
		}
	}

	/** A period is made longer in its own unit only. */
	private static void checkExtensions(DecisionTable table, Consumer<String> fault) {
		Map<String, String> units = new HashMap<>();
		table.getRules()
			.forEach((rule) -> rule.getInputEntries()
				.forEach((cell) -> units.put(unquoted(cell.getTextContent()),
						outputsOf(table, rule).getOrDefault("unit", ""))));
		units.forEach((name, unit) -> {
			String extended = name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) + PERIOD
					: name;
			if (!unit.equals(units.getOrDefault(extended, unit))) {
				fault.accept("%s: %s is in %s, and so is to be %s".formatted(table.getId(), extended,
						units.get(extended), name));
			}
		});
	}

	private static Map<String, String> outputsOf(DecisionTable table, Rule rule) {
		Map<String, String> outputs = new HashMap<>();
		Iterator<Output> names = table.getOutputs().iterator();
		rule.getOutputEntries()
			.forEach((cell) -> outputs.put(String.valueOf(names.next().getName()), unquoted(cell.getTextContent())));
		return outputs;
	}

	private static String unquoted(String cell) {
		return cell.strip().replaceFirst("^\"", "").replaceFirst("\"$", "");
	}

	/** Found here, and not by the official whose review calls the panel. */
	private static void checkPanelSize(DecisionTable table, Rule rule, String where, Consumer<String> fault) {
		if (rule.getInputEntries().stream().noneMatch((cell) -> PANEL_SIZE.equals(cell.getTextContent().strip()))) {
			return;
		}
		Iterator<Output> outputs = table.getOutputs().iterator();
		rule.getOutputEntries().forEach((cell) -> {
			if ("value".equals(outputs.next().getName()) && !ODD.matcher(cell.getTextContent().strip()).matches()) {
				fault.accept(where + "panelSize: a panel has an odd number of experts, not " + cell.getTextContent());
			}
		});
	}

	/**
	 * The engine finds a broken cell only when its row is evaluated; we find it here. A
	 * cell is read, never evaluated, and does not loop: one that counts for hours would
	 * hold up every case.
	 */
	private static void checkCell(String cell, boolean input, String where, Consumer<String> fault) {
		if (cell.isEmpty() || cell.equals("-")) {
			return;
		}
		ParseResult parsed = input ? FEEL.parseUnaryTests(cell) : FEEL.parseExpression(cell);
		if (parsed.isFailure()) {
			fault.accept(where + "not FEEL: " + parsed.failure().message());
		}
		else if (LOOP.matcher(TEXT.matcher(cell).replaceAll("")).find()) {
			fault.accept(where + "a cell does not loop (for, some, every)");
		}
	}

	private static void checkForm(String name, byte[] content, Set<String> files, Consumer<String> fault) {
		try {
			FormSchema form = FormSchema.parse(content);
			if (!name.equals(form.id() + ".form")) {
				fault.accept(form.id() + ": the file is to be named " + form.id() + ".form");
			}
			form.fields().forEach((field) -> {
				checkField(form, field, field.key(), fault);
				if ("true".equals(field.property("routing"))) {
					if (ProcessVariables.isReserved(field.key())) {
						fault.accept(field.key() + ": routing: the name is a process variable of the program's own");
					}
					if (field.isList()) {
						fault.accept(field.key() + ": routing: a list is no routing fact");
					}
				}
				String agrees = field.property("agreesWith");
				if (agrees != null && !files.contains(agrees + ".dmn")) {
					fault.accept("%s: agreesWith: there is no %s.dmn".formatted(field.key(), agrees));
				}
				String batch = field.property("batch");
				if (batch != null && !batch.endsWith("Batch")) {
					fault.accept(field.key() + ": batch: the variable's name is to end with Batch");
				}
				if (field.rows() != null) {
					checkRows(field, field.rows(), fault);
				}
			});
		}
		catch (IllegalArgumentException ex) {
			fault.accept(String.valueOf(ex.getMessage()));
		}
	}

	private static void checkField(FormSchema form, FormField field, String where, Consumer<String> fault) {
		for (String relation : List.of("notAbove", "notBefore", "coversSum", "equalsSum", "quotientOf")) {
			String keys = field.property(relation);
			if (keys == null) {
				continue;
			}
			boolean ofNumbers = !relation.equals("notBefore");
			if (ofNumbers != field.isNumber() || (!ofNumbers && !field.isText() && !field.isDate())) {
				fault.accept("%s: %s is for %s".formatted(where, relation, ofNumbers ? "numbers" : "texts and dates"));
			}
			boolean several = !relation.startsWith("not");
			for (String key : several ? keys.split(",") : new String[] { keys }) {
				FormField other = (relation.endsWith("Sum") ? column(form, key.strip()) : form.field(key)).orElse(null);
				if (other == null) {
					fault.accept("%s: %s names no field %s".formatted(where, relation, key.strip()));
				}
				else if (ofNumbers ? !other.isNumber() : !other.isText() && !other.isDate()) {
					fault.accept("%s: %s names %s, which cannot be compared".formatted(where, relation, key.strip()));
				}
			}
		}
		checkLength(field, where, fault);
		String quotient = field.property("quotientOf");
		if (quotient != null && quotient.split(",").length != 2) {
			fault.accept(where + ": quotientOf: two keys, the dividend first");
		}
		String share = field.property("quotientTolerance");
		if (share != null && (quotient == null || !NUMBER.matcher(share).matches())) {
			fault.accept(where + ": quotientTolerance: a fraction, beside quotientOf");
		}
		String tolerance = field.property("sumTolerance");
		if (tolerance != null && (field.property("equalsSum") == null || !NUMBER.matcher(tolerance).matches())) {
			fault.accept(where + ": sumTolerance: a number, beside equalsSum");
		}
		String exclusive = field.property("exclusive");
		if (exclusive != null && (!field.isChecklist() || !field.options().containsKey(exclusive))) {
			fault.accept("%s: exclusive names no option %s".formatted(where, exclusive));
		}
		if (!field.readOnly() && (field.isChoice() || field.isChecklist()) && field.options().isEmpty()
				&& field.valuesKey() == null) {
			fault.accept(where + ": has no options");
		}
		String institution = field.property("institution");
		if (institution != null && (!INSTITUTIONS.contains(institution) || !field.isChoice()
				|| !(institution + "Options").equals(field.valuesKey()))) {
			fault.accept(where + ": institution: provider, evaluator or auditor, on a choice among its options");
		}
		if (field.pattern() != null && ENDLESS.matcher(field.pattern().pattern()).find()) {
			fault.accept(where + ": pattern: repeats what repeats itself, which may never come to an end");
		}
	}

	private static void checkLength(FormField field, String where, Consumer<String> fault) {
		if (!field.isText() || field.readOnly()) {
			return;
		}
		int least = (field.minLength() != null) ? field.minLength() : 0;
		if (field.maxLength() > FormSchema.MAX_LENGTH || least > field.maxLength()) {
			fault.accept("%s: maxLength: not between minLength and %d".formatted(where, FormSchema.MAX_LENGTH));
		}
		if ("true".equals(field.property("routing")) && field.maxLength() > FormSchema.MAX_ROUTING_LENGTH) {
			fault.accept("%s: maxLength: a routing fact has at most %d characters".formatted(where,
					FormSchema.MAX_ROUTING_LENGTH));
		}
	}

	/** A number of the form, or the column of one of its lists. */
	private static Optional<FormField> column(FormSchema form, String name) {
		int dot = name.indexOf('.');
		return (dot < 0) ? form.field(name)
				: form.field(name.substring(0, dot))
					.map(FormField::rows)
					.flatMap((rows) -> rows.columns().field(name.substring(dot + 1)));
	}

	private static void checkRows(FormField list, FormRows rows, Consumer<String> fault) {
		String key = list.key();
		if (rows.maxRows() < 1 || rows.maxRows() > FormContract.MAX_ROWS) {
			fault.accept("%s: maxRows: say how many rows at most, 1 to %d".formatted(key, FormContract.MAX_ROWS));
		}
		if (rows.minRows() < 0 || rows.minRows() > rows.maxRows()) {
			fault.accept(key + ": minRows: not between 0 and maxRows");
		}
		if (rows.defaultRows() < 0 || rows.defaultRows() > rows.maxRows()) {
			fault.accept(key + ": defaultRepetitions: not between 0 and maxRows");
		}
		if (rows.collapsible()) {
			fault.accept(key + ": disableCollapse: a list that is folded away loses its rows");
		}
		if (list.property("ledger") != null) {
			LEDGER_COLUMNS.stream()
				.filter((column) -> rows.columns().field(column).isEmpty())
				.sorted()
				.forEach((column) -> fault.accept("%s: ledger: there is no column %s".formatted(key, column)));
		}
		rows.columns().fields().forEach((column) -> {
			String where = key + "." + column.key();
			checkField(rows.columns(), column, where, fault);
			for (String property : List.of("routing", "batch", "expenditure")) {
				if (column.property(property) != null) {
					fault.accept("%s: %s is not for a list".formatted(where, property));
				}
			}
		});
	}

	private static void requireFile(@Nullable String reference, String ending, BaseElement element, Set<String> files,
			Consumer<String> fault) {
		if (reference == null) {
			require(false, element, "names no " + ending.substring(1), fault);
		}
		else if (!REFERENCE.matcher(reference).matches()) {
			require(files.contains(reference + ending), element, "there is no " + reference + ending, fault);
		}
	}

	private static void require(boolean holds, BaseElement element, String otherwise, Consumer<String> fault) {
		if (!holds) {
			fault.accept(element.getId() + ": " + otherwise);
		}
	}

	private static boolean isChinese(@Nullable String name) {
		return name != null && CHINESE.matcher(name).matches();
	}

	private static String rootMessage(Throwable thrown) {
		Throwable root = thrown;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return String.valueOf(root.getMessage());
	}

}
