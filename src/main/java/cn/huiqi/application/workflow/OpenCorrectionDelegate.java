package cn.huiqi.application.workflow;

import java.time.Clock;
import java.util.Date;
import java.util.Map;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Corrections;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.Deadlines;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Opens a round of correction and hands its period to the timer.
 */
@Component
class OpenCorrectionDelegate implements JavaDelegate {

	private final Corrections corrections;

	private final Cases cases;

	private final AuditLog audit;

	private final Clock clock;

	OpenCorrectionDelegate(Corrections corrections, Cases cases, AuditLog audit, Clock clock) {
		this.corrections = corrections;
		this.cases = cases;
		this.audit = audit;
		this.clock = clock;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		Corrections.Manner manner = manner(execution,
				this.cases.get(here.applicationNumber()).status() == CaseStatus.RECTIFYING);
		// the tasks are called by it
		ProcessVariables.CORRECTION_TERM.set(execution, manner.term());
		Deadlines.Period period = this.corrections.open(here.applicationNumber(), here.releaseId(), manner);
		boolean open = !period.isOverAt(this.clock.instant());
		this.audit.record(Act
			.on(here.applicationNumber(), AuditAction.CORRECTION_OPENED, execution.getCurrentActivityId(),
					open ? "退回%s，期限至%s".formatted(manner.term(), period.display())
							: "退回%s，期限已于%s届满".formatted(manner.term(), period.display()))
			.after(Map.of("lastDay", period.deadline().lastDay().toString(), "provisional",
					period.deadline().provisional()))
			.rule(this.corrections.parameter(here.applicationNumber(), here.releaseId()).clause()));
		ProcessVariables.CORRECTION_PERIOD_OPEN.set(execution, open);
		ProcessVariables.CORRECTION_DUE_AT.set(execution, period.shown());
		ProcessVariables.CORRECTION_TIMER_AT.set(execution, period.fires());
		ProcessVariables.CORRECTION_REMINDER_AT.set(execution,
				Date.from(this.corrections.nextReminder(here.applicationNumber(), here.releaseId())));
	}

	private static Corrections.Manner manner(DelegateExecution execution, boolean rectifying) {
		String key = ProcessVariables.CORRECTION_PERIOD_KEY.orNull(execution);
		String term = ProcessVariables.CORRECTION_TERM.orNull(execution);
		String consequence = ProcessVariables.CORRECTION_CONSEQUENCE.orNull(execution);
		DelegateExecution caller = execution.getProcessInstance().getSuperExecution();
		return new Corrections.Manner((key != null) ? key : "correctionPeriod", called(term, rectifying ? "整改" : "补正"),
				called(consequence, rectifying ? "视为整改不通过" : "按放弃申报处理"),
				(caller != null) ? caller.getProcessInstanceId() : null);
	}

	private static String called(@Nullable String said, String otherwise) {
		return (said != null) ? said : otherwise;
	}

}
