package cn.huiqi.journey;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The stages cases have been to: under which notice, and with what result.
 */
public interface Journeys {

	/**
	 * The notice under which a case may enter a stage today: of several the one that
	 * opened last. Where there is none, one that is published from now on finds the case
	 * waiting.
	 */
	Entry look(String applicationNumber, String stage);

	/**
	 * Notes that a case was admitted to a stage, or refused with reasons. A visit to the
	 * same stage that had no result is over by it.
	 */
	Visit enter(String applicationNumber, String stage, String noticeCode, List<Refusal> reasons);

	/**
	 * Notes how a case left a stage.
	 * @throws IllegalArgumentException if its programme has no such stage
	 */
	void leave(String applicationNumber, String stage, StageResult result);

	/** All visits of a case, the oldest first. */
	List<Visit> of(String applicationNumber);

	/** The last visit of a case to a stage to which it was admitted. */
	Optional<Visit> admission(String applicationNumber, String stage);

	/**
	 * What a table of entry reads of the case: {@code stageResults}, {@code level} and
	 * {@code fileAnswers}.
	 */
	Map<String, Object> facts(String applicationNumber);

	/**
	 * Whether a stage is open to a case.
	 *
	 * @param notice notice whose window is open, null if none is
	 * @param form form of the stage by that notice, null if it names none
	 * @param opensAt when to look again where none is
	 */
	record Entry(StageNotices.@Nullable Published notice, @Nullable String form, Instant opensAt) {
	}

	/**
	 * A visit to a stage.
	 *
	 * @param id id
	 * @param stage key of the stage
	 * @param stageName its name
	 * @param notice notice under which it was opened, null where none was
	 * @param enteredAt from
	 * @param admitted whether the case was admitted
	 * @param reasons why not
	 * @param endedAt to, null while it lasts
	 * @param result result, null while it lasts and where the window closed before
	 */
	record Visit(long id, String stage, String stageName, StageNotices.@Nullable Published notice, Instant enteredAt,
			boolean admitted, List<Refusal> reasons, @Nullable Instant endedAt, @Nullable StageResult result) {

		/** How it ended or stands, for people. */
		public String outcome() {
			if (!this.admitted) {
				return "未准入";
			}
			if (this.result != null) {
				return this.result.label();
			}
			return (this.endedAt != null) ? "阶段窗口已截止" : "办理中";
		}

	}

	/**
	 * A condition of entry that does not hold.
	 *
	 * @param reason its code
	 * @param text what is the matter, in Chinese
	 */
	record Refusal(String reason, String text) {
	}

}
