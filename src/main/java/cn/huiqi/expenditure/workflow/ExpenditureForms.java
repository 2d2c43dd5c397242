package cn.huiqi.expenditure.workflow;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.core.Fault;
import cn.huiqi.core.Money;
import cn.huiqi.expenditure.Expenditures;
import cn.huiqi.workflow.FormField;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.Submission;
import cn.huiqi.workflow.SubmissionListener;
import cn.huiqi.workflow.TaskContext;

import org.springframework.stereotype.Component;

/**
 * Finds amounts of expenditure in forms by the property {@code expenditure} of their
 * fields: in a declaration what is declared, in an audit what is counted. What a declared
 * total holds beyond its rows is the row {@code OTHER}.
 */
@Component
class ExpenditureForms implements SubmissionListener, FormValues {

	private static final String CATEGORY = "expenditure";

	private static final String TOTAL = "TOTAL";

	private static final String OTHER = "OTHER";

	private static final String AUDIT_TASK = "userTask_auditExpenditure";

	private final Expenditures expenditures;

	ExpenditureForms(Expenditures expenditures) {
		this.expenditures = expenditures;
	}

	@Override
	public void check(Submission submission, List<Fault> faults) {
		if (!submission.task().taskKey().equals(AUDIT_TASK)) {
			return;
		}
		Map<String, Expenditures.Row> rows = new LinkedHashMap<>();
		this.expenditures.rows(submission.task().applicationNumber()).forEach((row) -> rows.put(row.category(), row));
		amounts(submission).forEach((field, amount) -> {
			Expenditures.Row row = rows.get(String.valueOf(field.property(CATEGORY)));
			Money declared = (row != null) ? row.declared() : Money.ZERO;
			if (amount.compareTo(declared.inYuan()) > 0) {
				faults.add(new Fault(field.key(), "「%s」不能超过申报额 %s".formatted(field.label(), declared.display())));
			}
		});
	}

	@Override
	public void accept(Submission submission) {
		Map<FormField, BigDecimal> amounts = amounts(submission);
		if (submission.task().taskKey().equals(AUDIT_TASK) || amounts.isEmpty()) {
			return;
		}
		List<Expenditures.Declared> declared = new ArrayList<>();
		BigDecimal named = BigDecimal.ZERO;
		BigDecimal total = BigDecimal.ZERO;
		for (Map.Entry<FormField, BigDecimal> amount : amounts.entrySet()) {
			String category = String.valueOf(amount.getKey().property(CATEGORY));
			if (category.equals(TOTAL)) {
				total = amount.getValue();
			}
			else {
				named = named.add(amount.getValue());
				declared
					.add(new Expenditures.Declared(category, amount.getKey().label(), Money.yuan(amount.getValue())));
			}
		}
		if (total.compareTo(named) >= 0) {
			declared.add(new Expenditures.Declared(OTHER, "数字化诊断等其他投入（总投资额减去以上各项）",
					Money.roundedHalfUp(total.subtract(named))));
		}
		this.expenditures.declare(submission.task().applicationNumber(), declared);
	}

	private static Map<FormField, BigDecimal> amounts(Submission submission) {
		Map<FormField, BigDecimal> amounts = new LinkedHashMap<>();
		submission.task()
			.form()
			.fields()
			.stream()
			.filter((field) -> field.property(CATEGORY) != null && !field.readOnly())
			.forEach((field) -> submission.number(field.key())
				.ifPresent((amount) -> amounts.put(field, field.inYuan(amount))));
		return amounts;
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		return Map.of("expenditureRows",
				this.expenditures.rows(task.applicationNumber())
					.stream()
					.map((row) -> Map.of("item", row.label(), "declared", row.declared().display(), "counted",
							(row.counted() != null) ? row.counted().display() : ""))
					.toList());
	}

}
