package cn.huiqi.assessment.workflow;

import java.util.Date;

import cn.huiqi.assessment.Panels;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;

import org.springframework.stereotype.Component;

/**
 * Reminds the expert on a seat that his opinion is due, and plans when to look again.
 */
@Component
class RemindExpertDelegate extends SeatDelegate {

	private final Panels panels;

	RemindExpertDelegate(Panels panels) {
		this.panels = panels;
	}

	@Override
	void execute(DelegateExecution execution, String applicationNumber, int seat) {
		this.panels.remind(applicationNumber, seat);
		ProcessVariables.APPRAISAL_REMINDER_AT.set(execution,
				Date.from(this.panels.nextReminder(applicationNumber, seat)));
	}

}
