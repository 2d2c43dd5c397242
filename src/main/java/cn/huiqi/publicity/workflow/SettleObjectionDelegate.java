package cn.huiqi.publicity.workflow;

import java.util.Map;

import cn.huiqi.application.Submissions;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
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

	private final AuditLog audit;

	SettleObjectionDelegate(Notices notices, Submissions submissions, AuditLog audit) {
		this.notices = notices;
		this.submissions = submissions;
		this.audit = audit;
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
		this.audit.record(Act.on(number, AuditAction.OBJECTION_SETTLED, execution.getCurrentActivityId(), "处理异议")
			.after(Map.of("outcome", settlement.outcome().name(), "comment", handled.text("comment").orElse(""))));
		ProcessVariables.NOTICE_OUTCOME.set(execution, settlement.variable());
	}

	private record Settlement(Notices.Outcome outcome, String variable) {
	}

}
