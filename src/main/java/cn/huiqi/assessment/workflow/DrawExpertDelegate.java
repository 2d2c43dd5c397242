package cn.huiqi.assessment.workflow;

import java.util.Date;

import cn.huiqi.assessment.Panel;
import cn.huiqi.assessment.Panels;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;

import org.springframework.stereotype.Component;

/**
 * Draws an expert for a seat and hands his time to the timers.
 */
@Component
class DrawExpertDelegate extends SeatDelegate {

	private final Panels panels;

	DrawExpertDelegate(Panels panels) {
		this.panels = panels;
	}

	@Override
	void execute(DelegateExecution execution, String applicationNumber, int seat) {
		Panel.Draw draw = this.panels.draw(applicationNumber, seat);
		ProcessVariables.SEAT_FILLED.set(execution, draw.account() != null);
		ProcessVariables.PANEL_EXPERT.set(execution, draw.account());
		if (draw.lastDay() != null) {
			ProcessVariables.APPRAISAL_DUE_AT.set(execution, Date.from(Panels.shownEnd(draw.lastDay())));
			ProcessVariables.APPRAISAL_TIMER_AT.set(execution, Date.from(Panels.endOf(draw.lastDay())));
		}
	}

}
