package cn.huiqi.assessment.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import cn.huiqi.assessment.Panel;
import cn.huiqi.assessment.Panels;
import cn.huiqi.core.ChineseDates;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.workflow.Submission;
import cn.huiqi.workflow.SubmissionListener;

import org.springframework.stereotype.Component;

/**
 * Takes experts' opinions: of each expert his own, in time.
 */
@Component
class ExpertOpinions implements SubmissionListener {

	private static final String APPRAISAL_TASK = "userTask_appraiseProject";

	private static final String SUPPLEMENT_TASK = "userTask_appointExpert";

	private static final String PROCESS = "expert-review";

	private final Panels panels;

	ExpertOpinions(Panels panels) {
		this.panels = panels;
	}

	@Override
	public void check(Submission submission, List<Fault> faults) {
		String number = submission.task().applicationNumber();
		if (isAt(submission, SUPPLEMENT_TASK) && !this.panels.hasCandidate(number)) {
			throw RefusedException.conflict("专家库中仍没有可抽取的专家，请先登记符合条件的专家");
		}
		if (!isAt(submission, APPRAISAL_TASK)) {
			return;
		}
		String account = accountOf(submission);
		Panel.Draw draw = this.panels.awaited(number, account)
			.orElseThrow(
					() -> wasDrawn(number, account) ? RefusedException.conflict("您已提交过评审意见或回避，或者本席位已另行抽取专家，本次提交未保存")
							: RefusedException.forbidden("评审意见只能由被抽取的专家本人提交"));
		Instant end = Panels.endOf(Objects.requireNonNull(draw.lastDay()));
		if (!submission.submittedAt().isBefore(end)) {
			throw RefusedException.conflict("评审期限已于%s届满，将另行抽取专家".formatted(ChineseDates.day(draw.lastDay())));
		}
	}

	@Override
	public void accept(Submission submission) {
		if (!isAt(submission, APPRAISAL_TASK)) {
			return;
		}
		String number = submission.task().applicationNumber();
		if (Boolean.TRUE.equals(submission.answers().get("recused"))) {
			this.panels.recuse(number, accountOf(submission), submission.text("recusalReason").orElse(""));
		}
		else {
			this.panels.give(number, accountOf(submission),
					new Panel.Opinion(submission.number("expertScore").orElse(null),
							submission.text("decision").map("approve"::equals).orElse(null),
							submission.text("comment").orElse("")));
		}
	}

	/** He handed in twice at the same time, or his time ended meanwhile. */
	private boolean wasDrawn(String number, String account) {
		return this.panels.last(number)
			.stream()
			.flatMap((panel) -> panel.draws().stream())
			.anyMatch((draw) -> account.equals(draw.account()));
	}

	private static boolean isAt(Submission submission, String task) {
		return submission.task().processKey().equals(PROCESS) && submission.task().taskKey().equals(task);
	}

	private static String accountOf(Submission submission) {
		return (submission.submittedBy() != null) ? submission.submittedBy() : "";
	}

}
