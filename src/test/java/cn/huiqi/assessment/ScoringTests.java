package cn.huiqi.assessment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import cn.huiqi.workflow.DecisionTables;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ScoringTests {

	private static final List<DecisionTables.Row> MIIT = rows("shared/question-weights-2024");

	private static final List<DecisionTables.Row> HOHHOT = rows("hohhot/hohhot-question-weights-2024");

	private static final List<DecisionTables.Row> POINTS = rows("shared/option-points-2024");

	/** The 15 questions, how many answers each offers beside the lowest. */
	private static final List<Integer> HIGHEST = List.of(4, 4, 4, 14, 4, 4, 4, 5, 4, 5, 4, 2, 2, 2, 2);

	private static final List<Integer> MULTIPLE = List.of(1, 4, 6, 7, 9, 10);

	private static final DmnEngine ENGINE = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

	private static final DmnDecision GRADE = ENGINE.parseDecision("grade-2024", file("shared/grade-2024"));

	@ParameterizedTest(name = "{0}")
	@CsvFileSource(resources = "/scenarios/hohhot-subsidy/scoring.csv", numLinesToSkip = 1)
	void givesBothTotalsToThePrintedDecimals(ArgumentsAccessor row) {
		// given the chosen option of each single choice, the number of options of each
		// multiple choice
		Map<String, List<String>> answers = answers(IntStream.rangeClosed(1, 15).mapToObj(row::getInteger).toList());
		// when scored with the city's weights, MIIT's beside them
		List<Scoring.Line> lines = Scoring.lines(answers, HOHHOT, MIIT, POINTS);
		// then
		assertShows(Scoring.total(lines), new BigDecimal(row.getString(17)));
		assertShows(Scoring.referenceTotal(lines), new BigDecimal(row.getString(16)));
	}

	@Test
	void keepsSeventhsExact() {
		// given 5 of 14 links and otherwise the answers of the non-terminating example
		List<Scoring.Line> lines = Scoring.lines(answers(List.of(2, 2, 2, 5, 2, 2, 2, 3, 2, 2, 0, 1, 1, 0, 0)), HOHHOT,
				MIIT, POINTS);
		// then question 4 has 250/7 points, no decimal of any length, and the total 1/7
		// in it: 37.25 + 25/7
		Scoring.Line collection = lines.get(3);
		assertThat(collection.points().times(BigDecimal.valueOf(7))).isEqualTo(Score.of(new BigDecimal("250")));
		assertThat(Scoring.total(lines).times(BigDecimal.valueOf(7)))
			.isEqualTo(Score.of(new BigDecimal("37.25").multiply(BigDecimal.valueOf(7)).add(new BigDecimal("25"))));
		assertThat(Scoring.total(lines)).hasToString("40.82");
		assertThat(Scoring.referenceTotal(lines)).hasToString("41.82");
	}

	@Test
	void neverReachesOnlyTheMisprinted84() {
		// given every best answer
		List<Scoring.Line> lines = Scoring.lines(answers(HIGHEST), HOHHOT, MIIT, POINTS);
		// then it is worth 100: the guide's 20 % for data collection and information
		// systems, which would leave 84, is not used
		assertThat(Scoring.total(lines)).isEqualTo(Score.of(new BigDecimal("100")));
		assertThat(Scoring.referenceTotal(lines)).isEqualTo(Score.of(new BigDecimal("100")));
		assertThat(lines).filteredOn((line) -> List.of("q04", "q05").contains(line.question()))
			.extracting(Scoring.Line::weight)
			.allSatisfy((weight) -> assertThat(weight).isEqualByComparingTo("0.1"));
	}

	@ParameterizedTest
	@CsvSource({ "q01, 0.08, 0.08", "q02, 0.06, 0.06", "q03, 0.06, 0.06", "q04, 0.1, 0.1", "q05, 0.1, 0.1",
			"q06, 0.05, 0.05", "q07, 0.05, 0.05", "q08, 0.075, 0.075", "q09, 0.075, 0.075", "q10, 0.075, 0.075",
			"q11, 0.075, 0.075", "q12, 0.06, 0.07", "q13, 0.06, 0.07", "q14, 0.04, 0.03", "q15, 0.04, 0.03" })
	void weighsEachQuestionAsTheCityAndMiitPrint(String question, BigDecimal hohhot, BigDecimal miit) {
		assertThat(Scoring.lines(answers(HIGHEST), HOHHOT, MIIT, POINTS))
			.filteredOn((line) -> line.question().equals(question))
			.singleElement()
			.satisfies((line) -> {
				assertThat(line.weight()).isEqualByComparingTo(hohhot);
				assertThat(line.referenceWeight()).isEqualByComparingTo(miit);
				assertThat(line.clause()).isNotBlank();
			});
	}

	@ParameterizedTest(name = "{0} option {1}: {2}")
	@CsvSource({
			// the guide prints lower consumption first, MIIT prints it last: the value
			// stays "2" and is worth 100
			"q12, 2, 100", "q12, 1, 50", "q12, 0, 0", "q13, 0, 0", "q13, 1, 50", "q13, 2, 100", "q14, 2, 100",
			"q15, 2, 100", "q08, 1, 20", "q08, 4, 80", "q08, 5, 100", "q02, 3, 75", "q11, 0, 0" })
	void givesPointsToTheOptionNotToItsPlace(String question, String option, String points) {
		// given that answer and the lowest to every other question
		Map<String, List<String>> answers = answers(Collections.nCopies(15, 0));
		answers.put(question, List.of(option));
		// then
		assertThat(Scoring.lines(answers, HOHHOT, MIIT, POINTS)).filteredOn((line) -> line.question().equals(question))
			.singleElement()
			.extracting(Scoring.Line::points)
			.isEqualTo(Score.of(new BigDecimal(points)));
	}

	@Property
	void givesTheSameHoweverRowsAndChoicesAreOrdered(@ForAll("picks") List<Integer> picks, @ForAll long seed) {
		// given the same answers and tables, all shuffled
		Map<String, List<String>> answers = answers(picks);
		Map<String, List<String>> shuffledAnswers = new LinkedHashMap<>();
		answers.forEach((question, chosen) -> shuffledAnswers.put(question, shuffled(chosen, seed)));
		// then
		List<Scoring.Line> shuffled = Scoring.lines(shuffledAnswers, shuffled(HOHHOT, seed), shuffled(MIIT, seed),
				shuffled(POINTS, seed));
		List<Scoring.Line> printed = Scoring.lines(answers, HOHHOT, MIIT, POINTS);
		assertThat(Scoring.total(shuffled)).isEqualTo(Scoring.total(printed));
		assertThat(Scoring.referenceTotal(shuffled)).isEqualTo(Scoring.referenceTotal(printed));
	}

	@Property
	void countsAMultipleChoiceByHowManyAreChosenNotWhich(@ForAll("picks") List<Integer> picks, @ForAll long seed) {
		// given as many options of each multiple choice, but others
		Map<String, List<String>> others = answers(picks);
		for (int question : MULTIPLE) {
			int count = picks.get(question - 1);
			if (count > 0) {
				List<String> all = IntStream.rangeClosed(1, HIGHEST.get(question - 1))
					.mapToObj(Integer::toString)
					.toList();
				others.put(key(question), shuffled(all, seed).subList(0, count));
			}
		}
		// then
		assertThat(total(others)).isEqualTo(total(answers(picks)));
	}

	@Property
	void staysBetweenNothingAndHundred(@ForAll("picks") List<Integer> picks) {
		assertThat(total(answers(picks)).rounded(20)).isBetween(BigDecimal.ZERO, new BigDecimal("100"));
	}

	@Property
	void risesWithEveryBetterAnswer(@ForAll("picks") List<Integer> picks, @ForAll @IntRange(max = 14) int question) {
		if (picks.get(question) < HIGHEST.get(question)) {
			List<Integer> better = new ArrayList<>(picks);
			better.set(question, picks.get(question) + 1);
			assertThat(total(answers(better)).exact()).isGreaterThan(total(answers(picks)).exact());
		}
	}

	@Property
	void handsTheTableAScoreOnTheRightSideOfEveryThreshold(@ForAll("picks") List<Integer> picks) {
		Score total = total(answers(picks));
		for (int threshold : new int[] { 20, 40, 60, 80 }) {
			boolean reached = total.exact().compareTo(Score.of(BigDecimal.valueOf(threshold)).exact()) >= 0;
			assertThat(total.forTable() >= threshold).isEqualTo(reached);
		}
	}

	@Property
	void neverFallsByABetterAnswerOrAHigherScenario(@ForAll("picks") List<Integer> picks,
			@ForAll("levels") List<Integer> levels, @ForAll @IntRange(max = 14) int question,
			@ForAll @IntRange(max = 15) int scenario) {
		int before = grade(picks, levels);
		// when one answer and one scenario rise by a step, where they can
		List<Integer> betterPicks = new ArrayList<>(picks);
		betterPicks.set(question, Math.min(picks.get(question) + 1, HIGHEST.get(question)));
		List<Integer> betterLevels = new ArrayList<>(levels);
		betterLevels.set(scenario, Math.min(levels.get(scenario) + 1, 4));
		// then
		assertThat(grade(betterPicks, levels)).isGreaterThanOrEqualTo(before);
		assertThat(grade(picks, betterLevels)).isGreaterThanOrEqualTo(before);
		assertThat(grade(betterPicks, betterLevels)).isGreaterThanOrEqualTo(before);
	}

	@Property
	void gradesTheHighestLevelWhoseThreeConditionsHold(@ForAll("picks") List<Integer> picks,
			@ForAll("levels") List<Integer> levels) {
		// given MIIT's table: score, scenarios at that level or above, binding ones of
		// them
		int[] scores = { 20, 40, 60, 80 };
		int[] scenarios = { 6, 6, 8, 10 };
		int[] binding = { 3, 3, 5, 6 };
		int expected = 0;
		for (int level = 1; level <= 4; level++) {
			int least = level;
			if (total(answers(picks)).exact().compareTo(Score.of(BigDecimal.valueOf(scores[level - 1])).exact()) >= 0
					&& levels.stream().filter((reached) -> reached >= least).count() >= scenarios[level - 1]
					&& levels.subList(0, 10)
						.stream()
						.filter((reached) -> reached >= least)
						.count() >= binding[level - 1]) {
				expected = level;
			}
		}
		assertThat(grade(picks, levels)).isEqualTo(expected);
	}

	@Property
	void countsAScenarioAtEveryLevelUpToItsOwn(@ForAll("levels") List<Integer> levels) {
		List<Integer> counts = Scoring.countsByLevel(levels);
		assertThat(counts).hasSize(4).isSortedAccordingTo(Collections.reverseOrder());
		assertThat(counts.stream().mapToInt(Integer::intValue).sum())
			.isEqualTo(levels.stream().mapToInt(Integer::intValue).sum());
	}

	@Test
	void refusesAnUnansweredQuestion() {
		Map<String, List<String>> answers = answers(HIGHEST);
		answers.remove("q07");
		assertThatIllegalStateException().isThrownBy(() -> Scoring.lines(answers, HOHHOT, MIIT, POINTS))
			.withMessageContaining("q07");
	}

	@Test
	void refusesAnOptionWithoutPoints() {
		Map<String, List<String>> answers = answers(HIGHEST);
		answers.put("q04", List.of("1", "15"));
		assertThatIllegalStateException().isThrownBy(() -> Scoring.lines(answers, HOHHOT, MIIT, POINTS))
			.withMessageContainingAll("q04", "15");
	}

	@Test
	void refusesAQuestionWithoutAWeightToCompareWith() {
		List<DecisionTables.Row> fewer = MIIT.subList(0, 14);
		assertThatIllegalStateException().isThrownBy(() -> Scoring.lines(answers(HIGHEST), HOHHOT, fewer, POINTS))
			.withMessageContaining("q15");
	}

	@Provide
	Arbitrary<List<Integer>> picks() {
		List<Arbitrary<Integer>> each = new ArrayList<>();
		HIGHEST.forEach((highest) -> each.add(Arbitraries.integers().between(0, highest)));
		return Combinators.combine(each).as((picks) -> picks);
	}

	@Provide
	Arbitrary<List<Integer>> levels() {
		// ten binding scenarios first, then six guiding ones
		return Arbitraries.integers().between(0, 4).list().ofSize(16);
	}

	private static int grade(List<Integer> picks, List<Integer> levels) {
		List<Integer> scenarios = Scoring.countsByLevel(levels);
		List<Integer> binding = Scoring.countsByLevel(levels.subList(0, 10));
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("score", total(answers(picks)).forTable());
		for (int level = 1; level <= 4; level++) {
			facts.put("scenarios" + level, scenarios.get(level - 1));
			facts.put("binding" + level, binding.get(level - 1));
		}
		Integer grade = ENGINE.evaluateDecisionTable(GRADE, facts).getSingleEntry();
		return grade;
	}

	private static Score total(Map<String, List<String>> answers) {
		return Scoring.total(Scoring.lines(answers, HOHHOT, MIIT, POINTS));
	}

	/** The index of a single choice, the number of options of a multiple choice. */
	private static Map<String, List<String>> answers(List<Integer> picks) {
		Map<String, List<String>> answers = new LinkedHashMap<>();
		for (int question = 1; question <= 15; question++) {
			int pick = picks.get(question - 1);
			answers.put(key(question), (MULTIPLE.contains(question) && pick > 0)
					? IntStream.rangeClosed(1, pick).mapToObj(Integer::toString).toList() : List.of("" + pick));
		}
		return answers;
	}

	private static String key(int question) {
		return "q%02d".formatted(question);
	}

	private static void assertShows(Score total, BigDecimal printed) {
		assertThat(total.rounded(printed.scale())).isEqualTo(printed);
		// printed decimals end where the number does, except for sevenths
		if (printed.scale() < 6) {
			assertThat(total).isEqualTo(Score.of(printed));
		}
	}

	private static <T> List<T> shuffled(List<T> list, long seed) {
		List<T> shuffled = new ArrayList<>(list);
		Collections.shuffle(shuffled, new Random(seed));
		return shuffled;
	}

	static List<DecisionTables.Row> rows(String name) {
		DecisionTable table = Dmn.readModelFromStream(file(name))
			.getModelElementsByType(DecisionTable.class)
			.iterator()
			.next();
		List<Input> inputs = List.copyOf(table.getInputs());
		List<Output> outputs = List.copyOf(table.getOutputs());
		List<DecisionTables.Row> rows = new ArrayList<>();
		for (Rule rule : table.getRules()) {
			Map<String, String> in = new LinkedHashMap<>();
			for (InputEntry entry : rule.getInputEntries()) {
				in.put(inputs.get(in.size()).getInputExpression().getText().getTextContent(), text(entry.getText()));
			}
			Map<String, String> out = new LinkedHashMap<>();
			for (OutputEntry entry : rule.getOutputEntries()) {
				out.put(outputs.get(out.size()).getName(), text(entry.getText()));
			}
			rows.add(new DecisionTables.Row(in, out, rule.getDescription().getTextContent()));
		}
		return rows;
	}

	private static String text(org.camunda.bpm.model.dmn.instance.Text cell) {
		return cell.getTextContent().strip().replace("\"", "");
	}

	static InputStream file(String name) {
		InputStream file = ScoringTests.class.getResourceAsStream("/dmn/" + name + ".dmn");
		if (file == null) {
			throw new UncheckedIOException(new IOException(name));
		}
		return file;
	}

}
