package cn.huiqi.application.workflow;

import java.math.BigDecimal;
import java.util.Map;

import cn.huiqi.application.Case;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Submissions;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import cn.huiqi.workflow.ProgrammeParameters;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Records the enterprise's own result, where the programme has one, and gathers what only
 * the program knows for the eligibility table; what was declared is with it already.
 */
@Component
class RecordDeclarationDelegate implements JavaDelegate {

	/** The level an enterprise declares itself, in a declaration that asks for it. */
	private static final String DECLARED_LEVEL = "selfLevel";

	private final Cases cases;

	private final Submissions submissions;

	private final Enterprises enterprises;

	private final ProgrammeParameters parameters;

	private final AuditLog audit;

	RecordDeclarationDelegate(Cases cases, Submissions submissions, Enterprises enterprises,
			ProgrammeParameters parameters, AuditLog audit) {
		this.cases = cases;
		this.submissions = submissions;
		this.enterprises = enterprises;
		this.parameters = parameters;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		Case application = this.cases.get(here.applicationNumber());
		Integer computed = ProcessVariables.SELF_LEVEL.orNull(execution);
		if (computed != null) {
			recordSelfAssessment(execution, application, computed);
		}
		this.submissions.declaration(application.number())
			.map(Submissions.Stored::submittedBy)
			.ifPresent((declarer) -> ProcessVariables.DECLARER.set(execution, declarer));
		ProcessVariables.ON_ROSTER.set(execution,
				this.enterprises.isOnRoster(application.creditCode(), application.programme()));
		ProcessVariables.CONFIRMED_BEFORE.set(execution,
				this.cases.of(application.creditCode(), application.programme())
					.stream()
					.anyMatch((other) -> other.status() == CaseStatus.CONFIRMED));
		ProcessVariables.APPLICATION_DEADLINE.set(execution, application.roundCloses().toString());
		this.parameters.find(here.releaseId(), application.programme(), "spendingWindowStart")
			.ifPresent((start) -> ProcessVariables.SPENDING_WINDOW_START.set(execution, start.value()));
	}

	/** A level that the form itself asks for is what counts. */
	private void recordSelfAssessment(DelegateExecution execution, Case application, int computed) {
		int level = this.submissions.declaration(application.number())
			.flatMap((declaration) -> declaration.text(DECLARED_LEVEL))
			.map(Integer::valueOf)
			.orElse(computed);
		this.cases.recordSelfAssessment(application.number(),
				BigDecimal.valueOf(ProcessVariables.SCORE.from(execution)), level,
				Boolean.TRUE.equals(ProcessVariables.SCORE_ESTIMATED.orNull(execution)) ? computed : null);
		this.audit.record(Act
			.on(application.number(), AuditAction.LEVEL_RECORDED, "self-assessment", "自评等级 %d 级".formatted(level))
			.after(Map.of("selfLevel", level, "computedLevel", computed)));
	}

}
