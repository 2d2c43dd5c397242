package cn.huiqi.assessment.workflow;

import java.util.Map;
import java.util.Objects;

import cn.huiqi.assessment.Assessments;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/**
 * Scores a questionnaire with the tables the model names, and hands the grading table
 * what it asks for.
 */
abstract class ScoringDelegate implements JavaDelegate {

	private final AuditLog audit;

	ScoringDelegate(AuditLog audit) {
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		Assessments.Tables tables = new Assessments.Tables(ProcessVariables.WEIGHTS_DECISION.from(execution),
				Objects.requireNonNullElseGet(ProcessVariables.REFERENCE_WEIGHTS_DECISION.orNull(execution),
						() -> ProcessVariables.WEIGHTS_DECISION.from(execution)),
				ProcessVariables.OPTION_POINTS_DECISION.from(execution),
				ProcessVariables.SCENARIOS_DECISION.orNull(execution));
		Assessments.Result result = score(here, tables);
		this.audit.record(Act
			.on(here.applicationNumber(), AuditAction.SCORED, execution.getCurrentActivityId(),
					"得分 " + result.score().rounded(4).toPlainString())
			.after(Map.of("score", result.score().rounded(4).toPlainString(), "referenceScore",
					result.referenceScore().rounded(4).toPlainString(), "scenarios", result.scenarios(), "binding",
					result.binding(), "estimate", result.estimate()))
			.rule("%s, %s, %s, release %s".formatted(tables.weights(), tables.optionPoints(), tables.scenarios(),
					here.releaseId())));
		ProcessVariables.SCORE_ESTIMATED.set(execution, result.estimate());
		ProcessVariables.SCORE.set(execution, result.score().forTable());
		ProcessVariables.REFERENCE_SCORE.set(execution, result.referenceScore().forTable());
		for (int level = 1; level <= result.scenarios().size(); level++) {
			ProcessVariables.scenariosAt(level).set(execution, result.scenarios().get(level - 1));
			ProcessVariables.bindingAt(level).set(execution, result.binding().get(level - 1));
		}
	}

	abstract Assessments.Result score(CaseExecution here, Assessments.Tables tables);

}
