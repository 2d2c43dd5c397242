package cn.huiqi.application.workflow;

import java.util.Map;

import cn.huiqi.application.Corrections;
import cn.huiqi.application.Submissions;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.Deadlines;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * The reviewer gives the enterprise more time, as often as the parameters allow.
 */
@Component
class ExtendCorrectionDelegate implements JavaDelegate {

	private final Corrections corrections;

	private final Submissions submissions;

	private final AuditLog audit;

	ExtendCorrectionDelegate(Corrections corrections, Submissions submissions, AuditLog audit) {
		this.corrections = corrections;
		this.submissions = submissions;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		String number = here.applicationNumber();
		Submissions.Stored decision = this.submissions.lastOfTask(number, SubmissionKeeper.FOLLOW_UP_TASK)
			.orElseThrow();
		String reason = decision.text("comment").orElse("");
		String before = this.corrections.period(number).orElseThrow().display();
		Deadlines.Period period = this.corrections.extend(number, here.releaseId(), reason, decision.submittedBy());
		this.audit.record(Act
			.on(number, AuditAction.CORRECTION_EXTENDED, execution.getCurrentActivityId(),
					"%s期限延长至%s：%s".formatted(this.corrections.last(number).orElseThrow().term(), period.display(),
							reason))
			.before(Map.of("until", before))
			.after(Map.of("until", period.display()))
			.rule(this.corrections.extensionPeriod(number, here.releaseId()).orElseThrow().clause()));
	}

}
