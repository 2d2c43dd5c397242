package cn.huiqi.application;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import cn.huiqi.core.ChineseDates;
import cn.huiqi.core.Money;
import cn.huiqi.workflow.FormField;
import cn.huiqi.workflow.FormSchema;
import cn.huiqi.workflow.Forms;

import org.springframework.stereotype.Component;

/**
 * Shows answers as people read them: by the form's sections and labels.
 */
@Component
public class AnswerRows {

	private final Forms forms;

	AnswerRows(Forms forms) {
		this.forms = forms;
	}

	/** Every answer with its label, as the form printed it. */
	public List<Row> read(Submissions.Stored submission) {
		FormSchema form = this.forms.schema(submission.releaseId(), submission.form());
		List<Row> rows = new ArrayList<>();
		for (FormField field : form.fields()) {
			Object answer = submission.answers().get(field.key());
			if (field.rows() != null && answer instanceof List<?> list) {
				for (int i = 0; i < list.size(); i++) {
					addRow(field, field.rows().columns(), i + 1, (Map<?, ?>) list.get(i), rows);
				}
			}
			else if (answer != null) {
				rows.add(new Row(field.key(), field.key(), field.section(), field.label(), shown(field, answer)));
			}
		}
		return rows;
	}

	/** Every answer of several submissions, in their order. */
	public List<Row> all(List<Submissions.Stored> submissions) {
		return submissions.stream().flatMap((submission) -> read(submission).stream()).toList();
	}

	/**
	 * The last answers to what a form marks with a custom property, in the order they
	 * were first given.
	 */
	public List<Row> marked(List<Submissions.Stored> submissions, String property) {
		Map<String, Row> marked = new LinkedHashMap<>();
		for (Submissions.Stored submission : submissions) {
			FormSchema form = this.forms.schema(submission.releaseId(), submission.form());
			read(submission).stream()
				.filter((row) -> form.field(row.field()).map((field) -> field.property(property) != null).orElse(false))
				.forEach((row) -> marked.put(row.place(), row));
		}
		return List.copyOf(marked.values());
	}

	/** The same for a table of a form. */
	public List<Map<String, String>> rows(Submissions.Stored submission) {
		return read(submission).stream()
			.map((row) -> Map.of("section", row.section(), "label", row.label(), "value", row.value()))
			.toList();
	}

	private static void addRow(FormField list, FormSchema columns, int number, Map<?, ?> row, List<Row> rows) {
		for (FormField column : columns.fields()) {
			Object answer = row.get(column.key());
			if (answer != null) {
				rows.add(new Row(list.key(), "%s[%d].%s".formatted(list.key(), number, column.key()), list.section(),
						"%s 第%d行 %s".formatted(list.label(), number, column.label()), shown(column, answer)));
			}
		}
	}

	private static String shown(FormField field, Object answer) {
		if (answer instanceof List<?> chosen) {
			return chosen.stream().map((option) -> label(field, option)).collect(Collectors.joining("；"));
		}
		if (answer instanceof Boolean ticked) {
			return ticked ? "是" : "否";
		}
		if (answer instanceof BigDecimal number) {
			String unit = field.property("unit");
			return (unit != null) ? Money.display(number, unit) : number.toPlainString();
		}
		if (field.options().isEmpty()) {
			// months are typed into text fields
			return ChineseDates.ofAnswer(answer.toString());
		}
		return label(field, answer);
	}

	private static String label(FormField field, Object option) {
		return field.options().getOrDefault(String.valueOf(option), String.valueOf(option));
	}

	/**
	 * An answer.
	 *
	 * @param field key of the field or list
	 * @param place where the value stands, unique in the form
	 * @param section part of the form
	 * @param label what is asked
	 * @param value what was answered
	 */
	public record Row(String field, String place, String section, String label, String value) {

		/** Part and label, for people. */
		public String title() {
			return this.section.isEmpty() ? this.label : this.section + " / " + this.label;
		}

	}

}
