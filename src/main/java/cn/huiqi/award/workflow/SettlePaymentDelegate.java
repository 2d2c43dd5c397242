package cn.huiqi.award.workflow;

import java.time.LocalDate;

import cn.huiqi.application.Submissions;
import cn.huiqi.award.Awards;
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

	SettlePaymentDelegate(Awards awards, Submissions submissions) {
		this.awards = awards;
		this.submissions = submissions;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		Submissions.Stored record = this.submissions.lastOfTask(number, "userTask_recordPayment").orElseThrow();
		this.awards.settle(number, record.text("voucherNumber").orElseThrow(),
				LocalDate.parse(record.text("paidOn").orElseThrow()), record.submittedBy());
	}

}
