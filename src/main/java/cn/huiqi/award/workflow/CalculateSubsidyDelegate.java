package cn.huiqi.award.workflow;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import cn.huiqi.award.Awards;
import cn.huiqi.core.Money;
import cn.huiqi.core.Rate;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.DecisionTables;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Computes the subsidy from the row of the rate table that the engine has just found.
 */
@Component
class CalculateSubsidyDelegate implements JavaDelegate {

	private final Awards awards;

	private final DecisionTables tables;

	CalculateSubsidyDelegate(Awards awards, DecisionTables tables) {
		this.awards = awards;
		this.tables = tables;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		Map<String, Object> row = ProcessVariables.SUBSIDY_RATE.from(execution);
		List<DecisionTables.Row> fired = this.tables.firedRows(here.releaseId(),
				ProcessVariables.RATE_DECISION.from(execution));
		Awards.RateRow rate = new Awards.RateRow(new Rate(decimal(row.get("rate"))),
				Money.yuan(decimal(row.get("capYuan"))), Boolean.TRUE.equals(row.get("confirmed")),
				fired.isEmpty() ? "" : fired.get(0).description());
		ProcessVariables.SUBSIDY_DUE.set(execution,
				this.awards.decide(here.applicationNumber(), ProcessVariables.LEVEL.from(execution), rate));
	}

	/**
	 * The engine gives numbers as doubles; tables hold short decimals, so nothing is
	 * lost.
	 */
	private static BigDecimal decimal(Object number) {
		return BigDecimal.valueOf(((Number) number).doubleValue());
	}

}
