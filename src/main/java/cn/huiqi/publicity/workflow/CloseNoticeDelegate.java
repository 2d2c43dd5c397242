package cn.huiqi.publicity.workflow;

import java.util.Map;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
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

	private final AuditLog audit;

	CloseNoticeDelegate(Notices notices, AuditLog audit) {
		this.notices = notices;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.notices.clear(CaseExecution.of(execution).applicationNumber());
		this.audit.record(Act.on(CaseExecution.of(execution).applicationNumber(), AuditAction.NOTICE_CLOSED,
				execution.getCurrentActivityId(), "公示期满，无未决异议")
			.after(Map.of("outcome", "CLEARED")));
		ProcessVariables.NOTICE_OUTCOME.set(execution, "CLEARED");
	}

}
