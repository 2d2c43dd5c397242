package cn.huiqi.expenditure;

import java.math.BigDecimal;

import cn.huiqi.core.Money;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found of a line, as stored.
 */
@Entity
@Table(name = "expenditure_finding")
class LedgerFindingRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private int position;

	private String rule;

	@Enumerated(EnumType.STRING)
	private Ledgers.Effect effect;

	private BigDecimal cut;

	private String text;

	@SuppressWarnings("NullAway.Init")
	protected LedgerFindingRecord() {
	}

	LedgerFindingRecord(int position, Ledgers.Cut cut) {
		this.position = position;
		this.rule = cut.rule();
		this.effect = cut.effect();
		this.cut = cut.cut().inYuan();
		this.text = cut.text();
	}

	Ledgers.Cut toCut() {
		return new Ledgers.Cut(this.rule, this.effect, Money.yuan(this.cut), this.text);
	}

}
