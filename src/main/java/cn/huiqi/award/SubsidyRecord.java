package cn.huiqi.award;

import java.math.BigDecimal;
import java.time.Instant;

import cn.huiqi.core.Money;
import cn.huiqi.core.Rate;
import jakarta.persistence.Entity;
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

	private int assessedLevel;

	private BigDecimal rate;

	private BigDecimal cap;

	private BigDecimal counted;

	private BigDecimal product;

	private BigDecimal capped;

	private BigDecimal paidBefore;

	private BigDecimal amount;

	private boolean confirmed;

	private String clause;

	@SuppressWarnings("NullAway.Init")
	protected SubsidyRecord() {
	}

	SubsidyRecord(String applicationNumber, Instant decidedAt, Awards.Decision decision) {
		Subsidy subsidy = decision.subsidy();
		this.applicationNumber = applicationNumber;
		this.decidedAt = decidedAt;
		this.assessedLevel = subsidy.level();
		this.rate = subsidy.rate().fraction();
		this.cap = subsidy.cap().inYuan();
		this.counted = subsidy.counted().inYuan();
		this.product = subsidy.product();
		this.capped = subsidy.capped().inYuan();
		this.paidBefore = subsidy.paidBefore().inYuan();
		this.amount = subsidy.amount().inYuan();
		this.confirmed = decision.confirmed();
		this.clause = decision.clause();
	}

	Awards.Decision toDecision() {
		return new Awards.Decision(new Subsidy(this.assessedLevel, new Rate(this.rate), Money.yuan(this.cap),
				Money.yuan(this.counted), Money.yuan(this.paidBefore)), this.confirmed, this.clause);
	}

}
