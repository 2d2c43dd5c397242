package cn.huiqi.application;

import java.time.Instant;

import cn.huiqi.core.CreditCode;
import cn.huiqi.enterprise.Institution;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * An engagement of an institution in a case, as stored.
 */
@Entity
@Table(name = "case_engagement")
class EngagementRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	private String enterprise;

	@Enumerated(EnumType.STRING)
	private Institution.Kind kind;

	private String institution;

	private String name;

	private String taskKey;

	private @Nullable String engagedBy;

	private Instant engagedAt;

	private @Nullable Instant replacedAt;

	@SuppressWarnings("NullAway.Init")
	protected EngagementRecord() {
	}

	EngagementRecord(Case application, Institution.Kind kind, CreditCode institution, String name, String taskKey,
			@Nullable String engagedBy, Instant engagedAt) {
		this.applicationNumber = application.number();
		this.enterprise = application.creditCode().value();
		this.kind = kind;
		this.institution = institution.value();
		this.name = name;
		this.taskKey = taskKey;
		this.engagedBy = engagedBy;
		this.engagedAt = engagedAt;
	}

	boolean stands() {
		return this.replacedAt == null;
	}

	boolean isOf(Institution.Kind kind) {
		return this.kind == kind;
	}

	boolean isOf(CreditCode institution) {
		return this.institution.equals(institution.value());
	}

	void replace(Instant at) {
		this.replacedAt = at;
	}

	Engagements.Engagement toEngagement() {
		return new Engagements.Engagement(this.applicationNumber, this.kind, new CreditCode(this.institution),
				this.name, this.taskKey, this.engagedBy, this.engagedAt, this.replacedAt);
	}

}
