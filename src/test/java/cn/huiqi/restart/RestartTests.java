package cn.huiqi.restart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import cn.huiqi.HuiqiApplication;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Stored;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The program ends and starts again while cases of all programmes wait, one at every
 * point where a case of its programme can wait at all.
 */
@Tag("alone")
class RestartTests {

	private static final String BEGINNING = "2025-06-03T10:00:00";

	@TempDir
	Path data;

	private final List<Parked> parked = new ArrayList<>();

	@BeforeEach
	void onAWorkday() {
		ClockUtil.setCurrentTime(instant(BEGINNING));
	}

	@AfterEach
	void backToNow() {
		ClockUtil.reset();
	}

	@Test
	void losesNoCaseWhereverItWaits() {
		Map<String, Set<String>> waiting;
		Stored stored;
		// given a case at every point where one can wait
		try (Program program = new Program(this.data)) {
			Story.all().forEach((story) -> park(program, story));
			waiting = program.waiting();
			requireEverywhere(program);
			stored = program.stored();
		}
		// when the program is started again
		ClockUtil.setCurrentTime(instant(BEGINNING));
		try (Program program = new Program(this.data)) {
			// then each waits where it did, and no row of any table is another
			assertThat(program.waiting()).isEqualTo(waiting);
			// but for what the log says of the start
			assertThat(stored.differencesTo(program.stored()))
				.allMatch((difference) -> difference.toLowerCase(Locale.ROOT).startsWith("audit_act: 0 rows gone"));
			// and each goes on from there
			for (Parked one : this.parked) {
				ClockUtil.setCurrentTime(one.at());
				Set<String> before = program.standingOf(one.number());
				program.take(one.story(), one.party(), one.number(), one.next());
				assertThat(program.standingOf(one.number())).as("%s at %s", one.number(), one.next().at())
					.isNotEqualTo(before);
			}
		}
	}

	private void park(Program program, Story story) {
		if (story.confirmed() != null) {
			program.deployConfirmed(Path.of(story.confirmed()));
		}
		for (Story.Plan plan : story.plans()) {
			ClockUtil.setCurrentTime(instant(BEGINNING));
			CaseJourney journey = program.journey().of(story.programme(), story.authority());
			CaseJourney.Party party = journey.newEnterprise(story.district());
			if (story.ownRounds()) {
				program.openRound(story);
			}
			Parked one = new Parked(story, party, journey.start(party), plan.next(), ClockUtil.getCurrentTime());
			plan.before().forEach((step) -> program.take(story, party, one.number(), step));
			this.parked.add(new Parked(story, party, one.number(), plan.next(), ClockUtil.getCurrentTime()));
		}
	}

	/** No point of a programme's models is left out, unless its story says why. */
	private void requireEverywhere(Program program) {
		Set<String> missing = new TreeSet<>();
		for (Story story : Story.all()) {
			Set<String> reached = new TreeSet<>();
			this.parked.stream()
				.filter((one) -> one.story().programme().equals(story.programme()))
				.forEach((one) -> reached.addAll(program.waitingOf(one.number())));
			Map<String, String> never = Objects.requireNonNullElse(story.never(), Map.of());
			WaitingPoint.of(story.programme())
				.stream()
				.filter((point) -> !reached.contains(point.toString()) && !never.containsKey(point.activity()))
				.forEach((point) -> missing.add(story.programme() + ": " + point));
		}
		assertThat(missing).isEmpty();
	}

	private static Date instant(String localDateTime) {
		return Date.from(LocalDateTime.parse(localDateTime).atZone(WorkCalendar.ZONE).toInstant());
	}

	/**
	 * A case that waits.
	 *
	 * @param story its programme's
	 * @param party its enterprise
	 * @param number its number
	 * @param next what is to be done next
	 * @param at since when it waits
	 */
	record Parked(Story story, CaseJourney.Party party, String number, Story.Step next, Date at) {
	}

}
