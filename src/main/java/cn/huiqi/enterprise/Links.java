package cn.huiqi.enterprise;

import java.time.Instant;
import java.util.List;

import cn.huiqi.core.CreditCode;
import org.jspecify.annotations.Nullable;

/**
 * What ties the people behind accounts to enterprises and providers (利害关系), as they
 * declared it or as the department found. A link is ended, never deleted.
 */
public interface Links {

	/** All links of an account, ended ones among them, the oldest first. */
	List<Link> of(String account);

	/** Notes a link; it stands from now on. */
	Link declare(String account, Kind kind, @Nullable CreditCode creditCode, String organisation, String declaredBy);

	/**
	 * Ends a link.
	 * @throws cn.huiqi.core.RefusedException if the account has no such link, or it has
	 * ended
	 */
	void end(String account, long link, String endedBy, String reason);

	/** What kind of tie it is. */
	enum Kind {

		/** Employed there, or on its board. */
		EMPLOYED,
		/** Family, shares, advice, or anything else that may sway a judgement. */
		LINKED

	}

	/**
	 * A link.
	 *
	 * @param id id
	 * @param kind kind
	 * @param creditCode organisation, where its code is known
	 * @param organisation name of the organisation
	 * @param declaredBy account that noted it
	 * @param declaredAt when
	 * @param endedBy account that ended it, null while it stands
	 * @param endedAt when it ended, null while it stands
	 * @param endReason why, null while it stands
	 */
	record Link(long id, Kind kind, @Nullable String creditCode, String organisation, String declaredBy,
			Instant declaredAt, @Nullable String endedBy, @Nullable Instant endedAt, @Nullable String endReason) {

		/** Whether it stands and is to one of these. */
		public boolean ties(CreditCode enterprise, List<String> organisations) {
			return this.endedAt == null && (enterprise.value().equals(this.creditCode)
					|| organisations.stream().anyMatch((name) -> plain(name).equals(plain(this.organisation))));
		}

		/** Names are written with wide and narrow brackets, and with blanks. */
		private static String plain(String name) {
			return name.replaceAll("\\s", "").replace('(', '（').replace(')', '）');
		}

	}

}
