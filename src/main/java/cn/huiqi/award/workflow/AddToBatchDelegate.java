package cn.huiqi.award.workflow;

import cn.huiqi.application.Submissions;
import cn.huiqi.award.Awards;
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

	AddToBatchDelegate(Awards awards, Submissions submissions) {
		this.awards = awards;
		this.submissions = submissions;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		Submissions.Stored declaration = this.submissions.declaration(number).orElseThrow();
		this.awards.prepare(number, ProcessVariables.PAYMENT_BATCH.from(execution),
				new Awards.Account(declaration.text("bankAccountName").orElseThrow(),
						declaration.text("bankName").orElseThrow(), declaration.text("bankAccount").orElseThrow()),
				this.submissions.lastOfTask(number, "userTask_preparePayment").orElseThrow().submittedBy());
	}

}
