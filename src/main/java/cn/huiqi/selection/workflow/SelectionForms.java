package cn.huiqi.selection.workflow;

import java.util.ArrayList;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.Fault;
import cn.huiqi.programme.Programmes;
import cn.huiqi.selection.Selection;
import cn.huiqi.selection.Selections;
import cn.huiqi.workflow.FormText;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.Submission;
import cn.huiqi.workflow.SubmissionListener;
import cn.huiqi.workflow.TaskContext;

import org.springframework.stereotype.Component;

/**
 * Shows the department the ranking, and takes its decisions in.
 */
@Component
class SelectionForms implements SubmissionListener, FormValues {

	private static final String TIE_TASK = "userTask_decideTie";

	private static final String CONFIRM_TASK = "userTask_confirmSelection";

	private static final String CHOSEN = "chosenApplications";

	private final Selections selections;

	private final SelectionCases cases;

	private final Programmes programmes;

	private final AuditLog audit;

	SelectionForms(Selections selections, SelectionCases cases, Programmes programmes, AuditLog audit) {
		this.selections = selections;
		this.cases = cases;
		this.programmes = programmes;
		this.audit = audit;
	}

	@Override
	public boolean concerns(TaskContext task) {
		return task.processKey().equals(Selections.PROCESS);
	}

	@Override
	public void check(Submission submission, List<Fault> faults) {
		Selection selection = this.selections.of(submission.task().applicationNumber()).orElseThrow();
		if (submission.task().taskKey().equals(TIE_TASK)) {
			int places = Math.min(selection.placesForTied(), waitingTied(selection).size());
			int chosen = submission.choices(CHOSEN).size();
			if (chosen != places) {
				faults.add(new Fault(CHOSEN, "应确定 %d 份申请入选，现勾选 %d 份".formatted(places, chosen)));
			}
		}
		else if (submission.text("decision").filter("approve"::equals).isPresent()) {
			requireStillTrue(selection, faults);
			requireCarried(submission, faults);
		}
	}

	/**
	 * The minutes must bear the decision out: more for it than against, of those there.
	 */
	private static void requireCarried(Submission submission, List<Fault> faults) {
		BigDecimal votesFor = submission.number("votesFor").orElse(BigDecimal.ZERO);
		BigDecimal votesAgainst = submission.number("votesAgainst").orElse(BigDecimal.ZERO);
		int present = submission.rows("attendees").size();
		if (votesFor.compareTo(votesAgainst) <= 0) {
			faults.add(new Fault("votesFor", "赞成票未多于反对票，不能确认遴选结果"));
		}
		if (votesFor.add(votesAgainst).compareTo(BigDecimal.valueOf(present)) > 0) {
			faults.add(new Fault("votesFor", "票数之和超过参会人数 %d".formatted(present)));
		}
	}

	/** What is announced is what was looked at: if it has changed, it is ranked anew. */
	private void requireStillTrue(Selection selection, List<Fault> faults) {
		selection.entries()
			.stream()
			.filter((entry) -> Boolean.TRUE.equals(entry.selected()) && !this.cases.isWaiting(entry.number()))
			.forEach((entry) -> faults
				.add(new Fault("decision", "拟入选的申请 %s 已不在等待遴选，请选择“重新排名”".formatted(entry.number()))));
		this.cases.waiting(selection)
			.stream()
			.filter((number) -> selection.entry(number).isEmpty())
			.forEach((number) -> faults.add(new Fault("decision", "申请 %s 在排名后进入待遴选环节，请选择“重新排名”".formatted(number))));
	}

	@Override
	public void accept(Submission submission) {
		String key = submission.task().applicationNumber();
		this.selections.keep(key, submission.task().taskKey(), submission.submittedBy(), submission.submittedAt(),
				submission.answers());
		this.audit.record(Act.on(key, AuditAction.FORM_SUBMITTED, submission.task().taskKey(), "提交")
			.after(submission.answers())
			.rule("form %s, release %s".formatted(submission.task().form().id(), submission.task().releaseId())));
		if (submission.task().taskKey().equals(TIE_TASK)) {
			List<String> chosen = submission.choices(CHOSEN);
			String reason = submission.text("tieReason").orElse("");
			this.selections.decideTie(key, chosen, reason);
			this.audit
				.record(Act.on(key, AuditAction.SELECTION_TIE_DECIDED, key, "并列的申请中确定入选：" + String.join("、", chosen))
					.after(Map.of("chosen", chosen, "reason", reason)));
		}
	}

	private List<Selection.Entry> waitingTied(Selection selection) {
		return selection.tied().stream().filter((entry) -> this.cases.isWaiting(entry.number())).toList();
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		Selection selection = this.selections.of(task.applicationNumber()).orElseThrow();
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("selectionTitle", title(selection));
		values.put("selectionSummary", summary(selection));
		values.put("rankingRows",
				selection.entries()
					.stream()
					.filter((entry) -> entry.standing() != Selection.Standing.EXCLUDED)
					.map((entry) -> row(selection, entry))
					.toList());
		values.put("excludedRows",
				selection.entries()
					.stream()
					.filter((entry) -> entry.standing() == Selection.Standing.EXCLUDED)
					.map((entry) -> Map.of("number", entry.number(), "enterprise", enterprise(entry), "reason",
							String.valueOf(entry.reason())))
					.toList());
		List<Selection.Entry> tied = task.taskKey().equals(TIE_TASK) ? waitingTied(selection) : List.of();
		values.put("tiedRows", tied.stream().map((entry) -> row(selection, entry)).toList());
		values.put("tiedApplications",
				tied.stream()
					.map((entry) -> Map.of("value", entry.number(), "label", entry.number() + " " + enterprise(entry)))
					.toList());
		values.put("tieSummary",
				"名额 %d 个，排在并列申请之前的已占 %d 个；以下 %d 份申请各项排序条件均相同，须确定 %d 份入选，并说明理由。".formatted(quota(selection),
						quota(selection) - selection.placesForTied(), tied.size(),
						Math.min(selection.placesForTied(), tied.size())));
		return values;
	}

	private static int quota(Selection selection) {
		return (selection.quota() != null) ? selection.quota() : 0;
	}

	private String title(Selection selection) {
		return "%s　%s 轮次遴选".formatted(FormText.plain(this.programmes.get(selection.programme()).name()),
				FormText.plain(selection.round()));
	}

	private String summary(Selection selection) {
		Set<String> gone = new LinkedHashSet<>();
		long ranked = 0;
		long selected = 0;
		for (Selection.Entry entry : selection.entries()) {
			if (entry.standing() == Selection.Standing.EXCLUDED) {
				continue;
			}
			ranked++;
			selected += Boolean.TRUE.equals(entry.selected()) ? 1 : 0;
			if (!this.cases.isWaiting(entry.number())) {
				gone.add(entry.number());
			}
		}
		List<String> sentences = new ArrayList<>();
		sentences.add("参加排名 %d 份，名额 %d 个，拟入选 %d 份。".formatted(ranked, quota(selection), selected));
		if (!gone.isEmpty()) {
			sentences.add("排名后已撤回或办结：%s；涉及拟入选的，须重新排名。".formatted(String.join("、", gone)));
		}
		return String.join("\n\n", sentences);
	}

	private Map<String, String> row(Selection selection, Selection.Entry entry) {
		Map<String, String> row = new LinkedHashMap<>();
		row.put("position", (entry.place() != null) ? entry.place().toString() : "");
		row.put("number", entry.number());
		row.put("enterprise", enterprise(entry));
		row.put("place", place(selection, entry));
		row.put("basis",
				entry.values()
					.stream()
					.map((value) -> value.criterion() + "：" + value.shown())
					.collect(Collectors.joining("；")));
		row.put("outcome", outcome(entry));
		return row;
	}

	private static String place(Selection selection, Selection.Entry entry) {
		long equals = selection.entries()
			.stream()
			.filter((other) -> entry.place() != null && entry.place().equals(other.place()))
			.count();
		return (equals > 1) ? "与另外 %d 份并列".formatted(equals - 1) : "单独排名";
	}

	private String outcome(Selection.Entry entry) {
		if (!this.cases.isWaiting(entry.number())) {
			return "已撤回或办结";
		}
		if (entry.selected() == null) {
			return "待决定";
		}
		String outcome = entry.selected() ? "拟入选" : "未入选";
		return (entry.reason() != null) ? "%s（%s）".formatted(outcome, entry.reason()) : outcome;
	}

	private String enterprise(Selection.Entry entry) {
		return this.cases.get(entry.number()).enterpriseName();
	}

}
