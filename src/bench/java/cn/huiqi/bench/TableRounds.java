package cn.huiqi.bench;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongToDoubleFunction;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/**
 * A table of ten rules and two inputs, evaluated for a while. Loaded once per FEEL engine
 * by a class loader of its own; the benchmark knows it by a type of the JDK only.
 */
public final class TableRounds implements LongToDoubleFunction {

	private static final int RULES = 10;

	private static final int KINDS = 2;

	private final DmnEngine engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

	private final DmnDecision decision = this.engine.parseDecision("benchmark",
			new ByteArrayInputStream(table().getBytes(StandardCharsets.UTF_8)));

	public TableRounds() {
		// a fast wrong answer is worth nothing
		for (int round = 0; round < RULES; round++) {
			Number level = this.engine.evaluateDecisionTable(this.decision, facts(round)).getSingleEntry();
			if (level.intValue() != round) {
				throw new IllegalStateException("Row %d expected, not %s".formatted(round, level));
			}
		}
	}

	/**
	 * Evaluates the table over and over.
	 * @param nanos for how long at least
	 * @return evaluations per second
	 */
	@Override
	public double applyAsDouble(long nanos) {
		long evaluations = 0;
		long begin = System.nanoTime();
		long passed;
		do {
			for (int round = 0; round < RULES; round++) {
				this.engine.evaluateDecisionTable(this.decision, facts(round));
			}
			evaluations += RULES;
			passed = System.nanoTime() - begin;
		}
		while (passed < nanos);
		return evaluations * 1e9 / passed;
	}

	/** Facts for which only that row fires. */
	private static VariableMap facts(int row) {
		return Variables.createVariables()
			.putValue("score", row / KINDS * 20 + 5.5)
			.putValue("kind", "kind" + row % KINDS);
	}

	private static String table() {
		StringBuilder rules = new StringBuilder();
		for (int row = 0; row < RULES; row++) {
			int from = row / KINDS * 20;
			rules.append("""
					<rule id="rule%d">
						<inputEntry id="score%d"><text>[%d..%d)</text></inputEntry>
						<inputEntry id="kind%d"><text>"kind%d"</text></inputEntry>
						<outputEntry id="level%d"><text>%d</text></outputEntry>
					</rule>
					""".formatted(row, row, from, from + 20, row, row % KINDS, row, row));
		}
		return """
				<?xml version="1.0" encoding="UTF-8"?>
				<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="benchmark-definitions" name="benchmark"
						namespace="https://huiqi.cn/decisions">
					<decision id="benchmark" name="benchmark">
						<decisionTable id="table" hitPolicy="UNIQUE">
							<input id="score">
								<inputExpression id="scoreExpression" typeRef="double"><text>score</text></inputExpression>
							</input>
							<input id="kind">
								<inputExpression id="kindExpression" typeRef="string"><text>kind</text></inputExpression>
							</input>
							<output id="level" name="level" typeRef="integer" />
							%s
						</decisionTable>
					</decision>
				</definitions>
				"""
			.formatted(rules);
	}

}
