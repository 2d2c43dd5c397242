package cn.huiqi.application.workflow;

import java.util.Date;

import cn.huiqi.application.CasePeriods;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.Deadlines;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Reminds of the period that was opened last where the step stands, and tells when to
 * remind of it next.
 */
@Component
class RemindPeriodDelegate implements JavaDelegate {

	private final CasePeriods periods;

	RemindPeriodDelegate(CasePeriods periods) {
		this.periods = periods;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		String number = here.applicationNumber();
		String key = ProcessVariables.PERIOD_KEY.from(execution);
		this.periods.remind(number, key);
		ProcessVariables.PERIOD_REMINDER_AT.set(execution,
				this.periods.find(number, key)
					.flatMap((period) -> this.periods.nextReminder(number, here.releaseId(), key, period))
					.map(Date::from)
					.orElseGet(Deadlines.Period::never));
	}

}
