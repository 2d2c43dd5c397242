package cn.huiqi.workflow;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * One field of a form, as far as the server must know it.
 *
 * @param key key of the answer
 * @param type component type of the form schema
 * @param label label in Chinese
 * @param section label of the outermost group it stands in
 * @param required whether an answer must be given
 * @param readOnly whether the client's value is ignored
 * @param min least number
 * @param max greatest number
 * @param decimals most decimals of a number
 * @param minLength least number of characters
 * @param maxLength most characters
 * @param pattern shape of a text
 * @param options values to labels, where they stand in the form
 * @param valuesKey name of the variable the options come from, where they do not
 * @param asText whether the browser sends the number as text
 * @param rows the rows of a list, null for all other fields
 * @param properties custom properties, read by the rooms
 */
public record FormField(String key, String type, String label, String section, boolean required, boolean readOnly,
		@Nullable BigDecimal min, @Nullable BigDecimal max, @Nullable Integer decimals, @Nullable Integer minLength,
		int maxLength, @Nullable Pattern pattern, Map<String, String> options, @Nullable String valuesKey,
		boolean asText, @Nullable FormRows rows, Map<String, String> properties) {

	/** The custom property, or null. */
	public @Nullable String property(String name) {
		return this.properties.get(name);
	}

	boolean isText() {
		return this.type.equals("textfield") || this.type.equals("textarea");
	}

	boolean isNumber() {
		return this.type.equals("number");
	}

	boolean isChecklist() {
		return this.type.equals("checklist") || this.type.equals("taglist");
	}

	boolean isChoice() {
		return this.type.equals("radio") || this.type.equals("select");
	}

	boolean isDate() {
		return this.type.equals("datetime");
	}

	boolean isTick() {
		return this.type.equals("checkbox");
	}

	/** Whether it is a list of rows. */
	public boolean isList() {
		return this.rows != null;
	}

	/** Keys of the fields and lists this one is held against. */
	Set<String> related() {
		return Stream.of("notAbove", "notBefore", "equalsSum", "coversSum", "quotientOf")
			.map(this::property)
			.filter(Objects::nonNull)
			.flatMap((keys) -> Stream.of(keys.split(",")))
			.map((key) -> key.strip().replaceFirst("\\..*", ""))
			.collect(Collectors.toSet());
	}

	/** The amount in yuan, by the field's unit (元 or 万元). */
	public BigDecimal inYuan(BigDecimal value) {
		return "万元".equals(property("unit")) ? value.movePointRight(4) : value;
	}

}
