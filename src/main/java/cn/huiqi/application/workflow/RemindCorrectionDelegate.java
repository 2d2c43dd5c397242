package cn.huiqi.application.workflow;

import java.util.Date;

import cn.huiqi.application.Corrections;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Reminds the enterprise that its correction is due, and plans when to look again.
 */
@Component
class RemindCorrectionDelegate implements JavaDelegate {

	private final Corrections corrections;

	RemindCorrectionDelegate(Corrections corrections) {
		this.corrections = corrections;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		this.corrections.remind(here.applicationNumber(), here.releaseId());
		ProcessVariables.CORRECTION_REMINDER_AT.set(execution,
				Date.from(this.corrections.nextReminder(here.applicationNumber(), here.releaseId())));
	}

}
