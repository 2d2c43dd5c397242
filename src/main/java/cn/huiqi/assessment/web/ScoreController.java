package cn.huiqi.assessment.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import cn.huiqi.application.Case;
import cn.huiqi.application.CaseVisibility;
import cn.huiqi.application.Cases;
import cn.huiqi.assessment.Assessment;
import cn.huiqi.assessment.Assessments;
import cn.huiqi.core.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * A score over HTTP, with what each question contributed.
 */
@RestController
class ScoreController {

	private final Assessments assessments;

	private final Cases cases;

	private final CaseVisibility visibility;

	ScoreController(Assessments assessments, Cases cases, CaseVisibility visibility) {
		this.assessments = assessments;
		this.cases = cases;
		this.visibility = visibility;
	}

	@GetMapping("/api/applications/{number}/score")
	ScoreView score(@PathVariable String number) {
		Case application = this.cases.find(number)
			.filter(this.visibility::maySee)
			.orElseThrow(() -> RefusedException.notFound("没有申请 " + number));
		Assessment assessment = this.assessments.current(number)
			.orElseThrow(() -> RefusedException.notFound("申请 " + number + " 尚未评分"));
		return ScoreView.of(application, assessment);
	}

	/**
	 * A score. The exact total is a fraction; the decimals are rounded half up.
	 */
	record ScoreView(String number, String basis, boolean estimate, @Nullable String estimateReason, BigDecimal score,
			String exactScore, BigDecimal referenceScore, @Nullable Integer level, @Nullable Integer referenceLevel,
			boolean levelDiffersFromReference, List<QuestionView> questions, List<ScenarioView> scenarios,
			List<RuleView> rules) {

		static ScoreView of(Case application, Assessment assessment) {
			List<ScenarioView> scenarios = new ArrayList<>();
			for (int i = 0; i < assessment.scenarios().size(); i++) {
				scenarios.add(new ScenarioView(i + 1, assessment.scenarios().get(i), assessment.binding().get(i)));
			}
			Integer level = (assessment.estimate() && !assessment.verified())
					? application.figures().selfEstimatedLevel() : assessment.level();
			return new ScoreView(application.number(), assessment.verified() ? "VERIFIED" : "SELF",
					assessment.estimate(), assessment.estimate() ? Assessment.ESTIMATE_REASON : null,
					assessment.score().rounded(6), assessment.score().exact().toString(),
					assessment.referenceScore().rounded(6), level, assessment.referenceLevel(), assessment.differs(),
					assessment.lines()
						.stream()
						.map((line) -> new QuestionView(line.question(), line.label(), line.answer(),
								line.points().rounded(6), line.weight(), line.contribution().rounded(6), line.clause()))
						.toList(),
					scenarios,
					assessment.grades().stream().map((grade) -> new RuleView(grade.level(), grade.clause())).toList());
		}

	}

	/**
	 * What one question contributed.
	 */
	record QuestionView(String question, String label, String answer, BigDecimal points, BigDecimal weight,
			BigDecimal contribution, String clause) {
	}

	/**
	 * How many scenarios stand at a level or above.
	 */
	record ScenarioView(int level, int count, int binding) {
	}

	/**
	 * A row of the grading table that fired.
	 */
	record RuleView(int level, String clause) {
	}

}
