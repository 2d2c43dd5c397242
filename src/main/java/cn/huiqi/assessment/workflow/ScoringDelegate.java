package cn.huiqi.assessment.workflow;

import cn.huiqi.assessment.Assessments;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/**
 * Scores a questionnaire with the tables the model names, and hands the grading table
 * what it asks for.
 */
abstract class ScoringDelegate implements JavaDelegate {

	@Override
	public void execute(DelegateExecution execution) {
		Assessments.Result result = score(CaseExecution.of(execution),
				new Assessments.Tables(ProcessVariables.WEIGHTS_DECISION.from(execution),
						ProcessVariables.REFERENCE_WEIGHTS_DECISION.from(execution),
						ProcessVariables.OPTION_POINTS_DECISION.from(execution),
						ProcessVariables.SCENARIOS_DECISION.from(execution)));
		ProcessVariables.SCORE.set(execution, result.score().forTable());
		ProcessVariables.REFERENCE_SCORE.set(execution, result.referenceScore().forTable());
		for (int level = 1; level <= result.scenarios().size(); level++) {
			ProcessVariables.scenariosAt(level).set(execution, result.scenarios().get(level - 1));
			ProcessVariables.bindingAt(level).set(execution, result.binding().get(level - 1));
		}
	}

	abstract Assessments.Result score(CaseExecution here, Assessments.Tables tables);

}
