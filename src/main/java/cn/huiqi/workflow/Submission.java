package cn.huiqi.workflow;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A completed form that has passed the form contract.
 *
 * @param task where it was completed
 * @param answers what was answered: String, BigDecimal, Boolean, a list of String or,
 * where the form has a list, a list of rows, by key
 * @param submittedBy the account, or null inside the program
 * @param submittedAt when
 */
public record Submission(TaskContext task, Map<String, Object> answers, @Nullable String submittedBy,
		Instant submittedAt) {

	/** A text or choice. */
	public Optional<String> text(String key) {
		return Optional.ofNullable((String) this.answers.get(key));
	}

	/** A number. */
	public Optional<BigDecimal> number(String key) {
		return Optional.ofNullable((BigDecimal) this.answers.get(key));
	}

	/** Several choices, none where nothing was chosen. */
	@SuppressWarnings("unchecked")
	public List<String> choices(String key) {
		return (List<String>) this.answers.getOrDefault(key, List.of());
	}

	/** The rows of a list, each with its answers by key; none where there is nothing. */
	@SuppressWarnings("unchecked")
	public List<Map<String, Object>> rows(String key) {
		return (List<Map<String, Object>>) this.answers.getOrDefault(key, List.of());
	}

}
