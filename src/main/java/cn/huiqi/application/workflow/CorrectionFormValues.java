package cn.huiqi.application.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import cn.huiqi.application.CorrectionChanges;
import cn.huiqi.application.Corrections;
import cn.huiqi.core.ChineseDates;
import cn.huiqi.workflow.Deadlines;
import cn.huiqi.workflow.FormText;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.ProgrammeParameters;
import cn.huiqi.workflow.TaskContext;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Fills forms with what was returned and why, until when it may be corrected, and what
 * the last correction changed.
 */
@Component
@Order(0)
class CorrectionFormValues implements FormValues {

	private static final String DEFAULT_TERM = "补正";

	private final Corrections corrections;

	private final CorrectionChanges changes;

	CorrectionFormValues(Corrections corrections, CorrectionChanges changes) {
		this.corrections = corrections;
		this.changes = changes;
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		String number = task.applicationNumber();
		Map<String, Object> values = new LinkedHashMap<>();
		List<Corrections.Round> rounds = this.corrections.rounds(number);
		Optional<Corrections.Round> current = rounds.stream().filter((round) -> round.closedAt() == null).findFirst();
		values.put("correctionNotice", current.map((round) -> notice(number, round)).orElse(""));
		values
			.put("correctionItemsAsked",
					current.map((round) -> round.items()
						.stream()
						.map((item) -> Map.of("item", item.label(), "reason", item.reason()))
						.toList()).orElse(List.of()));
		values.put("correctionHistory", rounds.isEmpty() ? "尚未退回补正。" : history(number, rounds));
		if (task.form().mentions("correctableItems")) {
			values.put("correctableItems",
					this.corrections.correctable(number)
						.stream()
						.map((item) -> Map.of("value", item.item(), "label", item.label()))
						.toList());
		}
		if (task.form().mentions("correctionChanges")) {
			values.put("correctionChanges",
					rounds.stream()
						.filter((round) -> round.outcome() == Corrections.Outcome.CORRECTED)
						.reduce((first, second) -> second)
						.map((round) -> shown(number, round))
						.orElse(List.of()));
		}
		if (task.form().mentions("extensionSummary")) {
			values.put("extensionSummary", extensions(number, task.releaseId()));
		}
		return values;
	}

	private String notice(String number, Corrections.Round round) {
		Deadlines.Period period = this.corrections.period(number).orElseThrow();
		String term = round.term();
		StringBuilder notice = new StringBuilder("**第%d次%s，请于%s 24时前提交（%s），逾期%s。**%s\n\n退回原因：%s\n\n%s".formatted(
				round.ordinal(), term, period.display(), this.corrections.left(period), round.consequence(),
				this.corrections.remark(number), FormText.plain(round.comment()),
				round.isWhole() ? "审查人未逐项列明，全部内容均可修改。" : "共%d项需要%s，其余内容不能修改。".formatted(round.items().size(), term)));
		// the form itself shows the others
		round.items()
			.stream()
			.filter((item) -> item.item().startsWith(Corrections.MATERIAL))
			.forEach((item) -> notice.append(
					"\n- %s：%s（请在“材料”页替换或补充）".formatted(FormText.plain(item.label()), FormText.plain(item.reason()))));
		return notice.toString();
	}

	private String history(String number, List<Corrections.Round> rounds) {
		Corrections.Round last = rounds.get(rounds.size() - 1);
		String until = this.corrections.period(number).map(Deadlines.Period::display).orElse("");
		return "已退回%s %d 次，%s期限至%s%s。\n\n".formatted(last.term(), last.ordinal(), last.term(), until,
				this.corrections.remark(number))
				+ rounds.stream().map(CorrectionFormValues::line).collect(Collectors.joining("\n"));
	}

	private static String line(Corrections.Round round) {
		StringBuilder line = new StringBuilder(
				"- 第%d次%s %s 退回：%s".formatted(round.ordinal(), DEFAULT_TERM.equals(round.term()) ? "" : round.term(),
						ChineseDates.minute(round.returnedAt()), FormText.plain(round.comment())));
		if (!round.isWhole()) {
			line.append("（要求%s%d项）".formatted(round.term(), round.items().size()));
		}
		round.extensions()
			.forEach((extension) -> line
				.append("；延期%s：%s".formatted(extension.length().display(), FormText.plain(extension.reason()))));
		if (round.closedAt() != null && round.outcome() != null) {
			line.append("；%s %s".formatted(ChineseDates.minute(round.closedAt()), round.outcome().label(round)));
		}
		return line.toString();
	}

	private List<Map<String, String>> shown(String number, Corrections.Round round) {
		return this.changes.of(number, round)
			.stream()
			.map((change) -> Map.of("item", change.label(), "before", change.before(), "after",
					change.before().equals(change.after()) ? change.after() + "（未改动）" : change.after(), "reason",
					round.reasonFor(change.item()).orElse("")))
			.toList();
	}

	private String extensions(String number, String releaseId) {
		String term = this.corrections.last(number).map(Corrections.Round::term).orElse(DEFAULT_TERM);
		int left = this.corrections.extensionsLeft(number, releaseId);
		if (left == 0) {
			return term + "期限不能再延长。";
		}
		ProgrammeParameters.Parameter period = this.corrections.extensionPeriod(number, releaseId).orElseThrow();
		return "%s期限还可延长%d次，每次%s%s。".formatted(term, left, period.period().display(), period.remark());
	}

}
