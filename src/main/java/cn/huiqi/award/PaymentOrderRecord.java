package cn.huiqi.award;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

import cn.huiqi.core.CreditCode;
import cn.huiqi.core.Money;
import cn.huiqi.core.RefusedException;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/**
 * A payment order, as stored. It guards its own transitions.
 */
@Entity
@Table(name = "payment_order")
class PaymentOrderRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String batchId;

	private String applicationNumber;

	private String programme;

	private String creditCode;

	private BigDecimal amount;

	private String accountName;

	private String bankName;

	private String accountNumber;

	@Enumerated(EnumType.STRING)
	private Awards.Status status;

	private @Nullable String preparedBy;

	private Instant preparedAt;

	private @Nullable String approvedBy;

	private @Nullable Instant approvedAt;

	private @Nullable String voucherNumber;

	private @Nullable LocalDate paidOn;

	private @Nullable String paidBy;

	private @Nullable String liveKey;

	@Version
	private int version;

	@SuppressWarnings("NullAway.Init")
	protected PaymentOrderRecord() {
	}

	PaymentOrderRecord(String batchId, String applicationNumber, String programme, CreditCode creditCode, Money amount,
			Awards.Account account, @Nullable String preparedBy, Instant preparedAt) {
		this.batchId = batchId;
		this.applicationNumber = applicationNumber;
		this.programme = programme;
		this.creditCode = creditCode.value();
		this.amount = amount.inYuan();
		this.accountName = account.name();
		this.bankName = account.bank();
		this.accountNumber = account.number();
		this.status = Awards.Status.PREPARED;
		this.preparedBy = preparedBy;
		this.preparedAt = preparedAt;
		this.liveKey = applicationNumber;
	}

	void approve(@Nullable String by, Instant at) {
		require(Awards.Status.PREPARED, "复核");
		if (by != null && by.equals(this.preparedBy)) {
			throw RefusedException.forbidden("拨付单由本人编制，须由另一名财务人员复核");
		}
		this.status = Awards.Status.APPROVED;
		this.approvedBy = by;
		this.approvedAt = at;
	}

	void sendBack(@Nullable String by, Instant at) {
		require(Awards.Status.PREPARED, "退回");
		this.status = Awards.Status.RETURNED;
		this.approvedBy = by;
		this.approvedAt = at;
		this.liveKey = null;
	}

	void cancel() {
		require(Awards.Status.PREPARED, "取消");
		this.status = Awards.Status.CANCELLED;
		this.liveKey = null;
	}

	void settle(String voucherNumber, LocalDate paidOn, @Nullable String by) {
		require(Awards.Status.APPROVED, "登记拨付");
		this.status = Awards.Status.PAID;
		this.voucherNumber = voucherNumber;
		this.paidOn = paidOn;
		this.paidBy = by;
	}

	private void require(Awards.Status expected, String act) {
		if (this.status != expected) {
			throw RefusedException.conflict("申请 %s 的拨付单现为 %s，不能%s".formatted(this.applicationNumber, this.status, act));
		}
	}

	Money amount() {
		return Money.yuan(this.amount);
	}

	Awards.Order toOrder() {
		return new Awards.Order(this.applicationNumber, this.batchId, this.amount,
				new Awards.Account(this.accountName, this.bankName, this.accountNumber), this.status, this.preparedBy,
				this.approvedBy, this.approvedAt);
	}

}
