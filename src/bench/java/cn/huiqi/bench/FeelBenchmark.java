package cn.huiqi.bench;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Compares the FEEL engine in use with the one that Camunda 7.24.0 pins, side by side in
 * one run, and fails when the one in use is not many times as fast. Run it with
 * {@code mvn -Pbench test} after every change of a version.
 */
public final class FeelBenchmark {

	private static final double LEAST = 8;

	private static final int PAIRS = 15;

	private static final int RESAMPLES = 10_000;

	private static final int WARM_UPS = 10;

	private static final long WARM_UP = TimeUnit.SECONDS.toNanos(1);

	private static final long ROUND = TimeUnit.MILLISECONDS.toNanos(500);

	private FeelBenchmark() {
	}

	/**
	 * @param args the jar of the pinned FEEL engine, the file to write the result to
	 */
	public static void main(String[] args) throws Exception {
		List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(Path::of)
			.toList();
		Path usedJar = classPath.stream().filter(FeelBenchmark::isFeelEngine).findFirst().orElseThrow();
		Path pinnedJar = Path.of(args[0]);
		try (URLClassLoader usedLoader = loader(classPath, usedJar);
				URLClassLoader pinnedLoader = loader(classPath, pinnedJar)) {
			LongToDoubleFunction used = rounds(usedLoader);
			LongToDoubleFunction pinned = rounds(pinnedLoader);
			for (int i = 0; i < WARM_UPS; i++) {
				// the slow one has ten times fewer evaluations to warm up by
				used.applyAsDouble(WARM_UP);
				pinned.applyAsDouble(2 * WARM_UP);
			}
			List<Pair> pairs = new ArrayList<>();
			for (int i = 0; i < PAIRS; i++) {
				// ABBA: what slows the machine down meanwhile slows both down
				double usedFirst = used.applyAsDouble(ROUND);
				double pinnedFirst = pinned.applyAsDouble(ROUND);
				double pinnedSecond = pinned.applyAsDouble(ROUND);
				double usedSecond = used.applyAsDouble(ROUND);
				pairs.add(new Pair((usedFirst + usedSecond) / 2, (pinnedFirst + pinnedSecond) / 2));
			}
			boolean fastEnough = report(version(usedJar), version(pinnedJar), pairs, Path.of(args[1]));
			if (!fastEnough) {
				System.exit(1);
			}
		}
	}

	private static boolean report(String used, String pinned, List<Pair> pairs, Path file) throws IOException {
		double[] ratios = pairs.stream().mapToDouble(Pair::ratio).toArray();
		double median = median(ratios);
		double[] interval = bootstrap(ratios);
		double usedPerSecond = median(pairs.stream().mapToDouble(Pair::used).toArray());
		double pinnedPerSecond = median(pairs.stream().mapToDouble(Pair::pinned).toArray());

		StringBuilder table = new StringBuilder();
		table.append(line("pair", used + " evaluations/s", pinned + " evaluations/s", "ratio"));
		for (int i = 0; i < pairs.size(); i++) {
			Pair pair = pairs.get(i);
			table.append(line(String.valueOf(i + 1), decimal("%,.0f", pair.used()), decimal("%,.0f", pair.pinned()),
					decimal("%.2f", pair.ratio())));
		}
		table.append(line("median", decimal("%,.0f", usedPerSecond), decimal("%,.0f", pinnedPerSecond),
				decimal("%.2f", median)));
		boolean fastEnough = median >= LEAST;
		System.out.println("A table of 10 rules and 2 inputs, evaluated by the DMN engine of Camunda 7.24");
		System.out.print(table);
		System.out
			.println("feel-engine %s is %s times as fast as %s (95 %% interval %s to %s); at least %s expected: %s"
				.formatted(used, decimal("%.2f", median), pinned, decimal("%.2f", interval[0]),
						decimal("%.2f", interval[1]), decimal("%.0f", LEAST), fastEnough ? "good" : "TOO SLOW"));

		Map<String, Object> result = new LinkedHashMap<>();
		result.put("used", used);
		result.put("pinned", pinned);
		result.put("usedPerSecond", usedPerSecond);
		result.put("pinnedPerSecond", pinnedPerSecond);
		result.put("medianRatio", median);
		result.put("interval95", interval);
		result.put("leastRatio", LEAST);
		result.put("fastEnough", fastEnough);
		result.put("pairs", pairs);
		Files.createDirectories(file.toAbsolutePath().getParent());
		new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), result);
		return fastEnough;
	}

	/** 95 % interval of the median: the pairs are drawn again and again. */
	private static double[] bootstrap(double[] ratios) {
		Random random = new Random(20240701);
		double[] medians = new double[RESAMPLES];
		for (int i = 0; i < RESAMPLES; i++) {
			medians[i] = median(
					random.ints(ratios.length, 0, ratios.length).mapToDouble((pair) -> ratios[pair]).toArray());
		}
		Arrays.sort(medians);
		return new double[] { medians[(int) (RESAMPLES * 0.025)], medians[(int) (RESAMPLES * 0.975)] };
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	/** Everything the DMN engine needs, with that FEEL engine and without logging. */
	private static URLClassLoader loader(List<Path> classPath, Path feelEngine) throws MalformedURLException {
		List<URL> urls = new ArrayList<>();
		urls.add(feelEngine.toUri().toURL());
		for (Path entry : classPath) {
			if (!isFeelEngine(entry) && !entry.getFileName().toString().startsWith("logback-")) {
				urls.add(entry.toUri().toURL());
			}
		}
		return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
	}

	private static LongToDoubleFunction rounds(ClassLoader loader) throws ReflectiveOperationException {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		Thread.currentThread().setContextClassLoader(loader);
		try {
			return (LongToDoubleFunction) loader.loadClass("cn.huiqi.bench.TableRounds")
				.getDeclaredConstructor()
				.newInstance();
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	private static boolean isFeelEngine(Path entry) {
		return entry.getFileName().toString().startsWith("feel-engine-");
	}

	private static String version(Path jar) {
		return jar.getFileName().toString().replaceFirst("^feel-engine-([0-9.]+[0-9]).*", "$1");
	}

	private static String line(String first, String second, String third, String fourth) {
		return "%-8s%24s%24s%10s%n".formatted(first, second, third, fourth);
	}

	private static String decimal(String format, double value) {
		return String.format(Locale.ROOT, format, value);
	}

	/**
	 * One ABBA round.
	 *
	 * @param used evaluations per second with the engine in use
	 * @param pinned evaluations per second with the pinned one
	 */
	record Pair(double used, double pinned) {

		double ratio() {
			return this.used / this.pinned;
		}

	}

}
