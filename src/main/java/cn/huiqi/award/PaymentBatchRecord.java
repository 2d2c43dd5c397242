package cn.huiqi.award;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A payment batch, as stored: orders prepared together.
 */
@Entity
@Table(name = "payment_batch")
class PaymentBatchRecord {

	@Id
	private String id;

	private String programme;

	private @Nullable String preparedBy;

	private Instant preparedAt;

	@SuppressWarnings("NullAway.Init")
	protected PaymentBatchRecord() {
	}

	PaymentBatchRecord(String id, String programme, @Nullable String preparedBy, Instant preparedAt) {
		this.id = id;
		this.programme = programme;
		this.preparedBy = preparedBy;
		this.preparedAt = preparedAt;
	}

}
