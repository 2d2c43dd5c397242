package cn.huiqi.assessment.workflow;

import java.util.Objects;

import cn.huiqi.assessment.Panel;
import cn.huiqi.assessment.Panels;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;

import org.springframework.stereotype.Component;

/**
 * Says whether the expert gave an opinion or recused himself; who recused himself sees
 * the case no longer.
 */
@Component
class RecordOpinionDelegate extends SeatDelegate {

	private final Panels panels;

	RecordOpinionDelegate(Panels panels) {
		this.panels = panels;
	}

	@Override
	void execute(DelegateExecution execution, String applicationNumber, int seat) {
		Panel.Ending ending = Objects.requireNonNull(this.panels.drawFor(applicationNumber, seat).ending());
		if (ending == Panel.Ending.RECUSED) {
			this.panels.release(applicationNumber, seat);
		}
		ProcessVariables.SEAT_OUTCOME.set(execution, ending.name());
	}

}
