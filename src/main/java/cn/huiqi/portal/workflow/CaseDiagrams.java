package cn.huiqi.portal.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import cn.huiqi.workflow.UncheckedEngine;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Where a case stands in the models it runs on: the programme's, and those of the
 * processes it has called. For whoever may see the case, which is not asked here.
 */
@Component
public class CaseDiagrams {

	private final HistoryService history;

	private final RepositoryService repository;

	private final UncheckedEngine engine;

	CaseDiagrams(HistoryService history, RepositoryService repository, UncheckedEngine engine) {
		this.history = history;
		this.repository = repository;
		this.engine = engine;
	}

	/**
	 * The programme's model first, then each called one once, as it was last visited, in
	 * the order of these visits.
	 * @param number the case
	 * @param programme key of the programme's process
	 */
	public List<Diagram> of(String number, String programme) {
		return this.engine.run(() -> {
			List<HistoricProcessInstance> instances = this.history.createHistoricProcessInstanceQuery()
				.processInstanceBusinessKey(number)
				.unlimitedList()
				.stream()
				.sorted(Comparator.comparing(HistoricProcessInstance::getStartTime))
				.toList();
			Map<String, HistoricProcessInstance> ofCase = new LinkedHashMap<>();
			Map<String, HistoricProcessInstance> latest = new LinkedHashMap<>();
			// what was started beside it, to withdraw it for example, is not the case
			for (HistoricProcessInstance instance : instances) {
				boolean root = instance.getSuperProcessInstanceId() == null
						&& instance.getProcessDefinitionKey().equals(programme);
				if (root || ofCase.containsKey(instance.getSuperProcessInstanceId())) {
					ofCase.put(instance.getId(), instance);
					latest.remove(instance.getProcessDefinitionKey());
					latest.put(instance.getProcessDefinitionKey(), instance);
				}
			}
			List<Diagram> diagrams = new ArrayList<>();
			latest.values().forEach((instance) -> diagrams.add(diagram(instance, callOf(instance))));
			diagrams.sort(Comparator.comparing((diagram) -> diagram.calledBy() != null));
			return diagrams;
		});
	}

	private Diagram diagram(HistoricProcessInstance instance, @Nullable String calledBy) {
		Set<String> active = new TreeSet<>();
		Set<String> finished = new TreeSet<>();
		for (HistoricActivityInstance activity : activities(instance.getId())) {
			((activity.getEndTime() == null) ? active : finished).add(activity.getActivityId());
		}
		finished.removeAll(active);
		ProcessDefinition definition = this.repository.getProcessDefinition(instance.getProcessDefinitionId());
		String name = (definition.getName() != null) ? definition.getName() : definition.getKey();
		return new Diagram(definition.getKey(), name, calledBy, model(definition.getId()), List.copyOf(active),
				List.copyOf(finished));
	}

	private List<HistoricActivityInstance> activities(String instance) {
		return this.history.createHistoricActivityInstanceQuery().processInstanceId(instance).unlimitedList();
	}

	private @Nullable String callOf(HistoricProcessInstance instance) {
		if (instance.getSuperProcessInstanceId() == null) {
			return null;
		}
		return activities(instance.getSuperProcessInstanceId()).stream()
			.filter((activity) -> instance.getId().equals(activity.getCalledProcessInstanceId()))
			.map(HistoricActivityInstance::getActivityId)
			.findFirst()
			.orElse("");
	}

	private String model(String definition) {
		try (InputStream model = this.repository.getProcessModel(definition)) {
			return new String(model.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A model and where the case stands in it.
	 *
	 * @param processKey key of the process
	 * @param name its name
	 * @param calledBy activity of the calling model that called it; null for the
	 * programme's own
	 * @param xml the model
	 * @param active ids of the activities the case is at
	 * @param finished ids of those it has been to, and is not at now
	 */
	public record Diagram(String processKey, String name, @Nullable String calledBy, String xml, List<String> active,
			List<String> finished) {
	}

}
