package cn.huiqi.expenditure.workflow;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cn.huiqi.application.Submissions;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.Money;
import cn.huiqi.expenditure.Expenditures;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.Forms;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Records what the auditor counted.
 */
@Component
class RecordExpenditureDelegate implements JavaDelegate {

	private final Expenditures expenditures;

	private final Submissions submissions;

	private final Forms forms;

	private final AuditLog audit;

	RecordExpenditureDelegate(Expenditures expenditures, Submissions submissions, Forms forms, AuditLog audit) {
		this.expenditures = expenditures;
		this.submissions = submissions;
		this.forms = forms;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		Submissions.Stored audit = this.submissions.lastOfTask(number, "userTask_auditExpenditure").orElseThrow();
		List<Expenditures.Counted> counted = this.forms.schema(audit.releaseId(), audit.form())
			.fields()
			.stream()
			.filter((field) -> field.property("expenditure") != null)
			.map((field) -> new Expenditures.Counted(Objects.requireNonNull(field.property("expenditure")),
					Money.yuan(field.inYuan(audit.number(field.key()).orElse(BigDecimal.ZERO)))))
			.toList();
		Map<String, String> before = new LinkedHashMap<>();
		this.expenditures.rows(number).forEach((row) -> {
			if (row.counted() != null) {
				before.put(row.category(), row.counted().inYuan().toPlainString());
			}
		});
		Map<String, String> after = new LinkedHashMap<>();
		counted.forEach((row) -> after.put(row.category(), row.amount().inYuan().toPlainString()));
		this.audit.record(Act.on(number, AuditAction.EXPENDITURE_COUNTED, execution.getCurrentActivityId(), "审计核定投入")
			.before(before.isEmpty() ? null : before)
			.after(after)
			.rule("form %s, release %s".formatted(audit.form(), audit.releaseId())));
		this.expenditures.count(number, counted, audit.submittedBy(), audit.text("comment").orElse(null));
	}

}
