package cn.huiqi.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.PasswordPolicyLengthRuleImpl;
import org.camunda.bpm.engine.impl.identity.PasswordPolicyUserDataRuleImpl;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;

/**
 * What a password must be like that somebody chooses for himself or for another: at least
 * ten characters of three kinds, nothing of the account's name in it, and not one that
 * everybody tries first. The names of the rules are looked up by the webapps, or shown as
 * they are.
 */
final class PasswordRules implements PasswordPolicy {

	/** All of the rules, for a refusal. */
	static final String TEXT = "密码不符合要求：10 至 128 个字符，至少包含大写字母、小写字母、数字、其他字符中的三类，不得包含账号、姓名或邮箱，不得使用常见密码";

	private static final int SHORTEST = 10;

	/** More does not fit into the header of a login. */
	private static final int LONGEST = 128;

	private static final int KINDS = 3;

	/** A name of one or two letters is in every other password. */
	private static final int SHORTEST_NAME = 3;

	private final Set<String> common;

	private final List<PasswordPolicyRule> rules;

	PasswordRules() {
		this.common = read("common-passwords.txt");
		this.rules = List.of(new PasswordPolicyLengthRuleImpl(SHORTEST),
				new Rule("大写字母、小写字母、数字、其他字符中至少三类", (password, user) -> kinds(password) >= KINDS),
				new Rule(PasswordPolicyUserDataRuleImpl.PLACEHOLDER,
						(password, user) -> user == null || !containsNameOf(password, user)),
				new Rule("不超过 128 个字符", (password, user) -> password.length() <= LONGEST),
				new Rule("不是常见密码", (password, user) -> !isCommon(password)));
	}

	@Override
	public List<PasswordPolicyRule> getRules() {
		return this.rules;
	}

	/**
	 * How many kinds of characters there are: upper case, lower case, digits, others.
	 */
	static long kinds(String password) {
		return password.chars().mapToObj(PasswordRules::kindOf).distinct().count();
	}

	private static String kindOf(int character) {
		if (Character.isDigit(character)) {
			return "digit";
		}
		if (Character.isUpperCase(character)) {
			return "upper";
		}
		return Character.isLowerCase(character) ? "lower" : "other";
	}

	private static boolean containsNameOf(String password, User user) {
		String lower = password.toLowerCase(Locale.ROOT);
		String email = (user.getEmail() != null) ? user.getEmail() : "";
		return Stream
			.of(nullToEmpty(user.getId()), nullToEmpty(user.getFirstName()), nullToEmpty(user.getLastName()), email,
					email.replaceFirst("@.*", ""))
			.filter((name) -> name.length() >= SHORTEST_NAME)
			.anyMatch((name) -> lower.contains(name.toLowerCase(Locale.ROOT)));
	}

	/**
	 * Whether it is a common one but for case, stand-ins, and digits and signs around.
	 */
	private boolean isCommon(String password) {
		String lower = password.toLowerCase(Locale.ROOT);
		String core = lower.replaceAll("^[^a-z]+|[^a-z]+$", "");
		return Stream.of(lower, core, withoutStandIns(lower), withoutStandIns(core))
			.flatMap((spelling) -> Stream.of(spelling, spelling.replaceAll("[^a-z0-9]", ""),
					spelling.replaceAll("[^a-z]", "")))
			.anyMatch(this.common::contains);
	}

	private static String withoutStandIns(String word) {
		return word.replace('@', 'a')
			.replace('4', 'a')
			.replace('0', 'o')
			.replace('3', 'e')
			.replace('$', 's')
			.replace('5', 's')
			.replace('1', 'i');
	}

	private static String nullToEmpty(@Nullable String value) {
		return (value != null) ? value : "";
	}

	private static Set<String> read(String name) {
		try {
			return new ClassPathResource("access/" + name).getContentAsString(StandardCharsets.UTF_8)
				.lines()
				.map(String::strip)
				.filter((line) -> !line.isEmpty() && !line.startsWith("#"))
				.collect(Collectors.toUnmodifiableSet());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Rule(String placeholder, BiPredicate<String, @Nullable User> test) implements PasswordPolicyRule {

		@Override
		public String getPlaceholder() {
			return this.placeholder;
		}

		@Override
		public Map<String, String> getParameters() {
			return Map.of();
		}

		@Override
		public boolean execute(String candidatePassword) {
			return this.test.test(candidatePassword, null);
		}

		@Override
		public boolean execute(String candidatePassword, @Nullable User user) {
			return this.test.test(candidatePassword, user);
		}

	}

}
