package cn.huiqi.notification;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * That an account has read a message.
 */
@Entity
@Table(name = "message_read")
class MessageReadRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private long messageId;

	private String account;

	private Instant readAt;

	@SuppressWarnings("NullAway.Init")
	protected MessageReadRecord() {
	}

	MessageReadRecord(long messageId, String account, Instant readAt) {
		this.messageId = messageId;
		this.account = account;
		this.readAt = readAt;
	}

	long messageId() {
		return this.messageId;
	}

	Instant readAt() {
		return this.readAt;
	}

}
