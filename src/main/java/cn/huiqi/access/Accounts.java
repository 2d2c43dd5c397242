package cn.huiqi.access;

import java.util.Set;

/**
 * Accounts and their groups, as the engine keeps them.
 */
public interface Accounts {

	/**
	 * Makes a demo account where it is missing, with the password of all demo accounts,
	 * its groups and its memberships. What is there stays as it is. Outside demo mode
	 * nothing happens.
	 * @param id id of the account, for example {@code hohhot-enterprise-1}
	 * @param displayName name in Chinese
	 * @param groups ids of the groups it is to be in
	 */
	void ensure(String id, String displayName, Set<String> groups);

	/**
	 * Ids of the groups an account is in; empty where there is no such account.
	 * @param userId id of the account
	 */
	Set<String> groupsOf(String userId);

}
