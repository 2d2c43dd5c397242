package cn.huiqi.selection.workflow;

import java.util.Map;
import java.util.Optional;

import cn.huiqi.application.CaseTies;
import cn.huiqi.programme.Programmes;
import cn.huiqi.selection.Selection;
import cn.huiqi.selection.Selections;
import cn.huiqi.workflow.TaskLabels;
import cn.huiqi.workflow.TaskRules;

import org.springframework.stereotype.Component;

/**
 * Keeps whoever is tied to an enterprise in a selection away from deciding it, and says
 * in task lists which selection a task is about.
 */
@Component
class SelectionRules implements TaskRules, TaskLabels {

	private final Selections selections;

	private final SelectionCases cases;

	private final CaseTies ties;

	private final Programmes programmes;

	SelectionRules(Selections selections, SelectionCases cases, CaseTies ties, Programmes programmes) {
		this.selections = selections;
		this.cases = cases;
		this.ties = ties;
		this.programmes = programmes;
	}

	/** Kinds of tasks are others' to know. */
	@Override
	public boolean isDuty(String duty) {
		return true;
	}

	@Override
	public void requireMayDo(Work work) {
		selection(work.applicationNumber()).ifPresent((selection) -> selection.entries()
			.forEach((entry) -> this.ties.requireNoTie(work.account(), work.groups(), this.cases.get(entry.number()))));
	}

	@Override
	public void offered(String applicationNumber, String taskKey, String account) {
		// nothing to note
	}

	@Override
	public Map<String, String> labelsOf(String applicationNumber) {
		return selection(applicationNumber)
			.map((selection) -> Map.of("enterpriseName", selection.title(this.programmes.get(selection.programme()))))
			.orElse(Map.of());
	}

	private Optional<Selection> selection(String key) {
		return key.contains(".") ? this.selections.of(key) : Optional.empty();
	}

}
