package cn.huiqi.selection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The selections: one for each round, of all its applications together.
 */
public interface Selections {

	/** Key of the shared process. */
	String PROCESS = "selection-round";

	/** Message a case waits for. */
	String DECIDED = "message_selectionDecided";

	/** Business key of the selection of a round. */
	static String keyOf(String programme, String round) {
		return programme + "." + round;
	}

	/** The selection of a round. */
	Optional<Selection> find(String programme, String round);

	/** The selection with this key. */
	Optional<Selection> of(String key);

	/**
	 * Begins the selection of a round.
	 * @param excluded applications left out, with the reason
	 * @throws cn.huiqi.core.RefusedException if there is one already
	 */
	void begin(String programme, String round, Map<String, String> excluded, @Nullable String by);

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

	/** Keeps what the department decided. */
	void keep(String key, String taskKey, @Nullable String by, Instant at, Map<String, Object> answers);

	/** Notes what an application was told. */
	void noteAnnounced(String key, String applicationNumber, Selection.Announced announced);

	/** Notes that the result is announced: the selection is over. */
	void close(String key);

}
