package cn.huiqi.application.workflow;

import java.time.LocalDate;
import java.util.Date;
import java.util.Map;

import cn.huiqi.application.Cases;
import cn.huiqi.application.RoundMoved;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.workflow.CaseTimers;
import cn.huiqi.workflow.ProcessVariables;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What ends with a round: moves with it where the department gives it another last day.
 */
@Component
class RoundTimers {

	private final Cases cases;

	private final CaseTimers timers;

	RoundTimers(Cases cases, CaseTimers timers) {
		this.cases = cases;
		this.timers = timers;
	}

	/** The variables that the models time by the end of a round. */
	static Map<String, Object> variables(LocalDate closes) {
		WorkCalendar.Deadline deadline = new WorkCalendar.Deadline(closes, false);
		return Map.of(ProcessVariables.APPLICATION_DEADLINE_AT.name(), Date.from(deadline.endsAt()),
				ProcessVariables.APPLICATION_DUE_AT.name(), Date.from(deadline.endsAt().minusSeconds(1)));
	}

	@EventListener
	void roundMoved(RoundMoved moved) {
		Map<String, Object> variables = variables(moved.closes());
		this.cases.ofRound(moved.programme(), moved.round())
			.stream()
			.filter((application) -> !application.status().isFinal())
			.forEach((application) -> this.timers.move(application.number(), ProcessVariables.APPLICATION_DEADLINE_AT,
					null, (Date) variables.get(ProcessVariables.APPLICATION_DEADLINE_AT.name()),
					ProcessVariables.APPLICATION_DUE_AT));
	}

}
