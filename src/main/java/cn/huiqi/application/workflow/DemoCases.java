package cn.huiqi.application.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cn.huiqi.access.Accounts;
import cn.huiqi.application.CaseSearch;
import cn.huiqi.application.Cases;
import cn.huiqi.application.DemoMeeting;
import cn.huiqi.application.DemoPreparation;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.enterprise.Enterprises;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills a fresh demo database with applications parked at every stage, by the very forms
 * and rules people use. Runs before anything is served, so that it may set the clock back
 * and let periods pass.
 */
@Component
@ConditionalOnProperty({ "huiqi.demo", "huiqi.demo-cases" })
class DemoCases implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(DemoCases.class);

	private static final Duration BETWEEN_STEPS = Duration.ofHours(2);

	private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

	private static final ObjectMapper JSON = new ObjectMapper();

	private final RuntimeService runtime;

	private final TaskService tasks;

	private final ManagementService management;

	private final IdentityService identity;

	private final Accounts accounts;

	private final CaseSearch search;

	private final Cases cases;

	private final Enterprises enterprises;

	private final Clock clock;

	private final List<DemoPreparation> preparations;

	private final DemoMeeting meeting;

	private final TransactionTemplate transaction;

	private volatile boolean running;

	DemoCases(RuntimeService runtime, TaskService tasks, ManagementService management, IdentityService identity,
			Accounts accounts, CaseSearch search, Cases cases, Enterprises enterprises, Clock clock,
			List<DemoPreparation> preparations, DemoMeeting meeting, PlatformTransactionManager transactions) {
		this.runtime = runtime;
		this.tasks = tasks;
		this.management = management;
		this.identity = identity;
		this.accounts = accounts;
		this.search = search;
		this.cases = cases;
		this.enterprises = enterprises;
		this.clock = clock;
		this.preparations = preparations;
		this.meeting = meeting;
		this.transaction = new TransactionTemplate(transactions);
	}

	@Override
	public void start() {
		if (this.search.find(new CaseSearch.Criteria(null, null, null), 0, 1).total() == 0) {
			List<Story> stories = stories();
			// a commit is written through to the disk: one for each case is enough
			stories.forEach((story) -> {
				log.info("Preparing {} demo applications of {}, this once", story.cases().size(), story.programme());
				story.cases().forEach((one) -> this.transaction.executeWithoutResult((status) -> play(story, one)));
			});
		}
		this.running = true;
	}

	private static List<Story> stories() {
		try {
			List<Story> stories = new ArrayList<>();
			for (Resource file : new PathMatchingResourcePatternResolver()
				.getResources("classpath*:demo/cases/*.yml")) {
				stories.add(YAML.readValue(file.getContentAsByteArray(), Story.class));
			}
			return stories;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void play(Story story, Parked one) {
		List<Step> steps = new ArrayList<>(
				story.path().stream().takeWhile((step) -> !one.parkedAt().equals(step.at())).toList());
		if (one.then() != null) {
			steps.addAll(one.then());
		}
		try {
			Instant at = this.clock.instant().minus(Duration.ofDays(one.daysAgo()));
			ClockUtil.setCurrentTime(Date.from(at));
			String number = open(story.programme(), one.account());
			for (Step step : steps) {
				if (step.timer() != null) {
					ClockUtil.reset();
					fire(number, step.timer());
					at = this.clock.instant().minus(BETWEEN_STEPS.multipliedBy(steps.size()));
				}
				else {
					at = at.plus(BETWEEN_STEPS);
					ClockUtil.setCurrentTime(Date.from(at));
					if (step.decided() != null) {
						logIn(String.valueOf(step.as()));
						this.meeting.decide(number, step.decided().equals("approve"));
					}
					else {
						// what is other in this case is other in its first declaration
						complete(story.programme(), one, number, step, step == steps.get(0));
					}
				}
			}
		}
		finally {
			ClockUtil.reset();
			this.identity.clearAuthentication();
		}
	}

	private String open(String programme, String account) {
		CreditCode creditCode = this.accounts.groupsOf(account)
			.stream()
			.filter((group) -> group.startsWith("enterprise-"))
			.map((group) -> new CreditCode(group.substring("enterprise-".length())))
			.findFirst()
			.orElseThrow();
		Map<String, Object> start = sample(programme, "start");
		start.put("creditCode", creditCode.value());
		String district = this.enterprises.find(creditCode).orElseThrow().district();
		if (district != null) {
			start.put("district", district);
		}
		logIn(account);
		return this.runtime.createProcessInstanceByKey(programme).setVariables(start).execute().getBusinessKey();
	}

	private void complete(String programme, Parked one, String number, Step step, boolean isFirst) {
		boolean enterprise = "enterprise".equals(step.as());
		Map<String, Object> answers = sample(programme, String.valueOf(step.sample()));
		if (step.with() != null) {
			answers.putAll(step.with());
		}
		if (enterprise && one.with() != null && isFirst) {
			answers.putAll(one.with());
		}
		answers.replaceAll(
				(key, value) -> value.equals("{today}") ? WorkCalendar.dayOf(this.clock.instant()).toString() : value);
		this.identity.clearAuthentication();
		List<Task> open = this.tasks.createTaskQuery()
			.processInstanceBusinessKey(number)
			.taskDefinitionKey(step.task())
			.unlimitedList();
		if (open.isEmpty()) {
			throw new IllegalStateException("%s is not at %s".formatted(number, step.task()));
		}
		for (Task task : open) {
			this.identity.clearAuthentication();
			logIn(enterprise ? one.account() : actor(number, step, task));
			this.preparations.forEach((preparation) -> preparation.before(number));
			this.tasks.complete(task.getId(), answers);
		}
	}

	/** Whoever the task is offered to by name, or the account the step names. */
	private String actor(String number, Step step, Task task) {
		String as = String.valueOf(step.as());
		if (as.equals("offered")) {
			return this.tasks.getIdentityLinksForTask(task.getId())
				.stream()
				.map(IdentityLink::getUserId)
				.filter(Objects::nonNull)
				.findFirst()
				.orElseThrow();
		}
		return as.replace("{district}", String.valueOf(this.cases.get(number).district()));
	}

	private void fire(String number, String timer) {
		this.identity.clearAuthentication();
		this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(number)
			.unlimitedList()
			.forEach((instance) -> this.management.createJobQuery()
				.processInstanceId(instance.getId())
				.activityId(timer)
				.unlimitedList()
				.forEach((job) -> this.management.executeJob(job.getId())));
	}

	private void logIn(String account) {
		this.identity.setAuthentication(account, new ArrayList<>(this.accounts.groupsOf(account)));
	}

	private static Map<String, Object> sample(String programme, String name) {
		return read("demo/samples/%s/%s.json".formatted(programme, name), JSON,
				new TypeReference<LinkedHashMap<String, Object>>() {
				});
	}

	private static <T> T read(String file, ObjectMapper mapper, TypeReference<T> type) {
		try (InputStream content = new ClassPathResource(file).getInputStream()) {
			return mapper.readValue(content, type);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** After the demo enterprises, before the web server. */
	@Override
	public int getPhase() {
		return 30;
	}

	record Story(String programme, List<Step> path, List<Parked> cases) {
	}

	record Parked(String account, int daysAgo, String parkedAt, @Nullable Map<String, Object> with,
			@Nullable List<Step> then) {
	}

	record Step(@Nullable String task, @Nullable String as, @Nullable String sample, @Nullable Map<String, Object> with,
			@Nullable String timer, @Nullable String decided) {

		/** Where a case stands before the step: the key of a task or timer. */
		@Nullable String at() {
			return (this.task != null) ? this.task : (this.decided != null) ? "decided" : this.timer;
		}

	}

}
