package cn.huiqi.expenditure;

import java.math.BigDecimal;
import java.time.Instant;

import cn.huiqi.core.Money;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A row of expenditure, as stored.
 */
@Entity
@Table(name = "expenditure")
class ExpenditureRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	private String category;

	private String label;

	private BigDecimal declared;

	private @Nullable BigDecimal counted;

	private @Nullable String countedBy;

	private @Nullable Instant countedAt;

	private @Nullable String note;

	@SuppressWarnings("NullAway.Init")
	protected ExpenditureRecord() {
	}

	ExpenditureRecord(String applicationNumber, String category) {
		this.applicationNumber = applicationNumber;
		this.category = category;
	}

	void declare(Expenditures.Declared declared) {
		this.label = declared.label();
		this.declared = declared.amount().inYuan();
		this.counted = null;
		this.countedBy = null;
		this.countedAt = null;
		this.note = null;
	}

	void count(Money amount, @Nullable String by, Instant at, @Nullable String note) {
		if (amount.inYuan().compareTo(this.declared) > 0) {
			throw new IllegalStateException(
					"%s of %s is declared with less than %s".formatted(this.category, this.applicationNumber, amount));
		}
		this.counted = amount.inYuan();
		this.countedBy = by;
		this.countedAt = at;
		this.note = note;
	}

	String category() {
		return this.category;
	}

	Expenditures.Row toRow() {
		return new Expenditures.Row(this.category, this.label, Money.yuan(this.declared),
				(this.counted != null) ? Money.yuan(this.counted) : null);
	}

}
