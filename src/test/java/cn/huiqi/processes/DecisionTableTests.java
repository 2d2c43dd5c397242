package cn.huiqi.processes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import cn.huiqi.award.Subsidy;
import cn.huiqi.core.Money;
import cn.huiqi.core.Rate;
import cn.huiqi.testing.DatabaseTest;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricDecisionOutputInstance;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The packaged tables, evaluated by the running engine.
 */
@DatabaseTest
class DecisionTableTests {

	private static final String ELIGIBILITY = "hohhot-subsidy-eligibility";

	/** The packaged release is the first: others may have been deployed since. */
	private static final int PACKAGED = 1;

	private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");

	private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

	/** A number that fits: {@code >= 40}, {@code <= 0}, {@code [0..1]}. */
	private static final Pattern LEAST = Pattern.compile("(?:[<>]=\\s*|\\[)(-?\\d+(?:\\.\\d+)?)(?:\\.\\..*])?");

	private static final Pattern BELOW = Pattern.compile("<\\s*(-?\\d+)");

	/** What makes an input that is computed come out as a cell wants it. */
	private static final List<Computed> COMPUTED = computed();

	@Autowired
	DecisionService decisions;

	@Autowired
	HistoryService history;

	@ParameterizedTest(name = "{0} points are level {9}")
	@CsvFileSource(resources = "/scenarios/hohhot-subsidy/grading.csv", numLinesToSkip = 1)
	void gradesAtEveryThreshold(ArgumentsAccessor row) {
		// given a score and how many scenarios stand at each level or above, how many of
		// them binding
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("score", row.getDouble(0));
		for (int level = 1; level <= 4; level++) {
			facts.put("scenarios" + level, row.getInteger(level));
			facts.put("binding" + level, row.getInteger(4 + level));
		}
		// then
		assertThat((Integer) evaluate("grade-2024", facts).getSingleEntry()).isEqualTo(row.getInteger(9));
	}

	@ParameterizedTest
	@ValueSource(strings = { "score", "scenarios1", "scenarios2", "scenarios3", "scenarios4", "binding1", "binding2",
			"binding3", "binding4" })
	void givesNoFloorWhenAFactIsMissing(String missing) {
		// given an enterprise that reaches no level, and one fact left out
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("score", 0.0);
		for (int level = 1; level <= 4; level++) {
			facts.put("scenarios" + level, 0);
			facts.put("binding" + level, 0);
		}
		assertThat((Integer) evaluate("grade-2024", facts).getSingleEntry()).isZero();
		facts.remove(missing);
		// then there is no level at all
		assertThat(evaluate("grade-2024", facts).isEmpty()).isTrue();
	}

	@ParameterizedTest(name = "level {0}, {1} counted: {3}")
	@CsvFileSource(resources = "/scenarios/hohhot-subsidy/subsidy.csv", numLinesToSkip = 1)
	void paysRateTimesCountedUpToTheCap(int level, String counted, BigDecimal product, String subsidy) {
		// given the row of the level reached
		DmnDecisionTableResult rows = evaluate("hohhot-subsidy-rate", Map.of("level", level));
		assertThat(rows).hasSize(1);
		Map<String, Object> row = rows.getSingleResult().getEntryMap();
		assertThat(row).containsEntry("confirmed", true);
		// when the subsidy of that expenditure is computed
		Subsidy decided = new Subsidy(level, new Rate(exact(row.get("rate"))), Money.yuan(exact(row.get("capYuan"))),
				Money.yuan(counted), Money.ZERO);
		// then
		assertThat(decided.product()).isEqualByComparingTo(product);
		assertThat(decided.amount()).hasToString(subsidy);
	}

	@ParameterizedTest
	@CsvSource({ "2, 0.7, 350000", "3, 0.5, 1500000", "4, 0.4, 3000000", "1, 0, 0", "0, 0, 0" })
	void hasTheRatesAndCapsOfTheGuide(int level, BigDecimal rate, BigDecimal cap) {
		Map<String, Object> row = evaluate("hohhot-subsidy-rate", Map.of("level", level)).getSingleResult()
			.getEntryMap();
		assertThat(exact(row.get("rate"))).isEqualByComparingTo(rate);
		assertThat(exact(row.get("capYuan"))).isEqualByComparingTo(cap);
	}

	@ParameterizedTest
	@CsvSource({
			// level, counted, paid before, paid now: a higher level later gets the
			// difference
			"3, 3000000, 350000, 1150000.00", "2, 500000, 350000, 0.00", "2, 400000, 350000, 0.00",
			"4, 7500000, 1500000, 1500000.00" })
	void paysOnlyTheDifferenceToWhatWasPaidBefore(int level, String counted, String before, String amount) {
		Map<String, Object> row = evaluate("hohhot-subsidy-rate", Map.of("level", level)).getSingleResult()
			.getEntryMap();
		assertThat(new Subsidy(level, new Rate(exact(row.get("rate"))), Money.yuan(exact(row.get("capYuan"))),
				Money.yuan(counted), Money.yuan(before))
			.amount()).hasToString(amount);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 5 })
	void hasNoRateForALevelThatIsNone(int level) {
		assertThat(evaluate("hohhot-subsidy-rate", Map.of("level", level)).isEmpty()).isTrue();
	}

	@Test
	void findsNothingAgainstAnEnterpriseThatMeetsEveryCondition() {
		assertThat(reasons(eligible())).isEmpty();
	}

	@ParameterizedTest(name = "{0} = {1}: {2}")
	@CsvSource(nullValues = "-", value = { "sector, 房地产业, HH-E2", "sector, 新材料制造业, -", "sector, 生物医药制造业, -",
			"projectStart, 2024-06, HH-E3", "projectStart, 2023-12, HH-E3", "projectStart, 2024-07, -",
			"projectEnd, 2027-01, HH-E3", "projectEnd, 2026-12, -", "listedAbnormal, yes, HH-E4",
			"restrictedProducts, yes, HH-E5", "majorViolation, yes, HH-E6", "enterpriseQuality, LITTLE_GIANT, -",
			"enterpriseQuality, SPECIALIZED, -", "enterpriseQuality, INNOVATIVE, -", "centrallyFunded, yes, -",
			"declaredLevel, 1, HH-E8", "declaredLevel, 0, HH-E8", "declaredLevel, 3, -", "declaredLevel, 4, -" })
	void refusesByExactlyTheClauseThatIsNotMet(String fact, String value, @Nullable String clause) {
		// given an eligible enterprise that differs in one fact
		Map<String, Object> facts = eligible();
		facts.put(fact, value);
		// then
		assertThat(reasons(facts)).isEqualTo((clause != null) ? List.of(clause) : List.of());
	}

	@Test
	void refusesAnEnterpriseThatIsNotOnTheRoster() {
		Map<String, Object> facts = eligible();
		facts.put("onRoster", false);
		assertThat(reasons(facts)).containsExactly("HH-E1");
	}

	@Test
	void refusesALittleGiantOnlyWhenCentrallyFunded() {
		Map<String, Object> facts = eligible();
		facts.put("enterpriseQuality", "LITTLE_GIANT");
		facts.put("centrallyFunded", "yes");
		assertThat(reasons(facts)).containsExactly("HH-E7");
		facts.put("centrallyFunded", "no");
		assertThat(reasons(facts)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "onRoster, HH-E1", "sector, HH-E2", "projectStart, HH-E3", "projectEnd, HH-E3",
			"spendingWindowStart, HH-E3", "applicationDeadline, HH-E3", "listedAbnormal, HH-E4",
			"restrictedProducts, HH-E5", "majorViolation, HH-E6", "enterpriseQuality, HH-E7", "declaredLevel, HH-E8" })
	void takesNoMissingFactForAGoodOne(String fact, String clause) {
		Map<String, Object> facts = eligible();
		facts.remove(fact);
		assertThat(reasons(facts)).containsExactly(clause);
	}

	@Test
	void givesEveryReasonAtOnce() {
		// given an enterprise that meets no condition
		Map<String, Object> facts = eligible();
		facts.putAll(Map.of("onRoster", false, "sector", "房地产业", "projectStart", "2024-06", "projectEnd", "2027-01",
				"listedAbnormal", "yes", "restrictedProducts", "yes", "majorViolation", "yes", "enterpriseQuality",
				"LITTLE_GIANT", "centrallyFunded", "yes", "declaredLevel", "1"));
		// then every clause is named, the project's start and end each
		assertThat(reasons(facts)).containsExactlyInAnyOrder("HH-E1", "HH-E2", "HH-E3", "HH-E3", "HH-E4", "HH-E5",
				"HH-E6", "HH-E7", "HH-E8");
		// and in words
		assertThat(evaluate(ELIGIBILITY, facts).<String>collectEntries("text"))
			.allSatisfy((text) -> assertThat(text).contains("申报指南"));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("everyRow")
	void evaluatesEveryCellOfEveryRow(String table, String rule) {
		// given facts made for this row
		Row row = row(table, rule);
		Map<String, Object> facts = row.facts();
		long before = count(table);
		// when the engine evaluates the table
		evaluate(table, facts);
		// then the row fired, and its outputs are what is printed in them
		assertThat(count(table)).isEqualTo(before + 1);
		Map<String, Object> outputs = new LinkedHashMap<>();
		latest(table).getOutputs()
			.stream()
			.filter((output) -> output.getRuleId().equals(rule))
			.forEach((HistoricDecisionOutputInstance output) -> outputs.put(output.getVariableName(),
					output.getValue()));
		assertThat(outputs).as("row %s of %s fires for %s", rule, table, facts).hasSameSizeAs(row.outputs());
		row.outputs().forEach((name, cell) -> {
			if (cell.contains("string(")) {
				// a text put together from the facts
				assertThat(printed(outputs.get(name))).contains("1");
			}
			else {
				assertThat(printed(outputs.get(name))).isEqualTo(cell);
			}
		});
	}

	static Stream<Arguments> everyRow() throws IOException {
		List<Arguments> rows = new ArrayList<>();
		for (Path file : tables()) {
			table(file).getRules().forEach((rule) -> rows.add(arguments(key(file), rule.getId())));
		}
		assertThat(rows).isNotEmpty();
		return rows.stream();
	}

	private DmnDecisionTableResult evaluate(String table, Map<String, Object> facts) {
		return this.decisions.evaluateDecisionTableByKeyAndVersion(table, PACKAGED, facts);
	}

	private List<String> reasons(Map<String, Object> facts) {
		return evaluate(ELIGIBILITY, facts).collectEntries("reason");
	}

	private long count(String table) {
		return this.history.createHistoricDecisionInstanceQuery().decisionDefinitionKey(table).count();
	}

	private HistoricDecisionInstance latest(String table) {
		List<HistoricDecisionInstance> evaluations = this.history.createHistoricDecisionInstanceQuery()
			.decisionDefinitionKey(table)
			.includeOutputs()
			.orderByEvaluationTime()
			.desc()
			.list();
		return evaluations.get(0);
	}

	private static Map<String, Object> eligible() {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("onRoster", true);
		facts.put("sector", "特色食品加工业");
		facts.put("projectStart", "2024-09");
		facts.put("projectEnd", "2025-03");
		facts.put("spendingWindowStart", "2024-07-01");
		facts.put("applicationDeadline", "2026-12-31");
		facts.put("listedAbnormal", "no");
		facts.put("restrictedProducts", "no");
		facts.put("majorViolation", "no");
		facts.put("centrallyFunded", "no");
		facts.put("enterpriseQuality", "NONE");
		facts.put("declaredLevel", "2");
		return facts;
	}

	private static List<Path> tables() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("dmn"))) {
			return files.filter((file) -> file.toString().endsWith(".dmn")).sorted().toList();
		}
	}

	private static String key(Path file) {
		return file.getFileName().toString().replace(".dmn", "");
	}

	private static DecisionTable table(Path file) {
		return Dmn.readModelFromFile(file.toFile()).getModelElementsByType(DecisionTable.class).iterator().next();
	}

	private static Row row(String table, String rule) {
		try {
			DecisionTable read = table(
					tables().stream().filter((file) -> key(file).equals(table)).findFirst().orElseThrow());
			Rule found = read.getRules().stream().filter((each) -> each.getId().equals(rule)).findFirst().orElseThrow();
			Map<String, Object> facts = table.equals(ELIGIBILITY) ? eligible() : new LinkedHashMap<>();
			List<Input> inputs = List.copyOf(read.getInputs());
			int i = 0;
			for (InputEntry cell : found.getInputEntries()) {
				makeTrue(inputs.get(i++), cell.getText().getTextContent().strip(), facts);
			}
			Map<String, String> outputs = new LinkedHashMap<>();
			List<Output> names = List.copyOf(read.getOutputs());
			for (OutputEntry cell : found.getOutputEntries()) {
				String text = cell.getText().getTextContent().strip();
				Matcher literal = LITERAL.matcher(text);
				outputs.put(names.get(outputs.size()).getName(), literal.matches() ? literal.group(1) : text);
			}
			return new Row(facts, outputs);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Adds what lets a cell hold. */
	private static void makeTrue(Input input, String cell, Map<String, Object> facts) {
		String expression = input.getInputExpression().getText().getTextContent().strip();
		if (cell.isEmpty() || cell.equals("-")) {
			return;
		}
		if (COMPUTED.stream().anyMatch((computed) -> computed.input().equals(expression))) {
			COMPUTED.stream()
				.filter((computed) -> computed.input().equals(expression) && computed.cell().equals(cell))
				.findFirst()
				.orElseThrow(() -> new AssertionError("Facts for which %s is %s?".formatted(expression, cell)))
				.facts()
				.forEach((name, value) -> {
					if (value != null) {
						facts.put(name, value);
					}
					else {
						facts.remove(name);
					}
				});
			return;
		}
		Matcher literal = LITERAL.matcher(cell);
		Matcher least = LEAST.matcher(cell);
		Matcher below = BELOW.matcher(cell);
		if (literal.matches()) {
			facts.put(expression, literal.group(1));
		}
		else if (NUMBER.matcher(cell).matches()) {
			facts.put(expression, number(input, cell));
		}
		else if (least.matches()) {
			facts.put(expression, number(input, least.group(1)));
		}
		else if (below.matches()) {
			facts.put(expression, number(input, String.valueOf(Integer.parseInt(below.group(1)) - 1)));
		}
		else if (cell.equals("true") || cell.equals("false")) {
			facts.put(expression, Boolean.valueOf(cell));
		}
		else if (cell.equals("null")) {
			facts.remove(expression);
		}
		else if (cell.startsWith("not(\"")) {
			facts.put(expression, "没有这一项");
		}
		else {
			throw new AssertionError("The test does not know what fulfils the cell " + cell);
		}
	}

	private static List<Computed> computed() {
		try (InputStream file = DecisionTableTests.class.getResourceAsStream("/scenarios/tables/computed-inputs.yml")) {
			return new ObjectMapper(new YAMLFactory()).readValue(file, new TypeReference<>() {
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Number number(Input input, String text) {
		return input.getInputExpression().getTypeRef().equals("integer") ? (Number) Integer.valueOf(text)
				: Double.valueOf(text);
	}

	/** A value as a cell prints it. */
	private static String printed(@Nullable Object value) {
		return (value instanceof Number number) ? exact(number).stripTrailingZeros().toPlainString()
				: String.valueOf(value);
	}

	private static BigDecimal exact(@Nullable Object number) {
		assertThat(number).isInstanceOf(Number.class);
		return BigDecimal.valueOf(((Number) number).doubleValue());
	}

	/**
	 * A row.
	 *
	 * @param facts for which it fires
	 * @param outputs output cells by name, quotes removed
	 */
	private record Row(Map<String, Object> facts, Map<String, String> outputs) {
	}

	/**
	 * Facts for a computed input.
	 */
	record Computed(String input, String cell, Map<String, @Nullable Object> facts) {
	}

}
