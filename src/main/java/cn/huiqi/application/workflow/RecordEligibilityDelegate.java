package cn.huiqi.application.workflow;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
 * Keeps every condition that the eligibility table found not to hold, and what a table of
 * completeness found missing where the programme has one, for the bureau.
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
		List<Map<String, Object>> incomplete = ProcessVariables.COMPLETENESS_REASONS.orNull(execution);
		List<CaseFile.Reason> found = Stream
			.concat(ProcessVariables.ELIGIBILITY_REASONS.from(execution).stream(),
					(incomplete != null) ? incomplete.stream() : Stream.empty())
			.map((row) -> new CaseFile.Reason(String.valueOf(row.get("reason")), String.valueOf(row.get("text"))))
			.toList();
		this.applications.recordReasons(here.applicationNumber(), found);
		String programme = ProcessVariables.PROGRAMME.from(execution);
		String table = programme + "-eligibility";
		Stream<DecisionTables.Row> rows = this.tables.firedRows(here.releaseId(), table).stream();
		if (incomplete != null) {
			rows = Stream.concat(rows, this.tables.firedRows(here.releaseId(), programme + "-completeness").stream());
		}
		this.audit.record(Act
			.on(here.applicationNumber(), AuditAction.ELIGIBILITY_CHECKED, table,
					found.isEmpty() ? "未发现不符合申报条件的情形" : "发现 %d 项不符合或存疑的情形".formatted(found.size()))
			.before(before.isEmpty() ? null : Map.of("reasons", before))
			.after(Map.of("reasons", codes(found)))
			.rule("%s, release %s: %s".formatted(table, here.releaseId(),
					rows.map(DecisionTables.Row::description).collect(Collectors.joining("；")))));
	}

	private static List<String> codes(List<CaseFile.Reason> reasons) {
		return reasons.stream().map(CaseFile.Reason::reason).toList();
	}

}
