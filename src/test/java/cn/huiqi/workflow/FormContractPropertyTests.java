package cn.huiqi.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import cn.huiqi.core.Fault;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Over every form in {@code forms/} and the forms written for this test: sound
 * submissions pass, and each with one thing wrong is refused for that thing.
 */
class FormContractPropertyTests {

	private static final ObjectMapper JSON = new ObjectMapper()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

	private static final List<RealForm> FORMS = Stream
		.concat(files(Path.of("forms")), files(Path.of("src/test/resources/forms-contract")))
		.map(RealForm::read)
		.toList();

	/**
	 * Forms with conditions or relations that {@link GeneratedSubmission} has no meaning
	 * for.
	 */
	private static final Set<String> TRIED_ELSEWHERE = Set.of("changchun-award-announcement.form",
			"changchun-award-county-review.form", "changchun-award-declaration.form",
			"changchun-pilot-acceptance-opinion.form", "changchun-pilot-acceptance.form",
			"changchun-pilot-audit-report.form", "changchun-pilot-evaluation-report.form",
			"changchun-pilot-funding-review.form", "changchun-pilot-funding.form", "changchun-pilot-improvement.form",
			"changchun-pilot-ledger-verification.form", "changchun-pilot-opinion-countersign.form",
			"changchun-pilot-rating.form", "changchun-pilot-site-rating.form", "changchun-pilot-work-plan-review.form",
			"changchun-pilot-agreement.form", "changchun-pilot-application.form", "changchun-pilot-completion.form",
			"changchun-pilot-county-review.form", "changchun-pilot-diagnosis-acceptance.form",
			"changchun-pilot-diagnosis-record.form", "changchun-pilot-diagnosis-report.form",
			"changchun-pilot-filing.form", "changchun-pilot-presentation.form", "changchun-pilot-publication.form",
			"changchun-pilot-recruitment-supervision.form", "changchun-pilot-results-upload.form",
			"changchun-pilot-self-assessment.form", "changchun-pilot-supervision.form",
			"hangzhou-filing-confirmation.form", "hangzhou-filing-declaration.form",
			"hangzhou-filing-paper-copies.form", "hubei-cloud-benchmark-declaration.form", "expert-opinion.form",
			"progress-report.form", "collective-decision.form", "selection-confirmation.form", "selection-start.form",
			"wuhan-subsidy-declaration.form", "wuhan-subsidy-district-review.form",
			"wuhan-subsidy-ledger-verification.form", "wuhan-subsidy-online-review.form",
			"wuhan-subsidy-site-visit.form");

	/** Of a large form, so many at a time. */
	private static final int MUTATIONS_AT_A_TIME = 60;

	@Provide
	Arbitrary<RealForm> forms() {
		return Arbitraries.of(FORMS.stream().filter((form) -> GeneratedSubmission.knows(form.json())).toList());
	}

	@Example
	void leavesOutNoFormUnnoticed() {
		assertThat(FORMS).filteredOn((form) -> !GeneratedSubmission.knows(form.json()))
			.extracting(RealForm::toString)
			.containsExactlyInAnyOrderElementsOf(TRIED_ELSEWHERE);
	}

	@Property(tries = 600)
	void takesEverySoundSubmission(@ForAll("forms") RealForm form, @ForAll long seed) {
		// given
		Map<String, Object> sound = GeneratedSubmission.of(form.json(), seed).answers();
		// when
		List<Fault> faults = new ArrayList<>();
		Map<String, Object> answers = check(form, sound, faults);
		// then nothing is wrong with it, and everything of it is kept
		assertThat(faults).as(sound.toString()).isEmpty();
		assertThat(answers.keySet()).isEqualTo(keysWithAnswers(sound));
	}

	@Property(tries = 300)
	void refusesEverySingleMutation(@ForAll("forms") RealForm form, @ForAll long seed) {
		// given
		List<GeneratedSubmission.Mutation> mutations = GeneratedSubmission.of(form.json(), seed).mutations();
		Collections.shuffle(mutations, new Random(seed));
		for (GeneratedSubmission.Mutation mutation : mutations.subList(0,
				Math.min(MUTATIONS_AT_A_TIME, mutations.size()))) {
			// when
			List<Fault> faults = new ArrayList<>();
			check(form, mutation.changed(), faults);
			// then exactly that is said, in Chinese
			assertThat(faults).as(mutation.toString()).extracting(Fault::field).containsExactly(mutation.key());
			assertThat(faults.get(0).message()).matches("(?s).*\\p{IsHan}.*");
		}
	}

	@Property(tries = 200)
	void keepsNothingOfHiddenAndReadOnlyFields(@ForAll("forms") RealForm form, @ForAll long seed,
			@ForAll("nonsense") Object nonsense) {
		// given a sound submission, and nonsense for all that is not asked for in it
		Map<String, Object> sound = GeneratedSubmission.of(form.json(), seed).answers();
		Map<String, Object> submission = new LinkedHashMap<>(sound);
		List<String> notAsked = new ArrayList<>();
		collectNotAsked(form.json().path("components"), sound, false, notAsked);
		notAsked.forEach((key) -> submission.put(key, nonsense));
		// when
		List<Fault> faults = new ArrayList<>();
		Map<String, Object> answers = check(form, submission, faults);
		// then it neither counts nor disturbs
		assertThat(faults).as(submission.toString()).isEmpty();
		assertThat(answers.keySet()).isEqualTo(keysWithAnswers(sound)).noneMatch(notAsked::contains);
	}

	@Provide
	Arbitrary<Object> nonsense() {
		return Arbitraries.of("approve", 7, -1.5, true, List.of("0", List.of()), Map.of("level", 4), "字".repeat(5000));
	}

	/** Read-only fields, and those of a loan where there is none. */
	private static void collectNotAsked(JsonNode components, Map<String, Object> sound, boolean hidden,
			List<String> found) {
		for (JsonNode component : components) {
			boolean hides = hidden || (component.path("conditional").path("hide").asText().equals("=hasLoan != \"yes\"")
					&& !"yes".equals(sound.get("hasLoan")));
			if (component.path("type").asText().equals("group")) {
				collectNotAsked(component.path("components"), sound, hides, found);
			}
			else if (component.has("key")
					&& (hides || component.path("readonly").asBoolean() || component.path("disabled").asBoolean())) {
				found.add(component.path("key").asText());
			}
		}
	}

	private static Set<String> keysWithAnswers(Map<String, Object> sound) {
		Map<String, Object> given = new LinkedHashMap<>(sound);
		given.values().removeIf((value) -> value.equals(List.of()));
		return given.keySet();
	}

	private static Map<String, Object> check(RealForm form, Map<String, Object> submission, List<Fault> faults) {
		return FormContract.check(form.schema(), submission, new FormContract.Supplied() {
			@Override
			public Set<String> options(String valuesKey) {
				return Set.copyOf(GeneratedSubmission.SUPPLIED_OPTIONS);
			}

			@Override
			public @Nullable Object value(String key) {
				return key.equals("lines") ? GeneratedSubmission.SUPPLIED_ROWS : null;
			}
		}, faults);
	}

	private static Stream<Path> files(Path folder) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().endsWith(".form")).sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A form as it lies in a folder.
	 */
	record RealForm(String id, JsonNode json, FormSchema schema) {

		static RealForm read(Path file) {
			try {
				byte[] content = Files.readAllBytes(file);
				return new RealForm(file.getFileName().toString(), JSON.readTree(content), FormSchema.parse(content));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public String toString() {
			return this.id;
		}

	}

}
