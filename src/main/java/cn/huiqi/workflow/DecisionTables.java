package cn.huiqi.workflow;

import java.util.List;
import java.util.Map;

/**
 * Tables read as plain data, exactly as they are printed: weights, points, parameters.
 * Grades, rates and eligibility are not read but evaluated by the engine.
 */
public interface DecisionTables {

	/**
	 * The rows of a table whose cells are literals.
	 * @param releaseId the release
	 * @param decision key of the table
	 * @return the rows in order
	 * @throws IllegalStateException if the release has no such table
	 */
	List<Row> rows(String releaseId, String decision);

	/**
	 * Has the engine evaluate a table, for facts that no model has as variables; it keeps
	 * the evaluation in its history.
	 * @param releaseId the release
	 * @param decision key of the table
	 * @param facts what its inputs read, by name: text, numbers, truth values, dates as
	 * ISO text, lists and maps of such
	 * @return the outputs of every row that fired, by name
	 * @throws IllegalStateException if the release has no such table
	 */
	List<Map<String, Object>> evaluate(String releaseId, String decision, Map<String, ?> facts);

	/**
	 * The rows that have fired in this transaction, each once, however often the engine
	 * evaluated the table.
	 */
	List<Row> firedRows(String releaseId, String decision);

	/**
	 * One row.
	 *
	 * @param inputs input cells by variable, quotes removed
	 * @param outputs output cells by name, quotes removed
	 * @param description the clause it comes from
	 */
	record Row(Map<String, String> inputs, Map<String, String> outputs, String description) {
	}

}
