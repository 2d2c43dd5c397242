package cn.huiqi.award.workflow;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.award.Awards;
import cn.huiqi.award.Subsidy;
import cn.huiqi.core.Money;
import cn.huiqi.core.Rate;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.DecisionTables;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Computes the subsidy from the row of the rate table that the engine has just found.
 */
@Component
class CalculateSubsidyDelegate implements JavaDelegate {

	private final Awards awards;

	private final DecisionTables tables;

	private final AuditLog audit;

	CalculateSubsidyDelegate(Awards awards, DecisionTables tables, AuditLog audit) {
		this.awards = awards;
		this.tables = tables;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		Map<String, Object> row = ProcessVariables.SUBSIDY_RATE.from(execution);
		List<DecisionTables.Row> fired = this.tables.firedRows(here.releaseId(),
				ProcessVariables.RATE_DECISION.from(execution));
		Awards.RateRow rate = new Awards.RateRow(new Rate(decimal(row.get("rate"))),
				Money.yuan(decimal(row.get("capYuan"))), Boolean.TRUE.equals(row.get("confirmed")),
				fired.isEmpty() ? "" : fired.get(0).description(), scope(row.get("capScope")));
		Map<String, Object> before = this.awards.decision(here.applicationNumber())
			.map(CalculateSubsidyDelegate::facts)
			.orElse(null);
		ProcessVariables.SUBSIDY_DUE.set(execution,
				this.awards.decide(here.applicationNumber(), ProcessVariables.LEVEL.from(execution), rate));
		Awards.Decision decision = this.awards.decision(here.applicationNumber()).orElseThrow();
		this.audit.record(Act
			.on(here.applicationNumber(), AuditAction.SUBSIDY_DECIDED, ProcessVariables.RATE_DECISION.from(execution),
					"应拨补贴 " + decision.subsidy().amount().display())
			.before(before)
			.after(facts(decision))
			.rule("%s, release %s: %s".formatted(ProcessVariables.RATE_DECISION.from(execution), here.releaseId(),
					rate.clause())));
	}

	/** The table says nothing where earlier awards are topped up. */
	private static Subsidy.Scope scope(@Nullable Object capScope) {
		if (capScope == null || capScope.equals("")) {
			return Subsidy.Scope.TOP_UP;
		}
		if (capScope.equals("cumulative")) {
			return Subsidy.Scope.CUMULATIVE;
		}
		throw new IllegalStateException("The rate table has no capScope " + capScope);
	}

	static Map<String, Object> facts(Awards.Decision decision) {
		Map<String, Object> facts = new LinkedHashMap<>();
		if (decision.subsidy().isComputed()) {
			facts.put("level", decision.subsidy().level());
			facts.put("rate", decision.subsidy().rate().display());
			facts.put("cap", decision.subsidy().cap().inYuan().toPlainString());
		}
		facts.put("scope", decision.subsidy().scope().name());
		facts.put("counted", decision.subsidy().counted().inYuan().toPlainString());
		facts.put("paidBefore", decision.subsidy().paidBefore().inYuan().toPlainString());
		facts.put("amount", decision.subsidy().amount().inYuan().toPlainString());
		facts.put("confirmed", decision.confirmed());
		if (decision.basis() != null) {
			facts.put("basis", decision.basis());
		}
		return facts;
	}

	/**
	 * The engine gives numbers as doubles; tables hold short decimals, so nothing is
	 * lost.
	 */
	private static BigDecimal decimal(Object number) {
		return BigDecimal.valueOf(((Number) number).doubleValue());
	}

}
