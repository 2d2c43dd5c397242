package cn.huiqi.publicity.workflow;

import java.util.Map;

import cn.huiqi.application.Submissions;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.publicity.Notices;
import cn.huiqi.core.PeriodLength;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.Deadlines;
import cn.huiqi.workflow.ProcessVariables;
import cn.huiqi.workflow.ProgrammeParameters;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Publishes the case with all that were chosen with it, and hands the period to the
 * timer.
 */
@Component
class OpenNoticeDelegate implements JavaDelegate {

	private final Notices notices;

	private final Submissions submissions;

	private final ProgrammeParameters parameters;

	private final AuditLog audit;

	OpenNoticeDelegate(Notices notices, Submissions submissions, ProgrammeParameters parameters, AuditLog audit) {
		this.notices = notices;
		this.submissions = submissions;
		this.parameters = parameters;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		Submissions.Stored publication = this.submissions.lastOfTask(here.applicationNumber(), "userTask_publishNotice")
			.orElseThrow();
		ProgrammeParameters.Parameter parameter = this.parameters.get(here.releaseId(),
				ProcessVariables.PROGRAMME.from(execution), NoticePeriods.PARAMETER);
		PeriodLength length = parameter.period();
		Deadlines.Period period = this.notices.publish(here.applicationNumber(),
				ProcessVariables.NOTICE_BATCH.from(execution), publication.text("noticeTitle").orElseThrow(), length,
				publication.submittedBy());
		this.audit.record(Act
			.on(here.applicationNumber(), AuditAction.NOTICE_OPENED, ProcessVariables.NOTICE_BATCH.from(execution),
					"发布公示，公示至" + period.display())
			.after(Map.of("title", publication.text("noticeTitle").orElseThrow(), "length", length.display(), "lastDay",
					period.deadline().lastDay().toString(), "provisional", period.deadline().provisional()))
			.rule(parameter.clause()));
		ProcessVariables.NOTICE_ENDS_AT.set(execution, period.shown());
		ProcessVariables.NOTICE_TIMER_AT.set(execution, period.fires());
	}

}
