package cn.huiqi.assessment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import cn.huiqi.workflow.DecisionTables;

/**
 * The arithmetic of the questionnaire (评分逻辑): the total is the sum over all questions of
 * the points of the chosen options times the question's weight. Points belong to options,
 * never to positions: a notice may print them in another order (IND-03).
 */
final class Scoring {

	/** Levels a scenario can reach. */
	static final int LEVELS = 4;

	private Scoring() {
	}

	/**
	 * Question by question.
	 * @param answers options chosen, by question
	 * @param weights rows of the weights table
	 * @param referenceWeights rows of the weights table to compare with
	 * @param optionPoints rows of the points table
	 * @throws IllegalStateException if a question is not answered or an option has no
	 * points
	 */
	static List<Line> lines(Map<String, List<String>> answers, List<DecisionTables.Row> weights,
			List<DecisionTables.Row> referenceWeights, List<DecisionTables.Row> optionPoints) {
		Map<String, Score> points = new LinkedHashMap<>();
		optionPoints.forEach((row) -> points.put(row.inputs().get("question") + "/" + row.inputs().get("option"),
				Score.of(new BigDecimal(row.outputs().get("points")), new BigDecimal(row.outputs().get("divisor")))));
		Set<String> assumed = optionPoints.stream()
			.filter((row) -> "false".equals(row.outputs().get("confirmed")))
			.map((row) -> row.inputs().get("question") + "/" + row.inputs().get("option"))
			.collect(Collectors.toSet());
		Map<String, BigDecimal> reference = new LinkedHashMap<>();
		referenceWeights
			.forEach((row) -> reference.put(row.inputs().get("question"), new BigDecimal(row.outputs().get("weight"))));
		List<Line> lines = new ArrayList<>();
		for (DecisionTables.Row row : weights) {
			String question = row.inputs().get("question");
			List<String> chosen = answers.getOrDefault(question, List.of());
			if (chosen.isEmpty()) {
				throw new IllegalStateException("Question %s is not answered".formatted(question));
			}
			Score sum = Score.ZERO;
			for (String option : chosen) {
				Score each = points.get(question + "/" + option);
				if (each == null) {
					throw new IllegalStateException("Option %s of %s has no points".formatted(option, question));
				}
				sum = sum.plus(each);
			}
			BigDecimal weight = new BigDecimal(row.outputs().get("weight"));
			BigDecimal referenceWeight = reference.get(question);
			if (referenceWeight == null) {
				throw new IllegalStateException("Question %s has no weight to compare with".formatted(question));
			}
			lines.add(new Line(question, chosen, sum, weight, referenceWeight, row.description(),
					chosen.stream().anyMatch((option) -> assumed.contains(question + "/" + option))));
		}
		return lines;
	}

	/** The total. */
	static Score total(List<Line> lines) {
		return lines.stream().map((line) -> line.points().times(line.weight())).reduce(Score.ZERO, Score::plus);
	}

	/** The total by the weights to compare with. */
	static Score referenceTotal(List<Line> lines) {
		return lines.stream()
			.map((line) -> line.points().times(line.referenceWeight()))
			.reduce(Score.ZERO, Score::plus);
	}

	/** How many of these levels are 1, 2, 3, 4 or above. */
	static List<Integer> countsByLevel(List<Integer> levels) {
		List<Integer> counts = new ArrayList<>();
		for (int level = 1; level <= LEVELS; level++) {
			int least = level;
			counts.add((int) levels.stream().filter((reached) -> reached >= least).count());
		}
		return counts;
	}

	/**
	 * What one question gives.
	 *
	 * @param question key
	 * @param chosen options
	 * @param points their points
	 * @param weight weight
	 * @param referenceWeight weight to compare with
	 * @param clause clause of the weight
	 * @param assumed whether the points are no published ones
	 */
	record Line(String question, List<String> chosen, Score points, BigDecimal weight, BigDecimal referenceWeight,
			String clause, boolean assumed) {
	}

}
