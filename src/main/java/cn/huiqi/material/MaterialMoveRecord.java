package cn.huiqi.material;

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
 * That a material began or ceased to count.
 */
@Entity
@Table(name = "material_move")
class MaterialMoveRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String materialId;

	private String applicationNumber;

	@Enumerated(EnumType.STRING)
	private MaterialRecord.State state;

	private Instant movedAt;

	@SuppressWarnings("NullAway.Init")
	protected MaterialMoveRecord() {
	}

	MaterialMoveRecord(MaterialRecord material, MaterialRecord.State state, Instant movedAt) {
		this.materialId = material.getId();
		this.applicationNumber = material.applicationNumber();
		this.state = state;
		this.movedAt = movedAt;
	}

	String materialId() {
		return this.materialId;
	}

	MaterialRecord.State state() {
		return this.state;
	}

	Instant movedAt() {
		return this.movedAt;
	}

}
