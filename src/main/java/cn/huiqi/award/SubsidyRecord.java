package cn.huiqi.award;

import java.math.BigDecimal;
import java.time.Instant;

import cn.huiqi.core.Money;
import cn.huiqi.core.Rate;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A decided subsidy, as stored, with every figure it came from.
 */
@Entity
@Table(name = "subsidy_decision")
class SubsidyRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	private Instant decidedAt;

	private @Nullable Integer assessedLevel;

	private @Nullable BigDecimal rate;

	private BigDecimal cap;

	private BigDecimal counted;

	private BigDecimal product;

	private BigDecimal capped;

	private BigDecimal paidBefore;

	private BigDecimal amount;

	private boolean confirmed;

	private String clause;

	@Enumerated(EnumType.STRING)
	private Subsidy.Scope scope;

	private @Nullable String basis;

	private @Nullable String decidedBy;

	@SuppressWarnings("NullAway.Init")
	protected SubsidyRecord() {
	}

	SubsidyRecord(String applicationNumber, Instant decidedAt, Awards.Decision decision) {
		Subsidy subsidy = decision.subsidy();
		this.applicationNumber = applicationNumber;
		this.decidedAt = decidedAt;
		this.assessedLevel = subsidy.isComputed() ? subsidy.level() : null;
		this.rate = subsidy.isComputed() ? subsidy.rate().fraction() : null;
		this.cap = subsidy.cap().inYuan();
		this.counted = subsidy.counted().inYuan();
		this.product = subsidy.product();
		this.capped = subsidy.capped().inYuan();
		this.paidBefore = subsidy.paidBefore().inYuan();
		this.amount = subsidy.amount().inYuan();
		this.confirmed = decision.confirmed();
		this.clause = decision.clause();
		this.scope = subsidy.scope();
		this.basis = decision.basis();
		this.decidedBy = decision.decidedBy();
	}

	Awards.Decision toDecision() {
		return new Awards.Decision(
				new Subsidy((this.assessedLevel != null) ? this.assessedLevel : 0,
						new Rate((this.rate != null) ? this.rate : BigDecimal.ZERO), Money.yuan(this.cap),
						Money.yuan(this.counted), Money.yuan(this.paidBefore), this.scope),
				this.confirmed, this.clause, this.basis, this.decidedBy);
	}

}
