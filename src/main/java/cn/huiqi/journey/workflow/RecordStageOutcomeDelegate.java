package cn.huiqi.journey.workflow;

import java.util.Map;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.journey.Journeys;
import cn.huiqi.journey.StageResult;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Writes into the enterprise's file how the case left a stage.
 */
@Component
class RecordStageOutcomeDelegate implements JavaDelegate {

	private final Journeys journeys;

	private final AuditLog audit;

	RecordStageOutcomeDelegate(Journeys journeys, AuditLog audit) {
		this.journeys = journeys;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		String stage = ProcessVariables.STAGE.from(execution);
		StageResult result = StageResult.valueOf(ProcessVariables.STAGE_RESULT.from(execution));
		this.journeys.leave(number, stage, result);
		// the task's own is an input parameter and ends with it
		ProcessVariables.STAGE_RESULT.set(execution.getProcessInstance(), result.name());
		this.audit.record(
				Act.on(number, AuditAction.STAGE_LEFT, stage, result.label()).after(Map.of("result", result.name())));
	}

}
