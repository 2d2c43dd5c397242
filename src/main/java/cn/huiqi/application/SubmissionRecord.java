package cn.huiqi.application;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A completed form, as stored.
 */
@Entity
@Table(name = "application_submission")
class SubmissionRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	private String taskKey;

	private String form;

	private String releaseId;

	private @Nullable String submittedBy;

	private Instant submittedAt;

	private String answers;

	@SuppressWarnings("NullAway.Init")
	protected SubmissionRecord() {
	}

	SubmissionRecord(String applicationNumber, String taskKey, String form, String releaseId,
			@Nullable String submittedBy, Instant submittedAt, String answers) {
		this.applicationNumber = applicationNumber;
		this.taskKey = taskKey;
		this.form = form;
		this.releaseId = releaseId;
		this.submittedBy = submittedBy;
		this.submittedAt = submittedAt;
		this.answers = answers;
	}

	String taskKey() {
		return this.taskKey;
	}

	String form() {
		return this.form;
	}

	String releaseId() {
		return this.releaseId;
	}

	@Nullable String submittedBy() {
		return this.submittedBy;
	}

	Instant submittedAt() {
		return this.submittedAt;
	}

	String answers() {
		return this.answers;
	}

}
