package cn.huiqi.restart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/**
 * A place in a model where a case can wait: a task of people, or an event that is still
 * to come.
 *
 * @param process key of the process
 * @param activity id of the task or event
 */
record WaitingPoint(String process, String activity) implements Comparable<WaitingPoint> {

	private static final Path MODELS = Path.of("processes");

	/** All that cases of a process can come to, in the processes it calls as well. */
	static Set<WaitingPoint> of(String process) {
		Map<String, BpmnModelInstance> models = models();
		Set<String> processes = new LinkedHashSet<>();
		collect(process, models, processes);
		Set<WaitingPoint> points = new TreeSet<>();
		processes.forEach((key) -> models.get(key)
			.getModelElementsByType(FlowNode.class)
			.stream()
			.filter(WaitingPoint::waits)
			.forEach((node) -> points.add(new WaitingPoint(key, node.getId()))));
		return points;
	}

	private static void collect(String process, Map<String, BpmnModelInstance> models, Set<String> found) {
		if (found.add(process)) {
			models.get(process)
				.getModelElementsByType(CallActivity.class)
				.forEach((call) -> collect(call.getCalledElement(), models, found));
		}
	}

	private static boolean waits(FlowNode node) {
		if (node instanceof UserTask || node instanceof ReceiveTask) {
			return true;
		}
		return (node instanceof IntermediateCatchEvent || node instanceof BoundaryEvent) && ((CatchEvent) node)
			.getEventDefinitions()
			.stream()
			.anyMatch((event) -> event instanceof TimerEventDefinition || event instanceof MessageEventDefinition);
	}

	private static Map<String, BpmnModelInstance> models() {
		try (Stream<Path> files = Files.walk(MODELS)) {
			Map<String, BpmnModelInstance> models = new HashMap<>();
			files.filter((file) -> file.toString().endsWith(".bpmn")).forEach((file) -> {
				BpmnModelInstance model = Bpmn.readModelFromFile(file.toFile());
				models.put(model.getModelElementsByType(Process.class).iterator().next().getId(), model);
			});
			return models;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public int compareTo(WaitingPoint other) {
		return toString().compareTo(other.toString());
	}

	@Override
	public String toString() {
		return this.process + "/" + this.activity;
	}

}
