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
 * The reviewer refuses a case while it is being corrected.
 */
@Component
class RejectCorrectionDelegate implements JavaDelegate {

	private final Corrections corrections;

	private final AuditLog audit;

	RejectCorrectionDelegate(Corrections corrections, AuditLog audit) {
		this.corrections = corrections;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		String text = this.corrections.last(number)
			.map((round) -> round.term() + "期间审查人决定不予通过")
			.orElse("补正期间审查人决定不予通过");
		ProcessVariables.CORRECTION_OUTCOME.set(execution, Corrections.Outcome.REJECTED.name());
		this.corrections.close(number, Corrections.Outcome.REJECTED);
		this.audit.record(Act.on(number, AuditAction.CORRECTION_REJECTED, execution.getCurrentActivityId(), text));
	}

}
