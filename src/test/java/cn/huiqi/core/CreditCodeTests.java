package cn.huiqi.core;

import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CreditCodeTests {

	/** GB 32100-2015, table 1: no I, O, Z, S, V. */
	private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

	/** GB 32100-2015, table 3. */
	private static final List<Integer> WEIGHTS = List.of(1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30,
			28);

	@ParameterizedTest(name = "{0}: {2}")
	@CsvFileSource(resources = "/scenarios/core/credit-codes.csv", numLinesToSkip = 1)
	void tellsValidFromInvalid(String code, boolean valid, String why) {
		assertThat(CreditCode.isValid(code)).as(why).isEqualTo(valid);
		if (valid) {
			assertThat(new CreditCode(code)).hasToString(code);
		}
		else {
			assertThatIllegalArgumentException().as(why)
				.isThrownBy(() -> new CreditCode(code))
				.withMessageContaining(code);
		}
	}

	@Test
	void refusesTheEmptyText() {
		assertThat(CreditCode.isValid("")).isFalse();
	}

	@Property
	void takesEveryCodeWithItsCheckDigit(@ForAll("codes") String code) {
		assertThat(CreditCode.isValid(code)).isTrue();
	}

	@Property
	void refusesEveryOtherCheckDigit(@ForAll("codes") String code) {
		for (char check : ALPHABET.toCharArray()) {
			if (check != code.charAt(17)) {
				assertThat(CreditCode.isValid(code.substring(0, 17) + check)).isFalse();
			}
		}
	}

	@Property
	void refusesEverySingleCharacterChange(@ForAll("codes") String code) {
		for (int position = 0; position < code.length(); position++) {
			for (char other : ALPHABET.toCharArray()) {
				if (other != code.charAt(position)) {
					assertThat(CreditCode.isValid(with(code, position, other))).isFalse();
				}
			}
		}
	}

	@Property
	void refusesCharactersOutsideTheAlphabetAnywhere(@ForAll("codes") String code,
			@ForAll @IntRange(max = 17) int position, @ForAll char other) {
		Assume.that(ALPHABET.indexOf(other) < 0);
		assertThat(CreditCode.isValid(with(code, position, other))).isFalse();
	}

	@Property
	void refusesEverySwapOfNeighbours(@ForAll("codes") String code) {
		for (int position = 0; position < code.length() - 1; position++) {
			char left = code.charAt(position);
			char right = code.charAt(position + 1);
			if (left != right) {
				assertThat(CreditCode.isValid(with(with(code, position, right), position + 1, left))).isFalse();
			}
		}
	}

	@Provide
	Arbitrary<String> codes() {
		return Arbitraries.strings().withChars(ALPHABET).ofLength(17).map(CreditCodeTests::withCheckDigit);
	}

	private static String withCheckDigit(String body) {
		int sum = 0;
		for (int i = 0; i < body.length(); i++) {
			sum += ALPHABET.indexOf(body.charAt(i)) * WEIGHTS.get(i);
		}
		int remainder = sum % 31;
		return body + ((remainder == 0) ? '0' : ALPHABET.charAt(31 - remainder));
	}

	private static String with(String code, int position, char other) {
		return code.substring(0, position) + other + code.substring(position + 1);
	}

}
