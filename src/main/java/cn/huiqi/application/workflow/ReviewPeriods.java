package cn.huiqi.application.workflow;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import cn.huiqi.application.Cases;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.workflow.ProgrammeParameters;
import cn.huiqi.workflow.TaskPeriods;

import org.springframework.stereotype.Component;

/**
 * Counts the time a programme gives its reviewers.
 */
@Component
class ReviewPeriods implements TaskPeriods {

	private final Cases cases;

	private final ProgrammeParameters parameters;

	private final WorkCalendar calendar;

	private final Clock clock;

	ReviewPeriods(Cases cases, ProgrammeParameters parameters, WorkCalendar calendar, Clock clock) {
		this.cases = cases;
		this.parameters = parameters;
		this.calendar = calendar;
		this.clock = clock;
	}

	@Override
	public Optional<Instant> dueAt(String applicationNumber, String releaseId, String parameter) {
		return this.parameters.find(releaseId, this.cases.get(applicationNumber).programme(), parameter)
			.map((period) -> this.calendar.after(WorkCalendar.dayOf(this.clock.instant()), period.period())
				.endsAt()
				.minusSeconds(1));
	}

}
