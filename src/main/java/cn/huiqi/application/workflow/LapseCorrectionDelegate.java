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
 * The period has run out without a correction: given up (放弃申报).
 */
@Component
class LapseCorrectionDelegate implements JavaDelegate {

	private final Corrections corrections;

	private final AuditLog audit;

	LapseCorrectionDelegate(Corrections corrections, AuditLog audit) {
		this.corrections = corrections;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		String text = this.corrections.last(number)
			.map((round) -> "%s期限届满，%s".formatted(round.term(), round.consequence()))
			.orElse("补正期限届满，按放弃申报处理");
		ProcessVariables.CORRECTION_OUTCOME.set(execution, Corrections.Outcome.LAPSED.name());
		this.corrections.close(number, Corrections.Outcome.LAPSED);
		this.audit.record(Act.on(number, AuditAction.CORRECTION_LAPSED, execution.getCurrentActivityId(), text));
	}

}
