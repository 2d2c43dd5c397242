package cn.huiqi.document;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import cn.huiqi.application.CaseStatus;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A register as it is printed: data, no logic.
 *
 * @param programme programme whose cases it lists
 * @param name name in its address
 * @param heading what stands above the title, null if nothing
 * @param title title
 * @param office who fills it in; {@code {area}} stands for the area's name
 * @param statuses status of the cases it lists
 * @param answered what the last answers of a case it lists are, by key; empty for any
 * @param columns columns from left to right
 */
record RegisterLayout(@NotBlank String programme, @NotBlank @Pattern(regexp = "[a-z]+(-[a-z]+)*") String name,
		@Nullable String heading, @NotBlank String title, @NotBlank String office,
		@NotEmpty List<@NotNull CaseStatus> statuses, @Nullable Map<@NotBlank String, @NotBlank String> answered,
		@NotEmpty List<@NotNull @Valid Column> columns) {

	RegisterLayout {
		answered = Objects.requireNonNullElse(answered, Map.of());
	}

	/**
	 * A column.
	 *
	 * @param group heading it shares with its neighbours
	 * @param label label as printed
	 * @param from where its cells come from, one or several of {@code row} (running
	 * number), {@code case.number}, {@code case.enterpriseName}, {@code case.creditCode},
	 * {@code case.district}, {@code case.level}, {@code case.countedAmount},
	 * {@code case.subsidyAmount}, {@code answer.<key>} of the declaration,
	 * {@code latest.<key>} of any form of the case, {@code rows.<list>.<column>} (one
	 * line for each row), {@code sum.<list>.<column>}
	 * @param join what stands between several
	 * @param unit 元 or 万元 in which an amount is to stand, null to leave it as declared
	 * @param width width in characters
	 */
	record Column(@NotBlank String group, @NotBlank String label, @NotEmpty List<@NotNull @Pattern(
			regexp = "row|case\\.(number|enterpriseName|creditCode|district|level|countedAmount|subsidyAmount)|(answer|latest)\\.\\w+|(rows|sum)\\.\\w+\\.\\w+") String> from,
			@Nullable String join, @Nullable @Pattern(regexp = "元|万元") String unit,
			@NotNull @Min(4) @Max(100) Integer width) {

		public Column {
			width = (width != null) ? width : 14;
		}

	}

}
