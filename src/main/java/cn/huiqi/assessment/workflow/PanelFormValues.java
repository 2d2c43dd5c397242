package cn.huiqi.assessment.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import cn.huiqi.assessment.Panel;
import cn.huiqi.assessment.Panels;
import cn.huiqi.core.ChineseDates;
import cn.huiqi.workflow.FormText;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.TaskContext;

import org.springframework.stereotype.Component;

/**
 * Shows in forms what a panel came to: to officials seat by seat, to the enterprise what
 * was held against it, to experts nothing. No name, no account, and nothing before all
 * opinions are in.
 */
@Component
class PanelFormValues implements FormValues {

	/** Duties of the enterprise and its provider. */
	private static final Set<String> APPLICANTS = Set.of("declare", "report", "provide");

	private final Panels panels;

	PanelFormValues(Panels panels) {
		this.panels = panels;
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		Map<String, Object> values = new LinkedHashMap<>(
				Map.of("panelSummary", "", "panelRows", List.of(), "panelAdvice", "", "panelShortage", ""));
		if (task.isIndependent()) {
			return values;
		}
		List<Panel> all = this.panels.of(task.applicationNumber());
		Optional<Panel> closed = all.stream().filter((panel) -> panel.closedAt() != null).reduce((one, two) -> two);
		closed.ifPresent((panel) -> values.put("panelAdvice", advice(panel)));
		if (!APPLICANTS.contains(task.duty())) {
			closed.ifPresent((panel) -> {
				values.put("panelSummary", summary(panel));
				values.put("panelRows", rows(panel));
			});
			all.stream()
				.reduce((first, second) -> second)
				.filter((panel) -> panel.closedAt() == null)
				.ifPresent((panel) -> values.put("panelShortage", shortage(panel)));
		}
		return values;
	}

	/** The order tells nothing of the seats. */
	private static String advice(Panel panel) {
		return panel.opinions()
			.stream()
			.filter((opinion) -> Boolean.FALSE.equals(opinion.approved()))
			.map((opinion) -> FormText.plain(opinion.comment()))
			.filter((comment) -> !comment.isBlank())
			.distinct()
			.sorted()
			.map((comment) -> "- " + comment)
			.collect(Collectors.joining("\n"));
	}

	private static String summary(Panel panel) {
		return "**专家评审结论（第%d次）：%s**。共%d名专家出具意见，通过%d人，不通过%d人%s。%s".formatted(panel.number(),
				Objects.requireNonNull(panel.outcome()).label(), panel.opinions().size(), panel.approvals(),
				panel.refusals(), panel.averageScore().map((score) -> "，平均分" + score).orElse(""),
				ChineseDates.minute(Objects.requireNonNull(panel.closedAt())));
	}

	private static List<Map<String, String>> rows(Panel panel) {
		return panel.seats()
			.stream()
			.filter((seat) -> seat.opinion().isPresent())
			.map((seat) -> row(seat.number(), seat.opinion().orElseThrow()))
			.toList();
	}

	private static Map<String, String> row(int seat, Panel.Opinion opinion) {
		return Map.of("seat", "专家" + seat, "score",
				(opinion.score() != null) ? opinion.score().stripTrailingZeros().toPlainString() : "", "opinion",
				(opinion.approved() != null) ? opinion.approved() ? "通过" : "不通过" : "", "comment", opinion.comment());
	}

	/** Why nobody could be drawn. */
	private static String shortage(Panel panel) {
		return panel.draws()
			.stream()
			.filter((draw) -> draw.account() == null)
			.reduce((first, second) -> second)
			.map((draw) -> "第%d席没有可抽取的专家%s。专家库共%d人：%s。".formatted(draw.seat(),
					(panel.field() != null) ? "（评审领域 " + FormText.plain(panel.field()) + "）" : "",
					draw.candidates().size(),
					draw.candidates()
						.stream()
						.map(Panel.Candidate::exclusion)
						.filter(Objects::nonNull)
						.collect(Collectors.groupingBy(Panel.Exclusion::label, LinkedHashMap::new,
								Collectors.counting()))
						.entrySet()
						.stream()
						.map((reason) -> "%s%d人".formatted(reason.getKey(), reason.getValue()))
						.collect(Collectors.joining("，"))))
			.orElse("");
	}

}
