package cn.huiqi.expenditure.workflow;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

import cn.huiqi.application.Submissions;
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

	RecordExpenditureDelegate(Expenditures expenditures, Submissions submissions, Forms forms) {
		this.expenditures = expenditures;
		this.submissions = submissions;
		this.forms = forms;
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
		this.expenditures.count(number, counted, audit.submittedBy(), audit.text("comment").orElse(null));
	}

}
