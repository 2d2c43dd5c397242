package cn.huiqi.selection.workflow;

import java.util.List;
import java.util.Optional;

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

	private final Selections selections;

	private final WaitingCases waiting;

	SelectionCases(Cases cases, Selections selections, WaitingCases waiting) {
		this.cases = cases;
		this.selections = selections;
		this.waiting = waiting;
	}

	/** Numbers of those that wait for the selection and are not left out. */
	List<String> waiting(Selection selection) {
		Selections.Key key = new Selections.Key(selection.programme(), selection.stage(), selection.round());
		return concerned(key).stream()
			.map(Case::number)
			.filter((number) -> selection.entry(number)
				.filter((entry) -> entry.standing() == Selection.Standing.EXCLUDED)
				.isEmpty())
			.filter((number) -> isWaiting(key.value(), number))
			.toList();
	}

	/**
	 * Cases a selection is about: all open ones of the round, or those that have come to
	 * the batch and still wait for it.
	 */
	List<Case> concerned(Selections.Key key) {
		List<Case> all = (key.stage() == null) ? this.cases.ofRound(key.programme(), key.batch())
				: this.selections.members(key.value())
					.stream()
					.filter((number) -> isWaiting(key.value(), number))
					.map(this.cases::get)
					.toList();
		return all.stream().filter((application) -> !application.status().isFinal()).toList();
	}

	/** Whether the case waits to be told what this selection decided, not another. */
	boolean isWaiting(String key, String number) {
		Optional<String> joined = this.selections.joined(number);
		// one that came before it was noted waits for the selection of its round
		return (joined.isEmpty() || joined.get().equals(key)) && this.waiting.isWaiting(number, Selections.DECIDED);
	}

	Case get(String number) {
		return this.cases.get(number);
	}

}
