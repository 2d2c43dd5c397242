package cn.huiqi.core;

import java.time.Instant;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChineseDatesTests {

	@Test
	void writesDaysWithoutLeadingZeros() {
		assertThat(ChineseDates.day(LocalDate.of(2024, 11, 15))).isEqualTo("2024年11月15日");
		assertThat(ChineseDates.day(LocalDate.of(2025, 3, 1))).isEqualTo("2025年3月1日");
	}

	@Test
	void writesTimesAsTheyAreInShanghai() {
		// given five past five in the evening of the last day of the year, in Greenwich
		Instant instant = Instant.parse("2024-12-31T17:05:59Z");
		// then it is the next year in China
		assertThat(ChineseDates.minute(instant)).isEqualTo("2025年1月1日 01:05");
	}

	@ParameterizedTest
	@CsvSource({ "2024-11-15,2024年11月15日", "2024-02,2024年2月", "2024-13,2024-13", "2023-02-29,2023-02-29", "尚未确定,尚未确定",
			"二〇二四年十一月十五日,二〇二四年十一月十五日", "'',''" })
	void turnsAnswersAroundThatAreDaysOrMonths(String answer, String shown) {
		assertThat(ChineseDates.ofAnswer(answer)).isEqualTo(shown);
	}

}
