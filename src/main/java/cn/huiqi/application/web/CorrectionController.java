package cn.huiqi.application.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import cn.huiqi.application.CaseVisibility;
import cn.huiqi.application.Cases;
import cn.huiqi.application.CorrectionChanges;
import cn.huiqi.application.Corrections;
import cn.huiqi.core.PeriodLength;
import cn.huiqi.core.RefusedException;
import cn.huiqi.workflow.Deadlines;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells how often an application came back for correction, with what, and what became of
 * it.
 */
@RestController
class CorrectionController {

	private final Cases cases;

	private final CaseVisibility visibility;

	private final Corrections corrections;

	private final CorrectionChanges changes;

	CorrectionController(Cases cases, CaseVisibility visibility, Corrections corrections, CorrectionChanges changes) {
		this.cases = cases;
		this.visibility = visibility;
		this.corrections = corrections;
		this.changes = changes;
	}

	@GetMapping("/api/applications/{number}/corrections")
	CorrectionsView corrections(@PathVariable String number) {
		this.cases.find(number)
			.filter(this.visibility::maySee)
			.orElseThrow(() -> RefusedException.notFound("没有申请 " + number));
		List<Corrections.Round> rounds = this.corrections.rounds(number);
		boolean open = rounds.stream().anyMatch((round) -> round.closedAt() == null);
		Deadlines.Period period = open ? this.corrections.period(number).orElse(null) : null;
		return new CorrectionsView((period != null) ? period.deadline().lastDay() : null,
				(period != null) ? period.deadline().provisional() : null,
				(period != null) ? this.corrections.workdaysLeft(period) : null,
				(period != null) ? this.corrections.left(period) : null,
				(period != null) ? this.corrections.remark(number) : "",
				rounds.stream().map((round) -> RoundView.of(round, this.changes.of(number, round))).toList());
	}

	/**
	 * All returns.
	 *
	 * @param lastDay last day of the period that runs, null if none does
	 * @param provisional whether that day may still move
	 * @param workdaysLeft workdays left after today
	 * @param left what is left, for people
	 * @param remark said where the length of the period is only assumed
	 * @param rounds the first first
	 */
	record CorrectionsView(@Nullable LocalDate lastDay, @Nullable Boolean provisional, @Nullable Integer workdaysLeft,
			@Nullable String left, String remark, List<RoundView> rounds) {
	}

	/**
	 * One return.
	 */
	record RoundView(int round, int ordinal, String term, Instant returnedAt, String comment,
			List<Corrections.Item> items, List<ExtensionView> extensions, @Nullable Instant closedAt,
			Corrections.@Nullable Outcome outcome, List<Corrections.Change> changes) {

		static RoundView of(Corrections.Round round, List<Corrections.Change> changes) {
			return new RoundView(round.number(), round.ordinal(), round.term(), round.returnedAt(), round.comment(),
					round.items(),
					round.extensions()
						.stream()
						.map((extension) -> new ExtensionView(workdays(extension.length()),
								extension.length().display(), extension.reason(), extension.grantedAt(),
								extension.lastDay()))
						.toList(),
					round.closedAt(), round.outcome(), changes);
		}

	}

	private static @Nullable Integer workdays(PeriodLength length) {
		return (length.unit() == PeriodLength.Unit.WORKDAYS) ? length.length() : null;
	}

	/**
	 * An extension.
	 *
	 * @param workdays by how many workdays, null if it is counted otherwise
	 * @param length by how much, for people
	 */
	record ExtensionView(@Nullable Integer workdays, String length, String reason, Instant grantedAt,
			LocalDate lastDay) {
	}

}
