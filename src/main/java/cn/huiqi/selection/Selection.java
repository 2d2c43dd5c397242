package cn.huiqi.selection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import cn.huiqi.programme.Programme;
import org.jspecify.annotations.Nullable;

/**
 * The selection of a round, or of a batch at one stage.
 *
 * @param key business key of its process instance
 * @param programme programme
 * @param stage key of the stage, null where it is the selection of a round
 * @param round code of the round, or of the batch
 * @param openedBy account that opened it, null inside the program
 * @param openedAt when
 * @param quota places, null before it was ranked
 * @param rankedAt when it was ranked last, null before
 * @param announcedAt when it was announced, null before
 * @param entries all that take part, the best first; those excluded last
 * @param decisions what the department decided, the first first
 */
public record Selection(String key, String programme, @Nullable String stage, String round, @Nullable String openedBy,
		Instant openedAt, @Nullable Integer quota, @Nullable Instant rankedAt, @Nullable Instant announcedAt,
		List<Entry> entries, List<Decision> decisions) {

	/**
	 * What people call it: the programme, the stage where there is one, round or batch.
	 */
	public String title(Programme known) {
		String named = known.stages()
			.stream()
			.filter((one) -> one.key().equals(this.stage))
			.map(Programme.Stage::name)
			.findFirst()
			.orElse((this.stage != null) ? this.stage : "");
		return (named.isEmpty() ? List.of(known.name(), this.round) : List.of(known.name(), named, this.round)).stream()
			.collect(Collectors.joining(" "));
	}

	/** The entry of an application. */
	public Optional<Entry> entry(String applicationNumber) {
		return this.entries.stream().filter((entry) -> entry.number().equals(applicationNumber)).findFirst();
	}

	/** Those equal in everything where places run out, whatever was decided since. */
	public List<Entry> tied() {
		return this.entries.stream().filter((entry) -> entry.standing().ofTie()).toList();
	}

	/** Places left for those tied. */
	public int placesForTied() {
		long outright = this.entries.stream()
			.filter((entry) -> entry.standing() == Standing.RANKED && Boolean.TRUE.equals(entry.selected()))
			.count();
		return ((this.quota != null) ? this.quota : 0) - (int) outright;
	}

	/** How an application stands in the selection. */
	public enum Standing {

		/** Placed by the criteria alone. */
		RANKED,
		/** Equal in every criterion to others, with fewer places left than these. */
		TIED,
		/** Chosen among those tied. */
		CHOSEN,
		/** Not chosen among those tied. */
		PASSED,
		/** To be decided by itself. */
		LISTED,
		/** Decided by itself. */
		DECIDED,
		/** Left out from the start. */
		EXCLUDED;

		private boolean ofTie() {
			return this == TIED || this == CHOSEN || this == PASSED;
		}

	}

	/** What an application was told, or why nothing. */
	public enum Announced {

		/** Selected. */
		SELECTED,
		/** Not selected. */
		NOT_SELECTED,
		/** It was over before the result was announced. */
		PASSED_OVER

	}

	/**
	 * An application in the selection.
	 *
	 * @param number application number
	 * @param place place, shared by equals; null where it was excluded
	 * @param standing how it stands
	 * @param selected whether it is to be selected, null while a tie is undecided
	 * @param reason why it was chosen, passed or excluded, else null
	 * @param announced what it was told, null before
	 * @param values what every criterion came to, in order
	 * @param votes how it was voted on, null where it was not, or not by itself
	 */
	public record Entry(String number, @Nullable Integer place, Standing standing, @Nullable Boolean selected,
			@Nullable String reason, @Nullable Announced announced, List<Value> values, @Nullable Votes votes) {
	}

	/**
	 * How a meeting voted.
	 *
	 * @param approving votes for
	 * @param refusing votes against
	 * @param abstaining abstentions
	 */
	public record Votes(int approving, int refusing, int abstaining) {

		/** How many voted or abstained. */
		public int total() {
			return this.approving + this.refusing + this.abstaining;
		}

	}

	/**
	 * What a criterion came to.
	 *
	 * @param criterion what is compared
	 * @param shown its value, for people
	 * @param basis the clause it comes from
	 */
	public record Value(String criterion, String shown, String basis) {
	}

	/**
	 * What the department decided.
	 *
	 * @param taskKey at which task
	 * @param by account
	 * @param at when
	 * @param answers its answers, the record of the meeting among them
	 */
	public record Decision(String taskKey, @Nullable String by, Instant at, Map<String, Object> answers) {
	}

}
