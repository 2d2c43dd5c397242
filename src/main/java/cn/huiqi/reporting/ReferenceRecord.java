package cn.huiqi.reporting;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * An enterprise on a reference list, as stored.
 */
@Entity
@Table(name = "reference_enterprise")
class ReferenceRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String programme;

	private int rowNo;

	private String enterpriseName;

	private String district;

	private String sector;

	private Instant importedAt;

	private @Nullable String importedBy;

	@SuppressWarnings("NullAway.Init")
	protected ReferenceRecord() {
	}

	ReferenceRecord(String programme, int rowNo, String enterpriseName, String district, String sector,
			Instant importedAt, @Nullable String importedBy) {
		this.programme = programme;
		this.rowNo = rowNo;
		this.enterpriseName = enterpriseName;
		this.district = district;
		this.sector = sector;
		this.importedAt = importedAt;
		this.importedBy = importedBy;
	}

	String enterpriseName() {
		return this.enterpriseName;
	}

	ReferenceLists.Listed toListed(@Nullable String applicationNumber, boolean reported) {
		return new ReferenceLists.Listed(this.rowNo, this.enterpriseName, this.district, this.sector, this.importedAt,
				applicationNumber, reported);
	}

}
