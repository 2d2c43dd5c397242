package cn.huiqi.journey.workflow;

import java.util.List;

import cn.huiqi.core.ChineseDates;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.journey.Journeys;
import cn.huiqi.journey.StageNotices;
import cn.huiqi.workflow.Submission;
import cn.huiqi.workflow.SubmissionListener;

import org.springframework.stereotype.Component;

/**
 * Refuses what is handed in after the last day of the notice under which the case was
 * admitted to the stage, even when the timer has not fired yet.
 */
@Component
class StageWindows implements SubmissionListener {

	private final Journeys journeys;

	StageWindows(Journeys journeys) {
		this.journeys = journeys;
	}

	@Override
	public void check(Submission submission, List<Fault> faults) {
		submission.task().closesWithStage().ifPresent((stage) -> {
			Journeys.Visit visit = this.journeys.admission(submission.task().applicationNumber(), stage).orElse(null);
			StageNotices.Published notice = (visit != null) ? visit.notice() : null;
			if (visit == null || notice == null) {
				throw RefusedException.conflict("本阶段尚未依据通知开放，不能提交");
			}
			if (WorkCalendar.dayOf(submission.submittedAt()).isAfter(notice.closes())) {
				throw RefusedException.conflict("本阶段（%s）按%s已于%s24时截止，不能再提交".formatted(visit.stageName(), notice.cited(),
						ChineseDates.day(notice.closes())));
			}
		});
	}

}
