package cn.huiqi.portal.web;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.access.Rights;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.portal.WorkList;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells callers what they have to do, and in which programmes.
 */
@RestController
class MyWorkController {

	private static final int LONGEST = 100;

	private static final int LARGEST_PAGE = 200;

	private static final int LAST_PAGE = 1_000_000;

	private final WorkList work;

	private final Programmes programmes;

	private final CurrentUser currentUser;

	private final Rights rights;

	MyWorkController(WorkList work, Programmes programmes, CurrentUser currentUser, Rights rights) {
		this.work = work;
		this.programmes = programmes;
		this.currentUser = currentUser;
		this.rights = rights;
	}

	@GetMapping("/api/me/tasks")
	WorkView tasks(@RequestParam(defaultValue = "group") String filter,
			@RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable String programme,
			@RequestParam(required = false) @Nullable String district,
			@RequestParam(required = false) @Nullable String stage, @RequestParam(defaultValue = "created") String sort,
			@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
		Map<String, String> wrong = new LinkedHashMap<>();
		WorkList.Filter which = oneOf(WorkList.Filter.class, filter);
		if (which == null) {
			wrong.put("filter", "只能是 mine、group、week、overdue 或 enterprise");
		}
		WorkList.Sort order = oneOf(WorkList.Sort.class, sort);
		if (order == null) {
			wrong.put("sort", "只能是 created 或 due");
		}
		check("q", q, wrong);
		check("district", district, wrong);
		check("stage", stage, wrong);
		if (programme != null && !programme.isBlank() && this.programmes.find(programme).isEmpty()) {
			wrong.put("programme", "没有这个申报项目");
		}
		if (page < 0 || page > LAST_PAGE) {
			wrong.put("page", "页码 0 至 " + LAST_PAGE);
		}
		if (size < 1 || size > LARGEST_PAGE) {
			wrong.put("size", "每页 1 至 %d 条".formatted(LARGEST_PAGE));
		}
		if (which == null || order == null || !wrong.isEmpty()) {
			throw RefusedException.invalid(
					wrong.entrySet().stream().map((fault) -> new Fault(fault.getKey(), fault.getValue())).toList());
		}
		WorkList.Found found = this.work.find(new WorkList.Criteria(which, given(q), given(programme), given(district),
				given(stage), order, page, size));
		Map<String, Integer> counts = new LinkedHashMap<>();
		found.counts().forEach((one, count) -> counts.put(one.name().toLowerCase(Locale.ROOT), count));
		return new WorkView(found.items().stream().map(this::view).toList(), found.total(),
				found.total() > WorkList.COUNTED, page, size, counts);
	}

	/** The programmes of the caller's authorities; all, where he is of none. */
	@GetMapping("/api/me/programmes")
	List<ProgrammeView> programmes() {
		List<Programme> ours = this.programmes.all()
			.stream()
			.filter((programme) -> this.currentUser.groups()
				.stream()
				.anyMatch((group) -> group.startsWith(programme.authority() + "-")))
			.toList();
		return (ours.isEmpty() ? this.programmes.all() : ours).stream().map((programme) -> {
			Map<String, String> areas = new TreeMap<>();
			programme.areas().forEach((area) -> areas.put(area.code(), area.name()));
			return new ProgrammeView(programme.programme(), programme.name(), areas,
					!this.currentUser.isAdministrator() && this.rights.mayApply(programme), programme.authority(),
					programme.authorityName(), !programme.stages().isEmpty());
		}).toList();
	}

	private TaskView view(WorkList.Item item) {
		return new TaskView(item.taskId(), item.number(), item.programme(), item.enterprise(), item.creditCode(),
				item.district(), districtName(item), item.stage(), item.task(), item.round(), item.createdAt(),
				item.dueAt(), item.assignee(), item.mine(), item.overdue());
	}

	private @Nullable String districtName(WorkList.Item item) {
		return this.programmes.find(item.programme())
			.stream()
			.flatMap((programme) -> programme.areas().stream())
			.filter((area) -> area.code().equals(item.district()))
			.map(Programme.Area::name)
			.findFirst()
			.orElse(item.district());
	}

	private static <E extends Enum<E>> @Nullable E oneOf(Class<E> type, String name) {
		for (E constant : type.getEnumConstants()) {
			if (constant.name().toLowerCase(Locale.ROOT).equals(name)) {
				return constant;
			}
		}
		return null;
	}

	/** PostgreSQL takes no NUL, not even to look for it. */
	private static void check(String name, @Nullable String text, Map<String, String> wrong) {
		if (text != null && text.length() > LONGEST) {
			wrong.put(name, "不得超过 %d 个字符".formatted(LONGEST));
		}
		else if (text != null && text.chars().anyMatch(Character::isISOControl)) {
			wrong.put(name, "含有不能接受的控制字符");
		}
	}

	private static @Nullable String given(@Nullable String text) {
		return (text != null && !text.isBlank()) ? text.strip() : null;
	}

	/**
	 * A page of tasks.
	 *
	 * @param items the page
	 * @param total how many in all; 1001 for any number beyond 1000
	 * @param more whether there are more than are counted
	 * @param page page, from 0
	 * @param size tasks on a page
	 * @param counts how many each filter has, counted likewise
	 */
	record WorkView(List<TaskView> items, int total, boolean more, int page, int size, Map<String, Integer> counts) {
	}

	/**
	 * A task.
	 */
	record TaskView(String taskId, String number, String programme, String enterprise, String creditCode,
			@Nullable String district, @Nullable String districtName, @Nullable String stage, String task, int round,
			Instant createdAt, @Nullable Instant due, @Nullable String assignee, boolean mine, boolean overdue) {
	}

	/**
	 * A programme.
	 *
	 * @param programme key of its process
	 * @param name name in Chinese
	 * @param areas names of its areas by their codes
	 * @param mayStart whether the caller may apply in it
	 * @param authority key of its authority
	 * @param authorityName name of its authority
	 * @param staged whether notices open its stages
	 */
	record ProgrammeView(String programme, String name, Map<String, String> areas, boolean mayStart, String authority,
			String authorityName, boolean staged) {
	}

}
