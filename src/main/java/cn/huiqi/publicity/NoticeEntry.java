package cn.huiqi.publicity;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * An application on a notice, as stored.
 */
@Entity
@Table(name = "public_notice_entry")
class NoticeEntry {

	enum Status {

		/** The period runs. */
		PUBLISHED,
		/** An objection is open. */
		OBJECTED,
		/** The period is over, nothing stands against it. */
		CLEARED,
		/** An objection was upheld. */
		UPHELD

	}

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	@Enumerated(EnumType.STRING)
	private Status status;

	@SuppressWarnings("NullAway.Init")
	protected NoticeEntry() {
	}

	NoticeEntry(String applicationNumber) {
		this.applicationNumber = applicationNumber;
		this.status = Status.PUBLISHED;
	}

	void move(Status from, Status to) {
		if (this.status != from) {
			throw new IllegalStateException(
					"%s on the notice is %s, not %s".formatted(this.applicationNumber, this.status, from));
		}
		this.status = to;
	}

	String applicationNumber() {
		return this.applicationNumber;
	}

	Status status() {
		return this.status;
	}

}
