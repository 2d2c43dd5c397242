package cn.huiqi.assessment;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import cn.huiqi.application.Cases;
import cn.huiqi.application.Submissions;
import cn.huiqi.workflow.DecisionTables;
import cn.huiqi.workflow.FormField;
import cn.huiqi.workflow.FormSchema;
import cn.huiqi.workflow.Forms;
import cn.huiqi.workflow.ProgrammeParameters;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The book of assessments.
 */
@Service
@Transactional
class AssessmentBook implements Assessments {

	private static final String VERIFICATION_TASK = "userTask_verifyLevel";

	private final AssessmentRecords records;

	private final Cases cases;

	private final Submissions submissions;

	private final DecisionTables tables;

	private final Forms forms;

	private final ProgrammeParameters parameters;

	private final Clock clock;

	AssessmentBook(AssessmentRecords records, Cases cases, Submissions submissions, DecisionTables tables, Forms forms,
			ProgrammeParameters parameters, Clock clock) {
		this.records = records;
		this.cases = cases;
		this.submissions = submissions;
		this.tables = tables;
		this.forms = forms;
		this.parameters = parameters;
		this.clock = clock;
	}

	@Override
	public Result scoreSelfAssessment(String applicationNumber, String releaseId, Tables with) {
		return score(applicationNumber, AssessmentRecord.Kind.SELF, releaseId, with,
				this.submissions.declaration(applicationNumber).orElseThrow());
	}

	@Override
	public Result scoreVerified(String applicationNumber, String releaseId, Tables with) {
		return score(applicationNumber, AssessmentRecord.Kind.VERIFIED, releaseId, with,
				this.submissions.lastOfTask(applicationNumber, VERIFICATION_TASK).orElseThrow());
	}

	private Result score(String applicationNumber, AssessmentRecord.Kind kind, String releaseId, Tables with,
			Submissions.Stored submission) {
		FormSchema form = this.forms.schema(submission.releaseId(), submission.form());
		Map<String, List<String>> answers = new LinkedHashMap<>();
		submission.answers().forEach((key, answer) -> answers.put(key, chosen(answer)));
		List<Scoring.Line> scored = Scoring.lines(answers, this.tables.rows(releaseId, with.weights()),
				this.tables.rows(releaseId, with.referenceWeights()), this.tables.rows(releaseId, with.optionPoints()));
		List<Integer> levels = new ArrayList<>();
		List<Integer> bindingLevels = new ArrayList<>();
		for (DecisionTables.Row scenario : scenarios(releaseId, with)) {
			int level = submission.text("scenario_" + scenario.inputs().get("scenario"))
				.map(Integer::valueOf)
				.orElse(0);
			levels.add(level);
			if ("binding".equals(scenario.outputs().get("kind"))) {
				bindingLevels.add(level);
			}
		}
		boolean hasScenarios = with.scenarios() != null;
		Result result = new Result(Scoring.total(scored), Scoring.referenceTotal(scored),
				hasScenarios ? Scoring.countsByLevel(levels) : List.of(),
				hasScenarios ? Scoring.countsByLevel(bindingLevels) : List.of(),
				scored.stream().anyMatch(Scoring.Line::assumed));
		this.records.save(new AssessmentRecord(applicationNumber, kind, this.clock.instant(), result,
				scored.stream().map((line) -> explained(form, line)).toList()));
		return result;
	}

	private List<DecisionTables.Row> scenarios(String releaseId, Tables with) {
		return (with.scenarios() != null) ? this.tables.rows(releaseId, with.scenarios()) : List.of();
	}

	private static List<String> chosen(Object answer) {
		return (answer instanceof List<?> list) ? list.stream().map(String::valueOf).toList()
				: List.of(String.valueOf(answer));
	}

	private static Assessment.Line explained(FormSchema form, Scoring.Line line) {
		FormField field = form.field(line.question()).orElseThrow();
		String answer = line.chosen()
			.stream()
			.map((option) -> field.options().getOrDefault(option, option))
			.collect(Collectors.joining("；"));
		return new Assessment.Line(line.question(), field.label(), answer, line.points(), line.weight(),
				line.referenceWeight(), line.clause());
	}

	@Override
	public boolean recordLevel(String applicationNumber, String releaseId, int level, int referenceLevel,
			List<Grade> fired) {
		AssessmentRecord record = this.records
			.findFirstByApplicationNumberAndKindOrderByIdDesc(applicationNumber, AssessmentRecord.Kind.VERIFIED)
			.orElseThrow();
		record.grade(level, referenceLevel, fired);
		this.records.save(record);
		this.cases.recordAssessment(applicationNumber, record.toAssessment().score().rounded(4), level);
		int minimum = this.parameters.get(releaseId, this.cases.get(applicationNumber).programme(), "minimumLevel")
			.asInteger();
		return level >= minimum;
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Assessment> current(String applicationNumber) {
		return find(applicationNumber, AssessmentRecord.Kind.VERIFIED).or(() -> selfAssessment(applicationNumber));
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Assessment> selfAssessment(String applicationNumber) {
		return find(applicationNumber, AssessmentRecord.Kind.SELF);
	}

	private Optional<Assessment> find(String applicationNumber, AssessmentRecord.Kind kind) {
		return this.records.findFirstByApplicationNumberAndKindOrderByIdDesc(applicationNumber, kind)
			.map(AssessmentRecord::toAssessment);
	}

}
