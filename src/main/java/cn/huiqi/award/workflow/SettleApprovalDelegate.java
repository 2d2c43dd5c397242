package cn.huiqi.award.workflow;

import cn.huiqi.application.Submissions;
import cn.huiqi.award.Awards;
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

	SettleApprovalDelegate(Awards awards, Submissions submissions) {
		this.awards = awards;
		this.submissions = submissions;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		Submissions.Stored approval = this.submissions.lastOfTask(number, "userTask_approvePayment").orElseThrow();
		if (approval.text("decision").orElseThrow().equals("approve")) {
			this.awards.approve(number, approval.submittedBy());
		}
		else {
			this.awards.sendBack(number, approval.submittedBy());
		}
	}

}
