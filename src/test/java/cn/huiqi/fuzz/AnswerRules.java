package cn.huiqi.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What no answer may be, whatever was asked.
 */
final class AnswerRules {

	private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

	/** Lines of a stack trace, in an answer of any kind. */
	private static final Pattern TRACE = Pattern
		.compile("\\tat [a-z]|\\\\tat [a-z]|\\bat (org|cn|java|com)\\.[\\w.$]+\\(|" + "Caused by: |\\.java:\\d+\\)");

	/** Names from inside, in an answer that refuses. */
	private static final Pattern INSIDE = Pattern.compile(
			"\\b(org\\.(camunda|spring|hibernate|h2|postgresql|apache|glassfish|xml)|java\\.(lang|util|io|sql|time|net)|"
					+ "jakarta\\.|com\\.(fasterxml|sun|zaxxer)|cn\\.huiqi|jdk\\.internal)\\b|\\bACT_[A-Z]{2}_|"
					+ "(?i:\\bselect\\s.{0,300}\\sfrom\\s|insert into |JdbcSQL|PSQL|mybatis|SQLSTATE|Apache Tomcat|Whitelabel|"
					+ "\\bjersey\\b|/home/|/root/)",
			Pattern.DOTALL);

	private AnswerRules() {
	}

	/** What is wrong with an answer: nothing, as it should be. */
	static List<String> faults(Call call, Wire.Reply reply) {
		List<String> faults = new ArrayList<>();
		if (reply.status() >= 500) {
			faults.add("status " + reply.status());
		}
		String text = reply.text();
		find(faults, "stack trace", TRACE, text);
		if (reply.status() >= 400) {
			find(faults, "name from inside", INSIDE, text);
		}
		find(faults, "name from inside in a header", INSIDE, reply.headers().toString());
		String type = reply.header("content-type").toLowerCase(Locale.ROOT);
		if (reply.status() >= 400 && reply.body().length > 0 && !type.contains("json")
				&& !type.startsWith("text/html")) {
			faults.add("a refusal as \"" + type + "\"");
		}
		if (type.contains("json") && reply.body().length > 0) {
			try {
				JSON.readTree(reply.body());
			}
			catch (JsonProcessingException ex) {
				faults.add("no JSON: " + ex.getOriginalMessage());
			}
			catch (java.io.IOException ex) {
				faults.add("no JSON");
			}
		}
		if (!reply.header("x-content-type-options").equals("nosniff")) {
			faults.add("X-Content-Type-Options: " + reply.header("x-content-type-options"));
		}
		if (reply.headers().containsKey("server") || reply.headers().containsKey("x-powered-by")) {
			faults.add("tells what serves it");
		}
		if (reply.headers().containsKey("x-injected")) {
			faults.add("a header of the caller's making");
		}
		return faults;
	}

	private static void find(List<String> faults, String what, Pattern pattern, String text) {
		Matcher found = pattern.matcher(text);
		if (found.find()) {
			faults.add(what + ": " + found.group().replaceAll("\\s+", " "));
		}
	}

}
