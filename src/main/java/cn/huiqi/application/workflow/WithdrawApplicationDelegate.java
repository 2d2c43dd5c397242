package cn.huiqi.application.workflow;

import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Tells the running case that the enterprise withdraws it.
 */
@Component
class WithdrawApplicationDelegate implements JavaDelegate {

	@Override
	public void execute(DelegateExecution execution) {
		ClosingMessages.send(execution, "message_withdrawn", CaseExecution.of(execution).applicationNumber(),
				ProcessVariables.PROGRAMME.from(execution));
	}

}
