package cn.huiqi.assessment.workflow;

import cn.huiqi.assessment.Assessments;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.workflow.CaseExecution;

import org.springframework.stereotype.Component;

/**
 * Scores the evaluator's verified answers.
 */
@Component
class ScoreApplicationDelegate extends ScoringDelegate {

	private final Assessments assessments;

	ScoreApplicationDelegate(Assessments assessments, AuditLog audit) {
		super(audit);
		this.assessments = assessments;
	}

	@Override
	Assessments.Result score(CaseExecution here, Assessments.Tables tables) {
		return this.assessments.scoreVerified(here.applicationNumber(), here.releaseId(), tables);
	}

}
