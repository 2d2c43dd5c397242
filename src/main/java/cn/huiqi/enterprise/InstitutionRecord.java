package cn.huiqi.enterprise;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

import cn.huiqi.core.CreditCode;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * An entry on a register of institutions, as stored.
 */
@Entity
@Table(name = "institution")
class InstitutionRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String authority;

	@Enumerated(EnumType.STRING)
	private Institution.Kind kind;

	private String creditCode;

	private LocalDate validFrom;

	private @Nullable LocalDate validUntil;

	private String basis;

	private @Nullable Instant endedAt;

	private @Nullable String endReason;

	@SuppressWarnings("NullAway.Init")
	protected InstitutionRecord() {
	}

	InstitutionRecord(Institutions.Entry entry) {
		this.authority = entry.authority();
		this.kind = entry.kind();
		this.creditCode = entry.creditCode().value();
		describe(entry.validity());
	}

	final void describe(Institutions.Validity validity) {
		this.validFrom = validity.from();
		this.validUntil = validity.until();
		this.basis = validity.basis();
	}

	void end(Instant at, String reason) {
		this.endedAt = at;
		this.endReason = reason;
	}

	String authority() {
		return this.authority;
	}

	Institution.Kind kind() {
		return this.kind;
	}

	String creditCode() {
		return this.creditCode;
	}

	boolean isEnded() {
		return this.endedAt != null;
	}

	/** Whether it is another entry that stands on some of the days. */
	boolean overlaps(@Nullable InstitutionRecord other, Institutions.Validity validity) {
		boolean same = other != null && Objects.equals(this.id, other.id);
		return !same && !isEnded() && (validity.until() == null || !this.validFrom.isAfter(validity.until()))
				&& (this.validUntil == null || !this.validUntil.isBefore(validity.from()));
	}

	Institution toInstitution(String name) {
		return new Institution((this.id != null) ? this.id : 0, this.authority, this.kind,
				new CreditCode(this.creditCode), name, this.validFrom, this.validUntil, this.basis, this.endedAt,
				this.endReason);
	}

}
