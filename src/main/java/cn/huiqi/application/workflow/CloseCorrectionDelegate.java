package cn.huiqi.application.workflow;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * The enterprise has handed in its correction.
 */
@Component
class CloseCorrectionDelegate implements JavaDelegate {

	private final AuditLog audit;

	CloseCorrectionDelegate(AuditLog audit) {
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		ProcessVariables.CORRECTION_OUTCOME.set(execution, "CORRECTED");
		this.audit.record(Act.on(CaseExecution.of(execution).applicationNumber(), AuditAction.CORRECTION_RECEIVED,
				execution.getCurrentActivityId(), "企业提交补正"));
	}

}
