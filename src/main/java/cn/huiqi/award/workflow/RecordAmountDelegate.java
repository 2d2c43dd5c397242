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
 * Records the amount that the department decided by hand, and on what basis.
 */
@Component
class RecordAmountDelegate implements JavaDelegate {

	private final Awards awards;

	private final Submissions submissions;

	private final AuditLog audit;

	RecordAmountDelegate(Awards awards, Submissions submissions, AuditLog audit) {
		this.awards = awards;
		this.submissions = submissions;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		Submissions.Stored decided = this.submissions.lastOfTask(number, AmountForms.TASK).orElseThrow();
		Map<String, Object> before = this.awards.decision(number).map(CalculateSubsidyDelegate::facts).orElse(null);
		Money amount = Money.yuan(decided.number(AmountForms.AMOUNT).orElseThrow());
		String basis = decided.text(AmountForms.BASIS).orElseThrow();
		this.awards.record(number, amount, basis, decided.submittedBy());
		this.audit.record(Act
			.on(number, AuditAction.AMOUNT_DECIDED, AmountForms.TASK,
					"人工核定金额 %s，依据：%s".formatted(amount.display(), basis))
			.before(before)
			.after(CalculateSubsidyDelegate.facts(this.awards.decision(number).orElseThrow()))
			.rule("form %s, release %s".formatted(decided.form(), decided.releaseId())));
		ProcessVariables.SUBSIDY_DUE.set(execution, !amount.isZero());
		ProcessVariables.SUBSIDY_CONFIRMED.set(execution, true);
	}

}
