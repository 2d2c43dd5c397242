package cn.huiqi.assessment.workflow;

import java.math.BigDecimal;

import cn.huiqi.assessment.Panel;
import cn.huiqi.assessment.Panels;
import cn.huiqi.assessment.Score;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Counts a panel's opinions, for its table.
 */
@Component
class TallyOpinionsDelegate implements JavaDelegate {

	private final Panels panels;

	TallyOpinionsDelegate(Panels panels) {
		this.panels = panels;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		Panel panel = this.panels.last(number).orElseThrow();
		BigDecimal spread = panel.spread().orElse(null);
		BigDecimal limit = this.panels.spreadLimit(number);
		ProcessVariables.OPINIONS.set(execution, panel.opinions().size());
		ProcessVariables.APPROVALS.set(execution, panel.approvals());
		ProcessVariables.REFUSALS.set(execution, panel.refusals());
		ProcessVariables.APPROVAL_MARGIN.set(execution, panel.approvals() - panel.refusals());
		ProcessVariables.AVERAGE_SCORE.set(execution, panel.averageScore().map(Score::forTable).orElse(null));
		ProcessVariables.SPREAD.set(execution, (spread != null) ? Score.of(spread).forTable() : null);
		ProcessVariables.SPREAD_LIMIT.set(execution, (limit != null) ? Score.of(limit).forTable() : null);
		ProcessVariables.SPREAD_EXCEEDED.set(execution, spread != null && limit != null && spread.compareTo(limit) > 0);
		ProcessVariables.EXTRA_SEATS.set(execution, panel.extraSeats());
	}

}
