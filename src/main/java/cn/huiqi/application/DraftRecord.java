package cn.huiqi.application;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

/**
 * A draft, as stored.
 */
@Entity
@Table(name = "application_draft")
class DraftRecord implements Persistable<String> {

	@Id
	private String taskId;

	private String applicationNumber;

	private String form;

	private int draftVersion;

	private String answers;

	private String savedBy;

	private Instant savedAt;

	@Transient
	private boolean stored;

	@SuppressWarnings("NullAway.Init")
	protected DraftRecord() {
	}

	DraftRecord(Drafts.Place place) {
		this.taskId = place.taskId();
		this.applicationNumber = place.applicationNumber();
		this.form = place.form();
		this.draftVersion = 0;
		this.answers = "{}";
		this.savedBy = "";
		this.savedAt = Instant.EPOCH;
	}

	void write(String answers, String account, Instant at) {
		this.draftVersion++;
		this.answers = answers;
		this.savedBy = account;
		this.savedAt = at;
	}

	int version() {
		return this.draftVersion;
	}

	String form() {
		return this.form;
	}

	String answers() {
		return this.answers;
	}

	String savedBy() {
		return this.savedBy;
	}

	Instant savedAt() {
		return this.savedAt;
	}

	@Override
	public @Nullable String getId() {
		return this.taskId;
	}

	/** Two that save the first draft of a task must meet in the database. */
	@Override
	public boolean isNew() {
		return !this.stored;
	}

	@PostLoad
	@PostPersist
	void noteStored() {
		this.stored = true;
	}

}
