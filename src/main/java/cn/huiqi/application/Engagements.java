package cn.huiqi.application;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import cn.huiqi.core.CreditCode;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.enterprise.Institution;
import org.jspecify.annotations.Nullable;

/**
 * Which providers, assessors and auditors were engaged in which case. Whoever was engaged
 * for an enterprise as one kind is never engaged for it as another, in whatever case.
 */
public interface Engagements {

	/** All engagements in a case, replaced ones among them, the oldest first. */
	List<Engagement> of(String applicationNumber);

	/** Those that stand, the oldest first. */
	List<Engagement> standing(String applicationNumber);

	/** All engagements there ever were for an enterprise, the oldest first. */
	List<Engagement> forEnterprise(CreditCode enterprise);

	/**
	 * Why an organisation may not be engaged in a case today. One that is engaged there
	 * already may stay when its time on the register is over.
	 * @return the reason in Chinese, empty if it may
	 */
	Optional<String> reasonAgainst(String applicationNumber, Institution.Kind kind, CreditCode institution);

	/**
	 * Engages institutions in a case; others of the kind that were engaged there are
	 * replaced, and stay on record. Waits for whoever else engages for the enterprise.
	 * @param taskKey task at which it is done
	 * @param by account, null for the program
	 * @throws cn.huiqi.core.RefusedException if there is a reason against one
	 */
	void engage(String applicationNumber, Institution.Kind kind, Collection<CreditCode> institutions, String taskKey,
			@Nullable String by);

	/**
	 * An engagement.
	 *
	 * @param applicationNumber the case
	 * @param kind as what
	 * @param institution the organisation
	 * @param name its name when it was engaged
	 * @param taskKey task at which it was engaged
	 * @param by account that did it, null for the program
	 * @param at when
	 * @param replacedAt when another took its place, null while it stands
	 */
	record Engagement(String applicationNumber, Institution.Kind kind, CreditCode institution, String name,
			String taskKey, @Nullable String by, Instant at, @Nullable Instant replacedAt) {

		/** The engine group of the institution's accounts. */
		public String group() {
			return Enterprise.groupOf(this.institution);
		}

	}

}
