package cn.huiqi.assessment.workflow;

import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/**
 * What is done for one seat of a panel.
 */
abstract class SeatDelegate implements JavaDelegate {

	@Override
	public void execute(DelegateExecution execution) {
		execute(execution, CaseExecution.of(execution).applicationNumber(),
				ProcessVariables.PANEL_FIRST_SEAT.from(execution) + ProcessVariables.LOOP_COUNTER.from(execution));
	}

	abstract void execute(DelegateExecution execution, String applicationNumber, int seat);

}
