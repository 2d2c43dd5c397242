package cn.huiqi.enterprise;

import java.util.List;
import java.util.Optional;

import cn.huiqi.core.CreditCode;

/**
 * All registered enterprises and the pilot rosters (拟改造企业名单) they stand on.
 */
public interface Enterprises {

	/** The enterprise, if it is registered. */
	Optional<Enterprise> find(CreditCode creditCode);

	/**
	 * Lets others wait who want to decide on this enterprise's money, until the
	 * transaction ends.
	 */
	void lock(CreditCode creditCode);

	/** Whether the enterprise stands on the programme's roster. */
	boolean isOnRoster(CreditCode creditCode, String programme);

	/** Keys of the programmes on whose rosters the enterprise stands, sorted. */
	List<String> rostersOf(CreditCode creditCode);

	/** Registers an enterprise, or corrects what is registered of it. */
	void register(Enterprise enterprise);

	/**
	 * Puts a registered enterprise on a programme's roster; a second time changes
	 * nothing.
	 */
	void putOnRoster(CreditCode creditCode, String programme);

}
