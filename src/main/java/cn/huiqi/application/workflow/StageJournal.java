package cn.huiqi.application.workflow;

import java.util.Map;

import cn.huiqi.application.Applications;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.workflow.CaseJournal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Writes into the book where a case stands.
 */
@Component
class StageJournal implements CaseJournal {

	private final Applications applications;

	private final Cases cases;

	private final AuditLog audit;

	StageJournal(Applications applications, Cases cases, AuditLog audit) {
		this.applications = applications;
		this.cases = cases;
		this.audit = audit;
	}

	@Override
	public void entered(String applicationNumber, String visit, @Nullable String stage, String activity,
			@Nullable String status) {
		if (status != null) {
			CaseStatus before = this.cases.get(applicationNumber).status();
			this.applications.moveTo(applicationNumber, CaseStatus.valueOf(status));
			if (!before.name().equals(status)) {
				this.audit.record(Act
					.on(applicationNumber, AuditAction.STATUS_CHANGED, activity,
							"%s：%s → %s".formatted(activity, before, status))
					.before(Map.of("status", before.name()))
					.after(Map.of("status", status)));
			}
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
