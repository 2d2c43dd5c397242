package cn.huiqi.journey.workflow;

import java.time.LocalDate;
import java.util.Date;

import cn.huiqi.core.WorkCalendar;
import cn.huiqi.journey.StageEvent;
import cn.huiqi.workflow.CaseTimers;
import cn.huiqi.workflow.ProcessVariables;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What ends with a notice moves with its last day.
 */
@Component
class StageTimers {

	private final CaseTimers timers;

	StageTimers(CaseTimers timers) {
		this.timers = timers;
	}

	@EventListener
	void on(StageEvent.Moved moved) {
		this.timers.move(moved.applicationNumber(), ProcessVariables.STAGE_CLOSES_AT, endOf(moved.from()),
				endOf(moved.notice().closes()), ProcessVariables.STAGE_DUE_AT);
	}

	private static Date endOf(LocalDate lastDay) {
		return Date.from(new WorkCalendar.Deadline(lastDay, false).endsAt());
	}

}
