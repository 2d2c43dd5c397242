package cn.huiqi.application.workflow;

import java.time.Clock;
import java.time.YearMonth;
import java.util.Date;

import cn.huiqi.core.WorkCalendar;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Plans the next report of progress: of the month that follows the one reported last, the
 * first of the month in which reports begin, at 9:00 of the first workday after it.
 */
@Component
class PlanProgressReportDelegate implements JavaDelegate {

	private static final int MORNING = 9;

	private final WorkCalendar calendar;

	private final Clock clock;

	PlanProgressReportDelegate(WorkCalendar calendar, Clock clock) {
		this.calendar = calendar;
		this.clock = clock;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String reported = ProcessVariables.PROGRESS_MONTH.orNull(execution);
		YearMonth month = (reported != null) ? YearMonth.parse(reported).plusMonths(1)
				: YearMonth.from(WorkCalendar.dayOf(this.clock.instant()));
		ProcessVariables.PROGRESS_MONTH.set(execution, month.toString());
		ProcessVariables.PROGRESS_REPORT_AT.set(execution,
				Date.from(this.calendar.firstWorkdayOf(month.plusMonths(1))
					.atTime(MORNING, 0)
					.atZone(WorkCalendar.ZONE)
					.toInstant()));
	}

}
