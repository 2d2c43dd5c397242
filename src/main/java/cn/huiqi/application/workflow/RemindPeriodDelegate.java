package cn.huiqi.application.workflow;

import cn.huiqi.application.CasePeriods;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Reminds of the period that was opened last where the step stands.
 */
@Component
class RemindPeriodDelegate implements JavaDelegate {

	private final CasePeriods periods;

	RemindPeriodDelegate(CasePeriods periods) {
		this.periods = periods;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.periods.remind(CaseExecution.of(execution).applicationNumber(),
				ProcessVariables.PERIOD_KEY.from(execution));
	}

}
