package cn.huiqi.assessment.workflow;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

	private final Assessments assessments;

	AssessmentFormValues(Assessments assessments) {
		this.assessments = assessments;
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		Map<String, Object> values = new LinkedHashMap<>();
		this.assessments.selfAssessment(task.applicationNumber())
			.ifPresent((self) -> values.put("selfScoreSummary", "企业自评：%s 分；达到二级及以上的场景 %d 个，其中约束性场景 %d 个。"
				.formatted(self.score(), self.scenarios().get(1), self.binding().get(1))));
		this.assessments.current(task.applicationNumber()).ifPresent((current) -> explain(current, values));
		return values;
	}

	private static void explain(Assessment assessment, Map<String, Object> values) {
		values.put("scoreSummary", "**%s：%s 分，%s。**\n\n总分为各题“得分×权重”之和，按未四舍五入的总分判定等级；等级取得分、场景数、约束性场景数三项条件同时满足的最高一级。"
			.formatted(assessment.verified() ? "核定得分" : "自评得分", assessment.score(), levelName(assessment.level())));
		values.put("scoreRows",
				assessment.lines()
					.stream()
					.map((line) -> Map.of("question", line.label(), "answer", line.answer(), "points",
							line.points().toString(), "weight", percent(line.weight()), "contribution",
							line.contribution().rounded(4).stripTrailingZeros().toPlainString()))
					.toList());
		List<Map<String, Object>> scenarios = new ArrayList<>();
		for (int level = 1; level < LEVELS.length; level++) {
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
