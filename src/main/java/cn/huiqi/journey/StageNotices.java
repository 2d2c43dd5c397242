package cn.huiqi.journey;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The notices by which departments open the stages of their programmes. A stage is open
 * from 0:00 of a notice's first day to 24:00 of its last, in Shanghai.
 */
public interface StageNotices {

	/** The notices of a programme, the one that opens first first. */
	List<Published> of(String programme);

	/** The notice of this code. */
	Optional<Published> find(String programme, String code);

	/**
	 * Publishes a notice and lets every case that waits for one of its stage look again.
	 * @throws cn.huiqi.core.RefusedException with every fault, if a code is there already
	 * too
	 */
	Published publish(String programme, Notice notice);

	/**
	 * Gives a notice other days or words. While cases are admitted under it, stage, first
	 * day and form stay, and the last day is not moved to before today.
	 * @throws cn.huiqi.core.RefusedException with every fault
	 */
	Published change(String programme, Notice notice);

	/**
	 * A notice as it is to be.
	 *
	 * @param code code, unique in the programme
	 * @param stage key of a stage of the programme
	 * @param title title
	 * @param documentNumber document number (发文字号)
	 * @param opens first day
	 * @param closes last day
	 * @param form form of the stage; null for the first the programme names
	 */
	record Notice(@Nullable String code, @Nullable String stage, @Nullable String title,
			@Nullable String documentNumber, @Nullable LocalDate opens, @Nullable LocalDate closes,
			@Nullable String form) {
	}

	/**
	 * A notice as it was published.
	 *
	 * @param code code
	 * @param stage key of the stage
	 * @param title title
	 * @param documentNumber document number
	 * @param opens first day
	 * @param closes last day
	 * @param form form it names, null for the first the programme names
	 * @param confirmed whether a department published it; false for those of the demo
	 * @param publishedBy account, null for the program
	 * @param publishedAt when
	 * @param changedBy account that changed it last, null if nobody or the program
	 * @param changedAt when, null if it never was
	 */
	record Published(String code, String stage, String title, String documentNumber, LocalDate opens, LocalDate closes,
			@Nullable String form, boolean confirmed, @Nullable String publishedBy, Instant publishedAt,
			@Nullable String changedBy, @Nullable Instant changedAt) {

		/** Whether its window is open on a day. */
		public boolean isOpenOn(LocalDate day) {
			return !this.opens.isAfter(day) && !this.closes.isBefore(day);
		}

		/** Title and document number, as people cite it. */
		public String cited() {
			return "《%s》（%s）".formatted(this.title, this.documentNumber);
		}

	}

}
