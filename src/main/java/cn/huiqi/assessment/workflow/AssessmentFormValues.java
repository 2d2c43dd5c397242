package cn.huiqi.assessment.workflow;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.assessment.Assessment;
import cn.huiqi.assessment.Assessments;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.TaskContext;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Shows in forms how a score and a level came about, question by question.
 */
@Component
class AssessmentFormValues implements FormValues {

	private static final String[] LEVELS = { "无等级", "一级（初始级）", "二级（规范级）", "三级（集成级）", "四级（协同级）" };

	private static final String[] SELF_LEVELS = { "1级以下", "1级", "2级", "3级", "4级" };

	private final Assessments assessments;

	private final Cases cases;

	AssessmentFormValues(Assessments assessments, Cases cases) {
		this.assessments = assessments;
		this.cases = cases;
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		Map<String, Object> values = new LinkedHashMap<>();
		this.assessments.selfAssessment(task.applicationNumber())
			.ifPresent((self) -> values.put("selfScoreSummary", summary(self)));
		values.put("selfLevelNotice", selfLevelNotice(task.applicationNumber()));
		this.assessments.current(task.applicationNumber()).ifPresent((current) -> explain(current, values));
		return values;
	}

	private static String summary(Assessment self) {
		String scenarios = self.scenarios().isEmpty() ? ""
				: "；达到二级及以上的场景 %d 个，其中约束性场景 %d 个".formatted(self.scenarios().get(1), self.binding().get(1));
		return "企业自评%s：%s 分%s。%s".formatted(self.estimate() ? "（估算）" : "", self.score(), scenarios,
				self.estimate() ? Assessment.ESTIMATE_REASON : "");
	}

	/** Where the enterprise declared another level than its own answers give. */
	private String selfLevelNotice(String number) {
		Case.Figures figures = this.cases.get(number).figures();
		Integer declared = figures.selfLevel();
		Integer estimated = figures.selfEstimatedLevel();
		if (declared == null || estimated == null || declared.equals(estimated)) {
			return "";
		}
		return "**注意：申报所填自测等级为%s，按问卷作答估算为%s，二者不一致，请核对。申报以所填等级为准，估算仅供参考。**".formatted(SELF_LEVELS[declared],
				SELF_LEVELS[estimated]);
	}

	private static void explain(Assessment assessment, Map<String, Object> values) {
		String rule = assessment.estimate() ? Assessment.ESTIMATE_REASON
				: assessment.scenarios().isEmpty() ? "等级取得分达到的最高一级。" : "等级取得分、场景数、约束性场景数三项条件同时满足的最高一级。";
		values.put("scoreSummary",
				"**%s%s：%s 分，%s。**\n\n总分为各题“得分×权重”之和，按未四舍五入的总分判定等级；%s".formatted(
						assessment.verified() ? "核定得分" : "自评得分", assessment.estimate() ? "（估算）" : "",
						assessment.score(), levelName(assessment.level()), rule));
		values.put("scoreRows",
				assessment.lines()
					.stream()
					.map((line) -> Map.of("question", line.label(), "answer", line.answer(), "points",
							line.points().toString(), "weight", percent(line.weight()), "contribution",
							line.contribution().rounded(4).stripTrailingZeros().toPlainString()))
					.toList());
		List<Map<String, Object>> scenarios = new ArrayList<>();
		for (int level = 1; level <= assessment.scenarios().size(); level++) {
			scenarios.add(Map.of("level", LEVELS[level], "count", assessment.scenarios().get(level - 1), "binding",
					assessment.binding().get(level - 1)));
		}
		values.put("scenarioRows", scenarios);
		values.put("gradeRows",
				assessment.grades()
					.stream()
					.map((grade) -> Map.of("rule", grade.clause(), "level", levelName(grade.level())))
					.toList());
		values.put("referenceNotice",
				assessment.differs() ? "**注意：按工业和信息化部《评测指标（2024年版）》的权重计算为 %s 分、%s，与本项目权重的结果不同。本项目按申报指南印发的权重评定。**"
					.formatted(assessment.referenceScore(), levelName(assessment.referenceLevel())) : "");
	}

	private static String levelName(@Nullable Integer level) {
		return (level != null) ? LEVELS[level] : "等级待判定";
	}

	private static String percent(BigDecimal weight) {
		return weight.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
	}

}
