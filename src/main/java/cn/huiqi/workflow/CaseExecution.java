package cn.huiqi.workflow;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/**
 * What every delegate needs to know of where it runs.
 *
 * @param applicationNumber the case
 * @param releaseId the release the case runs on
 */
public record CaseExecution(String applicationNumber, String releaseId) {

	/**
	 * Reads it.
	 * @throws IllegalStateException if a model did not pass the business key on
	 */
	public static CaseExecution of(DelegateExecution execution) {
		String number = execution.getProcessBusinessKey();
		if (number == null) {
			throw new IllegalStateException("Execution %s has no business key".formatted(execution.getId()));
		}
		return new CaseExecution(number, ((ExecutionEntity) execution).getProcessDefinition().getDeploymentId());
	}

	/**
	 * Where what a step finds out holds: the subprocess the step stands in, or else the
	 * process.
	 */
	public static DelegateExecution around(DelegateExecution execution) {
		ExecutionEntity step = (ExecutionEntity) execution;
		return (ExecutionEntity) step.findExecutionForFlowScope(step.getActivity().getFlowScope());
	}

}
