package cn.huiqi.core;

/**
 * A unified social credit code (统一社会信用代码) by GB 32100-2015: 18 characters without I, O,
 * Z, S and V, the last of which checks the others.
 *
 * @param value the code, upper case
 */
public record CreditCode(String value) {

	private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

	private static final int LENGTH = 18;

	/**
	 * @throws IllegalArgumentException if the code is not well-formed
	 */
	public CreditCode {
		if (!isValid(value)) {
			throw new IllegalArgumentException("Not a credit code by GB 32100-2015: " + value);
		}
	}

	/** Whether length, characters and check digit are right (GB 32100-2015, 4.2.5). */
	public static boolean isValid(String code) {
		if (code.length() != LENGTH) {
			return false;
		}
		int sum = 0;
		int weight = 1;
		for (int i = 0; i < LENGTH - 1; i++) {
			int digit = ALPHABET.indexOf(code.charAt(i));
			if (digit < 0) {
				return false;
			}
			sum += digit * weight;
			weight = weight * 3 % 31;
		}
		int check = (31 - sum % 31) % 31;
		return ALPHABET.charAt(check) == code.charAt(LENGTH - 1);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
