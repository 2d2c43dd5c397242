package cn.huiqi.application;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

import cn.huiqi.core.CreditCode;
import cn.huiqi.core.Money;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/**
 * An application, as stored. It guards its own transitions: what is over stays over.
 */
@Entity
@Table(name = "application")
class ApplicationRecord {

	@Id
	private String applicationNumber;

	private String programme;

	private String authority;

	private String roundCode;

	private String creditCode;

	private String enterpriseName;

	private @Nullable String district;

	@Enumerated(EnumType.STRING)
	private CaseStatus status;

	private String contactName;

	private String contactPhone;

	private String contactEmail;

	private @Nullable String externalReference;

	private String startedBy;

	private Instant startedAt;

	private @Nullable String openKey;

	private @Nullable BigDecimal selfScore;

	private @Nullable Integer selfLevel;

	private @Nullable Integer selfEstimatedLevel;

	private @Nullable BigDecimal score;

	private @Nullable Integer assessedLevel;

	private @Nullable BigDecimal declaredAmount;

	private @Nullable BigDecimal countedAmount;

	private @Nullable BigDecimal subsidyAmount;

	private @Nullable BigDecimal paidAmount;

	private int correctionRounds;

	private @Nullable String closingReason;

	@Version
	private int version;

	@SuppressWarnings("NullAway.Init")
	protected ApplicationRecord() {
	}

	ApplicationRecord(String number, String programme, String authority, String roundCode, CreditCode creditCode,
			String enterpriseName, @Nullable String district, Case.Contact contact, @Nullable String externalReference,
			String startedBy, Instant startedAt) {
		this.applicationNumber = number;
		this.programme = programme;
		this.authority = authority;
		this.roundCode = roundCode;
		this.creditCode = creditCode.value();
		this.enterpriseName = enterpriseName;
		this.district = district;
		this.status = CaseStatus.DECLARING;
		this.externalReference = externalReference;
		this.startedBy = startedBy;
		this.startedAt = startedAt;
		this.openKey = openKey(programme, roundCode, creditCode);
		changeContact(contact);
	}

	static String openKey(String programme, String roundCode, CreditCode creditCode) {
		return programme + "|" + roundCode + "|" + creditCode;
	}

	final void changeContact(Case.Contact contact) {
		this.contactName = contact.name();
		this.contactPhone = contact.phone();
		this.contactEmail = contact.email();
	}

	void moveTo(CaseStatus next) {
		if (this.status.isFinal() && next != this.status) {
			throw new IllegalStateException(
					"%s is %s and cannot become %s".formatted(this.applicationNumber, this.status, next));
		}
		this.status = next;
		if (next.isFinal()) {
			this.openKey = null;
		}
	}

	void returnForCorrection() {
		this.correctionRounds++;
	}

	void giveClosingReason(String reason) {
		this.closingReason = reason;
	}

	void recordSelfAssessment(BigDecimal score, int level, @Nullable Integer estimatedLevel) {
		this.selfScore = score.setScale(4, RoundingMode.HALF_UP);
		this.selfLevel = level;
		this.selfEstimatedLevel = estimatedLevel;
	}

	void recordAssessment(BigDecimal score, int level) {
		this.score = score.setScale(4, RoundingMode.HALF_UP);
		this.assessedLevel = level;
	}

	void recordDeclared(Money amount) {
		this.declaredAmount = amount.inYuan();
	}

	void recordCounted(Money amount) {
		this.countedAmount = amount.inYuan();
	}

	void recordSubsidy(Money amount) {
		this.subsidyAmount = amount.inYuan();
	}

	void recordPaid(Money amount) {
		this.paidAmount = amount.inYuan();
	}

	String number() {
		return this.applicationNumber;
	}

	CaseStatus status() {
		return this.status;
	}

	String startedBy() {
		return this.startedBy;
	}

	Case toCase(RoundRecord round) {
		return new Case(this.applicationNumber, this.programme, this.authority, this.roundCode, round.closes(),
				new CreditCode(this.creditCode), this.enterpriseName, this.district, this.status,
				new Case.Contact(this.contactName, this.contactPhone, this.contactEmail), this.startedBy,
				this.startedAt, this.correctionRounds,
				new Case.Figures(this.selfScore, this.selfLevel, this.selfEstimatedLevel, this.score,
						this.assessedLevel, this.declaredAmount, this.countedAmount, this.subsidyAmount,
						this.paidAmount));
	}

	String programme() {
		return this.programme;
	}

	String roundCode() {
		return this.roundCode;
	}

}
