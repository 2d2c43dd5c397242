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
		StringBuilder notice = new StringBuilder(
				"**第%d次补正，请于%s 24时前提交（%s），逾期按放弃申报处理。**%s\n\n退回原因：%s\n\n%s".formatted(round.number(), period.display(),
						left(period), this.corrections.remark(number), FormText.plain(round.comment()),
						round.isWhole() ? "审查人未逐项列明，全部内容均可修改。" : "共%d项需要补正，其余内容不能修改。".formatted(round.items().size())));
		// the form itself shows the others
		round.items()
			.stream()
			.filter((item) -> item.item().startsWith(Corrections.MATERIAL))
			.forEach((item) -> notice.append(
					"\n- %s：%s（请在“材料”页替换或补充）".formatted(FormText.plain(item.label()), FormText.plain(item.reason()))));
		return notice.toString();
	}

	private String left(Deadlines.Period period) {
		int left = this.corrections.workdaysLeft(period);
		return (left == 0) ? "今天是最后一天" : "还剩%d个工作日".formatted(left);
	}

	private String history(String number, List<Corrections.Round> rounds) {
		String until = this.corrections.period(number).map(Deadlines.Period::display).orElse("");
		return "已退回补正 %d 次，补正期限至%s%s。\n\n".formatted(rounds.size(), until, this.corrections.remark(number))
				+ rounds.stream().map(CorrectionFormValues::line).collect(Collectors.joining("\n"));
	}

	private static String line(Corrections.Round round) {
		StringBuilder line = new StringBuilder("- 第%d次 %s 退回：%s".formatted(round.number(),
				ChineseDates.minute(round.returnedAt()), FormText.plain(round.comment())));
		if (!round.isWhole()) {
			line.append("（要求补正%d项）".formatted(round.items().size()));
		}
		round.extensions()
			.forEach((extension) -> line
				.append("；延期%d个工作日：%s".formatted(extension.workdays(), FormText.plain(extension.reason()))));
		if (round.closedAt() != null && round.outcome() != null) {
			line.append("；%s %s".formatted(ChineseDates.minute(round.closedAt()), round.outcome().label()));
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
		int left = this.corrections.extensionsLeft(number, releaseId);
		if (left == 0) {
			return "补正期限不能再延长。";
		}
		ProgrammeParameters.Parameter period = this.corrections.extensionPeriod(number, releaseId).orElseThrow();
		return "补正期限还可延长%d次，每次%s个工作日%s。".formatted(left, period.value(), period.remark());
	}

}
