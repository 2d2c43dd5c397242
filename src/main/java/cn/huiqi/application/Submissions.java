package cn.huiqi.application;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What people wrote: every completed form, whole and frozen.
 */
public interface Submissions {

	/** The last submission of this task. */
	Optional<Stored> lastOfTask(String applicationNumber, String taskKey);

	/** The last submission of this form, at whatever task. */
	Optional<Stored> lastOfForm(String applicationNumber, String form);

	/**
	 * The declaration as it stands, corrected or not: a programme may ask for several,
	 * one after the other, and the last one begun is meant.
	 */
	Optional<Stored> declaration(String applicationNumber);

	/** The task the declaration was made at. */
	Optional<String> declarationTask(String applicationNumber);

	/** All, the oldest first. */
	List<Stored> all(String applicationNumber);

	/**
	 * A stored submission.
	 *
	 * @param taskKey task it was made at
	 * @param form form
	 * @param releaseId release of the form
	 * @param submittedBy account
	 * @param submittedAt when
	 * @param answers answers by key: String, BigDecimal, Boolean, a list of String or a
	 * list of rows, each a map of such answers
	 */
	record Stored(String taskKey, String form, String releaseId, @Nullable String submittedBy, Instant submittedAt,
			Map<String, Object> answers) {

		/** A text or choice. */
		public Optional<String> text(String key) {
			return Optional.ofNullable((String) this.answers.get(key));
		}

		/** A number. */
		public Optional<BigDecimal> number(String key) {
			return Optional.ofNullable((BigDecimal) this.answers.get(key));
		}

	}

}
