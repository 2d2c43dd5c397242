package cn.huiqi.application.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Drafts;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.workflow.TaskContext;
import cn.huiqi.workflow.TaskForms;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Open tasks over HTTP: which case they belong to, and what was begun in their forms.
 */
@RestController
@RequestMapping("/api/tasks/{task}")
class TaskController {

	private final TaskForms forms;

	private final Drafts drafts;

	private final Cases cases;

	private final CurrentUser currentUser;

	TaskController(TaskForms forms, Drafts drafts, Cases cases, CurrentUser currentUser) {
		this.forms = forms;
		this.drafts = drafts;
		this.cases = cases;
		this.currentUser = currentUser;
	}

	@GetMapping
	TaskView one(@PathVariable String task) {
		TaskContext seen = this.forms.seen(task);
		return new TaskView(seen.taskId(), seen.taskKey(), seen.applicationNumber(),
				this.cases.find(seen.applicationNumber()).map(Case::programme).orElse(null), seen.duty(),
				seen.form().id(), this.forms.mayDo(task));
	}

	@GetMapping("/draft")
	DraftView draft(@PathVariable String task) {
		TaskContext own = this.forms.doable(task);
		return current(own);
	}

	@PutMapping("/draft")
	ResponseEntity<Object> save(@PathVariable String task, @RequestBody DraftRequest request) {
		TaskContext own = this.forms.doable(task);
		List<Fault> faults = new ArrayList<>();
		if (request.version() == null) {
			faults.add(new Fault("version", "草稿版本不能为空，首次保存为 0"));
		}
		if (request.answers() == null) {
			faults.add(new Fault("answers", "草稿内容不能为空"));
		}
		if (request.version() == null || request.answers() == null) {
			throw RefusedException.invalid(faults);
		}
		Optional<Drafts.Draft> saved = this.drafts.save(
				new Drafts.Place(own.taskId(), own.applicationNumber(), own.form().id()), request.version(),
				this.forms.draft(own.form(), request.answers()), account());
		return saved.<ResponseEntity<Object>>map((draft) -> ResponseEntity.ok(view(own, draft)))
			.orElseGet(() -> conflict(current(own)));
	}

	@DeleteMapping("/draft")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void discard(@PathVariable String task) {
		this.drafts.discard(this.forms.doable(task).taskId(), account());
	}

	private ResponseEntity<Object> conflict(DraftView current) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT,
				(current.savedBy() != null) ? current.savedBy() + " 已保存了此表的另一份草稿，本次未保存" : "草稿已变更，本次未保存");
		problem.setTitle("当前状态不允许");
		problem.setProperty("current", current);
		return ResponseEntity.status(HttpStatus.CONFLICT).body(problem);
	}

	private DraftView current(TaskContext task) {
		return this.drafts.find(task.taskId())
			.map((draft) -> view(task, draft))
			.orElseGet(() -> new DraftView(0, Map.of(), null, null, task.form().id(), account()));
	}

	/** The form may have changed since: only what it asks for now is told. */
	private DraftView view(TaskContext task, Drafts.Draft draft) {
		Map<String, @Nullable Object> answers = new LinkedHashMap<>(this.forms.draft(task.form(), draft.answers()));
		return new DraftView(draft.version(), answers, draft.savedBy(), draft.savedAt(), draft.form(), account());
	}

	private String account() {
		return this.currentUser.id().orElse("");
	}

	/**
	 * An open task.
	 *
	 * @param taskId id in the engine
	 * @param taskKey id in the model
	 * @param applicationNumber the case, or the key of what is decided for many at once
	 * @param programme programme of the case, null where it belongs to no single one
	 * @param duty kind of task
	 * @param form its form, empty if it has none
	 * @param mayDo whether the caller may do it
	 */
	record TaskView(String taskId, String taskKey, String applicationNumber, @Nullable String programme, String duty,
			String form, boolean mayDo) {
	}

	/**
	 * A draft to save.
	 *
	 * @param version version it was written on, 0 where there was none
	 * @param answers what was written, by key
	 */
	record DraftRequest(@Nullable Integer version, @Nullable Map<String, @Nullable Object> answers) {
	}

	/**
	 * A draft.
	 *
	 * @param version 0 where there is none
	 * @param answers what was written, by key
	 * @param savedBy account that saved it last, null where there is none
	 * @param savedAt when, null where there is none
	 * @param form the form
	 * @param account who asks
	 */
	record DraftView(int version, Map<String, @Nullable Object> answers, @Nullable String savedBy,
			@Nullable Instant savedAt, String form, String account) {
	}

}
