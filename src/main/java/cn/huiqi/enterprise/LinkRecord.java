package cn.huiqi.enterprise;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A link between an account and an organisation, as stored.
 */
@Entity
@Table(name = "participant_link")
class LinkRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String account;

	@Enumerated(EnumType.STRING)
	private Links.Kind kind;

	private @Nullable String creditCode;

	private String organisation;

	private String declaredBy;

	private Instant declaredAt;

	private @Nullable String endedBy;

	private @Nullable Instant endedAt;

	private @Nullable String endReason;

	@SuppressWarnings("NullAway.Init")
	protected LinkRecord() {
	}

	LinkRecord(String account, Links.Kind kind, @Nullable String creditCode, String organisation, String declaredBy,
			Instant declaredAt) {
		this.account = account;
		this.kind = kind;
		this.creditCode = creditCode;
		this.organisation = organisation;
		this.declaredBy = declaredBy;
		this.declaredAt = declaredAt;
	}

	boolean isOf(String account) {
		return this.account.equals(account);
	}

	boolean isEnded() {
		return this.endedAt != null;
	}

	void end(String by, Instant at, String reason) {
		this.endedBy = by;
		this.endedAt = at;
		this.endReason = reason;
	}

	Links.Link toLink() {
		return new Links.Link((this.id != null) ? this.id : 0, this.kind, this.creditCode, this.organisation,
				this.declaredBy, this.declaredAt, this.endedBy, this.endedAt, this.endReason);
	}

}
