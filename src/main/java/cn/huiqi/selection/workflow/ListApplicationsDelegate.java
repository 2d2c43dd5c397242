package cn.huiqi.selection.workflow;

import java.util.List;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.selection.Selection;
import cn.huiqi.selection.Selections;
import cn.huiqi.workflow.CaseExecution;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Lists all that wait, each to be decided by itself, with what there is on record to
 * decide it by.
 */
@Component
class ListApplicationsDelegate implements JavaDelegate {

	private final Selections selections;

	private final SelectionCases cases;

	private final AuditLog audit;

	ListApplicationsDelegate(Selections selections, SelectionCases cases, AuditLog audit) {
		this.selections = selections;
		this.cases = cases;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String key = CaseExecution.of(execution).applicationNumber();
		Selection listed = this.selections.list(key, this.cases.waiting(this.selections.of(key).orElseThrow()));
		List<String> numbers = listed.entries()
			.stream()
			.filter((entry) -> entry.standing() == Selection.Standing.LISTED)
			.map(Selection.Entry::number)
			.toList();
		this.audit.record(Act.on(key, AuditAction.SELECTION_RANKED, key,
				"列出 %d 份申请，逐一集体决定：%s".formatted(numbers.size(), String.join("、", numbers))));
	}

}
