package cn.huiqi.material;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

/**
 * An uploaded material, as stored.
 */
@Entity
@Table(name = "material")
class MaterialRecord implements Persistable<String> {

	enum State {

		/** It counts. */
		CURRENT,
		/** A newer one counts. */
		REPLACED,
		/** It was withdrawn. */
		WITHDRAWN

	}

	@Id
	private String id;

	private String applicationNumber;

	private String creditCode;

	private String kind;

	private String name;

	private String contentType;

	private long sizeBytes;

	private String sha256;

	private @Nullable Boolean scanned;

	private int version;

	private @Nullable String replacesId;

	@Enumerated(EnumType.STRING)
	private State state;

	private Instant uploadedAt;

	private @Nullable String uploadedBy;

	private @Nullable Boolean inOrder;

	private @Nullable String remark;

	private @Nullable String judgedBy;

	private @Nullable Instant judgedAt;

	@Transient
	private boolean fresh;

	@SuppressWarnings("NullAway.Init")
	protected MaterialRecord() {
	}

	MaterialRecord(String id, Place place, Checked checked, @Nullable MaterialRecord replaced, Instant uploadedAt,
			@Nullable String uploadedBy) {
		this.id = id;
		this.applicationNumber = place.applicationNumber();
		this.creditCode = place.creditCode();
		this.kind = place.kind();
		this.name = checked.name();
		this.contentType = checked.contentType();
		this.sizeBytes = checked.size();
		this.sha256 = checked.sha256();
		this.scanned = checked.scanned();
		this.version = (replaced != null) ? replaced.version + 1 : 1;
		this.replacesId = (replaced != null) ? replaced.id : null;
		this.state = State.CURRENT;
		this.uploadedAt = uploadedAt;
		this.uploadedBy = uploadedBy;
		this.fresh = true;
	}

	@Override
	public String getId() {
		return this.id;
	}

	@Override
	public boolean isNew() {
		return this.fresh;
	}

	void move(State from, State to) {
		if (this.state != from) {
			throw new IllegalStateException("Material %s is %s, not %s".formatted(this.id, this.state, from));
		}
		this.state = to;
	}

	void judge(boolean inOrder, String remark, @Nullable String by, Instant at) {
		if (this.state != State.CURRENT) {
			throw new IllegalStateException("Material %s is %s".formatted(this.id, this.state));
		}
		this.inOrder = inOrder;
		this.remark = remark;
		this.judgedBy = by;
		this.judgedAt = at;
	}

	boolean is(State state) {
		return this.state == state;
	}

	boolean isNotInOrder() {
		return Boolean.FALSE.equals(this.inOrder);
	}

	String kind() {
		return this.kind;
	}

	String name() {
		return this.name;
	}

	String sha256() {
		return this.sha256;
	}

	String applicationNumber() {
		return this.applicationNumber;
	}

	MaterialFile toFile(boolean missing) {
		Boolean judged = this.inOrder;
		Instant at = this.judgedAt;
		MaterialFile.Verdict verdict = (judged != null && at != null) ? new MaterialFile.Verdict(judged,
				(this.remark != null) ? this.remark : "", (this.judgedBy != null) ? this.judgedBy : "", at) : null;
		MaterialFile.State shown = (missing && this.state == State.CURRENT) ? MaterialFile.State.MISSING
				: MaterialFile.State.valueOf(this.state.name());
		return new MaterialFile(this.id, this.applicationNumber, this.kind, this.name, this.contentType, this.sizeBytes,
				this.sha256, this.uploadedAt, this.uploadedBy, this.scanned, this.version, this.replacesId, shown,
				verdict);
	}

	/**
	 * Where a material belongs.
	 *
	 * @param applicationNumber the case
	 * @param creditCode its enterprise
	 * @param kind which of the programme's materials
	 */
	record Place(String applicationNumber, String creditCode, String kind) {
	}

	/**
	 * What the checks found.
	 *
	 * @param name cleaned name
	 * @param contentType content type
	 * @param size bytes
	 * @param sha256 SHA-256
	 * @param scanned true if scanned for viruses, null if not
	 */
	record Checked(String name, String contentType, long size, String sha256, @Nullable Boolean scanned) {
	}

}
