package cn.huiqi.programme;

import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * One city's programme, as its {@code .yml} describes it: data, no logic.
 *
 * @param programme key of the process, for example {@code hohhot-subsidy}
 * @param name name as the notice prints it
 * @param authority key of the authority that runs it
 * @param authorityName the department that runs it
 * @param numberPrefix two letters that begin its application numbers
 * @param legalBasis titles of the documents it rests on
 * @param parameters key of its parameters table
 * @param noticePlatform where results are made public
 * @param areas districts that review; empty where the notice has none
 * @param rounds rounds to open when first installed
 * @param materials materials the notice asks for
 */
public record Programme(@NotBlank @Pattern(regexp = "[a-z][a-z0-9-]*") String programme, @NotBlank String name,
		@NotBlank @Pattern(regexp = "[a-z]+") String authority, @NotBlank String authorityName,
		@NotBlank @Pattern(regexp = "[A-Z]{2}") String numberPrefix, @NotEmpty List<@NotBlank String> legalBasis,
		@NotBlank String parameters, @NotBlank String noticePlatform, @NotNull List<@Valid Area> areas,
		@NotNull List<@Valid Round> rounds, @NotNull List<@Valid Material> materials) {

	/**
	 * A district or county.
	 *
	 * @param code code in group names
	 * @param name name in Chinese
	 */
	public record Area(@NotBlank @Pattern(regexp = "[a-z]+(-[a-z]+)*") String code, @NotBlank String name) {
	}

	/**
	 * A period in which applications may be opened.
	 *
	 * @param code code, unique in the programme
	 * @param opens first day
	 * @param closes last day
	 * @param confirmed whether the notice states these days
	 */
	public record Round(@NotBlank String code, @NotNull LocalDate opens, @NotNull LocalDate closes, boolean confirmed) {
	}

	/**
	 * A material the notice asks for.
	 *
	 * @param kind key
	 * @param label name as printed
	 * @param required whether a submission without it is incomplete
	 * @param types file name endings taken
	 * @param by who hands it in, as printed
	 */
	public record Material(@NotBlank String kind, @NotBlank String label,
			@JsonProperty(required = true) boolean required, @NotEmpty List<@NotBlank String> types,
			@NotBlank String by) {
	}

}
