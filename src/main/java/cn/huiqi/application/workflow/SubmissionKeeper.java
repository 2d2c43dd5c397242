package cn.huiqi.application.workflow;

import java.time.Instant;
import java.util.List;

import cn.huiqi.application.Applications;
import cn.huiqi.application.Corrections;
import cn.huiqi.application.Submissions;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.workflow.Submission;
import cn.huiqi.workflow.SubmissionListener;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Keeps every submission, and refuses a correction that comes too late even when the
 * timer has not fired yet.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SubmissionKeeper implements SubmissionListener {

	private static final String CORRECTION_TASK = "userTask_correctMaterials";

	private final Applications applications;

	private final Corrections corrections;

	SubmissionKeeper(Applications applications, Corrections corrections) {
		this.applications = applications;
		this.corrections = corrections;
	}

	@Override
	public void check(Submission submission, List<Fault> faults) {
		Instant at = submission.submittedAt();
		if (submission.task().taskKey().equals(CORRECTION_TASK)) {
			this.corrections.period(submission.task().applicationNumber())
				.filter((period) -> period.isOverAt(at))
				.ifPresent((period) -> {
					throw RefusedException.conflict("补正期限已于%s届满，按放弃申报处理".formatted(period.display()));
				});
		}
	}

	@Override
	public void accept(Submission submission) {
		this.applications.keep(submission.task().applicationNumber(),
				new Submissions.Stored(submission.task().taskKey(), submission.task().form().id(),
						submission.task().releaseId(), submission.submittedBy(), submission.submittedAt(),
						submission.answers()));
	}

}
