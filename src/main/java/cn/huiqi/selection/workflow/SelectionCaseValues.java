package cn.huiqi.selection.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.access.Rights;
import cn.huiqi.selection.Selection;
import cn.huiqi.selection.Selections;
import cn.huiqi.workflow.FormText;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.TaskContext;

import org.springframework.stereotype.Component;

/**
 * Tells in the forms of a case how it stood in the selection, itself alone.
 */
@Component
class SelectionCaseValues implements FormValues {

	private final Selections selections;

	private final Rights rights;

	SelectionCaseValues(Selections selections, Rights rights) {
		this.selections = selections;
		this.rights = rights;
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		Map<String, Object> values = new LinkedHashMap<>();
		if (!task.form().mentions("selectionRows") && !task.form().mentions("selectionSummary")) {
			return values;
		}
		this.selections.lastOf(task.applicationNumber())
			.flatMap((selection) -> selection.entry(task.applicationNumber())
				.flatMap((entry) -> summary(selection, entry))
				.map((summary) -> {
					values.put("selectionSummary", summary);
					values.put("selectionRows",
							selection.entry(task.applicationNumber()).map(SelectionCaseValues::rows).orElse(List.of()));
					return values;
				}));
		return values;
	}

	/** Before it is announced nobody is told what is to come. */
	private Optional<String> summary(Selection selection, Selection.Entry entry) {
		if (entry.place() != null) {
			return Optional.of("遴选名次：第 %d 名；名额 %d 个。".formatted(entry.place(), selection.quota()));
		}
		Selection.Votes votes = entry.votes();
		if (votes == null || selection.announcedAt() == null) {
			return Optional.empty();
		}
		String outcome = "集体决定：%s。".formatted(Boolean.TRUE.equals(entry.selected()) ? "通过" : "不通过");
		String reason = (entry.reason() != null) ? "理由：" + FormText.plain(entry.reason()) : "";
		String voted = this.rights.isStaff()
				? "赞成 %d 票，反对 %d 票，弃权 %d 票。".formatted(votes.approving(), votes.refusing(), votes.abstaining()) : "";
		return Optional.of(outcome + voted + reason);
	}

	private static List<Map<String, String>> rows(Selection.Entry entry) {
		return entry.values()
			.stream()
			.map((value) -> Map.of("criterion", value.criterion(), "value", value.shown(), "basis", value.basis()))
			.toList();
	}

}
