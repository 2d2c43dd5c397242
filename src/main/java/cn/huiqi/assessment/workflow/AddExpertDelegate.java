package cn.huiqi.assessment.workflow;

import cn.huiqi.assessment.Panels;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Adds a seat to a panel. What the others said is forgotten in the process, where the one
 * who joins could read it.
 */
@Component
class AddExpertDelegate implements JavaDelegate {

	private final Panels panels;

	AddExpertDelegate(Panels panels) {
		this.panels = panels;
	}

	@Override
	public void execute(DelegateExecution execution) {
		ProcessVariables.panelTally().forEach((variable) -> execution.removeVariable(variable.name()));
		ProcessVariables.PANEL_FIRST_SEAT.set(execution,
				this.panels.addSeat(CaseExecution.of(execution).applicationNumber()));
		ProcessVariables.PANEL_SEATS.set(execution, 1);
	}

}
