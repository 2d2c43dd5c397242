package cn.huiqi.publicity;

import java.time.Instant;
import java.time.LocalDate;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * An objection, as stored.
 */
@Entity
@Table(name = "public_notice_objection")
class ObjectionRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	private String objectorName;

	private String objectorContact;

	private LocalDate receivedOn;

	private String content;

	private @Nullable String recordedBy;

	private Instant recordedAt;

	@Enumerated(EnumType.STRING)
	private Notices.@Nullable Outcome outcome;

	private @Nullable String settledBy;

	private @Nullable Instant settledAt;

	private @Nullable String settlement;

	@SuppressWarnings("NullAway.Init")
	protected ObjectionRecord() {
	}

	ObjectionRecord(String applicationNumber, Notices.Objection objection, @Nullable String recordedBy,
			Instant recordedAt) {
		this.applicationNumber = applicationNumber;
		this.objectorName = objection.objectorName();
		this.objectorContact = objection.objectorContact();
		this.receivedOn = objection.receivedOn();
		this.content = objection.content();
		this.recordedBy = recordedBy;
		this.recordedAt = recordedAt;
	}

	void settle(Notices.Outcome outcome, @Nullable String text, @Nullable String by, Instant at) {
		this.outcome = outcome;
		this.settlement = text;
		this.settledBy = by;
		this.settledAt = at;
	}

	Notices.Objection toObjection() {
		return new Notices.Objection(this.objectorName, this.objectorContact, this.receivedOn, this.content);
	}

}
