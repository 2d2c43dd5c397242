package cn.huiqi.assessment.workflow;

import cn.huiqi.assessment.Assessments;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.workflow.CaseExecution;

import org.springframework.stereotype.Component;

/**
 * Scores the enterprise's own answers.
 */
@Component
class ScoreSelfAssessmentDelegate extends ScoringDelegate {

	private final Assessments assessments;

	ScoreSelfAssessmentDelegate(Assessments assessments, AuditLog audit) {
		super(audit);
		this.assessments = assessments;
	}

	@Override
	Assessments.Result score(CaseExecution here, Assessments.Tables tables) {
		return this.assessments.scoreSelfAssessment(here.applicationNumber(), here.releaseId(), tables);
	}

}
