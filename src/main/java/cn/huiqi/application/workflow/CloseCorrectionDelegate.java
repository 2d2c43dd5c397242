package cn.huiqi.application.workflow;

import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * The enterprise has handed in its correction.
 */
@Component
class CloseCorrectionDelegate implements JavaDelegate {

	@Override
	public void execute(DelegateExecution execution) {
		ProcessVariables.CORRECTION_OUTCOME.set(execution, "CORRECTED");
	}

}
