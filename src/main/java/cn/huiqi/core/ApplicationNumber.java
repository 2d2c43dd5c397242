package cn.huiqi.core;

import java.util.regex.Pattern;

/**
 * The number of an application, {@code HH-2024-000001}: the programme's prefix, the year
 * of submission, a running number within both. It is the business key of every process
 * instance of the case.
 *
 * @param value the number as printed
 */
public record ApplicationNumber(String value) {

	private static final Pattern SHAPE = Pattern.compile("[A-Z]{2}-\\d{4}-\\d{6}");

	/**
	 * @throws IllegalArgumentException if the text has another shape
	 */
	public ApplicationNumber {
		if (!isValid(value)) {
			throw new IllegalArgumentException("Not an application number: " + value);
		}
	}

	/** Whether the text has the shape of an application number. */
	public static boolean isValid(String value) {
		return SHAPE.matcher(value).matches();
	}

	/**
	 * The number made of its parts.
	 * @param prefix two letters of the programme
	 * @param year the year of submission
	 * @param running 1 to 999,999
	 * @throws IllegalArgumentException if a part is out of range
	 */
	public static ApplicationNumber of(String prefix, int year, long running) {
		if (running < 1) {
			throw new IllegalArgumentException("Running numbers begin with 1: " + running);
		}
		return new ApplicationNumber("%s-%04d-%06d".formatted(prefix, year, running));
	}

	@Override
	public String toString() {
		return this.value;
	}

}
