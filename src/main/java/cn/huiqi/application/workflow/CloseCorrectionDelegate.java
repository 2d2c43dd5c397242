package cn.huiqi.application.workflow;

import cn.huiqi.application.Corrections;
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

	private final Corrections corrections;

	private final AuditLog audit;

	CloseCorrectionDelegate(Corrections corrections, AuditLog audit) {
		this.corrections = corrections;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		String text = this.corrections.last(number).map((round) -> "企业提交" + round.term()).orElse("企业提交补正");
		ProcessVariables.CORRECTION_OUTCOME.set(execution, Corrections.Outcome.CORRECTED.name());
		this.corrections.close(number, Corrections.Outcome.CORRECTED);
		this.audit.record(Act.on(number, AuditAction.CORRECTION_RECEIVED, execution.getCurrentActivityId(), text));
	}

}
