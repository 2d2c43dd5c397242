package cn.huiqi.expenditure.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.expenditure.Ledgers;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.DecisionTables;
import cn.huiqi.workflow.ProcessVariables;
import cn.huiqi.workflow.ProgrammeParameters;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Holds every declared line against the programme's table of rules and the window of its
 * parameters; where the parameters name no end, it is the last day of the round.
 */
@Component
class CheckLedgerDelegate implements JavaDelegate {

	private static final String WINDOW_START = "spendingWindowStart";

	private static final String WINDOW_END = "spendingWindowEnd";

	private final Ledgers ledgers;

	private final Cases cases;

	private final ProgrammeParameters parameters;

	private final DecisionTables tables;

	private final AuditLog audit;

	CheckLedgerDelegate(Ledgers ledgers, Cases cases, ProgrammeParameters parameters, DecisionTables tables,
			AuditLog audit) {
		this.ledgers = ledgers;
		this.cases = cases;
		this.parameters = parameters;
		this.tables = tables;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		Case application = this.cases.get(here.applicationNumber());
		String table = ProcessVariables.LEDGER_DECISION.from(execution);
		String start = this.parameters.get(here.releaseId(), application.programme(), WINDOW_START).value();
		String end = this.parameters.find(here.releaseId(), application.programme(), WINDOW_END)
			.map(ProgrammeParameters.Parameter::value)
			.orElseGet(() -> application.roundCloses().toString());
		this.ledgers.check(application.number(),
				(entry) -> this.tables.evaluate(here.releaseId(), table, facts(entry, start, end))
					.stream()
					.map(CheckLedgerDelegate::finding)
					.toList());
		List<Ledgers.Line> lines = this.ledgers.lines(application.number());
		this.audit.record(Act
			.on(application.number(), AuditAction.LEDGER_CHECKED, table,
					"逐笔核对投入明细 %d 笔，其中 %d 笔有核减或提示".formatted(lines.size(),
							lines.stream().filter((line) -> !line.cuts().isEmpty()).count()))
			.after(Map.of("windowStart", start, "windowEnd", end, "lines",
					lines.stream().map(CheckLedgerDelegate::fact).toList()))
			.rule("%s, release %s: %s".formatted(table, here.releaseId(),
					this.tables.firedRows(here.releaseId(), table)
						.stream()
						.map(DecisionTables.Row::description)
						.collect(Collectors.joining("；")))));
	}

	private static Map<String, Object> facts(Ledgers.Entry entry, String start, String end) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("category", entry.category().key());
		facts.put("contractAmount", entry.contractAmount().inYuan());
		facts.put("contractDate", entry.contractDate().toString());
		facts.put("invoiceAmount", entry.invoiceAmount().inYuan());
		facts.put("invoiceDate", entry.invoiceDate().toString());
		facts.put("paymentAmount", entry.paymentAmount().inYuan());
		facts.put("paymentDate", entry.paymentDate().toString());
		facts.put("windowStart", start);
		facts.put("windowEnd", end);
		return facts;
	}

	private static Ledgers.Finding finding(Map<String, Object> row) {
		return new Ledgers.Finding(String.valueOf(row.get("rule")),
				Ledgers.Effect.valueOf(String.valueOf(row.get("effect"))), Objects.toString(row.get("limit"), null),
				String.valueOf(row.get("text")));
	}

	private static Map<String, Object> fact(Ledgers.Line line) {
		Map<String, Object> fact = new LinkedHashMap<>();
		fact.put("line", line.number());
		fact.put("invoice", line.entry().invoiceNumber());
		fact.put("declared", line.declared().toString());
		fact.put("countable", String.valueOf(line.countable()));
		fact.put("rules", line.cuts().stream().map(Ledgers.Cut::rule).toList());
		return fact;
	}

}
