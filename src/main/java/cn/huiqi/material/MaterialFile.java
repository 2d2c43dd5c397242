package cn.huiqi.material;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An uploaded material.
 *
 * @param id id
 * @param applicationNumber the case
 * @param kind which of the programme's materials it is
 * @param name name of the file, cleaned
 * @param contentType content type
 * @param size bytes
 * @param sha256 SHA-256 of the bytes, in lower case hexadecimal
 * @param uploadedAt when
 * @param uploadedBy account, null inside the program
 * @param scanned true if it was scanned for viruses, null if no scanner was set up
 * @param version 1, or one more than that of the one it replaces
 * @param replaces id of the one it replaces, null if none
 * @param state what became of it
 * @param verdict what a reviewer found, null if nobody has looked
 */
public record MaterialFile(String id, String applicationNumber, String kind, String name, String contentType, long size,
		String sha256, Instant uploadedAt, @Nullable String uploadedBy, @Nullable Boolean scanned, int version,
		@Nullable String replaces, State state, @Nullable Verdict verdict) {

	/** What became of a material. */
	public enum State {

		/** It counts. */
		CURRENT,
		/** A newer one counts. */
		REPLACED,
		/** It was withdrawn, and can be restored. */
		WITHDRAWN,
		/** It would count, but the store has lost its bytes. */
		MISSING

	}

	/**
	 * What a reviewer found.
	 *
	 * @param inOrder whether it is as the notice asks
	 * @param remark what is wrong, or empty
	 * @param by account
	 * @param at when
	 */
	public record Verdict(boolean inOrder, String remark, String by, Instant at) {
	}

}
