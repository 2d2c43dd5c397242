package cn.huiqi.selection.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.selection.Selection;
import cn.huiqi.selection.Selections;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.TaskContext;

import org.springframework.stereotype.Component;

/**
 * Tells in the forms of a case how it stood in the selection, itself alone.
 */
@Component
class SelectionCaseValues implements FormValues {

	private final Cases cases;

	private final Selections selections;

	SelectionCaseValues(Cases cases, Selections selections) {
		this.cases = cases;
		this.selections = selections;
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		Map<String, Object> values = new LinkedHashMap<>();
		if (!task.form().mentions("selectionRows")) {
			return values;
		}
		Case application = this.cases.get(task.applicationNumber());
		this.selections.find(application.programme(), application.round())
			.ifPresent((selection) -> selection.entry(application.number())
				.filter((entry) -> entry.place() != null)
				.ifPresent((entry) -> {
					values.put("selectionSummary", "遴选名次：第 %d 名；名额 %d 个。".formatted(entry.place(), selection.quota()));
					values.put("selectionRows", rows(entry));
				}));
		return values;
	}

	private static List<Map<String, String>> rows(Selection.Entry entry) {
		return entry.values()
			.stream()
			.map((value) -> Map.of("criterion", value.criterion(), "value", value.shown(), "basis", value.basis()))
			.toList();
	}

}
