package cn.huiqi.expenditure.workflow;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.application.Submissions;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.Money;
import cn.huiqi.expenditure.Ledgers;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Records what the verifier counts of each line. An accepted line counts with all that
 * the rules leave of it.
 */
@Component
class RecordLedgerDelegate implements JavaDelegate {

	private final Ledgers ledgers;

	private final Submissions submissions;

	private final AuditLog audit;

	RecordLedgerDelegate(Ledgers ledgers, Submissions submissions, AuditLog audit) {
		this.ledgers = ledgers;
		this.submissions = submissions;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		Submissions.Stored verification = this.submissions.lastOfTask(number, LedgerForms.VERIFICATION_TASK)
			.orElseThrow();
		List<Ledgers.Line> lines = this.ledgers.lines(number);
		List<Ledgers.Verdict> verdicts = new ArrayList<>();
		List<?> rows = (List<?>) verification.answers().getOrDefault(LedgerForms.LINES, List.of());
		for (int i = 0; i < lines.size(); i++) {
			verdicts.add(verdict(lines.get(i), (Map<?, ?>) rows.get(i)));
		}
		boolean counted = this.ledgers.verify(number, verdicts, verification.submittedBy(),
				verification.text("comment").orElse(null));
		Map<String, Object> before = facts(lines);
		this.audit.record(Act.on(number, AuditAction.EXPENDITURE_COUNTED, execution.getCurrentActivityId(), "逐笔核定投入")
			.before(before.isEmpty() ? null : before)
			.after(facts(this.ledgers.lines(number)))
			.rule("form %s, release %s".formatted(verification.form(), verification.releaseId())));
		ProcessVariables.SPENDING_COUNTED.set(execution, counted);
	}

	private static Ledgers.Verdict verdict(Ledgers.Line line, Map<?, ?> row) {
		if (LedgerForms.ACCEPT.equals(row.get(LedgerForms.VERDICT)) && line.countable() != null) {
			return new Ledgers.Verdict(true, line.countable(), null);
		}
		return new Ledgers.Verdict(false,
				(row.get(LedgerForms.COUNTED) instanceof BigDecimal amount) ? Money.yuan(amount) : Money.ZERO,
				(String) row.get(LedgerForms.REASON));
	}

	private static Map<String, Object> facts(List<Ledgers.Line> lines) {
		Map<String, Object> facts = new LinkedHashMap<>();
		lines.stream()
			.filter((line) -> line.counted() != null)
			.forEach((line) -> facts.put("line " + line.number(), String.valueOf(line.counted())));
		return facts;
	}

}
