package cn.huiqi.application.workflow;

import java.util.Date;
import java.util.Map;

import cn.huiqi.application.Corrections;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.Deadlines;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Opens a round of correction and hands its period to the timer.
 */
@Component
class OpenCorrectionDelegate implements JavaDelegate {

	private final Corrections corrections;

	private final AuditLog audit;

	OpenCorrectionDelegate(Corrections corrections, AuditLog audit) {
		this.corrections = corrections;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		Deadlines.Period period = this.corrections.open(here.applicationNumber(), here.releaseId());
		this.audit.record(Act
			.on(here.applicationNumber(), AuditAction.CORRECTION_OPENED, execution.getCurrentActivityId(),
					"退回补正，期限至" + period.display())
			.after(Map.of("lastDay", period.deadline().lastDay().toString(), "provisional",
					period.deadline().provisional()))
			.rule(this.corrections.parameter(here.applicationNumber(), here.releaseId()).clause()));
		ProcessVariables.CORRECTION_DUE_AT.set(execution, period.shown());
		ProcessVariables.CORRECTION_TIMER_AT.set(execution, period.fires());
		ProcessVariables.CORRECTION_REMINDER_AT.set(execution,
				Date.from(this.corrections.nextReminder(here.applicationNumber(), here.releaseId())));
	}

}
