package cn.huiqi.assessment.workflow;

import cn.huiqi.assessment.Panel;
import cn.huiqi.assessment.Panels;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Closes a panel with the result its table gave.
 */
@Component
class ClosePanelDelegate implements JavaDelegate {

	private final Panels panels;

	ClosePanelDelegate(Panels panels) {
		this.panels = panels;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.panels.close(CaseExecution.of(execution).applicationNumber(),
				Panel.Outcome.valueOf(ProcessVariables.PANEL_OUTCOME.from(execution)));
	}

}
