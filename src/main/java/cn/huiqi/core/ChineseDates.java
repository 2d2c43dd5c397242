package cn.huiqi.core;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * Days and times as they are written for people, in Chinese and in the zone of the
 * {@link WorkCalendar}. Programs get ISO instead.
 */
public final class ChineseDates {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

	private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy年M月", Locale.CHINA);

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA)
		.withZone(WorkCalendar.ZONE);

	private ChineseDates() {
	}

	/** A day: {@code 2024年11月15日}. */
	public static String day(LocalDate day) {
		return DAY.format(day);
	}

	/** A month: {@code 2025年3月}. */
	public static String month(YearMonth month) {
		return MONTH.format(month);
	}

	/** An instant to the minute: {@code 2024年11月15日 09:05}. */
	public static String minute(Instant instant) {
		return MINUTE.format(instant);
	}

	/**
	 * A day or a month as a form answers it.
	 * @param iso for example {@code 2024-11-15} or {@code 2024-11}
	 * @return the same for people; what is neither is left as it is
	 */
	public static String ofAnswer(String iso) {
		try {
			return switch (iso.length()) {
				case 7 -> month(YearMonth.parse(iso));
				case 10 -> day(LocalDate.parse(iso));
				default -> iso;
			};
		}
		catch (DateTimeParseException ex) {
			return iso;
		}
	}

}
