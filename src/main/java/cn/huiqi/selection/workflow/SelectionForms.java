package cn.huiqi.selection.workflow;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.Fault;
import cn.huiqi.programme.Programmes;
import cn.huiqi.selection.Minutes;
import cn.huiqi.selection.Selection;
import cn.huiqi.selection.Selections;
import cn.huiqi.workflow.FormText;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.ProgrammeParameters;
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

	static final String COLLECTIVE_TASK = "userTask_decideCollectively";

	private static final String ATTENDEES = "attendees";

	private static final String ENTRIES = "entries";

	private static final String CHOSEN = "chosenApplications";

	private final Selections selections;

	private final SelectionCases cases;

	private final Programmes programmes;

	private final ProgrammeParameters parameters;

	private final Minutes minutes;

	private final AuditLog audit;

	SelectionForms(Selections selections, SelectionCases cases, Programmes programmes, ProgrammeParameters parameters,
			Minutes minutes, AuditLog audit) {
		this.selections = selections;
		this.cases = cases;
		this.programmes = programmes;
		this.parameters = parameters;
		this.minutes = minutes;
		this.audit = audit;
	}

	@Override
	public boolean concerns(TaskContext task) {
		return task.processKey().equals(Selections.PROCESS);
	}

	@Override
	public void check(Submission submission, List<Fault> faults) {
		String key = submission.task().applicationNumber();
		// nobody hands other minutes in meanwhile
		this.selections.hold(key);
		Selection selection = this.selections.of(key).orElseThrow();
		if (submission.task().taskKey().equals(TIE_TASK)) {
			int places = Math.min(selection.placesForTied(), waitingTied(selection).size());
			int chosen = submission.choices(CHOSEN).size();
			if (chosen != places) {
				faults.add(new Fault(CHOSEN, "应确定 %d 份申请入选，现勾选 %d 份".formatted(places, chosen)));
			}
		}
		else if (submission.text("decision").filter("approve"::equals).isPresent()) {
			Majority majority = Majority.of(majority(selection, submission.task()));
			if (submission.task().taskKey().equals(COLLECTIVE_TASK)) {
				requireStillListed(selection, faults);
				requireMeeting(submission, faults);
				requireVerdicts(selection, submission, majority, faults);
			}
			else {
				requireStillTrue(selection, faults);
				requireCarried(submission, majority, faults);
			}
			if (this.minutes.current(key).isEmpty()) {
				faults.add(new Fault("minutes", "尚未上传会议纪要，请在“材料”页签上传后再提交"));
			}
		}
	}

	private Optional<ProgrammeParameters.Parameter> majority(Selection selection, TaskContext task) {
		return this.parameters.find(task.releaseId(), selection.programme(), Majority.PARAMETER);
	}

	/**
	 * The minutes must bear the decision out.
	 */
	private static void requireCarried(Submission submission, Majority majority, List<Fault> faults) {
		int votesFor = count(submission.answers(), "votesFor");
		int votesAgainst = count(submission.answers(), "votesAgainst");
		int present = submission.rows(ATTENDEES).size();
		if (votesFor + votesAgainst > present) {
			faults.add(new Fault("votesFor", "票数之和超过参会人数 %d".formatted(present)));
		}
		// who is not counted for or against has abstained
		else if (!majority.isReached(new Selection.Votes(votesFor, votesAgainst, present - votesFor - votesAgainst))) {
			faults.add(new Fault("votesFor", "未达到“%s”，不能确认遴选结果".formatted(majority.label())));
		}
	}

	private static int count(Map<String, Object> answers, String key) {
		return (answers.get(key) instanceof BigDecimal number) ? number.intValue() : 0;
	}

	/** Everybody present is named once, the chair among them. */
	private static void requireMeeting(Submission submission, List<Fault> faults) {
		List<Map<String, Object>> attendees = submission.rows(ATTENDEES);
		Set<String> named = new HashSet<>();
		for (int i = 0; i < attendees.size(); i++) {
			// namesakes are told apart in the name itself
			if (!named.add(String.valueOf(attendees.get(i).get("attendeeName")).replaceAll("\\s", ""))) {
				faults.add(new Fault("attendees[%d].attendeeName".formatted(i + 1), "第%d行的出席人员重复".formatted(i + 1)));
			}
		}
		submission.text("meetingChair")
			.filter((chair) -> attendees.stream().noneMatch((one) -> chair.equals(one.get("attendeeName"))))
			.ifPresent((chair) -> faults.add(new Fault("meetingChair", "主持人 %s 不在出席人员中".formatted(chair))));
	}

	/** All present voted on each or abstained, and the verdict is what the votes say. */
	private static void requireVerdicts(Selection selection, Submission submission, Majority majority,
			List<Fault> faults) {
		int present = submission.rows(ATTENDEES).size();
		List<Map<String, Object>> rows = submission.rows(ENTRIES);
		if (rows.size() != listed(selection).size()) {
			// the form's own check has told
			return;
		}
		for (int i = 0; i < rows.size(); i++) {
			Selection.Votes votes = votes(rows.get(i));
			String field = "entries[%d].votesFor".formatted(i + 1);
			boolean approved = "approve".equals(rows.get(i).get("verdict"));
			if (votes.total() != present) {
				faults.add(new Fault(field, "第%d行的赞成、反对、弃权票合计 %d，应等于到会人数 %d".formatted(i + 1, votes.total(), present)));
			}
			else if (approved && !majority.isReached(votes)) {
				faults.add(new Fault(field, "第%d行未达到“%s”，不能登记为通过".formatted(i + 1, majority.label())));
			}
			else if (!approved && rows.get(i).get("verdict") != null && majority.isReached(votes)) {
				faults.add(new Fault(field, "第%d行已达到“%s”，不能登记为不通过".formatted(i + 1, majority.label())));
			}
		}
	}

	private static Selection.Votes votes(Map<String, Object> row) {
		return new Selection.Votes(count(row, "votesFor"), count(row, "votesAgainst"), count(row, "votesAbstained"));
	}

	private static List<Selection.Entry> listed(Selection selection) {
		return selection.entries().stream().filter((entry) -> entry.standing() == Selection.Standing.LISTED).toList();
	}

	/** What is decided is what is listed: if it has changed, it is listed anew. */
	private void requireStillListed(Selection selection, List<Fault> faults) {
		listed(selection).stream()
			.filter((entry) -> !this.cases.isWaiting(selection.key(), entry.number()))
			.forEach(
					(entry) -> faults.add(new Fault("decision", "申请 %s 已撤回或办结，请选择“重新列出申请”".formatted(entry.number()))));
		this.cases.waiting(selection)
			.stream()
			.filter((number) -> selection.entry(number).isEmpty())
			.forEach((number) -> faults.add(new Fault("decision", "申请 %s 在列出后进入待决定环节，请选择“重新列出申请”".formatted(number))));
	}

	/** What is announced is what was looked at: if it has changed, it is ranked anew. */
	private void requireStillTrue(Selection selection, List<Fault> faults) {
		selection.entries()
			.stream()
			.filter((entry) -> Boolean.TRUE.equals(entry.selected())
					&& !this.cases.isWaiting(selection.key(), entry.number()))
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
		Map<String, Object> decided = new LinkedHashMap<>(submission.answers());
		if (submission.text("decision").filter("approve"::equals).isPresent()) {
			this.minutes.current(key)
				.ifPresent((file) -> decided.put("minutes",
						Map.of("id", file.id(), "name", file.name(), "sha256", file.sha256(), "size", file.size())));
		}
		this.selections.keep(key, submission.task().taskKey(), submission.submittedBy(), submission.submittedAt(),
				decided);
		this.audit.record(Act.on(key, AuditAction.FORM_SUBMITTED, submission.task().taskKey(), "提交")
			.after(decided)
			.rule("form %s, release %s".formatted(submission.task().form().id(), submission.task().releaseId())));
		if (submission.task().taskKey().equals(TIE_TASK)) {
			List<String> chosen = submission.choices(CHOSEN);
			String reason = submission.text("tieReason").orElse("");
			this.selections.decideTie(key, chosen, reason);
			this.audit
				.record(Act.on(key, AuditAction.SELECTION_TIE_DECIDED, key, "并列的申请中确定入选：" + String.join("、", chosen))
					.after(Map.of("chosen", chosen, "reason", reason)));
		}
		if (submission.task().taskKey().equals(COLLECTIVE_TASK)
				&& submission.text("decision").filter("approve"::equals).isPresent()) {
			decideEach(this.selections.of(key).orElseThrow(), submission.rows(ENTRIES));
		}
	}

	private void decideEach(Selection selection, List<Map<String, Object>> rows) {
		List<Selection.Entry> listed = listed(selection);
		for (int i = 0; i < listed.size(); i++) {
			Map<String, Object> row = rows.get(i);
			String number = listed.get(i).number();
			boolean approved = "approve".equals(row.get("verdict"));
			Selection.Votes votes = votes(row);
			this.selections.decide(selection.key(), number, approved, votes, (String) row.get("reason"));
			this.audit
				.record(Act
					.on(number, AuditAction.SELECTION_DECIDED, selection.key(), "集体决定：%s（赞成%d，反对%d，弃权%d）"
						.formatted(approved ? "通过" : "不通过", votes.approving(), votes.refusing(), votes.abstaining()))
					.after(row));
		}
	}

	private List<Selection.Entry> waitingTied(Selection selection) {
		return selection.tied()
			.stream()
			.filter((entry) -> this.cases.isWaiting(selection.key(), entry.number()))
			.toList();
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		Selection selection = this.selections.of(task.applicationNumber()).orElseThrow();
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("selectionTitle", title(selection));
		values.put("majorityText", Majority.text(majority(selection, task)));
		values.put("minutesText",
				this.minutes.current(selection.key())
					.map((file) -> "会议纪要：已上传 " + FormText.plain(file.name()))
					.orElse("会议纪要：尚未上传，请先在“材料”页签上传。"));
		if (task.taskKey().equals(COLLECTIVE_TASK)) {
			values.put(ENTRIES, listed(selection).stream().map((entry) -> collective(selection, entry)).toList());
		}
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

	private Map<String, String> collective(Selection selection, Selection.Entry entry) {
		Map<String, String> row = new LinkedHashMap<>();
		row.put("applicationNumber", entry.number());
		row.put("enterprise", enterprise(entry));
		row.put("facts",
				this.cases.isWaiting(selection.key(), entry.number()) ? entry.values()
					.stream()
					.map((value) -> value.criterion() + "：" + value.shown())
					.collect(Collectors.joining("；")) : "已撤回或办结");
		return row;
	}

	private String title(Selection selection) {
		return FormText.plain(selection.title(this.programmes.get(selection.programme()))) + " 遴选";
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
			if (!this.cases.isWaiting(selection.key(), entry.number())) {
				gone.add(entry.number());
			}
		}
		List<String> sentences = new ArrayList<>();
		sentences.add((selection.quota() != null)
				? "参加排名 %d 份，名额 %d 个，拟入选 %d 份。".formatted(ranked, quota(selection), selected)
				: "共 %d 份申请，逐一集体决定。".formatted(ranked));
		if (!gone.isEmpty()) {
			sentences.add("排名后已撤回或办结：%s；涉及拟入选的，须重新排名或列出。".formatted(String.join("、", gone)));
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
		row.put("outcome", outcome(selection, entry));
		return row;
	}

	private static String place(Selection selection, Selection.Entry entry) {
		long equals = selection.entries()
			.stream()
			.filter((other) -> entry.place() != null && entry.place().equals(other.place()))
			.count();
		return (equals > 1) ? "与另外 %d 份并列".formatted(equals - 1) : "单独排名";
	}

	private String outcome(Selection selection, Selection.Entry entry) {
		if (!this.cases.isWaiting(selection.key(), entry.number())) {
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
