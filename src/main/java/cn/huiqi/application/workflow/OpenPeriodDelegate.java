package cn.huiqi.application.workflow;

import java.util.Date;
import java.util.Map;

import cn.huiqi.application.CasePeriods;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.Deadlines;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Opens the period whose parameter the step names, and hands it to the timers around it.
 */
@Component
class OpenPeriodDelegate implements JavaDelegate {

	private final CasePeriods periods;

	private final AuditLog audit;

	OpenPeriodDelegate(CasePeriods periods, AuditLog audit) {
		this.periods = periods;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		String number = here.applicationNumber();
		String key = ProcessVariables.PERIOD_KEY.from(execution);
		Deadlines.Period period = this.periods.open(number, here.releaseId(), key,
				ProcessVariables.PERIOD_FROM.orNull(execution), execution.getProcessInstanceId());
		this.audit.record(
				Act.on(number, AuditAction.PERIOD_OPENED, execution.getCurrentActivityId(), "期限至" + period.display())
					.after(Map.of("period", key, "lastDay", period.deadline().lastDay().toString(), "provisional",
							period.deadline().provisional()))
					.rule(this.periods.parameter(number, here.releaseId(), key).clause()));
		// where the step stands in a subprocess, other periods may run outside
		DelegateExecution around = CaseExecution.around(execution);
		ProcessVariables.PERIOD_KEY.setLocal(around, key);
		ProcessVariables.PERIOD_DUE_AT.setLocal(around, period.shown());
		ProcessVariables.PERIOD_TIMER_AT.setLocal(around, period.fires());
		ProcessVariables.PERIOD_REMINDER_AT.setLocal(around,
				this.periods.nextReminder(number, here.releaseId(), key, period)
					.map(Date::from)
					.orElseGet(Deadlines.Period::never));
		ProcessVariables.PERIOD_OUTCOME.setLocal(around, this.periods.isOver(period) ? "OVER" : "OPEN");
	}

}
