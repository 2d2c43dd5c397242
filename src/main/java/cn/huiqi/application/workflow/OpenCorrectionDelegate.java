package cn.huiqi.application.workflow;

import cn.huiqi.application.Corrections;
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

	OpenCorrectionDelegate(Corrections corrections) {
		this.corrections = corrections;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		Deadlines.Period period = this.corrections.open(here.applicationNumber(), here.releaseId());
		ProcessVariables.CORRECTION_DUE_AT.set(execution, period.shown());
		ProcessVariables.CORRECTION_TIMER_AT.set(execution, period.fires());
	}

}
