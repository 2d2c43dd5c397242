package cn.huiqi.publicity.workflow;

import java.time.LocalDate;
import java.util.Map;

import cn.huiqi.application.Submissions;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.publicity.Notices;
import cn.huiqi.workflow.CaseExecution;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Records an objection that the bureau received.
 */
@Component
class RegisterObjectionDelegate implements JavaDelegate {

	private final Notices notices;

	private final Submissions submissions;

	private final AuditLog audit;

	RegisterObjectionDelegate(Notices notices, Submissions submissions, AuditLog audit) {
		this.notices = notices;
		this.submissions = submissions;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		Submissions.Stored objection = this.submissions.lastOfTask(number, "userTask_recordObjection").orElseThrow();
		this.notices.object(number,
				new Notices.Objection(objection.text("objectorName").orElseThrow(),
						objection.text("objectorContact").orElseThrow(),
						LocalDate.parse(objection.text("objectionReceivedOn").orElseThrow()),
						objection.text("objectionContent").orElseThrow()),
				objection.submittedBy());
		// who objects is kept with the objection only
		this.audit.record(Act.on(number, AuditAction.OBJECTION_REGISTERED, execution.getCurrentActivityId(), "登记异议")
			.after(Map.of("receivedOn", objection.text("objectionReceivedOn").orElseThrow(), "content",
					objection.text("objectionContent").orElseThrow())));
	}

}
