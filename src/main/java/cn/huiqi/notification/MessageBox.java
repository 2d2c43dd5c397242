package cn.huiqi.notification;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps messages. What they tell of is written in the same transaction, so that there is
 * neither without the other.
 */
@Service
@Transactional
class MessageBox implements Messages {

	private final MessageRecords messages;

	private final MessageReadRecords reads;

	private final Clock clock;

	MessageBox(MessageRecords messages, MessageReadRecords reads, Clock clock) {
		this.messages = messages;
		this.reads = reads;
		this.clock = clock;
	}

	/** Recipient that is one account. No group has a colon. */
	static String toAccount(String account) {
		return "user:" + account;
	}

	private static Set<String> recipients(Collection<String> groups, String account) {
		Set<String> recipients = new HashSet<>(groups);
		recipients.add(toAccount(account));
		return recipients;
	}

	/**
	 * Sends a message.
	 * @param reference what it tells of: the same is told once
	 * @param recipient group, or {@link #toAccount one account}
	 */
	void send(String reference, String recipient, String applicationNumber, String title, String text) {
		if (!this.messages.existsByReference(reference)) {
			this.messages
				.save(new MessageRecord(reference, recipient, applicationNumber, title, text, this.clock.instant()));
		}
	}

	@Override
	@Transactional(readOnly = true)
	public List<Message> of(Collection<String> groups, String account, int most) {
		List<MessageRecord> found = this.messages.findByRecipientInOrderByIdDesc(recipients(groups, account),
				PageRequest.of(0, most));
		Map<Long, Instant> read = new HashMap<>();
		this.reads.findByAccountAndMessageIdIn(account, found.stream().map(MessageRecord::id).toList())
			.forEach((one) -> read.put(one.messageId(), one.readAt()));
		return found.stream().map((message) -> message.toMessage(read.get(message.id()))).toList();
	}

	@Override
	@Transactional(readOnly = true)
	public long unread(Collection<String> groups, String account) {
		return this.messages.countUnread(recipients(groups, account), account);
	}

	@Override
	public boolean read(long id, Collection<String> groups, String account) {
		Optional<MessageRecord> message = this.messages.findById(id)
			.filter((found) -> recipients(groups, account).contains(found.recipient()));
		message.filter((found) -> !this.reads.existsByMessageIdAndAccount(id, account))
			.ifPresent((found) -> this.reads.save(new MessageReadRecord(id, account, this.clock.instant())));
		return message.isPresent();
	}

}
