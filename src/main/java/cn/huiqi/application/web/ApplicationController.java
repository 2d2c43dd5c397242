package cn.huiqi.application.web;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.application.Applications;
import cn.huiqi.application.Case;
import cn.huiqi.application.CaseFile;
import cn.huiqi.application.CaseSearch;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.CaseVisibility;
import cn.huiqi.application.Cases;
import cn.huiqi.application.workflow.ApplicationStarter;
import cn.huiqi.core.RefusedException;
import cn.huiqi.workflow.CaseTasks;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Applications over HTTP: opened, looked up, withdrawn, revoked.
 */
@RestController
@RequestMapping("/api/applications")
class ApplicationController {

	private final ApplicationStarter starter;

	private final Applications applications;

	private final Cases cases;

	private final CaseFile file;

	private final CaseSearch search;

	private final CaseVisibility visibility;

	private final CaseTasks tasks;

	private final CurrentUser currentUser;

	ApplicationController(ApplicationStarter starter, Applications applications, Cases cases, CaseFile file,
			CaseSearch search, CaseVisibility visibility, CaseTasks tasks, CurrentUser currentUser) {
		this.starter = starter;
		this.applications = applications;
		this.cases = cases;
		this.file = file;
		this.search = search;
		this.visibility = visibility;
		this.tasks = tasks;
		this.currentUser = currentUser;
	}

	@PostMapping
	ResponseEntity<Map<String, String>> open(@RequestBody Map<String, Object> body,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
		Map<String, Object> fields = new LinkedHashMap<>(body);
		String programme = String.valueOf(fields.remove("programme"));
		if (idempotencyKey != null) {
			fields.putIfAbsent("externalReference", idempotencyKey);
		}
		Optional<Case> first = opened(fields);
		if (first.isPresent()) {
			return again(first.get());
		}
		try {
			String number = this.starter.start(programme, fields);
			return ResponseEntity.created(location(number)).body(Map.of("number", number));
		}
		catch (RefusedException ex) {
			// perhaps the same call won at the same moment
			return again(opened(fields).orElseThrow(() -> ex));
		}
	}

	private Optional<Case> opened(Map<String, Object> fields) {
		return (fields.get("externalReference") instanceof String reference && isPlain(reference))
				? this.applications.findByReference(this.currentUser.id().orElse(""), reference) : Optional.empty();
	}

	private static ResponseEntity<Map<String, String>> again(Case first) {
		return ResponseEntity.ok().location(location(first.number())).body(Map.of("number", first.number()));
	}

	private static URI location(String number) {
		return URI.create("/api/applications/" + number);
	}

	@GetMapping("/{number}")
	ApplicationView one(@PathVariable String number) {
		return ApplicationView.of(visible(number), this.file.stages(number), this.tasks.openTasks(number));
	}

	@GetMapping
	PageView list(@RequestParam(required = false) @Nullable String programme,
			@RequestParam(required = false) @Nullable String district,
			@RequestParam(required = false) @Nullable CaseStatus status, @RequestParam(defaultValue = "0") int page,
			@RequestParam(defaultValue = "20") int size) {
		if (page < 0 || page > 1_000_000 || size < 1 || size > 200) {
			throw RefusedException.invalid("size", "每页 1 至 200 条，页码 0 至 1000000");
		}
		if (!isPlain(programme)) {
			throw RefusedException.invalid("programme", "含有不能接受的控制字符");
		}
		if (!isPlain(district)) {
			throw RefusedException.invalid("district", "含有不能接受的控制字符");
		}
		CaseSearch.Page found = this.search.find(new CaseSearch.Criteria(programme, district, status), page, size);
		return new PageView(found.cases().stream().map((one) -> ApplicationView.of(one, List.of(), List.of())).toList(),
				page, size, found.total());
	}

	@PostMapping("/{number}/withdrawal")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void withdraw(@PathVariable String number, @RequestBody Map<String, Object> body) {
		visible(number);
		this.starter.withdraw(number, body);
	}

	@PostMapping("/{number}/revocation")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void revoke(@PathVariable String number, @RequestBody Map<String, Object> body) {
		visible(number);
		this.starter.revoke(number, body);
	}

	/** PostgreSQL takes no NUL, not even to look for it. */
	private static boolean isPlain(@Nullable String text) {
		return text == null || text.chars().noneMatch(Character::isISOControl);
	}

	private Case visible(String number) {
		return this.cases.find(number)
			.filter(this.visibility::maySee)
			.orElseThrow(() -> RefusedException.notFound("没有申请 " + number));
	}

	/**
	 * A page of applications.
	 */
	record PageView(List<ApplicationView> items, int page, int size, long total) {
	}

	/**
	 * An application; money in yuan with two decimals.
	 */
	record ApplicationView(String number, String programme, String creditCode, String enterpriseName,
			@Nullable String district, CaseStatus status, String round, @Nullable BigDecimal selfScore,
			@Nullable Integer selfLevel, @Nullable BigDecimal score, @Nullable Integer level,
			@Nullable String declaredAmount, @Nullable String countedAmount, @Nullable String subsidyAmount,
			@Nullable String paidAmount, int correctionRounds, List<StageView> stages, List<TaskView> openTasks) {

		static ApplicationView of(Case one, List<CaseFile.Stage> stages, List<CaseTasks.OpenTask> tasks) {
			Case.Figures figures = one.figures();
			return new ApplicationView(one.number(), one.programme(), one.creditCode().value(), one.enterpriseName(),
					one.district(), one.status(), one.round(), figures.selfScore(), figures.selfLevel(),
					figures.score(), figures.level(), money(figures.declaredAmount()), money(figures.countedAmount()),
					money(figures.subsidyAmount()), money(figures.paidAmount()), one.correctionRounds(),
					stages.stream()
						.map((stage) -> new StageView(stage.stage(), stage.enteredAt(), stage.leftAt(),
								stage.outcome()))
						.toList(),
					tasks.stream().map(TaskView::of).distinct().toList());
		}

		private static @Nullable String money(@Nullable BigDecimal amount) {
			return (amount != null) ? amount.setScale(2).toPlainString() : null;
		}

	}

	/**
	 * A visit to a stage.
	 */
	record StageView(String stage, Instant enteredAt, @Nullable Instant leftAt, @Nullable String outcome) {
	}

	/**
	 * An open task. Those that are given to people by name are told once, without their
	 * dues: how many there are is not for everybody who sees the case.
	 */
	record TaskView(String name, @Nullable String group, @Nullable Instant due) {

		static TaskView of(CaseTasks.OpenTask task) {
			return new TaskView(task.name(), task.group(), (task.group() != null) ? task.due() : null);
		}

	}

}
