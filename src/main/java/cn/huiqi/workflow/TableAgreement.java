package cn.huiqi.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.core.Fault;

import org.springframework.stereotype.Component;

/**
 * Refuses a choice that contradicts what was found beside it: the custom property
 * {@code agreesWith} of a field names a table that reads the other answers of the form
 * and gives, under the field's own key, the choice that follows from them, with its
 * {@code text}. Where no row fires, every choice is free.
 */
@Component
class TableAgreement implements SubmissionListener {

	private static final String PROPERTY = "agreesWith";

	private final DecisionTables tables;

	TableAgreement(DecisionTables tables) {
		this.tables = tables;
	}

	@Override
	public void check(Submission submission, List<Fault> faults) {
		for (FormField field : submission.task().form().fields()) {
			String table = field.property(PROPERTY);
			Object chosen = submission.answers().get(field.key());
			if (table == null || chosen == null) {
				continue;
			}
			for (Map<String, Object> row : this.tables.evaluate(submission.task().releaseId(), table,
					facts(submission))) {
				if (!chosen.equals(row.get(field.key()))) {
					faults.add(new Fault(field.key(), String.valueOf(row.get("text"))));
				}
			}
		}
	}

	/**
	 * Choices, ticks and numbers: what people wrote in words is no business of a table.
	 */
	private static Map<String, Object> facts(Submission submission) {
		Map<String, Object> facts = new LinkedHashMap<>();
		submission.task()
			.form()
			.fields()
			.stream()
			.filter((field) -> field.isChoice() || field.isTick() || field.isNumber())
			.forEach((field) -> {
				Object answer = submission.answers().get(field.key());
				if (answer != null) {
					facts.put(field.key(), answer);
				}
			});
		return facts;
	}

}
