package cn.huiqi.audit;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads the log and proves it.
 */
public interface AuditTrail {

	/**
	 * Entries, the newest first.
	 * @param chain application number or {@link Act#SYSTEM}; null for all
	 * @param page page, from 0
	 * @param size entries per page
	 */
	List<Entry> find(@Nullable String chain, int page, int size);

	/** How many entries there are. */
	long count(@Nullable String chain);

	/**
	 * Checks every entry, every chain and the anchors outside the database.
	 * @throws cn.huiqi.core.RefusedException if another check is under way
	 */
	AuditReport verify();

	/**
	 * An entry.
	 *
	 * @param chain application number or {@link Act#SYSTEM}
	 * @param seq place in its chain, from 1, without gaps
	 * @param at when
	 * @param actor account, or null where it was the program
	 * @param source address, or null inside the program
	 * @param via {@code api}, {@code engine-rest}, {@code tasklist} or {@code program}
	 * @param action an {@link AuditAction}
	 * @param subject to what
	 * @param before what was there, JSON, or null
	 * @param after what is there now, JSON, or null
	 * @param rule by which rule, or null
	 * @param summary in one sentence
	 */
	record Entry(String chain, long seq, Instant at, @Nullable String actor, @Nullable String source, String via,
			String action, String subject, @Nullable String before, @Nullable String after, @Nullable String rule,
			String summary) {
	}

}
