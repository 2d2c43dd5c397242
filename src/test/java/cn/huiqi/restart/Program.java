package cn.huiqi.restart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import cn.huiqi.HuiqiApplication;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Rounds;
import cn.huiqi.journey.StageNotices;
import cn.huiqi.selection.Selections;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
import io.restassured.response.Response;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The running program.
 */
final class Program implements AutoCloseable {

	private static final Map<String, AtomicInteger> rounds = new ConcurrentHashMap<>();

	private static final AtomicInteger notices = new AtomicInteger();

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
		deploy(table, "<text>false</text>", "<text>true</text>");
	}

	/** Deploys a packaged table with other cells. */
	void deploy(Path table, String cell, String other) {
		CaseJourney journey = journey();
		journey.as("analyst");
		try {
			this.context.getBean(RepositoryService.class)
				.createDeployment()
				.name(table.getFileName().toString())
				.addString(table.getFileName().toString(), Files.readString(table).replace(cell, other))
				.deploy();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			journey.nobody();
		}
	}

	/** A bean. */
	<T> T get(Class<T> type) {
		return this.context.getBean(type);
	}

	/** Calls over HTTP. */
	Rest rest() {
		return new Rest(
				Integer.parseInt(String.valueOf(this.context.getEnvironment().getProperty("local.server.port"))));
	}

	/** Takes a step of a case: a timer when it is due, or a task. */
	void take(Story story, CaseJourney.Party party, String number, Story.Step step) {
		CaseJourney journey = journey().of(story.programme(), story.authority());
		if (step.on() != null) {
			journey.at(step.on());
			return;
		}
		if (step.timer() != null) {
			journey.fireTimerWhenDue(number, step.timer());
			return;
		}
		if (step.notice() != null) {
			publish(story, step.notice());
			goOn(number);
			return;
		}
		if (step.selection() != null) {
			select(story, number, step.selection(), Boolean.TRUE.equals(step.begun()));
			return;
		}
		Map<String, Object> answers = new LinkedHashMap<>(journey.sampleOf(String.valueOf(step.sample())));
		answers.putAll(Objects.requireNonNullElse(step.with(), Map.of()));
		answers.replaceAll((key, value) -> "{today}".equals(value) ? CaseJourney.today() : value);
		TaskService tasks = get(TaskService.class);
		List<Task> open = tasks.createTaskQuery()
			.processInstanceBusinessKey(number)
			.taskDefinitionKey(step.task())
			.list();
		assertThat(open).as("%s at %s, not at %s", number, journey.openTasks(number), step.task()).isNotEmpty();
		for (Task task : open) {
			String account = switch (String.valueOf(step.as())) {
				case "enterprise" -> party.account();
				case "offered" -> offeredTo(task);
				default -> String.valueOf(step.as()).replace("{district}", String.valueOf(story.district()));
			};
			journey.handInMaterials(number, account);
			journey.as(account);
			try {
				tasks.complete(task.getId(), new LinkedHashMap<>(answers));
			}
			finally {
				journey.nobody();
			}
		}
	}

	/** Opens a round that no other case is opened in, and sets the clock into it. */
	void openRound(Story story) {
		LocalDate opens = LocalDate.of(2025, 1, 6)
			.plusDays(rounds.computeIfAbsent(story.programme(), (programme) -> new AtomicInteger()).incrementAndGet());
		get(Rounds.class).schedule(story.programme(), new Rounds.Round("restart-" + opens, opens, opens, true));
		journey().at(opens + "T10:00:00");
	}

	/** Publishes a notice of a stage, open from today. */
	void publish(Story story, String stage) {
		LocalDate today = LocalDate.parse(CaseJourney.today());
		journey().as(story.authority() + "-bureau-1");
		get(StageNotices.class).publish(story.programme(),
				new StageNotices.Notice("notice-" + notices.incrementAndGet(), stage, "关于开展相关工作的通知", "示例〔2025〕号", today,
						today.plusMonths(3), null));
		journey().nobody();
	}

	/**
	 * The selection that a case waits for, with nobody else in it: begun by one official,
	 * decided by another, the minutes attached.
	 */
	void select(Story story, String number, String stage, boolean begunOnly) {
		String bureau = story.authority() + "-bureau-";
		String key = get(Selections.class).joined(number).orElseThrow();
		Map<String, Object> start = new LinkedHashMap<>(Map.of("programme", story.programme()));
		if (stage.equals("round")) {
			start.put("round", get(Cases.class).get(number).round());
		}
		else {
			start.put("stage", stage);
			start.put("batch", key.split("\\.")[2]);
		}
		Response begun = rest().as(bureau + 1)
			.contentType("application/json")
			.body(Rest.variables(start))
			.post("/engine-rest/process-definition/key/selection-round/start");
		assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(200);
		if (begunOnly) {
			return;
		}
		rest().minutes(bureau + 2, key);
		List<Map<String, String>> present = List.of("甲", "乙", "丙")
			.stream()
			.map((name) -> Map.of("attendeeName", "示例出席人" + name, "attendeeUnit", "主管部门"))
			.toList();
		Map<String, Object> meeting = new LinkedHashMap<>(Map.of("decision", "approve", "meetingHeldOn",
				CaseJourney.today(), "minutesNumber", "会议纪要 " + number, "attendees", present));
		List<String> open = journey().openTasks(key);
		if (open.contains("userTask_decideCollectively")) {
			meeting.putAll(Map.of("meetingPlace", "第一会议室", "meetingChair", "示例出席人甲", "entries",
					List.of(Map.of("verdict", "approve", "votesFor", 3, "votesAgainst", 0, "votesAbstained", 0))));
		}
		else {
			meeting.putAll(Map.of("votesFor", 3, "votesAgainst", 0));
		}
		Response decided = rest().as(bureau + 2)
			.contentType("application/json")
			.body(Rest.variables(meeting))
			.post("/engine-rest/task/" + journey().task(key, open.get(0)).getId() + "/complete");
		assertThat(decided.statusCode()).as(decided.asString()).isEqualTo(204);
	}

	private String offeredTo(Task task) {
		return get(TaskService.class).getIdentityLinksForTask(task.getId())
			.stream()
			.map(IdentityLink::getUserId)
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow();
	}

	/** Does what the job executor would do by now: what goes on by itself, timers not. */
	void goOn(String number) {
		ManagementService management = get(ManagementService.class);
		get(RuntimeService.class).createProcessInstanceQuery()
			.processInstanceBusinessKey(number)
			.list()
			.forEach((instance) -> management.createJobQuery()
				.processInstanceId(instance.getId())
				.messages()
				.list()
				.forEach((job) -> management.executeJob(job.getId())));
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

	/** What stands open in a case, by the engine's own ids: other ids mean it went on. */
	Set<String> standingOf(String number) {
		Set<String> standing = new TreeSet<>();
		get(RuntimeService.class).createProcessInstanceQuery()
			.processInstanceBusinessKey(number)
			.list()
			.forEach((instance) -> {
				get(TaskService.class).createTaskQuery()
					.processInstanceId(instance.getId())
					.list()
					.forEach((task) -> standing.add(task.getId()));
				get(ManagementService.class).createJobQuery()
					.processInstanceId(instance.getId())
					.list()
					.forEach((job) -> standing.add(job.getId()));
				get(RuntimeService.class).createEventSubscriptionQuery()
					.processInstanceId(instance.getId())
					.list()
					.forEach((subscription) -> standing.add(subscription.getId()));
			});
		return standing;
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
