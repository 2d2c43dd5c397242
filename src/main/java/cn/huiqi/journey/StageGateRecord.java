package cn.huiqi.journey;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * What whoever publishes a notice of a stage, and a case that begins to wait for one,
 * both take hold of.
 */
@Entity
@Table(name = "stage_gate")
class StageGateRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String programme;

	private String stage;

	@SuppressWarnings("NullAway.Init")
	protected StageGateRecord() {
	}

	StageGateRecord(String programme, String stage) {
		this.programme = programme;
		this.stage = stage;
	}

}
