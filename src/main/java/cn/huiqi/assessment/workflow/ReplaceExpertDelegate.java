package cn.huiqi.assessment.workflow;

import cn.huiqi.assessment.Panels;
import org.camunda.bpm.engine.delegate.DelegateExecution;

import org.springframework.stereotype.Component;

/**
 * Takes an expert whose time has run out off the panel.
 */
@Component
class ReplaceExpertDelegate extends SeatDelegate {

	private final Panels panels;

	ReplaceExpertDelegate(Panels panels) {
		this.panels = panels;
	}

	@Override
	void execute(DelegateExecution execution, String applicationNumber, int seat) {
		this.panels.replace(applicationNumber, seat);
	}

}
