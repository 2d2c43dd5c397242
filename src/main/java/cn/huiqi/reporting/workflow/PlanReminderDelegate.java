package cn.huiqi.reporting.workflow;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;

import cn.huiqi.reporting.Reminders;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Says when districts are reminded next, if they still are.
 */
@Component
class PlanReminderDelegate implements JavaDelegate {

	private final Reminders reminders;

	PlanReminderDelegate(Reminders reminders) {
		this.reminders = reminders;
	}

	@Override
	public void execute(DelegateExecution execution) {
		Optional<Instant> next = this.reminders.next(CaseExecution.of(execution).releaseId(),
				ProcessVariables.PROGRAMME.from(execution));
		ProcessVariables.REPORTING_REMINDER_DUE.set(execution, next.isPresent());
		ProcessVariables.REPORTING_REMINDER_AT.set(execution, next.map(Date::from).orElse(null));
	}

}
