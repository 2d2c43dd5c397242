package cn.huiqi.application.workflow;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import cn.huiqi.application.Case;
import cn.huiqi.application.CaseFile;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Corrections;
import cn.huiqi.application.Submissions;
import cn.huiqi.core.ChineseDates;
import cn.huiqi.core.Money;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.workflow.CaseTasks;
import cn.huiqi.workflow.FormField;
import cn.huiqi.workflow.FormSchema;
import cn.huiqi.workflow.FormText;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.Forms;
import cn.huiqi.workflow.TaskContext;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Fills forms with what is known of the case: who applies, what was declared, what the
 * eligibility table found, what was returned and why.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CaseFormValues implements FormValues {

	private static final String CORRECTION_TASK = "userTask_correctMaterials";

	private final Cases cases;

	private final CaseFile file;

	private final Submissions submissions;

	private final Corrections corrections;

	private final Enterprises enterprises;

	private final Forms forms;

	private final CaseTasks tasks;

	CaseFormValues(Cases cases, CaseFile file, Submissions submissions, Corrections corrections,
			Enterprises enterprises, Forms forms, CaseTasks tasks) {
		this.cases = cases;
		this.file = file;
		this.submissions = submissions;
		this.corrections = corrections;
		this.enterprises = enterprises;
		this.forms = forms;
		this.tasks = tasks;
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		Case application = this.cases.get(task.applicationNumber());
		Map<String, Object> values = new LinkedHashMap<>();
		describe(application, values);
		// what was answered before in this form, but never a former reviewer's decision
		this.submissions.lastOfForm(application.number(), task.form().id())
			.ifPresent((before) -> before.answers().forEach((key, value) -> {
				if (!key.equals("decision") && !key.equals("comment") && !isBatch(task.form(), key)) {
					values.put(key, value);
				}
			}));
		values.put("correctionNotice", "");
		if (task.taskKey().equals(CORRECTION_TASK)) {
			values.put("correctionNotice", correctionNotice(application, task.releaseId()));
		}
		values.put("correctionHistory", correctionHistory(application));
		reasons(application, values);
		this.submissions.declaration(application.number())
			.ifPresent((declaration) -> values.put("declarationRows", rows(declaration)));
		values.put("waitingApplications",
				task.form().fields().stream().anyMatch((field) -> isBatch(task.form(), field.key()))
						? waiting(task, application) : List.of());
		return values;
	}

	private void describe(Case application, Map<String, Object> values) {
		values.put("applicationNumber", application.number());
		values.put("creditCode", application.creditCode().value());
		values.put("enterpriseName", application.enterpriseName());
		this.enterprises.find(application.creditCode()).ifPresent((enterprise) -> {
			values.put("legalRepresentative", enterprise.legalRepresentative());
			values.put("address", enterprise.address());
		});
		values.put("contactName", application.contact().name());
		values.put("contactPhone", application.contact().phone());
		values.put("contactEmail", application.contact().email());
	}

	private static boolean isBatch(FormSchema form, String key) {
		return form.field(key).map((field) -> field.property("batch") != null).orElse(false);
	}

	private String correctionNotice(Case application, String releaseId) {
		String until = this.corrections.period(application.number()).map((period) -> period.display()).orElse("");
		return "**第%d次补正，请于%s 24时前提交，逾期按放弃申报处理。**\n\n退回原因：%s".formatted(application.correctionRounds(), until,
				FormText.plain(lastReturn(application)));
	}

	private String lastReturn(Case application) {
		return this.submissions.all(application.number())
			.stream()
			.filter((submission) -> submission.text("decision").filter("return"::equals).isPresent())
			.reduce((first, second) -> second)
			.flatMap((submission) -> submission.text("comment"))
			.orElse("");
	}

	private String correctionHistory(Case application) {
		if (application.correctionRounds() == 0) {
			return "尚未退回补正。";
		}
		String until = this.corrections.period(application.number()).map((period) -> period.display()).orElse("");
		return "已退回补正 %d 次，补正期限至%s。\n\n".formatted(application.correctionRounds(), until)
				+ this.submissions.all(application.number())
					.stream()
					.filter((submission) -> submission.text("decision").filter("return"::equals).isPresent())
					.map((submission) -> "- %s 退回：%s".formatted(ChineseDates.minute(submission.submittedAt()),
							FormText.plain(submission.text("comment").orElse(""))))
					.collect(Collectors.joining("\n"));
	}

	private void reasons(Case application, Map<String, Object> values) {
		List<CaseFile.Reason> reasons = this.file.reasons(application.number());
		values.put("eligibilityReasons",
				reasons.stream().map((reason) -> Map.of("reason", reason.reason(), "text", reason.text())).toList());
		values.put("eligibilitySummary", reasons.isEmpty() ? "系统核对未发现不符合申报条件的情形，仍须人工审查。"
				: "系统核对发现 %d 项不符合或存疑的情形，见下表；由主管部门审查决定。".formatted(reasons.size()));
	}

	/** Every answer with its label, as the form printed it. */
	private List<Map<String, String>> rows(Submissions.Stored submission) {
		FormSchema form = this.forms.schema(submission.releaseId(), submission.form());
		List<Map<String, String>> rows = new ArrayList<>();
		for (FormField field : form.fields()) {
			Object answer = submission.answers().get(field.key());
			if (field.rows() != null && answer instanceof List<?> list) {
				for (int i = 0; i < list.size(); i++) {
					addRow(field, field.rows().columns(), i + 1, (Map<?, ?>) list.get(i), rows);
				}
			}
			else if (answer != null) {
				rows.add(Map.of("section", field.section(), "label", field.label(), "value", shown(field, answer)));
			}
		}
		return rows;
	}

	private static void addRow(FormField list, FormSchema columns, int number, Map<?, ?> row,
			List<Map<String, String>> rows) {
		for (FormField column : columns.fields()) {
			Object answer = row.get(column.key());
			if (answer != null) {
				rows.add(Map.of("section", list.section(), "label",
						"%s 第%d行 %s".formatted(list.label(), number, column.label()), "value", shown(column, answer)));
			}
		}
	}

	private static String shown(FormField field, Object answer) {
		if (answer instanceof List<?> chosen) {
			return chosen.stream().map((option) -> label(field, option)).collect(Collectors.joining("；"));
		}
		if (answer instanceof Boolean ticked) {
			return ticked ? "是" : "否";
		}
		if (answer instanceof BigDecimal number) {
			String unit = field.property("unit");
			return (unit != null) ? Money.display(number, unit) : number.toPlainString();
		}
		if (field.options().isEmpty()) {
			// months are typed into text fields
			return ChineseDates.ofAnswer(answer.toString());
		}
		return label(field, answer);
	}

	private static String label(FormField field, Object option) {
		return field.options().getOrDefault(String.valueOf(option), String.valueOf(option));
	}

	/** The other cases of the programme that wait at the same task. */
	private List<Map<String, String>> waiting(TaskContext task, Case application) {
		return this.tasks.casesAt(task.taskKey())
			.stream()
			.filter((number) -> !number.equals(application.number()))
			.map(this.cases::get)
			.filter((other) -> other.programme().equals(application.programme()))
			.map((other) -> Map.of("value", other.number(), "label", other.number() + " " + other.enterpriseName()))
			.toList();
	}

}
