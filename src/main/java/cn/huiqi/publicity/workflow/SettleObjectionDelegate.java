package cn.huiqi.publicity.workflow;

import cn.huiqi.application.Submissions;
import cn.huiqi.publicity.Notices;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Records what the objection came to and tells the model where the case goes.
 */
@Component
class SettleObjectionDelegate implements JavaDelegate {

	private final Notices notices;

	private final Submissions submissions;

	SettleObjectionDelegate(Notices notices, Submissions submissions) {
		this.notices = notices;
		this.submissions = submissions;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		Submissions.Stored handled = this.submissions.lastOfTask(number, "userTask_handleObjection").orElseThrow();
		Settlement settlement = switch (handled.text("decision").orElseThrow()) {
			case "approve" -> new Settlement(Notices.Outcome.DISMISSED, "CONTINUE");
			case "return" -> new Settlement(Notices.Outcome.UPHELD_REVIEW, "REASSESS");
			default -> new Settlement(Notices.Outcome.UPHELD_REFUSE, "REJECTED");
		};
		this.notices.settle(number, settlement.outcome(), handled.text("comment").orElse(null), handled.submittedBy());
		ProcessVariables.NOTICE_OUTCOME.set(execution, settlement.variable());
	}

	private record Settlement(Notices.Outcome outcome, String variable) {
	}

}
