package cn.huiqi.application.workflow;

import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * The period has run out without a correction: given up (放弃申报).
 */
@Component
class LapseCorrectionDelegate implements JavaDelegate {

	@Override
	public void execute(DelegateExecution execution) {
		ProcessVariables.CORRECTION_OUTCOME.set(execution, "LAPSED");
	}

}
