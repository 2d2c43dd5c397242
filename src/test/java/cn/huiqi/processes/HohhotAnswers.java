package cn.huiqi.processes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Verified answers that give a certain level, computed by hand from the indicators. Each
 * is to be laid over the sample, which stands at level 2: 66.84 points, ten scenarios at
 * level 2 or above, three of them at level 3.
 */
final class HohhotAnswers {

	private static final List<String> BINDING = List.of("productDesign", "marketing", "productionControl", "quality",
			"equipment", "safety", "energy", "procurement", "warehouseLogistics", "finance");

	private HohhotAnswers() {
	}

	/**
	 * 31.017857… points (2 + 1.5 + 1.5 + 15/7 + 5 + 1.25 + 1.25 + 3 + 1.875 + 1.5 + 0 + 3
	 * + 3 + 2 + 2) and fourteen scenarios at level 1 or above: level 1.
	 */
	static Map<String, Object> levelOne() {
		return Map.ofEntries(Map.entry("q01", first(1)), Map.entry("q02", "1"), Map.entry("q03", "1"),
				Map.entry("q04", first(3)), Map.entry("q05", "2"), Map.entry("q06", first(1)),
				Map.entry("q07", first(1)), Map.entry("q08", "2"), Map.entry("q09", first(1)),
				Map.entry("q10", first(1)), Map.entry("q11", "0"), Map.entry("q12", "1"), Map.entry("q13", "1"),
				Map.entry("q14", "1"), Map.entry("q15", "1"));
	}

	/** The sample's 66.84 points, and eight binding scenarios at level 3: level 3. */
	static Map<String, Object> levelThree() {
		return Stream
			.of("productionControl", "quality", "equipment", "safety", "energy", "procurement", "warehouseLogistics",
					"finance")
			.collect(Collectors.toMap((scenario) -> "scenario_" + scenario, (scenario) -> "3"));
	}

	/** 100 points, and all ten binding scenarios at level 4: level 4. */
	static Map<String, Object> levelFour() {
		Map<String, Object> answers = new HashMap<>(Map.of("q01", first(4), "q02", "4", "q03", "4", "q04", first(14),
				"q05", "4", "q06", first(4), "q07", first(4), "q08", "5", "q09", first(4), "q10", first(5)));
		answers.put("q11", "4");
		BINDING.forEach((scenario) -> answers.put("scenario_" + scenario, "4"));
		return answers;
	}

	/**
	 * 32 points for foundation and management (q01 4, q02 6, q03 6, q05 10, q08 6) and
	 * for results the best of q14 and q15 only: 8 by Hohhot's weights (4 % each), 6 by
	 * MIIT's (3 % each). So 40 and level 2 here, 38 and level 1 there.
	 */
	static Map<String, Object> levelTwoByHohhotOnly() {
		return results("4", "0", "2");
	}

	/**
	 * 26 points for foundation and management (the same without q08) and for results the
	 * best of q12 and q13 only: 12 by Hohhot's weights (6 % each), 14 by MIIT's (7 %
	 * each). So 38 and level 1 here, 40 and level 2 there.
	 */
	static Map<String, Object> levelTwoByMiitOnly() {
		return results("0", "2", "0");
	}

	private static Map<String, Object> results(String q08, String q12And13, String q14And15) {
		return Map.ofEntries(Map.entry("q01", first(2)), Map.entry("q02", "4"), Map.entry("q03", "4"),
				Map.entry("q04", none()), Map.entry("q05", "4"), Map.entry("q06", none()), Map.entry("q07", none()),
				Map.entry("q08", q08), Map.entry("q09", none()), Map.entry("q10", none()), Map.entry("q11", "0"),
				Map.entry("q12", q12And13), Map.entry("q13", q12And13), Map.entry("q14", q14And15),
				Map.entry("q15", q14And15));
	}

	private static List<String> first(int options) {
		return IntStream.rangeClosed(1, options).mapToObj(String::valueOf).toList();
	}

	private static List<String> none() {
		return List.of("0");
	}

}
