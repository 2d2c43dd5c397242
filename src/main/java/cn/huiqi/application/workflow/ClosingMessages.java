package cn.huiqi.application.workflow;

import cn.huiqi.core.RefusedException;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Messages that close a running case.
 */
final class ClosingMessages {

	private ClosingMessages() {
	}

	static void send(DelegateExecution execution, String message, String applicationNumber, String programme) {
		try {
			execution.getProcessEngineServices()
				.getRuntimeService()
				.createMessageCorrelation(message)
				.processInstanceBusinessKey(applicationNumber)
				.correlateExclusively();
		}
		catch (MismatchingMessageCorrelationException ex) {
			throw RefusedException.conflict("申请 %s（%s）当前不能办理此事".formatted(applicationNumber, programme));
		}
	}

}
