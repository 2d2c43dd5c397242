package cn.huiqi.assessment.workflow;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import cn.huiqi.assessment.Assessments;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.DecisionTables;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Records the level the table gave and says whether it reaches the programme's minimum.
 */
@Component
class RecordLevelDelegate implements JavaDelegate {

	private final Assessments assessments;

	private final DecisionTables tables;

	private final AuditLog audit;

	RecordLevelDelegate(Assessments assessments, DecisionTables tables, AuditLog audit) {
		this.assessments = assessments;
		this.tables = tables;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		int level = ProcessVariables.LEVEL.from(execution);
		// the table was asked twice: rows above the level belong to the weights to
		// compare with
		List<Assessments.Grade> fired = this.tables
			.firedRows(here.releaseId(), ProcessVariables.GRADE_DECISION.from(execution))
			.stream()
			.map((row) -> new Assessments.Grade(Integer.parseInt(row.outputs().get("level")), row.description()))
			.filter((grade) -> grade.level() <= level)
			.sorted(Comparator.comparingInt(Assessments.Grade::level))
			.toList();
		this.audit.record(Act
			.on(here.applicationNumber(), AuditAction.LEVEL_RECORDED, execution.getCurrentActivityId(),
					"核定等级 %d 级".formatted(level))
			.after(Map.of("level", level, "referenceLevel", ProcessVariables.REFERENCE_LEVEL.from(execution)))
			.rule("%s, release %s: %s".formatted(ProcessVariables.GRADE_DECISION.from(execution), here.releaseId(),
					fired.stream().map(Assessments.Grade::clause).collect(Collectors.joining("；")))));
		if (ProcessVariables.CONFIRMER_GROUP.orNull(execution) == null) {
			ProcessVariables.CONFIRMER_GROUP.set(execution, ProcessVariables.EVALUATOR_GROUP.from(execution));
		}
		ProcessVariables.LEVEL_REACHED.set(execution, this.assessments.recordLevel(here.applicationNumber(),
				here.releaseId(), level, ProcessVariables.REFERENCE_LEVEL.from(execution), fired));
	}

}
