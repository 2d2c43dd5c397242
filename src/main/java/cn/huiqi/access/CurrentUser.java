package cn.huiqi.access;

import java.util.Optional;
import java.util.Set;

/**
 * Who is asking: the account on whose behalf the present thread works. Without one it is
 * the program itself, in no group and no administrator.
 */
public interface CurrentUser {

	/** The account's id, if somebody is logged in. */
	Optional<String> id();

	/** Ids of the groups the account was in when this request began. */
	Set<String> groups();

	/**
	 * Whether the account is in a group.
	 * @param group id of the group
	 */
	boolean isIn(String group);

	/** Whether the account is in {@code camunda-admin}. */
	boolean isAdministrator();

}
