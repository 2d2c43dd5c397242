package cn.huiqi.selection.workflow;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.selection.Selection;
import cn.huiqi.selection.Selections;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import cn.huiqi.workflow.WaitingCases;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Tells every case that waits what was decided, all in one transaction; those that are
 * over are passed over.
 */
@Component
class AnnounceSelectionDelegate implements JavaDelegate {

	private final Selections selections;

	private final SelectionCases cases;

	private final WaitingCases waiting;

	private final AuditLog audit;

	AnnounceSelectionDelegate(Selections selections, SelectionCases cases, WaitingCases waiting, AuditLog audit) {
		this.selections = selections;
		this.cases = cases;
		this.waiting = waiting;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String key = CaseExecution.of(execution).applicationNumber();
		Selection selection = this.selections.of(key).orElseThrow();
		// closed before anybody is told: whoever comes to wait from now on is too late
		this.selections.close(key);
		int selected = 0;
		for (Selection.Entry entry : selection.entries()) {
			Selection.Announced announced = tell(key, entry);
			this.selections.noteAnnounced(key, entry.number(), announced);
			selected += (announced == Selection.Announced.SELECTED) ? 1 : 0;
			this.audit.record(Act.on(entry.number(), AuditAction.SELECTION_ANNOUNCED, key, switch (announced) {
				case SELECTED -> "入选";
				case NOT_SELECTED -> "未入选";
				case PASSED_OVER -> "不在等待遴选，未宣布";
			}));
		}
		this.audit.record(Act.on(key, AuditAction.SELECTION_ANNOUNCED, key, "宣布遴选结果，入选 %d 家".formatted(selected)));
	}

	private Selection.Announced tell(String key, Selection.Entry entry) {
		if (!this.cases.isWaiting(key, entry.number())) {
			return Selection.Announced.PASSED_OVER;
		}
		Selection.Announced announced = Boolean.TRUE.equals(entry.selected()) ? Selection.Announced.SELECTED
				: Selection.Announced.NOT_SELECTED;
		this.waiting.tell(entry.number(), Selections.DECIDED, ProcessVariables.SELECTION_OUTCOME, announced.name());
		return announced;
	}

}
