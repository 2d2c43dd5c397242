package cn.huiqi.application.workflow;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import cn.huiqi.application.Applications;
import cn.huiqi.application.CaseFile;
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
 * Keeps every condition that the eligibility table found not to hold, for the bureau.
 */
@Component
class RecordEligibilityDelegate implements JavaDelegate {

	private final Applications applications;

	private final CaseFile file;

	private final DecisionTables tables;

	private final AuditLog audit;

	RecordEligibilityDelegate(Applications applications, CaseFile file, DecisionTables tables, AuditLog audit) {
		this.applications = applications;
		this.file = file;
		this.tables = tables;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		List<String> before = codes(this.file.reasons(here.applicationNumber()));
		List<CaseFile.Reason> found = ProcessVariables.ELIGIBILITY_REASONS.from(execution)
			.stream()
			.map((row) -> new CaseFile.Reason(String.valueOf(row.get("reason")), String.valueOf(row.get("text"))))
			.toList();
		this.applications.recordReasons(here.applicationNumber(), found);
		String table = ProcessVariables.PROGRAMME.from(execution) + "-eligibility";
		this.audit.record(Act
			.on(here.applicationNumber(), AuditAction.ELIGIBILITY_CHECKED, table,
					found.isEmpty() ? "未发现不符合申报条件的情形" : "发现 %d 项不符合或存疑的情形".formatted(found.size()))
			.before(before.isEmpty() ? null : Map.of("reasons", before))
			.after(Map.of("reasons", codes(found)))
			.rule("%s, release %s: %s".formatted(table, here.releaseId(),
					this.tables.firedRows(here.releaseId(), table)
						.stream()
						.map(DecisionTables.Row::description)
						.collect(Collectors.joining("；")))));
	}

	private static List<String> codes(List<CaseFile.Reason> reasons) {
		return reasons.stream().map(CaseFile.Reason::reason).toList();
	}

}
