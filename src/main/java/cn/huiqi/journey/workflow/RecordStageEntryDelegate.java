package cn.huiqi.journey.workflow;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.journey.Journeys;
import cn.huiqi.journey.StageNotices;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.DecisionTables;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Writes into the enterprise's file whether the case was admitted to the stage, and if
 * not why.
 */
@Component
class RecordStageEntryDelegate implements JavaDelegate {

	private final Journeys journeys;

	private final DecisionTables tables;

	private final AuditLog audit;

	RecordStageEntryDelegate(Journeys journeys, DecisionTables tables, AuditLog audit) {
		this.journeys = journeys;
		this.tables = tables;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		List<Journeys.Refusal> reasons = ProcessVariables.STAGE_ENTRY_REASONS.from(execution)
			.stream()
			.map((row) -> new Journeys.Refusal(String.valueOf(row.get("reason")), String.valueOf(row.get("text"))))
			.toList();
		Journeys.Visit visit = this.journeys.enter(here.applicationNumber(), ProcessVariables.STAGE.from(execution),
				ProcessVariables.STAGE_NOTICE.from(execution), reasons);
		ProcessVariables.STAGE_OUTCOME.set(execution, visit.admitted() ? "ADMITTED" : "REFUSED");
		StageNotices.Published notice = visit.notice();
		String table = ProcessVariables.ENTRY_DECISION.from(execution);
		this.audit.record(Act
			.on(here.applicationNumber(), AuditAction.STAGE_ENTERED, visit.stage(),
					"%s：%s，%s".formatted(visit.stageName(), visit.admitted() ? "准入" : "未准入",
							(notice != null) ? notice.cited() : ""))
			.after(Map.of("notice", ProcessVariables.STAGE_NOTICE.from(execution), "reasons",
					reasons.stream().map(Journeys.Refusal::reason).toList()))
			.rule("%s, release %s: %s".formatted(table, here.releaseId(),
					this.tables.firedRows(here.releaseId(), table)
						.stream()
						.map(DecisionTables.Row::description)
						.collect(Collectors.joining("；")))));
	}

}
