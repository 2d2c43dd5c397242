package cn.huiqi.award.workflow;

import java.time.LocalDate;
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
 * Records the payment with its voucher.
 */
@Component
class SettlePaymentDelegate implements JavaDelegate {

	private final Awards awards;

	private final Submissions submissions;

	private final AuditLog audit;

	SettlePaymentDelegate(Awards awards, Submissions submissions, AuditLog audit) {
		this.awards = awards;
		this.submissions = submissions;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		Submissions.Stored record = this.submissions.lastOfTask(number, "userTask_recordPayment").orElseThrow();
		Awards.Order order = this.awards.order(number).orElseThrow();
		this.audit.record(Act
			.on(number, AuditAction.PAYMENT_RECORDED, order.batch(),
					"登记拨付 %s".formatted(Money.yuan(order.amount()).display()))
			.before(Map.of("status", order.status().name()))
			.after(Map.of("status", Awards.Status.PAID.name(), "amount", order.amount().toPlainString(),
					"voucherNumber", record.text("voucherNumber").orElseThrow(), "paidOn",
					record.text("paidOn").orElseThrow())));
		this.awards.settle(number, record.text("voucherNumber").orElseThrow(),
				LocalDate.parse(record.text("paidOn").orElseThrow()), record.submittedBy());
	}

}
