package cn.huiqi.assessment;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who may be drawn to appraise cases.
 *
 * @param authority authority on whose register he stands
 * @param account his account
 * @param name name
 * @param employer organisation he works for
 * @param employerCode its credit code, where it is known
 * @param fields keys of the fields he judges, {@code *} for all
 * @param validFrom first day on which he may be drawn
 * @param validUntil last day, null for no end
 */
public record Expert(String authority, String account, String name, String employer, @Nullable String employerCode,
		List<String> fields, LocalDate validFrom, @Nullable LocalDate validUntil) {

	/** Stands for every field. */
	public static final String ALL_FIELDS = "*";

	/** Whether he judges a field; where none is asked for, everybody does. */
	public boolean judges(@Nullable String field) {
		return field == null || this.fields.contains(field) || this.fields.contains(ALL_FIELDS);
	}

	/** Whether he may be drawn on a day. */
	public boolean isValidOn(LocalDate day) {
		return !day.isBefore(this.validFrom) && (this.validUntil == null || !day.isAfter(this.validUntil));
	}

}
