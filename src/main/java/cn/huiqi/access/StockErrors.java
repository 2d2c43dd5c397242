package cn.huiqi.access;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cn.huiqi.core.RefusedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.spin.SpinRuntimeException;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.security.web.firewall.RequestRejectedException;

/**
 * Decides in one place how a fault is answered: what the caller sent wrong is his (4xx),
 * what the program or its database could not do is ours (5xx). The engine itself answers
 * nearly every wrong value and every unknown id with 500.
 */
final class StockErrors {

	static final String SERVER_FAULT = "系统未能处理该请求，已记录。请稍后重试，或联系管理员。";

	private static final String BUSY = "系统暂时繁忙，本次操作未执行，请稍后重试";

	private static final String NOT_THERE = "不存在，或您无权查看";

	private static final String BAD_INPUT = "请求内容有误，无法处理";

	private static final String TAKEN = "与已有数据冲突，本次操作未执行，请刷新后再试";

	/** How the engine says that an id leads nowhere. */
	private static final Pattern NOWHERE = Pattern
		.compile("(?i)(can ?not|could ?n[o']t|couldn't) (find|be found)|does ?n[o']t exist|doesn't exist|not found"
				+ "|no (matching |deployed |such )?[a-z -]{0,60}(found|deployed|exists?)\\b|is not deployed"
				+ "|^(task|execution|job|instance|user|group|tenant|filter|batch|processDefinition|caseInstance|"
				+ "[a-z ]*(instance|definition|task|job|batch|resource)[a-z ]*) is null|unexisting");

	/**
	 * Names of classes and packages, lines of a stack trace, SQL, places in our files.
	 */
	private static final Pattern INSIDES = Pattern
		.compile("\\b(org|com|cn|net|io|java|jakarta|javax|sun|jdk|scala)\\.[a-z0-9_]+\\.[A-Za-z0-9_$.]+"
				+ "|\\bjava\\.[a-z]|\\tat |\\n\\s+at |(?i:\\bselect\\b.{0,400}\\bfrom\\b|\\binsert into\\b|\\bupdate ACT_"
				+ "|\\bdelete from\\b|\\bACT_[A-Z]{2}_|jdbc|sqlstate)|[A-Za-z]+(Exception|Error):|\\[Source:"
				+ "|/(tmp|home|root|opt|usr|var)/|permissions? on resource|missingAuthorizations", Pattern.DOTALL);

	private static final Pattern QUERY_PARAMETER = Pattern.compile("(?i)query parameter '([A-Za-z]{1,60})'");

	private static final Pattern PROPERTY = Pattern.compile("\\[\"([A-Za-z]{1,60})\"\\]\\)?\\s*$");

	/**
	 * Syntax and types: the engine makes statements that no database understands out of
	 * some queries, of a job by its id and its definition for one. A table or a column
	 * that is missing has another code.
	 */
	private static final Set<String> UNSPEAKABLE = Set.of("42000", "42001", "42601", "42804", "42883", "42P08", "42P10",
			"42P18", "90068");

	private static final int DEEPEST = 40;

	private StockErrors() {
	}

	/** The answer to a fault that nobody has answered yet. */
	static Answer of(Throwable thrown) {
		List<Throwable> chain = chain(thrown);
		for (Throwable cause : chain) {
			if (cause instanceof RefusedException refusal) {
				return new Answer(statusOf(refusal), refusal.getMessage());
			}
			if (cause instanceof AuthorizationException) {
				return new Answer(403, "您没有此项操作的权限");
			}
			if (cause instanceof OptimisticLockingException || cause instanceof OptimisticLockingFailureException) {
				return new Answer(409, "他人刚刚修改了同一数据，本次操作未执行，请刷新后再试");
			}
			if (cause instanceof SQLException fault) {
				return sql(fault);
			}
			if (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError)) {
				return new Answer(503, BUSY);
			}
			if (cause instanceof WebApplicationException answered && answered.getResponse().getStatus() < 500) {
				return new Answer(answered.getResponse().getStatus(), generic(answered.getResponse().getStatus()));
			}
			if (cause instanceof RestException rest && rest.getStatus() != null
					&& rest.getStatus().getStatusCode() < 500) {
				return new Answer(rest.getStatus().getStatusCode(), generic(rest.getStatus().getStatusCode()));
			}
		}
		if (isOurs(chain.get(chain.size() - 1)) && chain.stream().noneMatch(ELException.class::isInstance)) {
			return new Answer(500, SERVER_FAULT);
		}
		for (Throwable cause : chain) {
			if ((cause instanceof ProcessEngineException || cause instanceof RestException)
					&& NOWHERE.matcher(String.valueOf(cause.getMessage())).find()) {
				return new Answer(404, NOT_THERE);
			}
		}
		return chain.stream().anyMatch(StockErrors::isInput) ? new Answer(400, BAD_INPUT)
				: new Answer(500, SERVER_FAULT);
	}

	/**
	 * A message of the engine's own, if it may go out as it is.
	 * @return the message, or ours in its place when it tells how the program is built
	 */
	static String clean(int status, String message) {
		if (!tellsInsides(message)) {
			return message;
		}
		Matcher parameter = QUERY_PARAMETER.matcher(message);
		if (parameter.find()) {
			return parameter.group(1) + "：不能识别的值";
		}
		Matcher property = PROPERTY.matcher(message);
		return property.find() ? property.group(1) + "：不能识别的值" : generic(status);
	}

	/** Whether a text names classes, tables or files, or holds lines of a stack trace. */
	static boolean tellsInsides(String text) {
		return INSIDES.matcher(text).find();
	}

	/** What stands in an answer that has no words of its own. */
	static String generic(int status) {
		return switch (status) {
			case 400 -> BAD_INPUT;
			case 401 -> "需要登录";
			case 403 -> "您没有此项操作的权限";
			case 404 -> NOT_THERE;
			case 405 -> "此地址不支持该方法";
			case 406 -> "不能以所要求的格式回答";
			case 409 -> TAKEN;
			case 413 -> "请求内容过大";
			case 414 -> "地址过长";
			case 415 -> "不支持的内容类型";
			case 429 -> "请求过于频繁，请稍后重试";
			case 503 -> BUSY;
			default -> (status < 500) ? "请求无法处理" : SERVER_FAULT;
		};
	}

	private static List<Throwable> chain(Throwable thrown) {
		List<Throwable> chain = new ArrayList<>();
		for (Throwable cause = thrown; cause != null && chain.size() < DEEPEST
				&& !chain.contains(cause); cause = cause.getCause()) {
			chain.add(cause);
		}
		return chain;
	}

	private static int statusOf(RefusedException refusal) {
		return switch (refusal.kind()) {
			case INVALID -> 400;
			case FORBIDDEN -> 403;
			case NOT_FOUND -> 404;
			case CONFLICT -> 409;
			case TOO_LARGE -> 413;
			case UNSUPPORTED -> 415;
			case UNAVAILABLE -> 503;
		};
	}

	/** By the first two characters of its SQLSTATE, which all databases share. */
	private static Answer sql(SQLException fault) {
		if (fault instanceof SQLTransientException || fault instanceof SQLNonTransientConnectionException
				|| fault instanceof SQLRecoverableException) {
			return new Answer(503, BUSY);
		}
		String state = String.valueOf(fault.getSQLState());
		if (UNSPEAKABLE.contains(state)) {
			return new Answer(400, BAD_INPUT);
		}
		return switch ((state.length() == 5) ? state.substring(0, 2) : "") {
			// a value no column of ours can hold, or more values than a statement can
			case "22", "54" -> new Answer(400, BAD_INPUT);
			case "23" -> new Answer(409, TAKEN);
			case "08", "40", "53", "55", "57", "HY" -> new Answer(503, BUSY);
			default -> new Answer(500, SERVER_FAULT);
		};
	}

	/** Whether our own code failed, not the engine's over what it was given. */
	private static boolean isOurs(Throwable root) {
		for (StackTraceElement frame : root.getStackTrace()) {
			if (!frame.getClassName().startsWith("java.") && !frame.getClassName().startsWith("jdk.")) {
				return frame.getClassName().startsWith("cn.huiqi.");
			}
		}
		return false;
	}

	private static boolean isInput(Throwable cause) {
		return cause instanceof ProcessEngineException || cause instanceof RestException
				|| cause instanceof NullPointerException || cause instanceof IllegalArgumentException
				|| cause instanceof IllegalStateException || cause instanceof ClassCastException
				|| cause instanceof IndexOutOfBoundsException || cause instanceof ArithmeticException
				|| cause instanceof DateTimeException || cause instanceof UnsupportedOperationException
				|| cause instanceof NegativeArraySizeException || cause instanceof StackOverflowError
				|| cause instanceof IOException || cause instanceof RequestRejectedException
				|| cause instanceof ProcessingException || cause instanceof ELException
				|| cause instanceof DmnEngineException || cause instanceof SpinRuntimeException;
	}

	/**
	 * What is answered.
	 *
	 * @param status the HTTP status
	 * @param message in Chinese, for the caller
	 */
	record Answer(int status, String message) {
	}

}
