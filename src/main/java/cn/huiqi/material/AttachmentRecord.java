package cn.huiqi.material;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

/**
 * A file that belongs to no case, as stored.
 */
@Entity
@Table(name = "attachment")
class AttachmentRecord implements Persistable<String> {

	@Id
	private String id;

	@Column(name = "owner_key")
	private String owner;

	private String kind;

	private String name;

	private String contentType;

	private long sizeBytes;

	private String sha256;

	private @Nullable Boolean scanned;

	private int version;

	private @Nullable String replacesId;

	@Enumerated(EnumType.STRING)
	private MaterialFile.State state;

	private Instant uploadedAt;

	private @Nullable String uploadedBy;

	@Transient
	private boolean stored;

	@SuppressWarnings("NullAway.Init")
	protected AttachmentRecord() {
	}

	AttachmentRecord(String id, String owner, String kind, MaterialRecord.Checked checked,
			@Nullable AttachmentRecord replaced, Instant uploadedAt, @Nullable String uploadedBy) {
		this.id = id;
		this.owner = owner;
		this.kind = kind;
		this.name = checked.name();
		this.contentType = checked.contentType();
		this.sizeBytes = checked.size();
		this.sha256 = checked.sha256();
		this.scanned = checked.scanned();
		this.version = (replaced != null) ? replaced.version + 1 : 1;
		this.replacesId = (replaced != null) ? replaced.id : null;
		this.state = MaterialFile.State.CURRENT;
		this.uploadedAt = uploadedAt;
		this.uploadedBy = uploadedBy;
	}

	@Override
	public String getId() {
		return this.id;
	}

	/** The id is made before the row. */
	@Override
	public boolean isNew() {
		return !this.stored;
	}

	@PostLoad
	void noteStored() {
		this.stored = true;
	}

	void replace() {
		if (!isCurrent()) {
			throw new IllegalStateException("Attachment %s is %s".formatted(this.id, this.state));
		}
		this.state = MaterialFile.State.REPLACED;
	}

	boolean isCurrent() {
		return this.state == MaterialFile.State.CURRENT;
	}

	String kind() {
		return this.kind;
	}

	String sha256() {
		return this.sha256;
	}

	String owner() {
		return this.owner;
	}

	MaterialFile toFile(boolean missing) {
		return new MaterialFile(this.id, this.owner, this.kind, this.name, this.contentType, this.sizeBytes,
				this.sha256, this.uploadedAt, this.uploadedBy, this.scanned, this.version, this.replacesId,
				(missing && isCurrent()) ? MaterialFile.State.MISSING : this.state, null);
	}

}
