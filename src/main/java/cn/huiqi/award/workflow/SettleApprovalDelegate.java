package cn.huiqi.award.workflow;

import java.util.Map;

import cn.huiqi.application.Submissions;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.award.Awards;
import cn.huiqi.core.Money;
import cn.huiqi.workflow.CaseExecution;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Records what the second finance officer decided.
 */
@Component
class SettleApprovalDelegate implements JavaDelegate {

	private final Awards awards;

	private final Submissions submissions;

	private final AuditLog audit;

	SettleApprovalDelegate(Awards awards, Submissions submissions, AuditLog audit) {
		this.awards = awards;
		this.submissions = submissions;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		Submissions.Stored approval = this.submissions.lastOfTask(number, "userTask_approvePayment").orElseThrow();
		Awards.Order order = this.awards.order(number).orElseThrow();
		boolean approved = approval.text("decision").orElseThrow().equals("approve");
		this.audit.record(Act
			.on(number, approved ? AuditAction.PAYMENT_APPROVED : AuditAction.PAYMENT_SENT_BACK, order.batch(),
					(approved ? "复核通过拨付单 %s" : "退回拨付单 %s").formatted(Money.yuan(order.amount()).display()))
			.before(Map.of("status", order.status().name()))
			.after(Map.of("status", (approved ? Awards.Status.APPROVED : Awards.Status.RETURNED).name())));
		if (approved) {
			this.awards.approve(number, approval.submittedBy());
		}
		else {
			this.awards.sendBack(number, approval.submittedBy());
		}
	}

}
