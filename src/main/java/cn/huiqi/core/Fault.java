package cn.huiqi.core;

/**
 * One thing wrong with what somebody sent, in words for that person.
 *
 * @param field the key of the field, or an empty string where the whole is meant
 * @param message what is wrong, in Chinese
 */
public record Fault(String field, String message) {

	/** A fault of the whole submission rather than of one field. */
	public static Fault general(String message) {
		return new Fault("", message);
	}

	@Override
	public String toString() {
		return this.field.isEmpty() ? this.message : this.field + "：" + this.message;
	}

}
