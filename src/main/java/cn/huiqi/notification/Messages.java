package cn.huiqi.notification;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Messages inside the program, addressed to groups or to single accounts.
 */
public interface Messages {

	/**
	 * The latest messages to any of the groups and to the account itself, the latest
	 * first, as the account has them.
	 */
	List<Message> of(Collection<String> groups, String account, int most);

	/** How many messages to any of the groups the account has not read. */
	long unread(Collection<String> groups, String account);

	/**
	 * Notes that the account has read a message.
	 * @return whether there is such a message to one of the groups
	 */
	boolean read(long id, Collection<String> groups, String account);

	/**
	 * A message.
	 *
	 * @param id its id
	 * @param applicationNumber the case it is about
	 * @param title what happened
	 * @param text what is to be known
	 * @param sentAt when
	 * @param readAt when the account read it, null if it has not
	 */
	record Message(long id, String applicationNumber, String title, String text, Instant sentAt,
			@Nullable Instant readAt) {
	}

}
