package cn.huiqi.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import cn.huiqi.workflow.FormChecks;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Measures what it costs to hold one submission against its form: the largest form there
 * is, and a list of 200 rows with conditions, patterns and sums. Fails when the largest
 * form costs more than 2 ms at the median. Run it with {@code mvn -Pbench test}.
 */
public final class FormContractBenchmark {

	private static final double MOST_MILLISECONDS = 2;

	private static final int ROWS = 200;

	private static final int CHECKS = 2_000;

	private static final long WARM_UP = TimeUnit.SECONDS.toNanos(5);

	private static final ObjectMapper JSON = new ObjectMapper();

	private FormContractBenchmark() {
	}

	/**
	 * @param args the file to write the result to
	 */
	public static void main(String[] args) throws IOException {
		Path largest = largest();
		FormChecks declaration = new FormChecks(Files.readAllBytes(largest));
		Map<String, Object> declared = JSON.readValue(
				Path.of("src/test/resources/samples/hohhot-subsidy/declaration.json").toFile(),
				new TypeReference<LinkedHashMap<String, Object>>() {
				});
		String ledger = Files.readString(Path.of("src/test/resources/forms-contract/spending-ledger.form"))
			.replaceFirst("\"maxRows\": \"\\d+\"", "\"maxRows\": \"" + ROWS + "\"");
		List<Result> results = List.of(
				measure(largest.getFileName().toString(), declaration, declared, MOST_MILLISECONDS),
				measure("a list of " + ROWS + " rows", new FormChecks(ledger.getBytes(StandardCharsets.UTF_8)),
						spending(), Double.POSITIVE_INFINITY));
		report(results, Path.of(args[0]));
		if (results.stream().anyMatch((result) -> result.median() > result.most())) {
			System.exit(1);
		}
	}

	private static Path largest() throws IOException {
		try (var files = Files.walk(Path.of("forms"))) {
			return files.filter((file) -> file.toString().endsWith(".form"))
				.max((one, other) -> Long.compare(one.toFile().length(), other.toFile().length()))
				.orElseThrow();
		}
	}

	/** Every row of another amount, every condition told true or false in half of them. */
	private static Map<String, Object> spending() {
		List<Map<String, Object>> rows = new ArrayList<>();
		for (int i = 1; i <= ROWS; i++) {
			Map<String, Object> row = new LinkedHashMap<>();
			row.put("invoice", "%08d".formatted(i));
			row.put("issuedOn", "2025-03-01");
			row.put("paidOn", "2025-03-02");
			row.put("kind", (i % 2 == 0) ? "other" : "software");
			if (i % 2 == 0) {
				row.put("otherKind", "其他支出的说明");
			}
			row.put("amount", i + ".01");
			row.put("counted", i);
			row.put("evidence", List.of("contract", "voucher"));
			row.put("domestic", true);
			row.put("loanNumber", "1");
			rows.add(row);
		}
		// 1 + … + 200 yuan and 200 fen
		return new LinkedHashMap<>(Map.of("hasLoan", "yes", "bankName", "某某银行", "loanAmount", "1", "ledger", rows,
				"total", "2.0102", "budget", 100000, "commitment", true));
	}

	private static Result measure(String what, FormChecks form, Map<String, Object> submission, double most) {
		// a fast wrong answer is worth nothing
		List<String> faults = form.faultsOf(submission);
		if (!faults.isEmpty()) {
			throw new IllegalStateException(what + ": " + faults);
		}
		long begin = System.nanoTime();
		while (System.nanoTime() - begin < WARM_UP) {
			form.faultsOf(submission);
		}
		double[] milliseconds = new double[CHECKS];
		for (int i = 0; i < CHECKS; i++) {
			long before = System.nanoTime();
			form.faultsOf(submission);
			milliseconds[i] = (System.nanoTime() - before) / 1e6;
		}
		Arrays.sort(milliseconds);
		return new Result(what, milliseconds[CHECKS / 2], milliseconds[CHECKS * 99 / 100], most);
	}

	private static void report(List<Result> results, Path file) throws IOException {
		System.out.println("One submission held against its form, %d times each".formatted(CHECKS));
		System.out.printf("%-40s%12s%12s%12s%n", "form", "median ms", "99 % ms", "at most ms");
		for (Result result : results) {
			System.out.printf(Locale.ROOT, "%-40s%12.3f%12.3f%12s%n", result.form(), result.median(),
					result.percentile99(),
					Double.isFinite(result.most()) ? String.format(Locale.ROOT, "%.0f", result.most()) : "");
		}
		Files.createDirectories(file.toAbsolutePath().getParent());
		JSON.writerWithDefaultPrettyPrinter()
			.writeValue(file.toFile(), Map.of("checks", CHECKS, "results",
					results.stream()
						.map((result) -> Map.of("form", result.form(), "medianMilliseconds", result.median(),
								"percentile99Milliseconds", result.percentile99()))
						.toList()));
	}

	/**
	 * What one check costs.
	 *
	 * @param form the form
	 * @param median median in milliseconds
	 * @param percentile99 99 of 100 checks take no longer
	 * @param most most it may cost, infinite where nothing is demanded
	 */
	record Result(String form, double median, double percentile99, double most) {
	}

}
