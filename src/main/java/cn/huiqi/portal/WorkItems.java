package cn.huiqi.portal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import cn.huiqi.application.Case;
import cn.huiqi.application.CaseFile;
import cn.huiqi.application.Cases;
import cn.huiqi.core.ApplicationNumber;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import cn.huiqi.selection.Selection;
import cn.huiqi.selection.Selections;
import cn.huiqi.workflow.OpenTasks;
import cn.huiqi.workflow.TaskJournal;
import cn.huiqi.workflow.WorkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the list of open tasks: in the engine's transactions while the program runs, and
 * once at every start, should a task have come or gone while nobody listened.
 */
@Component
class WorkItems implements TaskJournal, SmartLifecycle {

	/** Before an account a task is offered to by name. No group has a colon. */
	static final String ACCOUNT = "user:";

	/** Before what those see who watch over cases. */
	static final String WATCH = "watch:";

	private static final Logger log = LoggerFactory.getLogger(WorkItems.class);

	private final JdbcTemplate jdbc;

	private final Cases cases;

	private final CaseFile file;

	private final Selections selections;

	private final Programmes programmes;

	private final OpenTasks tasks;

	private final TransactionTemplate transaction;

	private volatile boolean running;

	WorkItems(JdbcTemplate jdbc, Cases cases, CaseFile file, Selections selections, Programmes programmes,
			OpenTasks tasks, PlatformTransactionManager transactions) {
		this.jdbc = jdbc;
		this.cases = cases;
		this.file = file;
		this.selections = selections;
		this.programmes = programmes;
		this.tasks = tasks;
		this.transaction = new TransactionTemplate(transactions);
	}

	@Override
	public void stands(WorkTask task) {
		if (ApplicationNumber.isValid(task.applicationNumber())) {
			this.cases.find(task.applicationNumber())
				.ifPresent((application) -> write(task, Subject.of(application),
						task.groups().contains(Enterprise.groupOf(application.creditCode())), watchers(application)));
		}
		else {
			this.selections.of(task.applicationNumber())
				.ifPresent((selection) -> write(task, Subject.of(selection, programme(selection)), false, Set.of()));
		}
	}

	private Programme programme(Selection selection) {
		return this.programmes.get(selection.programme());
	}

	private void write(WorkTask task, Subject subject, boolean forEnterprise, Set<String> watchers) {
		int known = this.jdbc.update(
				"update work_item set assignee = ?, due_at = ?, for_enterprise = ? where task_id = ?", task.assignee(),
				time(task.dueAt()), forEnterprise, task.taskId());
		if (known == 0) {
			this.jdbc.update("""
					insert into work_item (task_id, application_number, programme, authority, credit_code,
						enterprise_name, district, stage, task_key, task_name, duty, correction_round, created_at,
						due_at, assignee, for_enterprise)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", task.taskId(), subject.number(),
					subject.programme(), subject.authority(), subject.creditCode(), subject.name(), subject.district(),
					stageOf(task), task.taskKey(), task.name(), task.duty(), subject.correctionRounds(),
					time(task.createdAt()), time(task.dueAt()), task.assignee(), forEnterprise);
		}
		Set<String> finders = offers(task.groups(), task.accounts(), task.assignee());
		if (forEnterprise) {
			finders.addAll(watchers);
		}
		Set<String> before = new HashSet<>();
		if (known > 0) {
			this.jdbc.query("select group_id from work_item_group where task_id = ?", (row) -> {
				before.add(row.getString(1));
			}, task.taskId());
			this.jdbc.update("update work_item_group set assignee = ?, due_at = ? where task_id = ?", task.assignee(),
					time(task.dueAt()), task.taskId());
		}
		this.jdbc.batchUpdate(
				"""
						insert into work_item_group (group_id, task_id, created_at, due_at, assignee, application_number, programme,
							credit_code, enterprise_name, district, stage)
						select ?, task_id, created_at, due_at, assignee, application_number, programme, credit_code, enterprise_name,
							district, stage from work_item where task_id = ?""",
				finders.stream()
					.filter((finder) -> !before.contains(finder))
					.map((finder) -> new Object[] { finder, task.taskId() })
					.toList());
		this.jdbc.batchUpdate("delete from work_item_group where group_id = ? and task_id = ?",
				before.stream()
					.filter((finder) -> !finders.contains(finder))
					.map((finder) -> new Object[] { finder, task.taskId() })
					.toList());
	}

	private @Nullable String stageOf(WorkTask task) {
		if (task.stage() != null) {
			return task.stage();
		}
		return this.file.stages(task.applicationNumber())
			.stream()
			.filter((stage) -> stage.leftAt() == null)
			.reduce((first, second) -> second)
			.map(CaseFile.Stage::stage)
			.orElse(null);
	}

	/** Whoever does a task that is offered to nobody is the one who finds it. */
	private static Set<String> offers(Collection<String> groups, Collection<String> accounts,
			@Nullable String assignee) {
		Set<String> offers = new TreeSet<>(groups);
		accounts.forEach((account) -> offers.add(ACCOUNT + account));
		if (offers.isEmpty() && assignee != null) {
			offers.add(ACCOUNT + assignee);
		}
		return offers;
	}

	private static Set<String> watchers(Case application) {
		Set<String> watchers = new HashSet<>(
				Set.of(WATCH + "*", ofAuthority(application.authority()), ofCase(application.number())));
		if (application.district() != null) {
			watchers.add(ofArea(application.authority(), application.district()));
		}
		return watchers;
	}

	static String ofAuthority(String authority) {
		return WATCH + authority;
	}

	static String ofArea(String authority, String area) {
		return WATCH + authority + "/" + area;
	}

	static String ofCase(String number) {
		return WATCH + "case/" + number;
	}

	@Override
	public void ended(String taskId) {
		this.jdbc.update("delete from work_item_group where task_id = ?", taskId);
		this.jdbc.update("delete from work_item where task_id = ?", taskId);
	}

	/**
	 * Compares the list with the engine's tasks, and mends what differs.
	 * @return how many tasks differed
	 */
	int mend() {
		Map<String, OpenTasks.State> open = this.tasks.states();
		Map<String, Listed> listed = listed();
		int mended = 0;
		for (String task : listed.keySet()) {
			if (!open.containsKey(task)) {
				mended += anew(task);
			}
		}
		for (Map.Entry<String, OpenTasks.State> task : open.entrySet()) {
			if (!isSame(task.getValue(), listed.get(task.getKey()))) {
				mended += anew(task.getKey());
			}
		}
		return mended;
	}

	/** Another node may be at work: what the engine says last is written. */
	private int anew(String taskId) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			int before = this.jdbc.queryForObject("select count(*) from work_item where task_id = ?", Integer.class,
					taskId);
			ended(taskId);
			this.tasks.find(taskId).ifPresent(this::stands);
			int after = this.jdbc.queryForObject("select count(*) from work_item where task_id = ?", Integer.class,
					taskId);
			return Math.max(before, after);
		}));
	}

	private static boolean isSame(OpenTasks.State task, @Nullable Listed listed) {
		return listed != null && listed.number().equals(task.applicationNumber())
				&& Objects.equals(listed.assignee(), task.assignee()) && listed.createdAt().equals(task.createdAt())
				&& Objects.equals(listed.dueAt(), task.dueAt())
				&& listed.offers().equals(offers(task.groups(), task.accounts(), task.assignee()));
	}

	private Map<String, Listed> listed() {
		Map<String, Listed> listed = new HashMap<>();
		this.jdbc.query("select task_id, application_number, assignee, created_at, due_at from work_item", (row) -> {
			OffsetDateTime due = row.getObject(5, OffsetDateTime.class);
			listed.put(row.getString(1),
					new Listed(row.getString(2), row.getString(3), row.getObject(4, OffsetDateTime.class).toInstant(),
							(due != null) ? due.toInstant() : null, new TreeSet<>()));
		});
		this.jdbc.query("select task_id, group_id from work_item_group where group_id not like 'watch:%'", (row) -> {
			Listed item = listed.get(row.getString(1));
			if (item != null) {
				item.offers().add(row.getString(2));
			}
		});
		return listed;
	}

	static @Nullable OffsetDateTime time(@Nullable Instant instant) {
		return (instant != null) ? instant.atOffset(ZoneOffset.UTC) : null;
	}

	@Override
	public void start() {
		int mended = mend();
		if (mended > 0) {
			log.info("The list of open tasks differed from the engine's at {} tasks and is mended", mended);
		}
		else {
			log.info("The list of open tasks agrees with the engine's");
		}
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** When the models are deployed and due dates moved, before anybody is served. */
	@Override
	public int getPhase() {
		return 2;
	}

	/**
	 * What a task is about.
	 *
	 * @param number the case, or the key of a selection
	 * @param programme its programme
	 * @param authority its authority
	 * @param creditCode the enterprise, empty where it is about many
	 * @param name the enterprise's name, or what is decided
	 * @param district area, null where there is none
	 * @param correctionRounds how often the case was returned
	 */
	private record Subject(String number, String programme, String authority, String creditCode, String name,
			@Nullable String district, int correctionRounds) {

		static Subject of(Case application) {
			return new Subject(application.number(), application.programme(), application.authority(),
					application.creditCode().value(), application.enterpriseName(), application.district(),
					application.correctionRounds());
		}

		static Subject of(Selection selection, Programme programme) {
			return new Subject(selection.key(), programme.programme(), programme.authority(), "",
					selection.title(programme), null, 0);
		}

	}

	private record Listed(String number, @Nullable String assignee, Instant createdAt, @Nullable Instant dueAt,
			Set<String> offers) {
	}

}
