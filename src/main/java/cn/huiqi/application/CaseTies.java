package cn.huiqi.application;

import java.util.Collection;

/**
 * Who is tied to the enterprise of a case, and therefore keeps away from it.
 */
public interface CaseTies {

	/**
	 * Refuses somebody who acts or has acted for the enterprise, or has a link to it or
	 * its provider on record.
	 * @param groups ids of the groups the account is in
	 * @throws cn.huiqi.core.RefusedException with the reason
	 */
	void requireNoTie(String account, Collection<String> groups, Case application);

}
