package cn.huiqi.core;

import java.util.Locale;

/**
 * How long a period is: so many workdays, days or months.
 *
 * @param length how many, at least 1
 * @param unit of what
 */
public record PeriodLength(int length, Unit unit) {

	public PeriodLength {
		if (length < 1) {
			throw new IllegalArgumentException("A period lasts at least one unit: " + length);
		}
	}

	/**
	 * The length as a table gives it.
	 * @param value a whole number, at least 1
	 * @param unit {@code workdays}, {@code days} or {@code months}; workdays where it is
	 * blank
	 * @throws IllegalArgumentException if it is no length
	 */
	public static PeriodLength of(String value, String unit) {
		return new PeriodLength(Integer.parseInt(value.strip()),
				unit.isBlank() ? Unit.WORKDAYS : Unit.valueOf(unit.strip().toUpperCase(Locale.ROOT)));
	}

	/** So many workdays. */
	public static PeriodLength workdays(int length) {
		return new PeriodLength(length, Unit.WORKDAYS);
	}

	/** So many days. */
	public static PeriodLength days(int length) {
		return new PeriodLength(length, Unit.DAYS);
	}

	/** So many months. */
	public static PeriodLength months(int length) {
		return new PeriodLength(length, Unit.MONTHS);
	}

	/**
	 * Both together.
	 * @throws IllegalArgumentException if they are of different units
	 */
	public PeriodLength plus(PeriodLength other) {
		if (this.unit != other.unit) {
			throw new IllegalArgumentException("%s cannot be made longer by %s".formatted(this, other));
		}
		return new PeriodLength(this.length + other.length, this.unit);
	}

	/** For people: {@code 5个工作日}, {@code 14日}, {@code 1个月}. */
	public String display() {
		return this.length + this.unit.label;
	}

	/** What a period is counted in. */
	public enum Unit {

		/** Days on which people work. */
		WORKDAYS("个工作日"),
		/** All days (日). */
		DAYS("日"),
		/** Months of the calendar (月). */
		MONTHS("个月");

		private final String label;

		Unit(String label) {
			this.label = label;
		}

	}

}
