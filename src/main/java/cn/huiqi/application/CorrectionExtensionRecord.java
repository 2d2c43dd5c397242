package cn.huiqi.application;

import java.time.Instant;
import java.time.LocalDate;

import cn.huiqi.core.PeriodLength;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * An extension of a correction period, as stored.
 */
@Entity
@Table(name = "correction_extension")
class CorrectionExtensionRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	private int roundNo;

	private int extensionLength;

	@Enumerated(EnumType.STRING)
	private PeriodLength.Unit unit;

	private String reason;

	private @Nullable String grantedBy;

	private Instant grantedAt;

	private LocalDate lastDay;

	@SuppressWarnings("NullAway.Init")
	protected CorrectionExtensionRecord() {
	}

	CorrectionExtensionRecord(String applicationNumber, int roundNo, Corrections.Extension extension) {
		this.applicationNumber = applicationNumber;
		this.roundNo = roundNo;
		this.extensionLength = extension.length().length();
		this.unit = extension.length().unit();
		this.reason = extension.reason();
		this.grantedBy = extension.grantedBy();
		this.grantedAt = extension.grantedAt();
		this.lastDay = extension.lastDay();
	}

	int roundNo() {
		return this.roundNo;
	}

	Corrections.Extension toExtension() {
		return new Corrections.Extension(new PeriodLength(this.extensionLength, this.unit), this.reason, this.grantedBy,
				this.grantedAt, this.lastDay);
	}

}
