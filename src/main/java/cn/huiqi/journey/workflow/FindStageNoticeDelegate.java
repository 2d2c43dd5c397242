package cn.huiqi.journey.workflow;

import java.util.Date;

import cn.huiqi.core.WorkCalendar;
import cn.huiqi.journey.Journeys;
import cn.huiqi.journey.StageNotices;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;

import org.springframework.stereotype.Component;

/**
 * Looks whether a notice has opened the stage, and if so lays out what the table of entry
 * reads.
 */
@Component
class FindStageNoticeDelegate implements JavaDelegate {

	private final Journeys journeys;

	FindStageNoticeDelegate(Journeys journeys) {
		this.journeys = journeys;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		Journeys.Entry entry = this.journeys.look(number, ProcessVariables.STAGE.from(execution));
		StageNotices.Published notice = entry.notice();
		ProcessVariables.STAGE_OPEN.set(execution, notice != null);
		ProcessVariables.STAGE_OPENS_AT.set(execution, Date.from(entry.opensAt()));
		ProcessVariables.STAGE_FORM.set(execution, entry.form());
		if (notice != null) {
			WorkCalendar.Deadline window = new WorkCalendar.Deadline(notice.closes(), false);
			ProcessVariables.STAGE_NOTICE.set(execution, notice.code());
			ProcessVariables.STAGE_CLOSES_AT.set(execution, Date.from(window.endsAt()));
			ProcessVariables.STAGE_DUE_AT.set(execution, Date.from(window.endsAt().minusSeconds(1)));
			// for the table in this transaction only: what people wrote lives in tables
			this.journeys.facts(number)
				.forEach((name, value) -> execution.setVariable(name, Variables.untypedValue(value, true)));
		}
	}

}
