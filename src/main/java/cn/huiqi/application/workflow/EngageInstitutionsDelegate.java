package cn.huiqi.application.workflow;

import java.util.List;
import java.util.stream.Collectors;

import cn.huiqi.application.Engagements;
import cn.huiqi.enterprise.Institution;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import cn.huiqi.workflow.Variable;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Hands the model the groups of the institutions engaged in the case.
 */
@Component
class EngageInstitutionsDelegate implements JavaDelegate {

	private final Engagements engagements;

	EngageInstitutionsDelegate(Engagements engagements) {
		this.engagements = engagements;
	}

	@Override
	public void execute(DelegateExecution execution) {
		List<Engagements.Engagement> standing = this.engagements
			.standing(CaseExecution.of(execution).applicationNumber());
		for (Institution.Kind kind : Institution.Kind.values()) {
			String groups = standing.stream()
				.filter((engagement) -> engagement.kind() == kind)
				.map(Engagements.Engagement::group)
				.collect(Collectors.joining(","));
			variableOf(kind).set(execution, groups.isEmpty() ? null : groups);
		}
	}

	private static Variable<String> variableOf(Institution.Kind kind) {
		return switch (kind) {
			case PROVIDER -> ProcessVariables.PROVIDER_GROUP;
			case EVALUATOR -> ProcessVariables.EVALUATOR_GROUP;
			case AUDITOR -> ProcessVariables.AUDITOR_GROUP;
		};
	}

}
