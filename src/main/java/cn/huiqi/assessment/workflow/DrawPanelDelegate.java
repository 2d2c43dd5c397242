package cn.huiqi.assessment.workflow;

import java.util.Date;

import cn.huiqi.assessment.Panel;
import cn.huiqi.assessment.Panels;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Opens a panel and says how many seats are to be filled.
 */
@Component
class DrawPanelDelegate implements JavaDelegate {

	private final Panels panels;

	DrawPanelDelegate(Panels panels) {
		this.panels = panels;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		Panel panel = this.panels.open(here.applicationNumber(), here.releaseId(),
				ProcessVariables.EXPERT_FIELD.orNull(execution), ProcessVariables.EXPERT_GROUP.from(execution));
		ProcessVariables.PANEL_FIRST_SEAT.set(execution, 1);
		ProcessVariables.PANEL_SEATS.set(execution, panel.size());
		ProcessVariables.APPRAISAL_REMINDER_AT.set(execution,
				Date.from(this.panels.nextReminder(here.applicationNumber(), 1)));
	}

}
