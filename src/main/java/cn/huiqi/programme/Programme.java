package cn.huiqi.programme;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

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
 * @param stages stages that open by notices of their own; empty where the round is all
 * @param applicants keys of the roles whose organisations may apply, {@code enterprise}
 * where the file says nothing
 */
public record Programme(@NotBlank @Pattern(regexp = "[a-z][a-z0-9-]*") String programme,
		@NotBlank @Size(max = 200) String name, @NotBlank @Pattern(regexp = "[a-z]+") @Size(max = 30) String authority,
		@NotBlank @Size(max = 100) String authorityName, @NotBlank @Pattern(regexp = "[A-Z]{2}") String numberPrefix,
		@NotEmpty List<@NotBlank String> legalBasis, @NotBlank String parameters, @NotBlank String noticePlatform,
		@NotNull List<@Valid Area> areas, @NotNull List<@Valid Round> rounds, @NotNull List<@Valid Material> materials,
		@Nullable List<@Valid Stage> stages,
		@Nullable @Size(min = 1) List<@NotNull @Pattern(regexp = "enterprise|provider") String> applicants) {

	public Programme {
		stages = Objects.requireNonNullElse(stages, List.of());
		applicants = Objects.requireNonNullElse(applicants, List.of("enterprise"));
	}

	/**
	 * A stage that the department opens by a notice of its own.
	 *
	 * @param key key in tables and models
	 * @param name name as the rules print it
	 * @param forms forms a notice may name for it, the first where it names none
	 */
	public record Stage(@NotBlank @Pattern(regexp = "[a-z]+") @Size(max = 30) String key,
			@NotBlank @Size(max = 50) String name, @Nullable List<@NotBlank String> forms) {

		public Stage {
			forms = Objects.requireNonNullElse(forms, List.of());
		}

	}

	/**
	 * A district or county.
	 *
	 * @param code code in group names
	 * @param name name in Chinese
	 */
	public record Area(@NotBlank @Pattern(regexp = "[a-z]+(-[a-z]+)*") @Size(max = 50) String code,
			@NotBlank @Size(max = 50) String name) {
	}

	/**
	 * A period in which applications may be opened.
	 *
	 * @param code code, unique in the programme
	 * @param opens first day
	 * @param closes last day
	 * @param confirmed whether the notice states these days
	 */
	public record Round(@NotBlank @Pattern(regexp = "[A-Za-z0-9-]{1,50}") String code, @NotNull LocalDate opens,
			@NotNull LocalDate closes, boolean confirmed) {
	}

	/**
	 * A material the notice asks for.
	 *
	 * @param kind key
	 * @param label name as printed
	 * @param required whether a submission without it is incomplete
	 * @param types file name endings taken
	 * @param by who hands it in, as printed
	 * @param duty kind of task at which it is handed in, {@code declare} where the file
	 * says nothing
	 * @param maxFiles most files of this kind in a case, 1 where the file says nothing
	 * @param maxSize most bytes of one file, as a text such as {@code 50MB}, which it is
	 * where the file says nothing
	 * @param template name of a file to begin with, in {@code materials/<authority>/};
	 * null if there is none
	 * @param task the one task at which it is handed in, and in corrections of what was
	 * declared there; null for every task of the duty
	 */
	public record Material(@NotBlank @Pattern(regexp = "[a-z][A-Za-z0-9]{0,49}") String kind, @NotBlank String label,
			@JsonProperty(required = true) boolean required,
			@NotEmpty List<@NotNull @Pattern(regexp = "pdf|jpg|jpeg|png|zip|docx|xlsx|pptx|txt") String> types,
			@NotBlank String by, @NotNull @Pattern(regexp = "[a-z]+(-[a-z]+)*") String duty,
			@NotNull @Min(1) @Max(500) Integer maxFiles,
			@NotNull @Pattern(regexp = "[1-9][0-9]{0,8}(B|KB|MB)") String maxSize,
			@Nullable @Pattern(regexp = "[a-z0-9-]+\\.[a-z]+") String template,
			@Nullable @Pattern(regexp = "userTask_[A-Za-z0-9]{1,60}") String task) {

		/** The kind of task an applicant declares and corrects at. */
		private static final String APPLICANT = "declare";

		/** The most a file may ever have: what one request can bring. */
		public static final DataSize LARGEST = DataSize.ofMegabytes(200);

		public Material {
			duty = Objects.requireNonNullElse(duty, APPLICANT);
			maxFiles = Objects.requireNonNullElse(maxFiles, 1);
			maxSize = Objects.requireNonNullElse(maxSize, "50MB");
		}

		/** Whether the applicant hands it in. */
		public boolean byApplicant() {
			return this.duty.equals(APPLICANT);
		}

		/** Whether it belongs to what is done at this task, null for none. */
		public boolean isAskedAt(@Nullable String taskKey) {
			return this.task == null || this.task.equals(taskKey);
		}

		/** Most bytes of one file. */
		public long maxBytes() {
			return DataSize.parse(this.maxSize).toBytes();
		}

	}

}
