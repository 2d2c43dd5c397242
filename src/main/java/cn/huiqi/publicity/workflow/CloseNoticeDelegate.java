package cn.huiqi.publicity.workflow;

import cn.huiqi.publicity.Notices;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * The period is over and nothing stands against the case.
 */
@Component
class CloseNoticeDelegate implements JavaDelegate {

	private final Notices notices;

	CloseNoticeDelegate(Notices notices) {
		this.notices = notices;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.notices.clear(CaseExecution.of(execution).applicationNumber());
		ProcessVariables.NOTICE_OUTCOME.set(execution, "CLEARED");
	}

}
