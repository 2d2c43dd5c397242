package cn.huiqi.award.workflow;

import java.util.Map;

import cn.huiqi.application.Submissions;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.award.Awards;
import cn.huiqi.core.Money;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Puts the case into the batch it was prepared with, paid to the account it declared.
 */
@Component
class AddToBatchDelegate implements JavaDelegate {

	private final Awards awards;

	private final Submissions submissions;

	private final AuditLog audit;

	AddToBatchDelegate(Awards awards, Submissions submissions, AuditLog audit) {
		this.awards = awards;
		this.submissions = submissions;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		Submissions.Stored declaration = this.submissions.declaration(number).orElseThrow();
		String batch = ProcessVariables.PAYMENT_BATCH.from(execution);
		Awards.Account account = new Awards.Account(declaration.text("bankAccountName").orElseThrow(),
				declaration.text("bankName").orElseThrow(), declaration.text("bankAccount").orElseThrow());
		String by = this.submissions.lastOfTask(number, "userTask_preparePayment").orElseThrow().submittedBy();
		if (Boolean.FALSE.equals(ProcessVariables.NOTICE_REQUIRED.orNull(execution))) {
			this.awards.prepareWithoutNotice(number, batch, account, by);
		}
		else {
			this.awards.prepare(number, batch, account, by);
		}
		Awards.Order order = this.awards.order(number).orElseThrow();
		this.audit.record(Act
			.on(number, AuditAction.PAYMENT_PREPARED, order.batch(),
					"编制拨付单 %s".formatted(Money.yuan(order.amount()).display()))
			.after(Map.of("status", order.status().name(), "amount", order.amount().toPlainString(), "accountName",
					order.account().name(), "bank", order.account().bank(), "accountNumber", order.account().number()))
			.rule(this.awards.decision(number).map(Awards.Decision::clause).orElse(null)));
	}

}
