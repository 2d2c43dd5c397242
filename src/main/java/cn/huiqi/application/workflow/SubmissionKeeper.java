package cn.huiqi.application.workflow;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import cn.huiqi.application.Applications;
import cn.huiqi.application.Case;
import cn.huiqi.application.CasePeriods;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Corrections;
import cn.huiqi.application.Submissions;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.ChineseDates;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.workflow.FormField;
import cn.huiqi.workflow.Submission;
import cn.huiqi.workflow.SubmissionListener;
import org.jspecify.annotations.Nullable;

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

	/** The task a reviewer follows a correction at, in every programme. */
	static final String FOLLOW_UP_TASK = "userTask_followCorrection";

	/**
	 * Who can be reached how is kept with the submission; the log tells that it changed.
	 */
	private static final Pattern PERSONAL = Pattern.compile("contact.*|.*(Phone|Email|Contact)|objectorName",
			Pattern.CASE_INSENSITIVE);

	private static final String NOT_SHOWN = "***";

	private final Applications applications;

	private final Cases cases;

	private final Corrections corrections;

	private final CasePeriods periods;

	private final Submissions submissions;

	private final AuditLog audit;

	SubmissionKeeper(Applications applications, Cases cases, Corrections corrections, CasePeriods periods,
			Submissions submissions, AuditLog audit) {
		this.applications = applications;
		this.cases = cases;
		this.corrections = corrections;
		this.periods = periods;
		this.submissions = submissions;
		this.audit = audit;
	}

	@Override
	public void check(Submission submission, List<Fault> faults) {
		Instant at = submission.submittedAt();
		String number = submission.task().applicationNumber();
		if (submission.task().closesWithRound()) {
			requireInRound(this.cases.get(number), at);
		}
		submission.task()
			.closesWithPeriod()
			.flatMap((key) -> this.periods.find(number, key))
			.filter((period) -> period.isOverAt(at))
			.ifPresent((period) -> {
				throw RefusedException.conflict("期限已于%s届满，不能再提交".formatted(period.display()));
			});
		boolean extend = submission.task().taskKey().equals(FOLLOW_UP_TASK)
				&& submission.text("decision").filter("extend"::equals).isPresent();
		if (submission.task().taskKey().equals(Corrections.TASK) || extend) {
			this.corrections.period(number).filter((period) -> period.isOverAt(at)).ifPresent((period) -> {
				Corrections.Round round = this.corrections.last(number).orElseThrow();
				throw RefusedException
					.conflict("%s期限已于%s届满，%s".formatted(round.term(), period.display(), round.consequence()));
			});
		}
		if (extend && this.corrections.extensionsLeft(number, submission.task().releaseId()) == 0) {
			faults.add(new Fault("decision", "期限可延长的次数已用完，不能再延长"));
		}
		requireEachOnce(submission, faults);
	}

	private static void requireInRound(Case application, Instant at) {
		if (WorkCalendar.dayOf(at).isAfter(application.roundCloses())) {
			throw RefusedException.conflict("本轮已于%s24时截止，不能再提交".formatted(ChineseDates.day(application.roundCloses())));
		}
	}

	private static void requireEachOnce(Submission submission, List<Fault> faults) {
		if (submission.task().form().field("correctionItems").filter(FormField::isList).isEmpty()) {
			return;
		}
		Set<Object> named = new HashSet<>();
		List<Map<String, Object>> rows = submission.rows("correctionItems");
		for (int i = 0; i < rows.size(); i++) {
			if (!named.add(rows.get(i).getOrDefault("item", ""))) {
				faults.add(new Fault("correctionItems[%d].item".formatted(i + 1), "第%d行的补正事项重复".formatted(i + 1)));
			}
		}
	}

	@Override
	public void accept(Submission submission) {
		record(submission);
		this.applications.keep(submission.task().applicationNumber(),
				new Submissions.Stored(submission.task().taskKey(), submission.task().form().id(),
						submission.task().releaseId(), submission.submittedBy(), submission.submittedAt(),
						submission.answers()));
	}

	/** What was answered otherwise than the last time, at this task or in this form. */
	private void record(Submission submission) {
		String number = submission.task().applicationNumber();
		String form = submission.task().form().id();
		Map<String, Object> last = this.submissions.lastOfTask(number, submission.task().taskKey())
			.or(() -> this.submissions.lastOfForm(number, form))
			.filter((before) -> !submission.task().isIndependent())
			.map(Submissions.Stored::answers)
			.orElse(Map.of());
		Map<String, Object> before = new LinkedHashMap<>();
		Map<String, Object> after = new LinkedHashMap<>();
		TreeSet<String> keys = new TreeSet<>(last.keySet());
		keys.addAll(submission.answers().keySet());
		for (String key : keys) {
			Object was = last.get(key);
			Object is = submission.answers().get(key);
			if (!isSame(was, is)) {
				put(before, key, was);
				put(after, key, is);
			}
		}
		this.audit.record(Act
			.on(number, AuditAction.FORM_SUBMITTED, submission.task().taskKey(),
					last.isEmpty() ? "首次提交" : "再次提交，%d 项有变化".formatted(after.size()))
			.before(last.isEmpty() ? null : before)
			.after(after)
			.rule("form %s, release %s".formatted(form, submission.task().releaseId())));
	}

	private static boolean isSame(@Nullable Object was, @Nullable Object is) {
		return (was instanceof BigDecimal one && is instanceof BigDecimal other) ? one.compareTo(other) == 0
				: Objects.equals(was, is);
	}

	private static void put(Map<String, Object> values, String key, @Nullable Object value) {
		if (value != null) {
			values.put(key, shown(key, value));
		}
	}

	private static Object shown(String key, Object value) {
		if (PERSONAL.matcher(key).matches()) {
			return NOT_SHOWN;
		}
		if (value instanceof List<?> rows) {
			return rows.stream().map((row) -> (row instanceof Map<?, ?> cells) ? shown(cells) : row).toList();
		}
		return value;
	}

	private static Map<String, Object> shown(Map<?, ?> cells) {
		Map<String, Object> shown = new LinkedHashMap<>();
		cells.forEach((key, value) -> shown.put(String.valueOf(key), shown(String.valueOf(key), value)));
		return shown;
	}

}
