package cn.huiqi.workflow;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * One release: which deployment it is, and what brought it.
 */
@Entity
@Table(name = "workflow_release")
class ReleaseRecord {

	enum Origin {

		/** The program's own models. */
		PACKAGE,
		/** A deployment from Modeler or REST. */
		PERSON

	}

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String deploymentId;

	/** Digest of the packaged models; for a person's release, of those last seen. */
	private String packagedVersion;

	@Enumerated(EnumType.STRING)
	private Origin origin;

	private @Nullable String deployedBy;

	private Instant deployedAt;

	@SuppressWarnings("NullAway.Init")
	protected ReleaseRecord() {
	}

	ReleaseRecord(String deploymentId, String packagedVersion, Origin origin, @Nullable String deployedBy,
			Instant deployedAt) {
		this.deploymentId = deploymentId;
		this.packagedVersion = packagedVersion;
		this.origin = origin;
		this.deployedBy = deployedBy;
		this.deployedAt = deployedAt;
	}

	long number() {
		return (this.id != null) ? this.id : 0;
	}

	String deploymentId() {
		return this.deploymentId;
	}

	String packagedVersion() {
		return this.packagedVersion;
	}

	Origin origin() {
		return this.origin;
	}

}
