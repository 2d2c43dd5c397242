package cn.huiqi.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Reads tables from the releases, each once.
 */
@Component
class EngineDecisionTables implements DecisionTables {

	private final RepositoryService repository;

	private final ObjectProvider<DecisionService> decisions;

	private final UncheckedEngine engine;

	private final Map<String, Map<String, Row>> tables = new ConcurrentHashMap<>();

	EngineDecisionTables(RepositoryService repository, ObjectProvider<DecisionService> decisions,
			UncheckedEngine engine) {
		this.repository = repository;
		this.decisions = decisions;
		this.engine = engine;
	}

	@Override
	public List<Row> rows(String releaseId, String decision) {
		return List.copyOf(table(releaseId, decision).values());
	}

	@Override
	public List<Row> firedRows(String releaseId, String decision) {
		Map<String, Row> rows = table(releaseId, decision);
		List<Row> fired = new ArrayList<>();
		for (String id : DecisionTrace.firedRows(decision)) {
			if (rows.containsKey(id)) {
				fired.add(rows.get(id));
			}
		}
		return fired;
	}

	@Override
	public List<Map<String, Object>> evaluate(String releaseId, String decision, Map<String, ?> facts) {
		return this.engine.run(() -> {
			DecisionDefinition table = this.repository.createDecisionDefinitionQuery()
				.deploymentId(releaseId)
				.decisionDefinitionKey(decision)
				.singleResult();
			if (table == null) {
				throw new IllegalStateException("Release %s has no table %s".formatted(releaseId, decision));
			}
			return this.decisions.getObject()
				.evaluateDecisionTableById(table.getId())
				.variables(new HashMap<>(facts))
				.evaluate()
				.getResultList();
		});
	}

	private Map<String, Row> table(String releaseId, String decision) {
		return this.tables.computeIfAbsent(releaseId + "/" + decision, (key) -> read(releaseId, decision));
	}

	private Map<String, Row> read(String releaseId, String decision) {
		try (InputStream content = this.engine
			.run(() -> this.repository.getResourceAsStream(releaseId, decision + ".dmn"))) {
			DecisionTable table = Dmn.readModelFromStream(content)
				.getModelElementsByType(DecisionTable.class)
				.iterator()
				.next();
			List<Input> inputs = List.copyOf(table.getInputs());
			List<Output> outputs = List.copyOf(table.getOutputs());
			Map<String, Row> rows = new LinkedHashMap<>();
			for (Rule rule : table.getRules()) {
				Map<String, String> in = new LinkedHashMap<>();
				int i = 0;
				for (var entry : rule.getInputEntries()) {
					in.put(inputs.get(i++).getInputExpression().getText().getTextContent(),
							literal(entry.getTextContent()));
				}
				Map<String, String> out = new LinkedHashMap<>();
				i = 0;
				for (var entry : rule.getOutputEntries()) {
					out.put(outputs.get(i++).getName(), literal(entry.getTextContent()));
				}
				String description = (rule.getDescription() != null) ? rule.getDescription().getTextContent() : "";
				rows.put(rule.getId(), new Row(in, out, description));
			}
			return rows;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String literal(String cell) {
		String text = cell.strip();
		return (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\""))
				? text.substring(1, text.length() - 1) : text;
	}

}
