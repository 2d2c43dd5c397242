package cn.huiqi.selection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The selections: of all applications of a round together, or of all that wait in a batch
 * at one stage.
 */
public interface Selections {

	/** Key of the shared process. */
	String PROCESS = "selection-round";

	/** Message a case waits for. */
	String DECIDED = "message_selectionDecided";

	/** The longest key that the engine's and our tables hold. */
	int LONGEST_KEY = 64;

	/** Business key of the selection of a round. */
	static String keyOf(String programme, String round) {
		return new Key(programme, null, round).value();
	}

	/**
	 * Name of the parameter that says how many are selected; without it none are ranked.
	 */
	static String quotaOf(@Nullable String stage) {
		return (stage != null) ? stage + "SelectionQuota" : "selectionQuota";
	}

	/** The selection of a round. */
	Optional<Selection> find(String programme, String round);

	/** The selection with this key. */
	Optional<Selection> of(String key);

	/** The last selection in which an application has an entry. */
	Optional<Selection> lastOf(String applicationNumber);

	/**
	 * Begins a selection.
	 * @param excluded applications left out, with the reason
	 * @throws cn.huiqi.core.RefusedException if there is one already
	 */
	void begin(Key key, Map<String, String> excluded, @Nullable String by);

	/** Notes which selection an application has come to. */
	void join(String applicationNumber, Key key);

	/**
	 * Key of the selection an application came to last; empty for one that came before
	 * there were any but those of rounds.
	 */
	Optional<String> joined(String applicationNumber);

	/** Applications that came to a selection last. */
	List<String> members(String key);

	/** Keeps a selection as it is until the present transaction ends. */
	void hold(String key);

	/**
	 * Ranks the applications anew, by the programme's criteria; a decision on a tie made
	 * before no longer counts.
	 * @param releaseId release whose tables decide
	 * @param applications numbers of those that take part
	 * @return the selection as it stands now
	 */
	Selection rank(String key, String releaseId, List<String> applications);

	/**
	 * Decides a tie.
	 * @param chosen applications that are selected of those tied
	 * @param reason why
	 */
	void decideTie(String key, List<String> chosen, String reason);

	/**
	 * Lists applications anew that are each decided by themselves.
	 * @param applications numbers of those that take part
	 * @return the selection as it stands now
	 */
	Selection list(String key, List<String> applications);

	/** Decides an application that is listed. */
	void decide(String key, String applicationNumber, boolean approved, Selection.Votes votes, @Nullable String reason);

	/** Keeps what the department decided. */
	void keep(String key, String taskKey, @Nullable String by, Instant at, Map<String, Object> answers);

	/** Notes what an application was told. */
	void noteAnnounced(String key, String applicationNumber, Selection.Announced announced);

	/** Notes that the result is announced: the selection is over. */
	void close(String key);

	/**
	 * Which selection it is.
	 *
	 * @param programme programme
	 * @param stage key of the stage, null for the selection of a round
	 * @param batch code of the round, or of the batch at that stage
	 */
	record Key(String programme, @Nullable String stage, String batch) {

		private static final Pattern STAGE = Pattern.compile("[a-z][A-Za-z0-9-]{0,49}");

		private static final Pattern BATCH = Pattern.compile("[A-Za-z0-9-]{1,50}");

		/** Business key: the parts with a full stop between. */
		public String value() {
			return (this.stage != null) ? this.programme + "." + this.stage + "." + this.batch
					: this.programme + "." + this.batch;
		}

		/** Whether its parts can be told apart and it fits. */
		public boolean isValid() {
			return (this.stage == null || STAGE.matcher(this.stage).matches()) && BATCH.matcher(this.batch).matches()
					&& value().length() <= LONGEST_KEY;
		}

	}

}
