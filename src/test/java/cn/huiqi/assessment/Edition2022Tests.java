package cn.huiqi.assessment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import cn.huiqi.workflow.DecisionTables;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class Edition2022Tests {

	private static final List<DecisionTables.Row> WEIGHTS = ScoringTests.rows("shared/question-weights-2022");

	private static final List<DecisionTables.Row> POINTS = ScoringTests.rows("shared/option-points-2022");

	private static final DmnEngine ENGINE = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

	private static final DmnDecision GRADE = ENGINE.parseDecision("grade-2022", ScoringTests.file("shared/grade-2022"));

	private static final List<String> QUESTIONS = questions();

	@ParameterizedTest(name = "{0}")
	@CsvFileSource(resources = "/scenarios/shared/scoring-2022.csv", numLinesToSkip = 1)
	void givesTotalAndLevel(ArgumentsAccessor row) {
		// given the options chosen of each question
		Map<String, List<String>> answers = new LinkedHashMap<>();
		for (int i = 0; i < QUESTIONS.size(); i++) {
			answers.put(QUESTIONS.get(i), List.of(row.getString(i + 1).split("\\|")));
		}
		// when scored
		List<Scoring.Line> lines = Scoring.lines(answers, WEIGHTS, WEIGHTS, POINTS);
		// then the total is exact, graded as it stands, and an estimate
		Score total = Scoring.total(lines);
		assertThat(total).isEqualTo(Score.of(new BigDecimal(row.getString(27))));
		assertThat(grade(total)).isEqualTo(row.getInteger(28));
		assertThat(lines).allMatch(Scoring.Line::assumed);
	}

	@Test
	void weighsOneHundredPerCentInAll() {
		assertThat(WEIGHTS).extracting((row) -> row.inputs().get("question")).containsExactlyElementsOf(QUESTIONS);
		assertThat(WEIGHTS.stream()
			.map((row) -> new BigDecimal(row.outputs().get("weight")))
			.reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo("1");
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "19.99, 0", "20, 1", "39.99, 1", "40, 2", "59.99, 2", "60, 3", "79.99, 3", "80, 4", "100, 4" })
	void countsTheLowerEndOfABandToIt(BigDecimal score, int level) {
		assertThat(grade(Score.of(score))).isEqualTo(level);
	}

	private static int grade(Score score) {
		Integer grade = ENGINE.evaluateDecisionTable(GRADE, Map.of("score", score.forTable())).getSingleEntry();
		return grade;
	}

	private static List<String> questions() {
		List<String> questions = new ArrayList<>();
		IntStream.rangeClosed(1, 24).forEach((number) -> {
			if (number == 16) {
				questions.addAll(List.of("q16a", "q16b", "q16c"));
			}
			else {
				questions.add("q%02d".formatted(number));
			}
		});
		return questions;
	}

}
