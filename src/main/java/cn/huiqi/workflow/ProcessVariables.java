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

	/** First day of the spending window, ISO. */
	public static final Variable<String> SPENDING_WINDOW_START = text("spendingWindowStart");

	/**
	 * Reasons of the eligibility table, one map of {@code reason} and {@code text} each.
	 */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public static final Variable<List<Map<String, Object>>> ELIGIBILITY_REASONS = new Variable("eligibilityReasons",
			List.class);

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

	/** The same by the weights to compare with. */
	public static final Variable<Double> REFERENCE_SCORE = new Variable<>("referenceScore", Double.class);

	/** Level of the enterprise's own answers, 0 to 4. */
	public static final Variable<Integer> SELF_LEVEL = new Variable<>("selfLevel", Integer.class);

	/** Verified level, 0 to 4. */
	public static final Variable<Integer> LEVEL = new Variable<>("level", Integer.class);

	/** Level by the weights to compare with, 0 to 4. */
	public static final Variable<Integer> REFERENCE_LEVEL = new Variable<>("referenceLevel", Integer.class);

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

	/** Names that only models and the program write, never a form. */
	private static final Pattern RESERVED = Pattern.compile(".*(Group|Decision|Form|Batch|Outcome|At|Due|Rate|Score)"
			+ "|applicationNumber|programme|declarer|onRoster|applicationDeadline|spendingWindowStart"
			+ "|eligibilityReasons|consistencyFlags|district|noticeRequired|spendingCounted|score|level|selfLevel|referenceLevel|levelReached|scenarios\\d|binding\\d");

	private ProcessVariables() {
	}

	static boolean isReserved(String name) {
		return RESERVED.matcher(name).matches();
	}

	/**
	 * The variable a task's {@code decision} is handed on as: {@code userTask_x} gives
	 * {@code xDecision}.
	 */
	public static Variable<String> decisionOf(String taskDefinitionKey) {
		return text(taskDefinitionKey.substring(taskDefinitionKey.indexOf('_') + 1) + "Decision");
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

	private static Variable<Boolean> flag(String name) {
		return new Variable<>(name, Boolean.class);
	}

	private static Variable<Date> instant(String name) {
		return new Variable<>(name, Date.class);
	}

}
