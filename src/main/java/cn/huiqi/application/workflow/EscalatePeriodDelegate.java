package cn.huiqi.application.workflow;

import java.util.Map;

import cn.huiqi.application.CasePeriods;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Tells that the period opened last where the step stands is over.
 */
@Component
class EscalatePeriodDelegate implements JavaDelegate {

	private final CasePeriods periods;

	private final AuditLog audit;

	EscalatePeriodDelegate(CasePeriods periods, AuditLog audit) {
		this.periods = periods;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		String key = ProcessVariables.PERIOD_KEY.from(execution);
		String subject = this.periods.escalate(number, key);
		this.audit
			.record(Act.on(number, AuditAction.PERIOD_OVERDUE, execution.getCurrentActivityId(), subject + "：期限届满未办")
				.after(Map.of("period", key)));
	}

}
