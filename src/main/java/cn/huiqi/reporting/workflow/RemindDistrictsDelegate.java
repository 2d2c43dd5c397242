package cn.huiqi.reporting.workflow;

import cn.huiqi.reporting.Reminders;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Reminds the districts of the enterprises they have not reported.
 */
@Component
class RemindDistrictsDelegate implements JavaDelegate {

	private final Reminders reminders;

	RemindDistrictsDelegate(Reminders reminders) {
		this.reminders = reminders;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.reminders.remind(CaseExecution.of(execution).releaseId(), ProcessVariables.PROGRAMME.from(execution));
	}

}
