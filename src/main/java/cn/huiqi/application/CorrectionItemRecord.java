package cn.huiqi.application;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * Something to be corrected, as stored.
 */
@Entity
@Table(name = "correction_item")
class CorrectionItemRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private long roundId;

	private String item;

	private String label;

	private String reason;

	@SuppressWarnings("NullAway.Init")
	protected CorrectionItemRecord() {
	}

	CorrectionItemRecord(long roundId, Corrections.Item item) {
		this.roundId = roundId;
		this.item = item.item();
		this.label = item.label();
		this.reason = item.reason();
	}

	Corrections.Item toItem() {
		return new Corrections.Item(this.item, this.label, this.reason);
	}

}
