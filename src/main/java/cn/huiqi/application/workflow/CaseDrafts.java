package cn.huiqi.application.workflow;

import java.util.List;
import java.util.Map;

import cn.huiqi.application.Drafts;
import cn.huiqi.workflow.FormDrafts;
import cn.huiqi.workflow.TaskContext;
import cn.huiqi.workflow.TaskJournal;
import org.camunda.bpm.engine.TaskService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Gives a form back what was begun in it, and forgets it with the task.
 */
@Component
class CaseDrafts implements FormDrafts, TaskJournal {

	private static final Logger log = LoggerFactory.getLogger(CaseDrafts.class);

	private final Drafts drafts;

	private final TaskService tasks;

	CaseDrafts(Drafts drafts, TaskService tasks) {
		this.drafts = drafts;
		this.tasks = tasks;
	}

	@Override
	public Map<String, Object> draftOf(TaskContext task) {
		return this.drafts.find(task.taskId()).map(Drafts.Draft::answers).orElse(Map.of());
	}

	@Override
	public void ended(String taskId) {
		this.drafts.forget(taskId);
	}

	/**
	 * A task that an administrator deleted past its listeners, or that ended while its
	 * draft was being saved, leaves a draft that nobody can reach.
	 */
	@EventListener(ApplicationReadyEvent.class)
	void forgetTheUnreachable() {
		List<String> unreachable = this.drafts.taskIds()
			.stream()
			.filter((id) -> this.tasks.createTaskQuery().taskId(id).count() == 0)
			.toList();
		unreachable.forEach(this.drafts::forget);
		if (!unreachable.isEmpty()) {
			log.info("Forgot {} drafts of tasks that are over", unreachable.size());
		}
	}

}
