package cn.huiqi.application.workflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.application.Corrections;
import cn.huiqi.application.Submissions;
import cn.huiqi.workflow.FormLimits;
import cn.huiqi.workflow.TaskContext;

import org.springframework.stereotype.Component;

/**
 * In a correction only what was named may be changed; the rest stays as it was declared.
 */
@Component
class CorrectionLimits implements FormLimits {

	private final Corrections corrections;

	private final Submissions submissions;

	CorrectionLimits(Corrections corrections, Submissions submissions) {
		this.corrections = corrections;
		this.submissions = submissions;
	}

	@Override
	public Optional<Limit> limitOf(TaskContext task) {
		if (!task.taskKey().equals(Corrections.TASK)) {
			return Optional.empty();
		}
		return this.corrections.current(task.applicationNumber())
			.filter((round) -> !round.isWhole())
			.map((round) -> new Limit(open(round),
					this.submissions.lastOfForm(task.applicationNumber(), task.form().id())
						.map(Submissions.Stored::answers)
						.orElse(Map.of()),
					round.term()));
	}

	private static Map<String, String> open(Corrections.Round round) {
		Map<String, String> open = new LinkedHashMap<>();
		round.items()
			.stream()
			.filter((item) -> item.item().startsWith(Corrections.FIELD))
			.forEach((item) -> open.put(item.item().substring(Corrections.FIELD.length()), item.reason()));
		return open;
	}

}
