package cn.huiqi.enterprise;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

import cn.huiqi.core.CreditCode;
import org.jspecify.annotations.Nullable;

/**
 * An entry on an authority's register of institutions.
 *
 * @param id id
 * @param authority key of the authority
 * @param kind what it may be engaged as
 * @param creditCode credit code of the organisation, which is registered like an
 * enterprise
 * @param name its registered name
 * @param validFrom first day on which it may be engaged
 * @param validUntil last day, null for no end
 * @param basis document it stands on the register by
 * @param endedAt when the department ended the entry, null while it stands
 * @param endReason why, null while it stands
 */
public record Institution(long id, String authority, Kind kind, CreditCode creditCode, String name, LocalDate validFrom,
		@Nullable LocalDate validUntil, String basis, @Nullable Instant endedAt, @Nullable String endReason) {

	/** Whether it may be engaged on a day; the last day counts. */
	public boolean isValidOn(LocalDate day) {
		return this.endedAt == null && !day.isBefore(this.validFrom)
				&& (this.validUntil == null || !day.isAfter(this.validUntil));
	}

	/** What an institution may be engaged as. */
	public enum Kind {

		/** Transforms enterprises. */
		PROVIDER("provider", "数字化服务商"),
		/** Assesses and accepts. */
		EVALUATOR("evaluator", "第三方评测机构"),
		/** Audits what was spent. */
		AUDITOR("auditor", "审计机构");

		private final String key;

		private final String label;

		Kind(String key, String label) {
			this.key = key;
			this.label = label;
		}

		/** Key in forms, and of the role its accounts have. */
		public String key() {
			return this.key;
		}

		/** For people. */
		public String label() {
			return this.label;
		}

		/** The kind of this key, empty if there is none. */
		public static Optional<Kind> of(@Nullable String key) {
			return Arrays.stream(values()).filter((kind) -> kind.key.equals(key)).findFirst();
		}

	}

}
