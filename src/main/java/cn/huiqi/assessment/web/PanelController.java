package cn.huiqi.assessment.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import cn.huiqi.application.CaseVisibility;
import cn.huiqi.application.Cases;
import cn.huiqi.assessment.Panel;
import cn.huiqi.assessment.Panels;
import cn.huiqi.core.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The panels of a case over HTTP, for the department: every draw so that it can be
 * repeated, and what came of it.
 */
@RestController
class PanelController {

	private final Panels panels;

	private final Cases cases;

	private final CaseVisibility visibility;

	PanelController(Panels panels, Cases cases, CaseVisibility visibility) {
		this.panels = panels;
		this.cases = cases;
		this.visibility = visibility;
	}

	@GetMapping("/api/applications/{number}/panels")
	PanelsView panels(@PathVariable String number) {
		this.cases.find(number)
			.filter(this.visibility::maySee)
			.orElseThrow(() -> RefusedException.notFound("没有申请 " + number));
		return new PanelsView(this.panels.of(number).stream().map(PanelView::of).toList());
	}

	/**
	 * All panels of a case, the first first.
	 */
	record PanelsView(List<PanelView> panels) {
	}

	/**
	 * A panel. The exact average is a fraction; the decimals are rounded half up. What
	 * was scored is told when all opinions are in.
	 */
	record PanelView(int panel, @Nullable String field, int size, int extraSeats, Instant openedAt,
			@Nullable Instant closedAt, Panel.@Nullable Outcome outcome, @Nullable BigDecimal averageScore,
			@Nullable String exactAverageScore, @Nullable Integer approvals, @Nullable Integer refusals,
			List<SeatView> seats, List<DrawView> draws) {

		static PanelView of(Panel panel) {
			boolean closed = panel.closedAt() != null;
			return new PanelView(panel.number(), panel.field(), panel.size(), panel.extraSeats(), panel.openedAt(),
					panel.closedAt(), panel.outcome(),
					closed ? panel.averageScore().map((score) -> score.rounded(6)).orElse(null) : null,
					closed ? panel.averageScore().map((score) -> score.exact().toString()).orElse(null) : null,
					closed ? panel.approvals() : null, closed ? panel.refusals() : null,
					panel.seats().stream().map((seat) -> SeatView.of(seat, closed)).toList(),
					panel.draws().stream().map(DrawView::of).toList());
		}

	}

	/**
	 * A seat.
	 */
	record SeatView(int seat, @Nullable String account, @Nullable LocalDate lastDay, boolean given,
			@Nullable BigDecimal score, @Nullable Boolean approved, @Nullable String comment) {

		static SeatView of(Panel.Seat seat, boolean closed) {
			Panel.Draw last = seat.last();
			Panel.Opinion opinion = closed ? seat.opinion().orElse(null) : null;
			return new SeatView(seat.number(), seat.account().orElse(null), (last != null) ? last.lastDay() : null,
					seat.opinion().isPresent(), (opinion != null) ? opinion.score() : null,
					(opinion != null) ? opinion.approved() : null, (opinion != null) ? opinion.comment() : null);
		}

	}

	/**
	 * A draw. The seed is a text: it is longer than what JSON readers take for a number.
	 */
	record DrawView(int seat, String seed, Instant drawnAt, List<CandidateView> candidates, @Nullable String account,
			@Nullable LocalDate lastDay, Panel.@Nullable Ending ending, @Nullable Instant endedAt,
			@Nullable String reason) {

		static DrawView of(Panel.Draw draw) {
			return new DrawView(draw.seat(), String.valueOf(draw.seed()), draw.drawnAt(),
					draw.candidates()
						.stream()
						.map((candidate) -> new CandidateView(candidate.account(), candidate.exclusion(),
								(candidate.exclusion() != null) ? candidate.exclusion().label() : null))
						.toList(),
					draw.account(), draw.lastDay(), draw.ending(), draw.endedAt(), draw.reason());
		}

	}

	/**
	 * Somebody on the register, and why he could not be drawn; no reason if he could.
	 */
	record CandidateView(String account, Panel.@Nullable Exclusion exclusion, @Nullable String because) {
	}

}
