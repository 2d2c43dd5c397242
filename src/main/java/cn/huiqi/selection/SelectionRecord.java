package cn.huiqi.selection;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

/**
 * A selection, as stored.
 */
@Entity
@Table(name = "selection")
class SelectionRecord implements Persistable<String> {

	@Id
	private String selectionKey;

	private String programme;

	private @Nullable String stage;

	private String roundCode;

	private @Nullable String openedBy;

	private Instant openedAt;

	private @Nullable Integer quota;

	private @Nullable Instant rankedAt;

	private @Nullable Instant announcedAt;

	@Version
	private int version;

	@Transient
	private boolean stored;

	@SuppressWarnings("NullAway.Init")
	protected SelectionRecord() {
	}

	SelectionRecord(Selections.Key key, @Nullable String openedBy, Instant openedAt) {
		this.selectionKey = key.value();
		this.programme = key.programme();
		this.stage = key.stage();
		this.roundCode = key.batch();
		this.openedBy = openedBy;
		this.openedAt = openedAt;
	}

	String key() {
		return this.selectionKey;
	}

	String programme() {
		return this.programme;
	}

	@Nullable String stage() {
		return this.stage;
	}

	String roundCode() {
		return this.roundCode;
	}

	@Nullable String openedBy() {
		return this.openedBy;
	}

	Instant openedAt() {
		return this.openedAt;
	}

	@Nullable Integer quota() {
		return this.quota;
	}

	@Nullable Instant rankedAt() {
		return this.rankedAt;
	}

	@Nullable Instant announcedAt() {
		return this.announcedAt;
	}

	void rank(int quota, Instant at) {
		requireNotAnnounced();
		this.quota = quota;
		this.rankedAt = at;
	}

	void list(Instant at) {
		requireNotAnnounced();
		this.quota = null;
		this.rankedAt = at;
	}

	void announce(Instant at) {
		requireNotAnnounced();
		this.announcedAt = at;
	}

	private void requireNotAnnounced() {
		if (this.announcedAt != null) {
			throw new IllegalStateException("The selection %s is announced".formatted(this.selectionKey));
		}
	}

	@Override
	public String getId() {
		return this.selectionKey;
	}

	/** Two that begin the same selection must meet in the database. */
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
