package cn.huiqi.application;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What people have begun to write in the forms of open tasks: one draft per task, shared
 * by all who may do it. Nothing of it is an answer before it is handed in.
 */
public interface Drafts {

	/** The draft of a task; empty if nobody has saved one. */
	Optional<Draft> find(String taskId);

	/**
	 * Saves a draft on top of the one it was written on.
	 * @param place the task
	 * @param version version it was written on, 0 where there was none
	 * @param answers what was written, by key; null for a field that was emptied
	 * @param account who wrote it
	 * @return what is kept now; empty if somebody else has saved in between, and nothing
	 * was changed
	 */
	Optional<Draft> save(Place place, int version, Map<String, @Nullable Object> answers, String account);

	/**
	 * Empties the draft of a task. Its version goes on, so that nobody who still writes
	 * on an earlier one overwrites what comes after.
	 */
	void discard(String taskId, String account);

	/** Forgets the draft of a task that is over. */
	void forget(String taskId);

	/** Ids of all tasks with a draft. */
	List<String> taskIds();

	/**
	 * The task that is written at.
	 *
	 * @param taskId id in the engine
	 * @param applicationNumber the case
	 * @param form form
	 */
	record Place(String taskId, String applicationNumber, String form) {
	}

	/**
	 * A draft.
	 *
	 * @param version counts from 1
	 * @param form form it was written in
	 * @param answers what was written, by key; null for a field that was emptied
	 * @param savedBy account that wrote it last
	 * @param savedAt when
	 */
	record Draft(int version, String form, Map<String, @Nullable Object> answers, String savedBy, Instant savedAt) {
	}

}
