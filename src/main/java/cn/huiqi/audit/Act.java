package cn.huiqi.audit;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One act, as the room that did it tells it. Who, when and from where the log knows by
 * itself.
 *
 * @param chain application number, or {@link #SYSTEM} for what belongs to no case
 * @param action what was done
 * @param subject to what: task, model, table, variable
 * @param before what was there, only what changed; null where nothing was
 * @param after what is there now, only what changed; null where nothing is
 * @param rule by which rule: form and release, table and row, clause
 * @param summary in one sentence for people, in Chinese
 */
public record Act(String chain, AuditAction action, String subject, @Nullable Map<String, ?> before,
		@Nullable Map<String, ?> after, @Nullable String rule, String summary) {

	/** The chain of what belongs to no case. */
	public static final String SYSTEM = "SYSTEM";

	/** An act on a case, or on the program where there is no case. */
	public static Act on(@Nullable String chain, AuditAction action, String subject, String summary) {
		return new Act((chain != null) ? chain : SYSTEM, action, subject, null, null, null, summary);
	}

	/** The same act, with what was there. */
	public Act before(@Nullable Map<String, ?> before) {
		return new Act(this.chain, this.action, this.subject, before, this.after, this.rule, this.summary);
	}

	/** The same act, with what is there now. */
	public Act after(@Nullable Map<String, ?> after) {
		return new Act(this.chain, this.action, this.subject, this.before, after, this.rule, this.summary);
	}

	/** The same act, with the rule it follows. */
	public Act rule(@Nullable String rule) {
		return new Act(this.chain, this.action, this.subject, this.before, this.after, rule, this.summary);
	}

}
