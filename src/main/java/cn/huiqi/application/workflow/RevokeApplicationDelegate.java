package cn.huiqi.application.workflow;

import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Tells the running case that the bureau revokes it for fraud.
 */
@Component
class RevokeApplicationDelegate implements JavaDelegate {

	@Override
	public void execute(DelegateExecution execution) {
		ClosingMessages.send(execution, "message_revoked", CaseExecution.of(execution).applicationNumber(),
				ProcessVariables.PROGRAMME.from(execution));
	}

}
