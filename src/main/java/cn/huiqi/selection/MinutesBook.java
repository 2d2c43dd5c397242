package cn.huiqi.selection;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.RefusedException;
import cn.huiqi.material.Attachments;
import cn.huiqi.material.MaterialFile;
import cn.huiqi.material.Materials;
import cn.huiqi.programme.Programme;
import cn.huiqi.workflow.CaseTasks;

import org.springframework.stereotype.Service;

/**
 * The book behind {@link Minutes}.
 */
@Service
class MinutesBook implements Minutes {

	private static final String DUTY = "select";

	private static final Programme.Material ASKED = new Programme.Material("minutes", "会议纪要", true,
			List.of("pdf", "docx", "jpg", "jpeg"), "主管部门", DUTY, 1, "50MB", null, null);

	private final Attachments attachments;

	private final Selections selections;

	private final CaseTasks tasks;

	private final AuditLog audit;

	MinutesBook(Attachments attachments, Selections selections, CaseTasks tasks, AuditLog audit) {
		this.attachments = attachments;
		this.selections = selections;
		this.tasks = tasks;
		this.audit = audit;
	}

	@Override
	public List<String> types() {
		return ASKED.types();
	}

	@Override
	public boolean mayAdd(String key) {
		return open(key).stream().anyMatch((task) -> this.tasks.mayDo(key, task));
	}

	private List<CaseTasks.OpenTask> open(String key) {
		return this.tasks.openTasks(key).stream().filter((task) -> task.duty().equals(DUTY)).toList();
	}

	@Override
	public List<MaterialFile> of(String key) {
		return this.attachments.of(key);
	}

	@Override
	public Optional<MaterialFile> current(String key) {
		return of(key).stream().filter((file) -> file.state() == MaterialFile.State.CURRENT).findFirst();
	}

	@Override
	public Materials.Added add(String key, Materials.Upload upload) {
		requireOpen(key);
		return this.attachments.add(key, ASKED, upload, () -> {
			// what decides holds it too: no minutes come after the decision they bear out
			this.selections.hold(key);
			requireOpen(key);
			this.audit.record(Act
				.on(key, AuditAction.SELECTION_MINUTES, key, "上传会议纪要 " + ((upload.name() != null) ? upload.name() : ""))
				.after(Map.of("size", upload.size())));
		});
	}

	private void requireOpen(String key) {
		if (open(key).isEmpty()) {
			throw RefusedException.conflict("当前没有正在办理的遴选任务，不能上传会议纪要");
		}
		if (!mayAdd(key)) {
			throw RefusedException.forbidden("您不能办理该遴选任务，不能上传会议纪要");
		}
	}

	@Override
	public Materials.Content content(String key, String id) {
		return this.attachments.content(key, id);
	}

}
