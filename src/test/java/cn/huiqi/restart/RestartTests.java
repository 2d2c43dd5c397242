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
				Set<String> before = program.waitingOf(one.number());
				program.take(one, one.next());
				assertThat(program.waitingOf(one.number())).as("%s at %s", one.number(), one.next().at())
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
			Parked one = new Parked(story, party, journey.start(party), plan.next(), ClockUtil.getCurrentTime());
			plan.before().forEach((step) -> program.take(one, step));
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

	/**
	 * The running program.
	 */
	static final class Program implements AutoCloseable {

		private final ConfigurableApplicationContext context;

		Program(Path data) {
			this.context = new SpringApplicationBuilder(HuiqiApplication.class, Journey.class).run("--server.port=0",
					"--huiqi.data=" + data.toAbsolutePath(), "--huiqi.demo=true", "--huiqi.demo-cases=false",
					"--camunda.bpm.job-execution.enabled=false");
		}

		CaseJourney journey() {
			return this.context.getBean(Journey.class);
		}

		Stored stored() {
			return Stored.in(this.context.getBean(JdbcTemplate.class));
		}

		/** Deploys a table as an analyst would who has seen the paper. */
		void deployConfirmed(Path table) {
			CaseJourney journey = journey();
			journey.as("analyst");
			try {
				this.context.getBean(RepositoryService.class)
					.createDeployment()
					.name(table.getFileName().toString())
					.addString(table.getFileName().toString(),
							Files.readString(table).replace("<text>false</text>", "<text>true</text>"))
					.deploy();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			finally {
				journey.nobody();
			}
		}

		/** Takes a step of a case. */
		void take(Parked one, Story.Step step) {
			if (step.timer() != null) {
				this.journey().fireTimerWhenDue(one.number(), step.timer());
				return;
			}
			CaseJourney journey = journey().of(one.story().programme(), one.story().authority());
			Map<String, Object> answers = new LinkedHashMap<>(journey.sampleOf(String.valueOf(step.sample())));
			answers.putAll(Objects.requireNonNullElse(step.with(), Map.of()));
			answers.replaceAll((key, value) -> "{today}".equals(value) ? CaseJourney.today() : value);
			TaskService tasks = this.context.getBean(TaskService.class);
			List<Task> open = tasks.createTaskQuery()
				.processInstanceBusinessKey(one.number())
				.taskDefinitionKey(step.task())
				.list();
			assertThat(open).as("%s at %s, not at %s", one.number(), journey.openTasks(one.number()), step.task())
				.isNotEmpty();
			for (Task task : open) {
				String account = account(one, step, task);
				journey.handInMaterials(one.number(), account);
				journey.as(account);
				try {
					tasks.complete(task.getId(), new LinkedHashMap<>(answers));
				}
				finally {
					journey.nobody();
				}
			}
		}

		private String account(Parked one, Story.Step step, Task task) {
			String as = String.valueOf(step.as());
			return switch (as) {
				case "enterprise" -> one.party().account();
				case "offered" -> this.context.getBean(TaskService.class)
					.getIdentityLinksForTask(task.getId())
					.stream()
					.map(IdentityLink::getUserId)
					.filter(Objects::nonNull)
					.findFirst()
					.orElseThrow();
				default -> as.replace("{district}", String.valueOf(one.story().district()));
			};
		}

		/** Where everything waits, by business key. */
		Map<String, Set<String>> waiting() {
			Map<String, Set<String>> waiting = new TreeMap<>();
			this.context.getBean(RuntimeService.class)
				.createProcessInstanceQuery()
				.unlimitedList()
				.forEach((instance) -> waiting
					.computeIfAbsent(String.valueOf(instance.getBusinessKey()), (key) -> new TreeSet<>())
					.addAll(waitingAt(instance)));
			return waiting;
		}

		/** Where a case waits. */
		Set<String> waitingOf(String number) {
			Set<String> waiting = new TreeSet<>();
			this.context.getBean(RuntimeService.class)
				.createProcessInstanceQuery()
				.processInstanceBusinessKey(number)
				.list()
				.forEach((instance) -> waiting.addAll(waitingAt(instance)));
			return waiting;
		}

		private Set<String> waitingAt(ProcessInstance instance) {
			String process = instance.getProcessDefinitionId().split(":")[0];
			Set<String> waiting = new TreeSet<>();
			this.context.getBean(TaskService.class)
				.createTaskQuery()
				.processInstanceId(instance.getId())
				.list()
				.forEach((task) -> waiting.add(process + "/" + task.getTaskDefinitionKey()));
			this.context.getBean(ManagementService.class)
				.createJobQuery()
				.processInstanceId(instance.getId())
				.list()
				.stream()
				.map((job) -> this.context.getBean(ManagementService.class)
					.createJobDefinitionQuery()
					.jobDefinitionId(job.getJobDefinitionId())
					.singleResult()
					.getActivityId())
				.forEach((activity) -> waiting.add(process + "/" + activity));
			this.context.getBean(RuntimeService.class)
				.createEventSubscriptionQuery()
				.processInstanceId(instance.getId())
				.list()
				.forEach((subscription) -> waiting.add(process + "/" + subscription.getActivityId()));
			return waiting;
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

}
