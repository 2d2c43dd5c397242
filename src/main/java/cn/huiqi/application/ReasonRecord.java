package cn.huiqi.application;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A condition of the notice that the eligibility table found not to hold.
 */
@Entity
@Table(name = "application_reason")
class ReasonRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	private Instant checkedAt;

	private String code;

	private String reasonText;

	private boolean superseded;

	/** Whether it is only advice to whoever reviews. */
	private boolean advisory;

	@SuppressWarnings("NullAway.Init")
	protected ReasonRecord() {
	}

	ReasonRecord(String applicationNumber, Instant checkedAt, String code, String text, boolean advisory) {
		this.applicationNumber = applicationNumber;
		this.checkedAt = checkedAt;
		this.code = code;
		this.reasonText = text;
		this.advisory = advisory;
	}

	void supersede() {
		this.superseded = true;
	}

	CaseFile.Reason toReason() {
		return new CaseFile.Reason(this.code, this.reasonText);
	}

}
