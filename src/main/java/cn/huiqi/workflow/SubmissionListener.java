package cn.huiqi.workflow;

import java.util.List;

import cn.huiqi.core.Fault;

/**
 * What a room has to say to a submission. First every room checks, then, if none found a
 * fault, every room takes what is its own; both in the engine's own transaction.
 */
public interface SubmissionListener extends TaskConcern {

	/**
	 * Adds what the form cannot know to be wrong.
	 * @throws cn.huiqi.core.RefusedException if the act itself is not allowed
	 */
	default void check(Submission submission, List<Fault> faults) {
	}

	/** Stores what belongs to the room. */
	default void accept(Submission submission) {
	}

}
