package cn.huiqi.application;

import java.time.Instant;
import java.util.Objects;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's part in a case: the duty he had, or none yet where a task was offered to him
 * by name.
 */
@Entity
@Table(name = "case_duty")
class DutyRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	private String account;

	private @Nullable String duty;

	private String taskKey;

	private Instant notedAt;

	private @Nullable Instant endedAt;

	@SuppressWarnings("NullAway.Init")
	protected DutyRecord() {
	}

	DutyRecord(String applicationNumber, String account, @Nullable String duty, String taskKey, Instant notedAt) {
		this.applicationNumber = applicationNumber;
		this.account = account;
		this.duty = duty;
		this.taskKey = taskKey;
		this.notedAt = notedAt;
	}

	@Nullable String duty() {
		return this.duty;
	}

	/** From now on it lets nobody see the case. */
	void end(Instant at) {
		if (this.endedAt == null) {
			this.endedAt = at;
		}
	}

	/** What was done; of a mere offer there is nothing to tell. */
	CaseDuties.Act toAct() {
		return new CaseDuties.Act(this.account, Objects.requireNonNull(this.duty), this.taskKey, this.notedAt);
	}

	String applicationNumber() {
		return this.applicationNumber;
	}

}
