package cn.huiqi.workflow;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Every process variable that Java reads or writes, declared once.
 */
public final class ProcessVariables {

	/** Business key of the case, also as a variable. */
	public static final Variable<String> APPLICATION_NUMBER = text("applicationNumber");

	/** Key of the programme the case belongs to. */
	public static final Variable<String> PROGRAMME = text("programme");

	/** Account that opened the application; its tasks are assigned to it. */
	public static final Variable<String> DECLARER = text("declarer");

	/** Group of the enterprise's accounts. */
	public static final Variable<String> ENTERPRISE_GROUP = text("enterpriseGroup");

	/**
	 * Group of the district the application is handed in to; none where there are no
	 * areas.
	 */
	public static final Variable<String> DISTRICT_GROUP = text("districtGroup");

	/**
	 * Code of the area the application is handed in to; none where there are no areas.
	 */
	public static final Variable<String> DISTRICT = text("district");

	/** Whether the enterprise stands on the programme's pilot roster. */
	public static final Variable<Boolean> ON_ROSTER = flag("onRoster");

	/** Last day of the round, ISO. */
	public static final Variable<String> APPLICATION_DEADLINE = text("applicationDeadline");

	/** When the round is over: its last day has passed. Timers fire then. */
	public static final Variable<Date> APPLICATION_DEADLINE_AT = instant("applicationDeadlineAt");

	/** The same, as shown: the last second of the last day. */
	public static final Variable<Date> APPLICATION_DUE_AT = instant("applicationDueAt");

	/** Whether an earlier case of the enterprise in the programme was confirmed. */
	public static final Variable<Boolean> CONFIRMED_BEFORE = flag("confirmedBefore");

	/** How many rows each list of the declaration has, by its key. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public static final Variable<Map<String, Object>> DECLARED_ROWS = new Variable("declaredRows", Map.class);

	/** How many current files of each material there are, by its kind. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public static final Variable<Map<String, Object>> MATERIAL_COUNTS = new Variable("materialCounts", Map.class);

	/**
	 * What a table found missing or to be looked into, like the reasons of eligibility.
	 */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public static final Variable<List<Map<String, Object>>> COMPLETENESS_REASONS = new Variable("completenessReasons",
			List.class);

	/**
	 * Groups of the providers' accounts engaged in the case, separated by commas; none
	 * where none is engaged.
	 */
	public static final Variable<String> PROVIDER_GROUP = text("providerGroup");

	/** The same of the assessors. */
	public static final Variable<String> EVALUATOR_GROUP = text("evaluatorGroup");

	/** The same of the auditors. */
	public static final Variable<String> AUDITOR_GROUP = text("auditorGroup");

	/** Group of the authority's department. */
	public static final Variable<String> BUREAU_GROUP = text("bureauGroup");

	/** Code of a round. */
	public static final Variable<String> ROUND = text("round");

	/**
	 * {@code WAITING} or {@code MISSED} when a case comes to the selection of its round,
	 * {@code SELECTED} or {@code NOT_SELECTED} when it is announced.
	 */
	public static final Variable<String> SELECTION_OUTCOME = text("selectionOutcome");

	/** Stage whose selection a case joins; none for the selection of its round. */
	public static final Variable<String> SELECTION_STAGE = text("selectionStage");

	/** Batch of that selection; none for the case's round. */
	public static final Variable<String> SELECTION_BATCH = text("selectionBatch");

	/** Whether a selection has places and ranks, or decides every case for itself. */
	public static final Variable<Boolean> SELECTION_RANKED = flag("selectionRanked");

	/** Key of a stage that a notice of the department opens. */
	public static final Variable<String> STAGE = text("stage");

	/** Table that says what stands against a case's entry into a stage. */
	public static final Variable<String> ENTRY_DECISION = text("entryDecision");

	/** Whether a notice has opened the stage today. */
	public static final Variable<Boolean> STAGE_OPEN = flag("stageOpen");

	/** When to look again whether one has, if no message comes before. */
	public static final Variable<Date> STAGE_OPENS_AT = instant("stageOpensAt");

	/** Code of the notice under which the case is at the stage. */
	public static final Variable<String> STAGE_NOTICE = text("stageNotice");

	/**
	 * Form the notice names for the stage; none where neither it nor the programme does.
	 */
	public static final Variable<String> STAGE_FORM = text("stageForm");

	/** When the notice's window is over: its last day has passed. Timers fire then. */
	public static final Variable<Date> STAGE_CLOSES_AT = instant("stageClosesAt");

	/** The same, as shown: the last second of the last day. */
	public static final Variable<Date> STAGE_DUE_AT = instant("stageDueAt");

	/** What the table of entry found, one map of {@code reason} and {@code text} each. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public static final Variable<List<Map<String, Object>>> STAGE_ENTRY_REASONS = new Variable("stageEntryReasons",
			List.class);

	/** {@code ADMITTED} or {@code REFUSED}. */
	public static final Variable<String> STAGE_OUTCOME = text("stageOutcome");

	/** {@code PASSED}, {@code FAILED} or {@code LAPSED}. */
	public static final Variable<String> STAGE_RESULT = text("stageResult");

	/** Whether applications are equal in everything where the places end. */
	public static final Variable<Boolean> SELECTION_TIED = flag("selectionTied");

	/** First day of the spending window, ISO. */
	public static final Variable<String> SPENDING_WINDOW_START = text("spendingWindowStart");

	/**
	 * Reasons of the eligibility table, one map of {@code reason} and {@code text} each.
	 */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public static final Variable<List<Map<String, Object>>> ELIGIBILITY_REASONS = new Variable("eligibilityReasons",
			List.class);

	/**
	 * Table that looks over what was declared, as a whole and row by row, and only
	 * advises.
	 */
	public static final Variable<String> CHECK_DECISION = text("checkDecision");

	/** Table evaluated before whose rows that fired are advice as well. */
	public static final Variable<String> ADVICE_DECISION = text("adviceDecision");

	/** Table of weights to score with. */
	public static final Variable<String> WEIGHTS_DECISION = text("weightsDecision");

	/** Table of weights to compare with. */
	public static final Variable<String> REFERENCE_WEIGHTS_DECISION = text("referenceWeightsDecision");

	/** Table of points per option. */
	public static final Variable<String> OPTION_POINTS_DECISION = text("optionPointsDecision");

	/** Table of scenarios and their kinds. */
	public static final Variable<String> SCENARIOS_DECISION = text("scenariosDecision");

	/** Table of grades. */
	public static final Variable<String> GRADE_DECISION = text("gradeDecision");

	/** Total of the questionnaire, 0 to 100, unrounded. */
	public static final Variable<Double> SCORE = new Variable<>("score", Double.class);

	/** Whether points the score rests on are only assumed. */
	public static final Variable<Boolean> SCORE_ESTIMATED = flag("scoreEstimated");

	/** The same by the weights to compare with. */
	public static final Variable<Double> REFERENCE_SCORE = new Variable<>("referenceScore", Double.class);

	/** Level of the enterprise's own answers, 0 to 4. */
	public static final Variable<Integer> SELF_LEVEL = new Variable<>("selfLevel", Integer.class);

	/** Verified level, 0 to 4. */
	public static final Variable<Integer> LEVEL = new Variable<>("level", Integer.class);

	/** Level by the weights to compare with, 0 to 4. */
	public static final Variable<Integer> REFERENCE_LEVEL = new Variable<>("referenceLevel", Integer.class);

	/** Group that confirms a level; whoever verified it where the caller names none. */
	public static final Variable<String> CONFIRMER_GROUP = text("confirmerGroup");

	/** Whether the level reaches the programme's minimum. */
	public static final Variable<Boolean> LEVEL_REACHED = flag("levelReached");

	/** End of the correction period, as shown. */
	public static final Variable<Date> CORRECTION_DUE_AT = instant("correctionDueAt");

	/**
	 * When the correction period's timer fires; far away while the date is provisional.
	 */
	public static final Variable<Date> CORRECTION_TIMER_AT = instant("correctionTimerAt");

	/** When to look next whether the enterprise is to be reminded of the correction. */
	public static final Variable<Date> CORRECTION_REMINDER_AT = instant("correctionReminderAt");

	/** {@code CORRECTED}, {@code LAPSED} or {@code REJECTED}. */
	public static final Variable<String> CORRECTION_OUTCOME = text("correctionOutcome");

	/** Parameter that gives the time to correct; {@code correctionPeriod} where none. */
	public static final Variable<String> CORRECTION_PERIOD_KEY = text("correctionPeriodKey");

	/** What a correction is called; 整改 or 补正, by the status, where nothing is said. */
	public static final Variable<String> CORRECTION_TERM = text("correctionTerm");

	/** What follows where nothing comes in time; by the status where nothing is said. */
	public static final Variable<String> CORRECTION_CONSEQUENCE = text("correctionConsequence");

	/** Whether there is time to correct: a period that never begins anew may be over. */
	public static final Variable<Boolean> CORRECTION_PERIOD_OPEN = flag("correctionPeriodOpen");

	/** Parameter that gives the length of a period, as a step of a model names it. */
	public static final Variable<String> PERIOD_KEY = text("periodKey");

	/**
	 * Date a period is counted from, as a step names it: {@code userTask_x.field}, as
	 * answered there last.
	 */
	public static final Variable<String> PERIOD_FROM = text("periodFrom");

	/** End of the period, as shown. */
	public static final Variable<Date> PERIOD_DUE_AT = instant("periodDueAt");

	/** When the period's timer fires; far away while the date is provisional. */
	public static final Variable<Date> PERIOD_TIMER_AT = instant("periodTimerAt");

	/** When to remind of the period; far away where nothing is left to remind of. */
	public static final Variable<Date> PERIOD_REMINDER_AT = instant("periodReminderAt");

	/** {@code OPEN}, or {@code OVER} where no time is left. */
	public static final Variable<String> PERIOD_OUTCOME = text("periodOutcome");

	/** When the next report of progress is asked for. */
	public static final Variable<Date> PROGRESS_REPORT_AT = instant("progressReportAt");

	/** Month it is about, ISO: {@code 2025-03}. */
	public static final Variable<String> PROGRESS_MONTH = text("progressMonth");

	/** Table of the rules each line of declared expenditure is held against. */
	public static final Variable<String> LEDGER_DECISION = text("ledgerDecision");

	/** Whether anything was counted of the declared expenditure. */
	public static final Variable<Boolean> SPENDING_COUNTED = flag("spendingCounted");

	/**
	 * What the table of consistency found, one map of {@code code} and {@code text} each.
	 */
	public static final String CONSISTENCY_FLAGS = "consistencyFlags";

	/** Table of rates and caps. */
	public static final Variable<String> RATE_DECISION = text("rateDecision");

	/** Row of the rate table: {@code rate}, {@code capYuan}, {@code confirmed}. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public static final Variable<Map<String, Object>> SUBSIDY_RATE = new Variable("subsidyRate", Map.class);

	/** Whether anything is left to pay. */
	public static final Variable<Boolean> SUBSIDY_DUE = flag("subsidyDue");

	/** Whether what is due may be paid: rate and cap are confirmed. */
	public static final Variable<Boolean> SUBSIDY_CONFIRMED = flag("subsidyConfirmed");

	/**
	 * The public notice the case was put on, shared by all that were published together.
	 */
	public static final Variable<String> NOTICE_BATCH = text("noticeBatch");

	/**
	 * Whether a public notice must have ended before anything is paid; a case that does
	 * not say so needs one.
	 */
	public static final Variable<Boolean> NOTICE_REQUIRED = flag("noticeRequired");

	/** End of the public notice, as shown. */
	public static final Variable<Date> NOTICE_ENDS_AT = instant("noticeEndsAt");

	/** When the notice's timer fires; far away while the date is provisional. */
	public static final Variable<Date> NOTICE_TIMER_AT = instant("noticeTimerAt");

	/** {@code CLEARED}, {@code CONTINUE}, {@code REASSESS} or {@code REJECTED}. */
	public static final Variable<String> NOTICE_OUTCOME = text("noticeOutcome");

	/** The payment batch the case was put into. */
	public static final Variable<String> PAYMENT_BATCH = text("paymentBatch");

	/** Key of the field experts are drawn from; none for any. */
	public static final Variable<String> EXPERT_FIELD = text("expertField");

	/** Group of the authority's experts. */
	public static final Variable<String> EXPERT_GROUP = text("expertGroup");

	/** First of the seats of a panel to be filled in one go, from 1. */
	public static final Variable<Integer> PANEL_FIRST_SEAT = number("panelFirstSeat");

	/** How many seats are filled in one go. */
	public static final Variable<Integer> PANEL_SEATS = number("panelSeats");

	/** Which of them an instance of the subprocess is, from 0. */
	public static final Variable<Integer> LOOP_COUNTER = number("loopCounter");

	/** Account drawn for a seat. */
	public static final Variable<String> PANEL_EXPERT = text("panelExpert");

	/** Whether there was somebody to draw. */
	public static final Variable<Boolean> SEAT_FILLED = flag("seatFilled");

	/** {@code GIVEN} or {@code RECUSED}. */
	public static final Variable<String> SEAT_OUTCOME = text("seatOutcome");

	/** End of an expert's time, as shown. */
	public static final Variable<Date> APPRAISAL_DUE_AT = instant("appraisalDueAt");

	/** When the timer of an expert's time fires. */
	public static final Variable<Date> APPRAISAL_TIMER_AT = instant("appraisalTimerAt");

	/** When to look next whether the expert is to be reminded. */
	public static final Variable<Date> APPRAISAL_REMINDER_AT = instant("appraisalReminderAt");

	/** How many opinions a panel gave. */
	public static final Variable<Integer> OPINIONS = number("opinions");

	/** How many of them approve. */
	public static final Variable<Integer> APPROVALS = number("approvals");

	/** How many of them refuse. */
	public static final Variable<Integer> REFUSALS = number("refusals");

	/** Approvals less refusals. */
	public static final Variable<Integer> APPROVAL_MARGIN = number("approvalMargin");

	/** Average of the scores, 0 to 100; none where no score was given. */
	public static final Variable<Double> AVERAGE_SCORE = new Variable<>("averageScore", Double.class);

	/** Greatest difference of two scores; none where no score was given. */
	public static final Variable<Double> SPREAD = new Variable<>("spread", Double.class);

	/** Difference above which one more expert joins; none for no limit. */
	public static final Variable<Double> SPREAD_LIMIT = new Variable<>("spreadLimit", Double.class);

	/** Whether the spread is above its limit. */
	public static final Variable<Boolean> SPREAD_EXCEEDED = flag("spreadExceeded");

	/** How many experts have joined a panel beyond its size. */
	public static final Variable<Integer> EXTRA_SEATS = number("extraSeats");

	/** {@code APPROVED}, {@code REFUSED} or, within the panel, {@code ADD_EXPERT}. */
	public static final Variable<String> PANEL_OUTCOME = text("panelOutcome");

	/** When districts are reminded next of what they have not reported. */
	public static final Variable<Date> REPORTING_REMINDER_AT = instant("reportingReminderAt");

	/** Whether they are reminded once more. */
	public static final Variable<Boolean> REPORTING_REMINDER_DUE = flag("reportingReminderDue");

	/** Names that only models and the program write, never a form. */
	private static final Pattern RESERVED = Pattern.compile(".*(Group|Decision|Form|Batch|Outcome|At|Due|Rate|Score)"
			+ "|applicationNumber|programme|round|district|declarer|onRoster|confirmedBefore|declaredRows|materialCounts"
			+ "|selectionTied|selectionRanked|selectionStage|subsidyConfirmed|applicationDeadline|spendingWindowStart|eligibilityReasons|completenessReasons"
			+ "|consistencyFlags|noticeRequired|spendingCounted"
			+ "|correctionPeriodKey|correctionTerm|correctionConsequence|correctionPeriodOpen|periodKey|periodFrom"
			+ "|progressMonth"
			+ "|score|scoreEstimated|level|selfLevel|referenceLevel|levelReached|scenarios\\d|binding\\d"
			+ "|stage|stage(Open|Notice|Result|Results|EntryReasons)|fileAnswers"
			+ "|panel[A-Z]\\w*|seatFilled|opinions|approvals|refusals|approvalMargin|spread\\w*|extraSeats");

	/** What seats of a panel and their opinions hang on: the process alone writes it. */
	private static final Pattern PANEL = Pattern.compile("panel[A-Z]\\w*|seat[A-Z]\\w*|appraisal[A-Z]\\w*At"
			+ "|appraiseProjectDecision|expert(Group|Form|Field)|loopCounter|nrOf(Active|Completed)?Instances"
			+ "|opinions|approvals|refusals|approvalMargin|averageScore|spread\\w*|extraSeats");

	/** What the engine counts of seats and other loops: tells how far others are. */
	private static final Pattern COUNTER = Pattern.compile("loopCounter|nrOf(Active|Completed)?Instances");

	private ProcessVariables() {
	}

	static boolean isReserved(String name) {
		return RESERVED.matcher(name).matches();
	}

	/** Whether participants do not read a variable of their tasks. */
	static boolean isCounter(String name) {
		return COUNTER.matcher(name).matches();
	}

	/** Whether nobody outside writes a variable, administrators neither. */
	static boolean isOfPanel(String name) {
		return PANEL.matcher(name).matches();
	}

	/**
	 * The variable a task's {@code decision} is handed on as: {@code userTask_x} gives
	 * {@code xDecision}.
	 */
	public static Variable<String> decisionOf(String taskDefinitionKey) {
		return text(taskDefinitionKey.substring(taskDefinitionKey.indexOf('_') + 1) + "Decision");
	}

	/** What a panel's opinions come to, as its table is asked. */
	public static List<Variable<?>> panelTally() {
		return List.of(OPINIONS, APPROVALS, REFUSALS, APPROVAL_MARGIN, AVERAGE_SCORE, SPREAD, SPREAD_LIMIT,
				SPREAD_EXCEEDED, EXTRA_SEATS, PANEL_OUTCOME);
	}

	/** How many scenarios stand at this level or above, 1 to 4. */
	public static Variable<Integer> scenariosAt(int level) {
		return new Variable<>("scenarios" + level, Integer.class);
	}

	/** How many of these are binding (约束性场景). */
	public static Variable<Integer> bindingAt(int level) {
		return new Variable<>("binding" + level, Integer.class);
	}

	private static Variable<String> text(String name) {
		return new Variable<>(name, String.class);
	}

	private static Variable<Integer> number(String name) {
		return new Variable<>(name, Integer.class);
	}

	private static Variable<Boolean> flag(String name) {
		return new Variable<>(name, Boolean.class);
	}

	private static Variable<Date> instant(String name) {
		return new Variable<>(name, Date.class);
	}

}
