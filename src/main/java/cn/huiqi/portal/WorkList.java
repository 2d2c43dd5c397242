package cn.huiqi.portal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.access.Rights;
import cn.huiqi.access.Sight;
import cn.huiqi.application.CaseVisibility;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds open tasks: those offered to the caller or his groups, and for officials what
 * enterprises still have to do in the cases they see.
 */
@Service
@Transactional(readOnly = true)
public class WorkList {

	/** Up to here tasks are counted; one more stands for any number beyond. */
	public static final int COUNTED = 1_000;

	/** With more groups than this, a caller's tasks are sorted instead of merged. */
	private static final int MERGED = 12;

	private final NamedParameterJdbcTemplate jdbc;

	private final CurrentUser currentUser;

	private final Rights rights;

	private final CaseVisibility visibility;

	private final Clock clock;

	WorkList(NamedParameterJdbcTemplate jdbc, CurrentUser currentUser, Rights rights, CaseVisibility visibility,
			Clock clock) {
		this.jdbc = jdbc;
		this.currentUser = currentUser;
		this.rights = rights;
		this.visibility = visibility;
		this.clock = clock;
	}

	/**
	 * A page of the caller's work, and how much of each kind there is.
	 * @throws RefusedException if the caller is no official and asks for what enterprises
	 * have to do
	 */
	public Found find(Criteria criteria) {
		String me = this.currentUser.id().orElse("");
		Instant now = this.clock.instant();
		Map<String, Object> values = new HashMap<>();
		values.put("me", me);
		values.put("now", WorkItems.time(now));
		values.put("monday", WorkItems.time(nextMonday(now)));
		List<Set<String>> offered = offered(me);
		List<Set<String>> watched = watched();
		if (criteria.filter() == Filter.ENTERPRISE && watched == null) {
			throw RefusedException.forbidden("只有经办单位可以查看企业待办");
		}
		Map<Filter, Integer> counts = counts(offered, watched, values);
		String wanted = wanted(criteria, values);
		List<Set<String>> scope = scope(criteria.filter(), offered, watched);
		long offset = (long) criteria.page() * criteria.size();
		long reached = offset + criteria.size();
		if (wanted.isEmpty()) {
			int total = Objects.requireNonNull(counts.get(criteria.filter()));
			List<String> ids = ids(criteria, scope, wanted, reached, values);
			return new Found(items(slice(ids, offset, reached), me, now), total, counts);
		}
		// one search both finds and counts
		List<String> ids = ids(criteria, scope, wanted, Math.max(COUNTED + 1, reached), values);
		return new Found(items(slice(ids, offset, reached), me, now), Math.min(COUNTED + 1, ids.size()), counts);
	}

	private static List<String> slice(List<String> ids, long from, long to) {
		return (from >= ids.size()) ? List.of() : ids.subList((int) from, (int) Math.min(to, ids.size()));
	}

	private static List<Set<String>> scope(Filter filter, List<Set<String>> offered,
			@Nullable List<Set<String>> watched) {
		return (filter == Filter.ENTERPRISE && watched != null) ? watched : offered;
	}

	/** The beginning of the week after this one. */
	private static Instant nextMonday(Instant now) {
		return WorkCalendar.dayOf(now)
			.with(TemporalAdjusters.next(DayOfWeek.MONDAY))
			.atStartOfDay(WorkCalendar.ZONE)
			.toInstant();
	}

	private List<Set<String>> offered(String me) {
		Set<String> finders = new LinkedHashSet<>(this.currentUser.groups());
		finders.add(WorkItems.ACCOUNT + me);
		return branches(finders);
	}

	/** Null where the caller is no official. */
	private @Nullable List<Set<String>> watched() {
		Sight sight = this.rights.sight();
		if (sight.all()) {
			return List.of(Set.of(WorkItems.WATCH + "*"));
		}
		if (sight.authorities().isEmpty() && sight.areas().isEmpty() && !sight.involved()) {
			return null;
		}
		Set<String> finders = new LinkedHashSet<>();
		sight.authorities().forEach((authority) -> finders.add(WorkItems.ofAuthority(authority)));
		sight.areas().forEach((area) -> finders.add(WorkItems.ofArea(area.authority(), area.code())));
		if (sight.involved()) {
			this.visibility.involved().forEach((number) -> finders.add(WorkItems.ofCase(number)));
		}
		return branches(finders);
	}

	/**
	 * The tasks of one group are read in order from the index; those of a few are merged.
	 */
	private static List<Set<String>> branches(Set<String> finders) {
		return (finders.size() > MERGED) ? List.of(finders) : finders.stream().map(Set::of).toList();
	}

	private Map<Filter, Integer> counts(List<Set<String>> offered, @Nullable List<Set<String>> watched,
			Map<String, Object> values) {
		values.put("counted", COUNTED + 1);
		List<Filter> filters = new ArrayList<>();
		List<String> counts = new ArrayList<>();
		for (Filter filter : Filter.values()) {
			List<Set<String>> scope = (filter == Filter.ENTERPRISE) ? watched : offered;
			if (scope != null) {
				filters.add(filter);
				counts.add(scope.isEmpty() ? "0" : "(select count(*) from (%s) c)"
					.formatted(union(filter, scope, "t.task_id", "", " limit :counted", values)));
			}
		}
		Map<Filter, Integer> counted = new EnumMap<>(Filter.class);
		// one question instead of five
		this.jdbc.query("select " + String.join(", ", counts), values, (row) -> {
			for (int i = 0; i < filters.size(); i++) {
				counted.put(filters.get(i), Math.min(COUNTED + 1, row.getInt(i + 1)));
			}
		});
		return counted;
	}

	/** The first tasks that are wanted, in order. */
	private List<String> ids(Criteria criteria, List<Set<String>> scope, String wanted, long most,
			Map<String, Object> values) {
		if (scope.isEmpty()) {
			return List.of();
		}
		values.put("most", most);
		String order = switch (criteria.sort()) {
			case CREATED -> " order by %1$screated_at, %1$stask_id";
			case DUE -> " order by %1$sdue_at nulls last, %1$stask_id";
		};
		String sql = "select u.task_id from (%s) u%s limit :most".formatted(union(criteria.filter(), scope,
				"t.task_id, t.created_at, t.due_at", wanted, order.formatted("t.") + " limit :most", values),
				order.formatted("u."));
		return this.jdbc.queryForList(sql, values, String.class);
	}

	private List<Item> items(List<String> ids, String me, Instant now) {
		if (ids.isEmpty()) {
			return List.of();
		}
		Map<String, Item> items = new HashMap<>();
		this.jdbc.query("select * from work_item where task_id in (:ids)", Map.of("ids", ids), (row) -> {
			Item item = item(row, me, now);
			items.put(item.taskId(), item);
		});
		return ids.stream().map(items::get).filter(Objects::nonNull).toList();
	}

	private static String union(Filter filter, List<Set<String>> scope, String columns, String wanted, String end,
			Map<String, Object> values) {
		String which = switch (filter) {
			case WEEK -> " and t.due_at >= :now and t.due_at < :monday";
			case OVERDUE -> " and t.due_at < :now";
			case MINE -> " and t.assignee = :me";
			case GROUP, ENTERPRISE -> "";
		};
		List<String> parts = new ArrayList<>();
		for (int i = 0; i < scope.size(); i++) {
			String name = ((filter == Filter.ENTERPRISE) ? "watch" : "group") + i;
			values.put(name, scope.get(i));
			boolean one = scope.get(i).size() == 1;
			parts.add("(select %s%s from work_item_group t where t.group_id %s%s%s%s)".formatted(one ? "" : "distinct ",
					columns, one ? "= :" + name : "in (:" + name + ")", which, wanted, end));
		}
		return String.join(" union ", parts);
	}

	private static String wanted(Criteria criteria, Map<String, Object> values) {
		StringBuilder wanted = new StringBuilder();
		if (criteria.programme() != null) {
			wanted.append(" and t.programme = :programme");
			values.put("programme", criteria.programme());
		}
		if (criteria.district() != null) {
			wanted.append(" and t.district = :district");
			values.put("district", criteria.district());
		}
		if (criteria.stage() != null) {
			wanted.append(" and t.stage = :stage");
			values.put("stage", criteria.stage());
		}
		if (criteria.text() != null) {
			String text = criteria.text();
			String literal = text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
			wanted.append(" and (t.application_number like :number escape '!' or t.credit_code = :code"
					+ " or t.enterprise_name like :name escape '!')");
			values.put("number", literal.toUpperCase(Locale.ROOT) + "%");
			values.put("code", text.toUpperCase(Locale.ROOT));
			values.put("name", "%" + literal + "%");
		}
		return wanted.toString();
	}

	private static Item item(ResultSet row, String me, Instant now) throws SQLException {
		OffsetDateTime due = row.getObject("due_at", OffsetDateTime.class);
		String assignee = row.getString("assignee");
		return new Item(row.getString("task_id"), row.getString("application_number"), row.getString("programme"),
				row.getString("enterprise_name"), row.getString("credit_code"), row.getString("district"),
				row.getString("stage"), row.getString("task_name"), row.getInt("correction_round"),
				row.getObject("created_at", OffsetDateTime.class).toInstant(), (due != null) ? due.toInstant() : null,
				assignee, me.equals(assignee), due != null && due.toInstant().isBefore(now));
	}

	/** Which tasks. */
	public enum Filter {

		/** Those the caller has taken. */
		MINE,
		/** All that are offered to him or his groups. */
		GROUP,
		/** Of these, those due from now to the end of this week, Sunday. */
		WEEK,
		/** Of these, those that were due before. */
		OVERDUE,
		/** What enterprises have to do in the cases the caller sees. */
		ENTERPRISE

	}

	/** In which order. */
	public enum Sort {

		/** The oldest first. */
		CREATED,
		/** Those due first, first; those that are never due, last. */
		DUE

	}

	/**
	 * What to find; null means any.
	 *
	 * @param filter which tasks
	 * @param text beginning of an application number, part of an enterprise's name, or a
	 * credit code
	 * @param programme programme
	 * @param district area
	 * @param stage stage
	 * @param sort order
	 * @param page page, from 0
	 * @param size tasks on a page
	 */
	public record Criteria(Filter filter, @Nullable String text, @Nullable String programme, @Nullable String district,
			@Nullable String stage, Sort sort, int page, int size) {
	}

	/**
	 * What was found.
	 *
	 * @param items the page
	 * @param total how many there are in all, {@link #COUNTED} + 1 for any number beyond
	 * @param counts the same of each filter, without other criteria; none for a filter
	 * that is not the caller's
	 */
	public record Found(List<Item> items, int total, Map<Filter, Integer> counts) {
	}

	/**
	 * An open task.
	 *
	 * @param taskId id in the engine
	 * @param number the case
	 * @param programme its programme
	 * @param enterprise name of the enterprise
	 * @param creditCode its credit code
	 * @param district area, null where the programme has none
	 * @param stage stage of the notice
	 * @param task name of the task
	 * @param round how often the case had been returned when the task began
	 * @param createdAt since when it is open
	 * @param dueAt when it is due, null if never
	 * @param assignee who does it, null if nobody has taken it
	 * @param mine whether that is the caller
	 * @param overdue whether it was due before now
	 */
	public record Item(String taskId, String number, String programme, String enterprise, String creditCode,
			@Nullable String district, @Nullable String stage, String task, int round, Instant createdAt,
			@Nullable Instant dueAt, @Nullable String assignee, boolean mine, boolean overdue) {
	}

}
