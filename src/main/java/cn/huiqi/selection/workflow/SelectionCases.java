package cn.huiqi.selection.workflow;

import java.util.List;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.selection.Selection;
import cn.huiqi.selection.Selections;
import cn.huiqi.workflow.WaitingCases;

import org.springframework.stereotype.Component;

/**
 * The cases of a selection as they stand now: some may have been withdrawn meanwhile.
 */
@Component
class SelectionCases {

	private final Cases cases;

	private final WaitingCases waiting;

	SelectionCases(Cases cases, WaitingCases waiting) {
		this.cases = cases;
		this.waiting = waiting;
	}

	/** Numbers of those that wait for the selection and are not left out. */
	List<String> waiting(Selection selection) {
		return this.cases.ofRound(selection.programme(), selection.round())
			.stream()
			.filter((application) -> !application.status().isFinal())
			.map(Case::number)
			.filter((number) -> selection.entry(number)
				.filter((entry) -> entry.standing() == Selection.Standing.EXCLUDED)
				.isEmpty())
			.filter(this::isWaiting)
			.toList();
	}

	/** Whether the case waits to be told. */
	boolean isWaiting(String number) {
		return this.waiting.isWaiting(number, Selections.DECIDED);
	}

	Case get(String number) {
		return this.cases.get(number);
	}

}
