package cn.huiqi.access;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

import cn.huiqi.programme.Programme;

/**
 * What the caller may, as {@code access/permissions.yml} says: for what the engine does
 * not decide itself. Without a caller it is the program, which may everything.
 */
public interface Rights {

	/**
	 * Whether the caller has a right with an authority.
	 * @param right key of the right
	 * @param authority key of the authority
	 */
	boolean may(String right, String authority);

	/**
	 * Whether the caller may apply in a programme: he has the right to, and the programme
	 * takes applicants of his role.
	 */
	boolean mayApply(Programme programme);

	/** Which cases the caller may look at. */
	Sight sight();

	/**
	 * Whether the caller works for a department or another office, not for an enterprise.
	 */
	boolean isStaff();

	/** What somebody is called whose name is not to be told, by his groups: 评审专家. */
	String roleOf(String account);

	/** What people call a kind of task; the key itself where there is none. */
	String nameOf(String duty);

	/** Whether there is such a kind of task. */
	boolean isDuty(String duty);

	/**
	 * Whether members of these groups may do tasks of a kind.
	 * @param duty kind of task
	 * @param groups ids of groups
	 */
	boolean mayDo(String duty, Collection<String> groups);

	/**
	 * Why somebody may not do a task who has already had other duties in the case.
	 * @param duty kind of the task
	 * @param had the duties he has had in the case
	 * @return the reason, empty if nothing stands against it
	 */
	Optional<String> reasonAgainst(String duty, Set<String> had);

}
