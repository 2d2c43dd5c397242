package cn.huiqi.publicity.workflow;

import cn.huiqi.application.Submissions;
import cn.huiqi.publicity.Notices;
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

	OpenNoticeDelegate(Notices notices, Submissions submissions, ProgrammeParameters parameters) {
		this.notices = notices;
		this.submissions = submissions;
		this.parameters = parameters;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		Submissions.Stored publication = this.submissions.lastOfTask(here.applicationNumber(), "userTask_publishNotice")
			.orElseThrow();
		int workdays = this.parameters
			.get(here.releaseId(), ProcessVariables.PROGRAMME.from(execution), NoticePeriods.PARAMETER)
			.asInteger();
		Deadlines.Period period = this.notices.publish(here.applicationNumber(),
				ProcessVariables.NOTICE_BATCH.from(execution), publication.text("noticeTitle").orElseThrow(), workdays,
				publication.submittedBy());
		ProcessVariables.NOTICE_ENDS_AT.set(execution, period.shown());
		ProcessVariables.NOTICE_TIMER_AT.set(execution, period.fires());
	}

}
