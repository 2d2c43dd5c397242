package cn.huiqi.expenditure;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import cn.huiqi.core.Money;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A line of declared expenditure, as stored.
 */
@Entity
@Table(name = "expenditure_line")
class LedgerLineRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	private int lineNo;

	private String category;

	private String categoryLabel;

	private String provider;

	private BigDecimal contractAmount;

	private LocalDate contractDate;

	private BigDecimal invoiceAmount;

	private String invoiceNumber;

	private LocalDate invoiceDate;

	private BigDecimal paymentAmount;

	private LocalDate paymentDate;

	private @Nullable String remark;

	/** What the rules leave; null before they were asked. */
	private @Nullable BigDecimal countable;

	@OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
	@JoinColumn(name = "line_id", nullable = false, updatable = false)
	@OrderBy("position")
	private List<LedgerFindingRecord> findings = new ArrayList<>();

	private @Nullable Boolean accepted;

	private @Nullable BigDecimal verified;

	private @Nullable String cutReason;

	/** What counts: what was verified, once it was recorded. */
	private @Nullable BigDecimal counted;

	private @Nullable String verifiedBy;

	private @Nullable Instant verifiedAt;

	@SuppressWarnings("NullAway.Init")
	protected LedgerLineRecord() {
	}

	LedgerLineRecord(String applicationNumber, int lineNo, Ledgers.Entry entry) {
		this.applicationNumber = applicationNumber;
		this.lineNo = lineNo;
		this.category = entry.category().key();
		this.categoryLabel = entry.category().label();
		this.provider = entry.provider();
		this.contractAmount = entry.contractAmount().inYuan();
		this.contractDate = entry.contractDate();
		this.invoiceAmount = entry.invoiceAmount().inYuan();
		this.invoiceNumber = entry.invoiceNumber();
		this.invoiceDate = entry.invoiceDate();
		this.paymentAmount = entry.paymentAmount().inYuan();
		this.paymentDate = entry.paymentDate();
		this.remark = entry.remark();
	}

	void check(LedgerRules outcome) {
		this.countable = outcome.countable().inYuan();
		this.counted = null;
		this.findings.clear();
		for (Ledgers.Cut cut : outcome.cuts()) {
			this.findings.add(new LedgerFindingRecord(this.findings.size() + 1, cut));
		}
	}

	void verify(Ledgers.Verdict verdict, @Nullable String by, Instant at) {
		Ledgers.Line line = toLine();
		Money countable = (line.countable() != null) ? line.countable() : Money.ZERO;
		if (verdict.counted().isMoreThan(countable) || (verdict.accepted() && line.isExcluded())
				|| (verdict.accepted() && !verdict.counted().equals(countable))) {
			throw new IllegalArgumentException(
					"Line %d of %s: the rules leave %s".formatted(this.lineNo, this.applicationNumber, countable));
		}
		this.accepted = verdict.accepted();
		this.verified = verdict.counted().inYuan();
		this.cutReason = verdict.reason();
		this.counted = this.verified;
		this.verifiedBy = by;
		this.verifiedAt = at;
	}

	String category() {
		return this.category;
	}

	Ledgers.Entry toEntry() {
		return new Ledgers.Entry(new Ledgers.Category(this.category, this.categoryLabel), this.provider,
				Money.yuan(this.contractAmount), this.contractDate, Money.yuan(this.invoiceAmount), this.invoiceNumber,
				this.invoiceDate, Money.yuan(this.paymentAmount), this.paymentDate, this.remark);
	}

	Ledgers.Line toLine() {
		return new Ledgers.Line(this.lineNo, toEntry(), (this.countable != null) ? Money.yuan(this.countable) : null,
				this.findings.stream().map(LedgerFindingRecord::toCut).toList(),
				(this.accepted != null && this.verified != null)
						? new Ledgers.Verdict(this.accepted, Money.yuan(this.verified), this.cutReason) : null,
				(this.counted != null) ? Money.yuan(this.counted) : null);
	}

}
