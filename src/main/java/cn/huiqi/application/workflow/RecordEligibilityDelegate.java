package cn.huiqi.application.workflow;

import cn.huiqi.application.Applications;
import cn.huiqi.application.CaseFile;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Keeps every condition that the eligibility table found not to hold, for the bureau.
 */
@Component
class RecordEligibilityDelegate implements JavaDelegate {

	private final Applications applications;

	RecordEligibilityDelegate(Applications applications) {
		this.applications = applications;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.applications
			.recordReasons(CaseExecution.of(execution).applicationNumber(), ProcessVariables.ELIGIBILITY_REASONS
				.from(execution)
				.stream()
				.map((row) -> new CaseFile.Reason(String.valueOf(row.get("reason")), String.valueOf(row.get("text"))))
				.toList());
	}

}
