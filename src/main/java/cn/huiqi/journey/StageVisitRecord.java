package cn.huiqi.journey;

import java.time.Instant;
import java.util.Objects;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/**
 * A visit of a case to a stage, as stored.
 */
@Entity
@Table(name = "stage_visit")
class StageVisitRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	private String programme;

	private String creditCode;

	private String stage;

	private @Nullable String noticeCode;

	private Instant enteredAt;

	@Enumerated(EnumType.STRING)
	private Outcome outcome;

	private @Nullable Instant endedAt;

	@Enumerated(EnumType.STRING)
	private @Nullable StageResult result;

	private @Nullable String resultBy;

	@Version
	private int version;

	@SuppressWarnings("NullAway.Init")
	protected StageVisitRecord() {
	}

	StageVisitRecord(String applicationNumber, String programme, String creditCode, String stage,
			@Nullable String noticeCode, Outcome outcome, Instant enteredAt) {
		this.applicationNumber = applicationNumber;
		this.programme = programme;
		this.creditCode = creditCode;
		this.stage = stage;
		this.noticeCode = noticeCode;
		this.outcome = outcome;
		this.enteredAt = enteredAt;
		if (outcome == Outcome.REFUSED) {
			this.endedAt = enteredAt;
		}
	}

	/** It is over; without a result where its window closed. */
	void end(@Nullable StageResult result, @Nullable String by, Instant at) {
		this.result = result;
		this.resultBy = by;
		this.endedAt = at;
	}

	long id() {
		return Objects.requireNonNull(this.id);
	}

	String applicationNumber() {
		return this.applicationNumber;
	}

	String programme() {
		return this.programme;
	}

	String stage() {
		return this.stage;
	}

	@Nullable String noticeCode() {
		return this.noticeCode;
	}

	Instant enteredAt() {
		return this.enteredAt;
	}

	boolean isAdmitted() {
		return this.outcome == Outcome.ADMITTED;
	}

	boolean isOpen() {
		return isAdmitted() && this.endedAt == null;
	}

	@Nullable Instant endedAt() {
		return this.endedAt;
	}

	@Nullable StageResult result() {
		return this.result;
	}

	/** What the entry condition said. */
	enum Outcome {

		ADMITTED, REFUSED

	}

}
