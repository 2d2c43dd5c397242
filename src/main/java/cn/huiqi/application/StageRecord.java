package cn.huiqi.application;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A visit of a case to a stage.
 */
@Entity
@Table(name = "application_stage")
class StageRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	private String visit;

	private String stage;

	private String activity;

	private Instant enteredAt;

	private @Nullable Instant leftAt;

	private @Nullable String outcome;

	@SuppressWarnings("NullAway.Init")
	protected StageRecord() {
	}

	StageRecord(String applicationNumber, String visit, String stage, String activity, Instant enteredAt) {
		this.applicationNumber = applicationNumber;
		this.visit = visit;
		this.stage = stage;
		this.activity = activity;
		this.enteredAt = enteredAt;
	}

	void leave(Instant at, String outcome) {
		this.leftAt = at;
		this.outcome = outcome;
	}

	boolean isOpen() {
		return this.leftAt == null;
	}

	CaseFile.Stage toStage() {
		return new CaseFile.Stage(this.stage, this.activity, this.enteredAt, this.leftAt, this.outcome);
	}

}
