package cn.huiqi.notification;

import java.time.Instant;
import java.util.Objects;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A message, as stored.
 */
@Entity
@Table(name = "message")
class MessageRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String reference;

	private String recipient;

	private @Nullable String applicationNumber;

	private String title;

	private String messageText;

	private Instant sentAt;

	@SuppressWarnings("NullAway.Init")
	protected MessageRecord() {
	}

	MessageRecord(String reference, String recipient, @Nullable String applicationNumber, String title, String text,
			Instant sentAt) {
		this.reference = reference;
		this.recipient = recipient;
		this.applicationNumber = applicationNumber;
		this.title = title;
		this.messageText = text;
		this.sentAt = sentAt;
	}

	long id() {
		return Objects.requireNonNull(this.id);
	}

	String recipient() {
		return this.recipient;
	}

	Messages.Message toMessage(@Nullable Instant readAt) {
		return new Messages.Message(id(), this.applicationNumber, this.title, this.messageText, this.sentAt, readAt);
	}

}
