package cn.huiqi.application.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cn.huiqi.application.AnswerRows;
import cn.huiqi.application.Case;
import cn.huiqi.application.CaseFile;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Submissions;
import cn.huiqi.core.ChineseDates;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.programme.Programme;
import cn.huiqi.workflow.CaseProgrammes;
import cn.huiqi.workflow.CaseTasks;
import cn.huiqi.workflow.FormField;
import cn.huiqi.workflow.FormSchema;
import cn.huiqi.workflow.FormText;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.ProgrammeParameters;
import cn.huiqi.workflow.TaskContext;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Fills forms with what is known of the case: who applies, what was declared and what the
 * eligibility table found.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CaseFormValues implements FormValues {

	/** What every reviewer says anew. */
	private static final Set<String> REVIEW = Set.of("decision", "comment", "correctionItems");

	private final Cases cases;

	private final CaseFile file;

	private final Submissions submissions;

	private final Enterprises enterprises;

	private final AnswerRows answers;

	private final CaseTasks tasks;

	private final ProgrammeParameters parameters;

	private final CaseProgrammes programmes;

	CaseFormValues(Cases cases, CaseFile file, Submissions submissions, Enterprises enterprises, AnswerRows answers,
			CaseTasks tasks, ProgrammeParameters parameters, CaseProgrammes programmes) {
		this.cases = cases;
		this.file = file;
		this.submissions = submissions;
		this.enterprises = enterprises;
		this.answers = answers;
		this.tasks = tasks;
		this.parameters = parameters;
		this.programmes = programmes;
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		Case application = this.cases.get(task.applicationNumber());
		Map<String, Object> values = new LinkedHashMap<>();
		describe(application, values);
		values.put("districtName", districtName(application));
		// what was answered before in this form, but never a former reviewer's decision
		this.submissions.lastOfForm(application.number(), task.form().id())
			.filter((before) -> !task.isIndependent() && !task.taskKey().equals(ProgressFormValues.TASK))
			.ifPresent((before) -> before.answers().forEach((key, value) -> {
				if (!REVIEW.contains(key) && !isBatch(task.form(), key)) {
					values.put(key, value);
				}
			}));
		// what was written at another task, under the same key
		task.form().fields().forEach((field) -> {
			String elsewhere = field.property("answeredAt");
			if (elsewhere != null) {
				this.submissions.lastOfTask(application.number(), elsewhere)
					.map((written) -> written.answers().get(field.key()))
					.ifPresent((answer) -> values.put(field.key(), answer));
			}
		});
		reasons(application, values);
		for (FormField field : task.form().fields()) {
			String parameter = field.property("parameter");
			if (parameter != null) {
				values.put(field.key(),
						this.parameters.get(task.releaseId(), application.programme(), parameter).value());
			}
		}
		this.submissions.declaration(application.number())
			.ifPresent((declaration) -> values.put("declarationRows", this.answers.rows(declaration)));
		values.put("supervisionSummary", supervision(application.number()));
		values.put("waitingApplications",
				task.form().fields().stream().anyMatch((field) -> isBatch(task.form(), field.key()))
						? waiting(task, application) : List.of());
		return values;
	}

	private void describe(Case application, Map<String, Object> values) {
		values.put("applicationNumber", application.number());
		values.put("creditCode", application.creditCode().value());
		values.put("enterpriseName", application.enterpriseName());
		values.put("roundCloses", ChineseDates.day(application.roundCloses()));
		this.enterprises.find(application.creditCode()).ifPresent((enterprise) -> {
			values.put("legalRepresentative", enterprise.legalRepresentative());
			values.put("address", enterprise.address());
		});
		values.put("contactName", application.contact().name());
		values.put("contactPhone", application.contact().phone());
		values.put("contactEmail", application.contact().email());
	}

	/** Name of the area, empty where the programme has none. */
	private String districtName(Case application) {
		return this.programmes.of(application.number(), application.programme())
			.areas()
			.stream()
			.filter((area) -> area.code().equals(application.district()))
			.map(Programme.Area::name)
			.findFirst()
			.orElse("");
	}

	private static boolean isBatch(FormSchema form, String key) {
		return form.field(key).map((field) -> field.property("batch") != null).orElse(false);
	}

	/** What the supervising body found, where the programme has one. */
	private String supervision(String number) {
		return this.submissions.all(number)
			.stream()
			.filter((submission) -> submission.text("supervisionFinding").isPresent())
			.reduce((first, second) -> second)
			.map((found) -> "监督机构意见（%s）：%s".formatted(
					found.text("supervisionFinding").filter("NONE"::equals).isPresent() ? "未发现问题" : "发现问题",
					FormText.plain(found.text("supervisionOpinion").orElse(""))))
			.orElse("");
	}

	private void reasons(Case application, Map<String, Object> values) {
		List<CaseFile.Reason> reasons = this.file.reasons(application.number());
		values.put("eligibilityReasons",
				reasons.stream().map((reason) -> Map.of("reason", reason.reason(), "text", reason.text())).toList());
		values.put("adviceRows",
				this.file.advice(application.number())
					.stream()
					.map((advice) -> Map.of("reason", advice.reason(), "text", advice.text()))
					.toList());
		values.put("eligibilitySummary", reasons.isEmpty() ? "系统核对未发现不符合申报条件的情形，仍须人工审查。"
				: "系统核对发现 %d 项不符合或存疑的情形，见下表；由主管部门审查决定。".formatted(reasons.size()));
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
