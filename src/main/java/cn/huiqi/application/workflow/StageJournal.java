package cn.huiqi.application.workflow;

import cn.huiqi.application.Applications;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.workflow.CaseJournal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Writes into the book where a case stands.
 */
@Component
class StageJournal implements CaseJournal {

	private final Applications applications;

	StageJournal(Applications applications) {
		this.applications = applications;
	}

	@Override
	public void entered(String applicationNumber, String visit, @Nullable String stage, String activity,
			@Nullable String status) {
		if (status != null) {
			this.applications.moveTo(applicationNumber, CaseStatus.valueOf(status));
		}
		if (stage != null) {
			this.applications.enterStage(applicationNumber, visit, stage, activity);
		}
	}

	@Override
	public void left(String applicationNumber, String visit, String outcome) {
		this.applications.leaveStage(visit, outcome);
	}

}
