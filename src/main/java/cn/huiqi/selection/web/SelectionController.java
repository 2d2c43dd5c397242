package cn.huiqi.selection.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import cn.huiqi.access.Rights;
import cn.huiqi.application.Cases;
import cn.huiqi.core.RefusedException;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import cn.huiqi.selection.Selection;
import cn.huiqi.selection.Selections;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Selections over HTTP, for the department that decides them: every place with what it
 * rests on.
 */
@RestController
class SelectionController {

	private final Selections selections;

	private final Programmes programmes;

	private final Cases cases;

	private final Rights rights;

	private final SelectionAccess access;

	SelectionController(Selections selections, Programmes programmes, Cases cases, Rights rights,
			SelectionAccess access) {
		this.selections = selections;
		this.programmes = programmes;
		this.cases = cases;
		this.rights = rights;
		this.access = access;
	}

	@GetMapping("/api/programmes/{programme}/rounds/{round}/selection")
	SelectionView ofRound(@PathVariable String programme, @PathVariable String round) {
		Programme known = this.programmes.find(programme)
			.orElseThrow(() -> RefusedException.notFound("没有项目 " + programme));
		if (!this.rights.may("see-selection", known.authority())) {
			throw RefusedException.forbidden("遴选排名仅供主管部门查看");
		}
		Selection selection = this.selections.find(programme, round)
			.orElseThrow(() -> RefusedException.notFound("轮次 %s 没有遴选".formatted(round)));
		return view(selection);
	}

	@GetMapping("/api/selections/{key}")
	SelectionView one(@PathVariable String key) {
		return view(this.access.visible(key));
	}

	private SelectionView view(Selection selection) {
		return new SelectionView(selection.programme(), selection.stage(), selection.round(), selection.openedBy(),
				selection.openedAt(), selection.quota(), selection.rankedAt(), selection.announcedAt(),
				selection.entries().stream().map(this::view).toList(),
				selection.decisions()
					.stream()
					.map((decision) -> new DecisionView(decision.taskKey(), decision.by(), decision.at(),
							decision.answers()))
					.toList());
	}

	private EntryView view(Selection.Entry entry) {
		return new EntryView(entry.place(), entry.number(), this.cases.get(entry.number()).enterpriseName(),
				entry.standing(), entry.selected(), entry.reason(), entry.announced(),
				entry.values()
					.stream()
					.map((value) -> new ValueView(value.criterion(), value.shown(), value.basis()))
					.toList(),
				VotesView.of(entry.votes()));
	}

	/**
	 * A selection.
	 *
	 * @param programme programme
	 * @param stage key of the stage, null for the selection of a round
	 * @param round code of the round, or of the batch
	 * @param openedBy account that began it
	 * @param openedAt when
	 * @param quota places
	 * @param rankedAt when it was ranked last
	 * @param announcedAt when it was announced, null before
	 * @param entries the applications, the best first
	 * @param decisions what the department decided
	 */
	record SelectionView(String programme, @Nullable String stage, String round, @Nullable String openedBy,
			Instant openedAt, @Nullable Integer quota, @Nullable Instant rankedAt, @Nullable Instant announcedAt,
			List<EntryView> entries, List<DecisionView> decisions) {
	}

	/**
	 * An application in it.
	 */
	record EntryView(@Nullable Integer place, String number, String enterpriseName, Selection.Standing standing,
			@Nullable Boolean selected, @Nullable String reason, Selection.@Nullable Announced announced,
			List<ValueView> criteria, @Nullable VotesView votes) {
	}

	/**
	 * How it was voted on, where it was decided by itself.
	 */
	record VotesView(int votesFor, int votesAgainst, int votesAbstained) {

		static @Nullable VotesView of(Selection.@Nullable Votes votes) {
			return (votes != null) ? new VotesView(votes.approving(), votes.refusing(), votes.abstaining()) : null;
		}

	}

	/**
	 * What a criterion came to.
	 */
	record ValueView(String criterion, String value, String basis) {
	}

	/**
	 * What the department decided.
	 */
	record DecisionView(String task, @Nullable String by, Instant at, Map<String, Object> answers) {
	}

}
