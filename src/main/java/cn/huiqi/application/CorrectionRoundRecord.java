package cn.huiqi.application;

import java.time.Instant;
import java.util.Objects;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A return to the enterprise, as stored.
 */
@Entity
@Table(name = "correction_round")
class CorrectionRoundRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	private int roundNo;

	private String periodKey;

	private String term;

	private String consequence;

	private @Nullable String returnedBy;

	private Instant returnedAt;

	private String returnComment;

	private @Nullable Instant closedAt;

	@Enumerated(EnumType.STRING)
	private Corrections.@Nullable Outcome outcome;

	@SuppressWarnings("NullAway.Init")
	protected CorrectionRoundRecord() {
	}

	CorrectionRoundRecord(String applicationNumber, int roundNo, Corrections.Manner manner, @Nullable String returnedBy,
			Instant returnedAt, String returnComment) {
		this.applicationNumber = applicationNumber;
		this.roundNo = roundNo;
		this.periodKey = manner.periodKey();
		this.term = manner.term();
		this.consequence = manner.consequence();
		this.returnedBy = returnedBy;
		this.returnedAt = returnedAt;
		this.returnComment = returnComment;
	}

	void close(Corrections.Outcome outcome, Instant closedAt) {
		if (this.closedAt != null) {
			throw new IllegalStateException(
					"Round %d of %s has ended: %s".formatted(this.roundNo, this.applicationNumber, this.outcome));
		}
		this.outcome = outcome;
		this.closedAt = closedAt;
	}

	long id() {
		return Objects.requireNonNull(this.id);
	}

	int roundNo() {
		return this.roundNo;
	}

	Corrections.Manner manner() {
		return new Corrections.Manner(this.periodKey, this.term, this.consequence, null);
	}

	@Nullable String returnedBy() {
		return this.returnedBy;
	}

	Instant returnedAt() {
		return this.returnedAt;
	}

	String returnComment() {
		return this.returnComment;
	}

	@Nullable Instant closedAt() {
		return this.closedAt;
	}

	Corrections.@Nullable Outcome outcome() {
		return this.outcome;
	}

}
