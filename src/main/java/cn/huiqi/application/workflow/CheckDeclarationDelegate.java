package cn.huiqi.application.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.application.Applications;
import cn.huiqi.application.CaseFile;
import cn.huiqi.application.Submissions;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.DecisionTables;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Has a table look over what was declared, once as a whole and once for every row of
 * every list, and keeps what it finds as advice: rows are no process variables, so no
 * model can ask a table about them.
 */
@Component
class CheckDeclarationDelegate implements JavaDelegate {

	private final Applications applications;

	private final CaseFile file;

	private final Submissions submissions;

	private final DecisionTables tables;

	private final AuditLog audit;

	CheckDeclarationDelegate(Applications applications, CaseFile file, Submissions submissions, DecisionTables tables,
			AuditLog audit) {
		this.applications = applications;
		this.file = file;
		this.submissions = submissions;
		this.tables = tables;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		String table = ProcessVariables.CHECK_DECISION.from(execution);
		List<CaseFile.Reason> advice = new ArrayList<>();
		String other = ProcessVariables.ADVICE_DECISION.orNull(execution);
		if (other != null) {
			this.tables.firedRows(here.releaseId(), other).forEach((row) -> advice.add(reason(row.outputs())));
		}
		Map<String, Object> answers = this.submissions.declaration(here.applicationNumber()).orElseThrow().answers();
		advice.addAll(ask(here, table, answers));
		answers.forEach((list, answer) -> {
			if (answer instanceof List<?> rows) {
				int number = 0;
				for (Object row : rows) {
					number++;
					if (row instanceof Map<?, ?> cells) {
						Map<String, Object> facts = new LinkedHashMap<>(answers);
						cells.forEach((key, value) -> facts.put(String.valueOf(key), value));
						facts.put("list", list);
						facts.put("row", number);
						advice.addAll(ask(here, table, facts));
					}
				}
			}
		});
		List<String> before = texts(this.file.advice(here.applicationNumber()));
		this.applications.recordAdvice(here.applicationNumber(), advice);
		this.audit.record(Act
			.on(here.applicationNumber(), AuditAction.ELIGIBILITY_CHECKED, table, "核对提示 %d 条".formatted(advice.size()))
			.before(before.isEmpty() ? null : Map.of("advice", before))
			.after(Map.of("advice", texts(advice)))
			.rule("%s, release %s".formatted(table, here.releaseId())));
	}

	private List<CaseFile.Reason> ask(CaseExecution here, String table, Map<String, Object> facts) {
		return this.tables.evaluate(here.releaseId(), table, facts)
			.stream()
			.map(CheckDeclarationDelegate::reason)
			.toList();
	}

	private static CaseFile.Reason reason(Map<String, ?> outputs) {
		return new CaseFile.Reason(String.valueOf(outputs.get("reason")), String.valueOf(outputs.get("text")));
	}

	private static List<String> texts(List<CaseFile.Reason> advice) {
		return advice.stream().map(CaseFile.Reason::text).toList();
	}

}
