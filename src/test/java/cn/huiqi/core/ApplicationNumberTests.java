package cn.huiqi.core;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ApplicationNumberTests {

	@Test
	void isMadeOfPrefixYearAndSixDigits() {
		assertThat(ApplicationNumber.of("HH", 2024, 1)).hasToString("HH-2024-000001");
		assertThat(ApplicationNumber.of("WH", 2026, 999_999)).hasToString("WH-2026-999999");
	}

	@ParameterizedTest
	@ValueSource(strings = { "HH-2024-000001", "WH-2025-123456", "HZ-2026-999999", "CC-2024-000010", "HB-2021-000100" })
	void takesTheNumbersOfEveryAuthority(String number) {
		assertThat(ApplicationNumber.isValid(number)).isTrue();
		assertThat(new ApplicationNumber(number)).hasToString(number);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HH-2024-00001", "HH-2024-0000001", "hh-2024-000001", "H-2024-000001",
			"HHH-2024-000001", "HH-24-000001", "HH2024000001", "HH-2024-00000A", "HH-2024-000001 ", " HH-2024-000001",
			"HH-2024-000001\n", "ＨＨ-2024-000001", "HH-2024-٠٠٠٠٠١", "HH–2024–000001", "HH-2024-000001'--" })
	void refusesEveryOtherShape(String number) {
		assertThat(ApplicationNumber.isValid(number)).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> new ApplicationNumber(number));
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 0, 1_000_000 })
	void refusesRunningNumberOutsideItsRange(long running) {
		assertThatIllegalArgumentException().isThrownBy(() -> ApplicationNumber.of("HH", 2024, running));
	}

	@Property
	void sortsAsItCounts(@ForAll @IntRange(min = 1, max = 999_999) int one,
			@ForAll @IntRange(min = 1, max = 999_999) int other) {
		String first = ApplicationNumber.of("HH", 2024, one).value();
		String second = ApplicationNumber.of("HH", 2024, other).value();
		assertThat(Integer.signum(first.compareTo(second))).isEqualTo(Integer.compare(one, other));
	}

}
