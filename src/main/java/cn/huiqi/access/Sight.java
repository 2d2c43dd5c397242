package cn.huiqi.access;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which cases somebody may look at: all of them, or those that any of the other
 * components names.
 *
 * @param all whether every case
 * @param account the account, {@code null} for the program itself
 * @param started whether those the account started
 * @param involved whether those the account was drawn for or has acted in, or one of its
 * organisations is engaged in
 * @param enterprises credit codes of the enterprises the account acts for, of all its
 * organisations where it sees what it is involved in
 * @param authorities authorities all of whose cases
 * @param areas areas all of whose cases
 */
public record Sight(boolean all, @Nullable String account, boolean started, boolean involved, Set<String> enterprises,
		Set<String> authorities, Set<Area> areas) {

	/**
	 * An area of an authority.
	 *
	 * @param authority key of the authority
	 * @param code code of the area
	 */
	public record Area(String authority, String code) {
	}
}
