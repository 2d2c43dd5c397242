package cn.huiqi.journey;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * Why a case was not admitted to a stage, as stored.
 */
@Entity
@Table(name = "stage_refusal")
class StageRefusalRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private long visitId;

	private String code;

	private String reasonText;

	@SuppressWarnings("NullAway.Init")
	protected StageRefusalRecord() {
	}

	StageRefusalRecord(long visitId, Journeys.Refusal refusal) {
		this.visitId = visitId;
		this.code = refusal.reason();
		this.reasonText = refusal.text();
	}

	Journeys.Refusal toRefusal() {
		return new Journeys.Refusal(this.code, this.reasonText);
	}

}
