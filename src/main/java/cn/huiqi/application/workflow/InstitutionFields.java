package cn.huiqi.application.workflow;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Engagements;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.Fault;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.enterprise.Institution;
import cn.huiqi.enterprise.Institutions;
import cn.huiqi.workflow.FormField;
import cn.huiqi.workflow.FormSchema;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.Submission;
import cn.huiqi.workflow.SubmissionListener;
import cn.huiqi.workflow.TaskContext;

import org.springframework.stereotype.Component;

/**
 * Lets forms engage providers, assessors and auditors from the authority's registers, and
 * tells forms who is engaged.
 */
@Component
class InstitutionFields implements FormValues, SubmissionListener {

	/** Custom property of a choice, in lists too: the kind of institution it engages. */
	static final String INSTITUTION = "institution";

	/**
	 * Custom property beside it: key of the question of the same row that has to be
	 * answered with yes; who is only named is not engaged.
	 */
	private static final String AGREED = "engagedIf";

	private final Cases cases;

	private final Institutions institutions;

	private final Engagements engagements;

	private final EngagedTasks tasks;

	private final Clock clock;

	InstitutionFields(Cases cases, Institutions institutions, Engagements engagements, EngagedTasks tasks,
			Clock clock) {
		this.cases = cases;
		this.institutions = institutions;
		this.engagements = engagements;
		this.tasks = tasks;
		this.clock = clock;
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		Map<String, Object> values = new LinkedHashMap<>();
		for (Institution.Kind kind : Institution.Kind.values()) {
			String name = kind.key() + "Name";
			if (task.form().mentions(name)) {
				values.put(name, names(task.applicationNumber(), kind));
			}
			String options = kind.key() + "Options";
			if (task.form().mentions(options)) {
				values.put(options, options(this.cases.get(task.applicationNumber()), kind));
			}
		}
		return values;
	}

	private String names(String number, Institution.Kind kind) {
		return this.engagements.standing(number)
			.stream()
			.filter((engagement) -> engagement.kind() == kind)
			.map(Engagements.Engagement::name)
			.collect(Collectors.joining("、"));
	}

	/** Who may be engaged today, and who is engaged already. */
	private List<Map<String, String>> options(Case application, Institution.Kind kind) {
		List<Engagements.Engagement> known = this.engagements.forEnterprise(application.creditCode());
		Map<String, String> names = new LinkedHashMap<>();
		Stream
			.concat(this.institutions.validOn(application.authority(), kind, WorkCalendar.dayOf(this.clock.instant()))
				.stream()
				.map((institution) -> Map.entry(institution.creditCode(), institution.name())),
					known.stream()
						.filter((engagement) -> engagement.kind() == kind && engagement.replacedAt() == null
								&& engagement.applicationNumber().equals(application.number()))
						.map((engagement) -> Map.entry(engagement.institution(), engagement.name())))
			.filter((option) -> !option.getKey().equals(application.creditCode()) && known.stream()
				.noneMatch(
						(engagement) -> engagement.kind() != kind && engagement.institution().equals(option.getKey())))
			.forEach((option) -> names.putIfAbsent(option.getKey().value(), option.getValue()));
		return names.entrySet()
			.stream()
			.map((option) -> Map.of("value", option.getKey(), "label", option.getValue()))
			.toList();
	}

	@Override
	public Optional<String> reasonAgainst(TaskContext task, FormField field, String choice) {
		return kindOf(field).filter((kind) -> CreditCode.isValid(choice))
			.flatMap((kind) -> this.engagements.reasonAgainst(task.applicationNumber(), kind, new CreditCode(choice)));
	}

	@Override
	public void check(Submission submission, List<Fault> faults) {
		// what stands in one form has been engaged nowhere yet
		Map<String, Institution.Kind> first = new LinkedHashMap<>();
		for (Choice choice : choices(submission)) {
			Institution.Kind kind = first.putIfAbsent(choice.institution().value(), choice.kind());
			if (kind != null && kind != choice.kind()) {
				faults.add(new Fault(choice.place(),
						"「%s」所选单位在本表中又是%s，二者不能是同一单位".formatted(choice.label(), kind.label())));
			}
			this.engagements.reasonAgainst(submission.task().applicationNumber(), choice.kind(), choice.institution())
				.ifPresent(
						(reason) -> faults.add(new Fault(choice.place(), "「%s」%s".formatted(choice.label(), reason))));
		}
	}

	@Override
	public void accept(Submission submission) {
		Map<Institution.Kind, Set<CreditCode>> chosen = new EnumMap<>(Institution.Kind.class);
		choices(submission).forEach((choice) -> chosen.computeIfAbsent(choice.kind(), (kind) -> new LinkedHashSet<>())
			.add(choice.institution()));
		chosen.forEach((kind, institutions) -> engage(submission, kind, institutions));
	}

	private void engage(Submission submission, Institution.Kind kind, Set<CreditCode> institutions) {
		String number = submission.task().applicationNumber();
		List<String> before = groups(number, kind);
		this.engagements.engage(number, kind, institutions, submission.task().taskKey(), submission.submittedBy());
		List<String> now = groups(number, kind);
		List<String> gone = before.stream().filter((group) -> !now.contains(group)).toList();
		if (!gone.isEmpty()) {
			this.tasks.handOver(number, gone, now, EngageInstitutionsDelegate.variableOf(kind));
		}
	}

	private List<String> groups(String number, Institution.Kind kind) {
		return this.engagements.standing(number)
			.stream()
			.filter((engagement) -> engagement.kind() == kind)
			.map(Engagements.Engagement::group)
			.toList();
	}

	private static List<Choice> choices(Submission submission) {
		List<Choice> choices = new ArrayList<>();
		collect(submission.task().form(), submission.answers(), "", "", choices);
		return choices;
	}

	private static void collect(FormSchema form, Map<?, ?> answers, String prefix, String row, List<Choice> choices) {
		for (FormField field : form.fields()) {
			Object answer = answers.get(field.key());
			Optional<Institution.Kind> kind = kindOf(field);
			String agreed = field.property(AGREED);
			boolean engaged = agreed == null || "yes".equals(answers.get(agreed));
			if (kind.isPresent() && engaged && answer instanceof String code && CreditCode.isValid(code)) {
				choices.add(new Choice(prefix + field.key(), row + field.label(), kind.get(), new CreditCode(code)));
			}
			else if (field.rows() != null && answer instanceof List<?> rows) {
				for (int i = 0; i < rows.size(); i++) {
					collect(field.rows().columns(), (Map<?, ?>) rows.get(i), "%s[%d].".formatted(field.key(), i + 1),
							"第%d行".formatted(i + 1), choices);
				}
			}
		}
	}

	private static Optional<Institution.Kind> kindOf(FormField field) {
		return Institution.Kind.of(field.property(INSTITUTION));
	}

	/**
	 * An institution chosen in a form.
	 *
	 * @param place field as faults name it
	 * @param label what people read there
	 * @param kind as what it is engaged
	 * @param institution the organisation
	 */
	private record Choice(String place, String label, Institution.Kind kind, CreditCode institution) {
	}

}
