package cn.huiqi.application;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Who has had which part in a case. Kept by what people did, so that neither a return nor
 * a change of groups makes it forgotten.
 */
public interface CaseDuties {

	/** The duties an account has had in a case. */
	Set<String> dutiesOf(String applicationNumber, String account);

	/** Numbers of the cases in which an account has had a duty. */
	List<String> casesOf(String account, String duty);

	/** Notes that an account has done a task. */
	void note(String applicationNumber, String account, String duty, String taskKey);

	/** Notes that a task was offered to an account by name. */
	void noteOffer(String applicationNumber, String account, String taskKey);

	/**
	 * Takes back that an account sees a case because of the part it had, until it is
	 * offered another task there. What it did is not forgotten.
	 */
	void endSight(String applicationNumber, String account);

	/** What people did in a case, the first first. */
	List<Act> acts(String applicationNumber);

	/** The organisations with a part in the case, in the order they were named. */
	List<Party> namedParties(String applicationNumber);

	/** Names of the organisations with a part in the case, for example its provider. */
	List<String> parties(String applicationNumber);

	/** Notes an organisation with a part in the case; one named before stays. */
	void noteParty(String applicationNumber, String party, String name);

	/**
	 * A task done.
	 *
	 * @param account who did it
	 * @param duty kind of the task
	 * @param taskKey the task
	 * @param at when
	 */
	record Act(String account, String duty, String taskKey, Instant at) {
	}

	/**
	 * An organisation with a part in a case.
	 *
	 * @param party which, for example {@code provider}
	 * @param name name
	 */
	record Party(String party, String name) {
	}

}
