package cn.huiqi.restart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.jspecify.annotations.Nullable;

/**
 * How cases of a programme come to stand wherever one can wait.
 *
 * @param programme programme
 * @param authority its authority
 * @param district area its cases belong to, null where there is none
 * @param confirmed table whose assumed rows are deployed as confirmed before anything
 * begins, null for none
 * @param ownRounds whether each case is opened in a round of its own
 * @param path steps that carry a case from its start to its end
 * @param branches ways that leave the path
 * @param never waiting points that no case comes to as the programme is delivered, each
 * with the reason
 */
record Story(String programme, String authority, @Nullable String district, @Nullable String confirmed,
		boolean ownRounds, List<Step> path, @Nullable List<Branch> branches, @Nullable Map<String, String> never) {

	private static final Path FILES = Path.of("src/test/resources/parked");

	private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

	/** All there are. */
	static List<Story> all() {
		try (var files = Files.list(FILES)) {
			List<Story> stories = new ArrayList<>();
			for (Path file : files.sorted().toList()) {
				stories.add(YAML.readValue(Files.readAllBytes(file), Story.class));
			}
			return stories;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** One case before each step of the path, and one for each branch. */
	List<Plan> plans() {
		List<Plan> plans = new ArrayList<>();
		for (int i = 0; i < this.path.size(); i++) {
			if (this.path.get(i).isWaitedFor()) {
				plans.add(new Plan(this.path.subList(0, i), this.path.get(i)));
			}
		}
		for (Branch branch : Objects.requireNonNullElse(this.branches, List.<Branch>of())) {
			List<Step> before = new ArrayList<>(this.path.stream().takeWhile((step) -> !step.is(branch.at())).toList());
			before.addAll(branch.then());
			plans.add(new Plan(before, branch.next()));
		}
		return plans;
	}

	/**
	 * A case to be parked.
	 *
	 * @param before steps until it is parked
	 * @param next the step it takes when the program is back
	 */
	record Plan(List<Step> before, Step next) {
	}

	/**
	 * A way that leaves the path.
	 *
	 * @param at the step of the path it takes the place of
	 * @param then steps taken instead
	 * @param next the step it takes when the program is back
	 */
	record Branch(String at, List<Step> then, Step next) {
	}

	/**
	 * One step: a task that is done, a timer that comes due, or what the department does
	 * for many.
	 *
	 * @param task id of the task
	 * @param as {@code enterprise}, {@code offered} for whoever it is offered to by name,
	 * or an account
	 * @param sample name of the sample submission
	 * @param with answers in which it differs from the sample
	 * @param timer id of the timer event
	 * @param selection stage whose selection takes place, {@code round} for the round's;
	 * nobody else waits for it
	 * @param begun whether that selection is only begun
	 * @param notice stage for which a notice is published
	 * @param on day and time to which the clock is set
	 * @param covered whether a case of an earlier step waits here as well
	 */
	record Step(@Nullable String task, @Nullable String as, @Nullable String sample, @Nullable Map<String, Object> with,
			@Nullable String timer, @Nullable String selection, @Nullable Boolean begun, @Nullable String notice,
			@Nullable String on, @Nullable Boolean covered) {

		/** A task that is done. */
		static Step task(String task, String as, String sample, Map<String, Object> with) {
			return new Step(task, as, sample, with, null, null, null, null, null, null);
		}

		/** What it waits at; empty where nothing has to wait for it. */
		String at() {
			return (this.task != null) ? this.task : Objects.requireNonNullElse(this.timer, "");
		}

		/** Whether a branch that names this takes its place. */
		boolean is(String name) {
			return name.equals(at()) || name.equals("notice " + this.notice)
					|| name.equals("selection " + this.selection);
		}

		/** Whether a case is to wait before it. */
		boolean isWaitedFor() {
			return (this.task != null || this.timer != null || this.selection != null)
					&& !Boolean.TRUE.equals(this.covered);
		}

	}

}
