package cn.huiqi.award;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.application.ClosureGuard;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.Money;
import cn.huiqi.core.RefusedException;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.expenditure.Expenditures;
import cn.huiqi.publicity.Notices;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The book of subsidies and payments.
 */
@Service
@Transactional
class AwardBook implements Awards, ClosureGuard {

	private final SubsidyRecords decisions;

	private final PaymentBatchRecords batches;

	private final PaymentOrderRecords orders;

	private final Cases cases;

	private final Expenditures expenditures;

	private final Notices notices;

	private final Enterprises enterprises;

	private final Clock clock;

	AwardBook(SubsidyRecords decisions, PaymentBatchRecords batches, PaymentOrderRecords orders, Cases cases,
			Expenditures expenditures, Notices notices, Enterprises enterprises, Clock clock) {
		this.decisions = decisions;
		this.batches = batches;
		this.orders = orders;
		this.cases = cases;
		this.expenditures = expenditures;
		this.notices = notices;
		this.enterprises = enterprises;
		this.clock = clock;
	}

	@Override
	public boolean decide(String applicationNumber, int level, RateRow rate) {
		Case application = this.cases.get(applicationNumber);
		Decision decision = new Decision(
				new Subsidy(level, rate.rate(), rate.cap(), this.expenditures.countedTotal(applicationNumber),
						paidTo(application.creditCode(), application.programme()), rate.scope()),
				rate.confirmed(), rate.clause());
		keep(applicationNumber, decision);
		return !decision.subsidy().amount().isZero();
	}

	private void keep(String applicationNumber, Decision decision) {
		this.decisions.save(new SubsidyRecord(applicationNumber, this.clock.instant(), decision));
		this.cases.recordSubsidy(applicationNumber, decision.subsidy().amount());
	}

	@Override
	public void confirm(String applicationNumber, String basis, @Nullable String by) {
		Decision decision = decision(applicationNumber)
			.orElseThrow(() -> RefusedException.conflict("申请 " + applicationNumber + " 尚未核算补贴"));
		keep(applicationNumber, new Decision(decision.subsidy(), true, decision.clause(), basis, by));
	}

	@Override
	public void record(String applicationNumber, Money amount, String basis, @Nullable String by) {
		Case application = this.cases.get(applicationNumber);
		keep(applicationNumber, new Decision(Subsidy.decided(amount, this.expenditures.countedTotal(applicationNumber),
				paidTo(application.creditCode(), application.programme())), true, "", basis, by));
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Decision> decision(String applicationNumber) {
		return this.decisions.findFirstByApplicationNumberOrderByIdDesc(applicationNumber)
			.map(SubsidyRecord::toDecision);
	}

	@Override
	@Transactional(readOnly = true)
	public Money paidTo(CreditCode creditCode, String programme) {
		return this.orders.findByProgrammeAndCreditCodeAndStatus(programme, creditCode.value(), Status.PAID)
			.stream()
			.map(PaymentOrderRecord::amount)
			.reduce(Money.ZERO, Money::plus);
	}

	@Override
	public void prepare(String applicationNumber, String batch, Account account, @Nullable String by) {
		if (!this.notices.isCleared(applicationNumber)) {
			throw RefusedException.conflict("申请 " + applicationNumber + " 的公示期未满或公示截止日尚为暂定，不能编制拨付单");
		}
		prepareWithoutNotice(applicationNumber, batch, account, by);
	}

	@Override
	public void prepareWithoutNotice(String applicationNumber, String batch, Account account, @Nullable String by) {
		Case application = this.cases.get(applicationNumber);
		this.enterprises.lock(application.creditCode());
		Decision decision = upToDate(application, decision(applicationNumber).orElseThrow());
		if (decision.subsidy().amount().isZero()) {
			throw RefusedException.conflict("该企业此前已拨付或待拨付 " + decision.subsidy().paidBefore().display() + "，本申请无应拨补贴");
		}
		if (!decision.confirmed()) {
			throw RefusedException.conflict("补贴比例和上限尚未经主管部门确认，不能编制拨付单");
		}
		if (!this.batches.existsById(batch)) {
			this.batches.save(new PaymentBatchRecord(batch, application.programme(), by, this.clock.instant()));
		}
		this.orders.saveAndFlush(new PaymentOrderRecord(batch, applicationNumber, application.programme(),
				application.creditCode(), decision.subsidy().amount(), account, by, this.clock.instant()));
	}

	/**
	 * What was paid or is being paid meanwhile counts too: two applications never get the
	 * same money.
	 */
	private Decision upToDate(Case application, Decision decision) {
		Money before = this.orders
			.findByProgrammeAndCreditCodeAndStatusIn(application.programme(), application.creditCode().value(),
					Set.of(Status.PREPARED, Status.APPROVED, Status.PAID))
			.stream()
			.map(PaymentOrderRecord::amount)
			.reduce(Money.ZERO, Money::plus);
		if (before.equals(decision.subsidy().paidBefore())) {
			return decision;
		}
		Decision anew = new Decision(decision.subsidy().after(before), decision.confirmed(), decision.clause(),
				decision.basis(), decision.decidedBy());
		keep(application.number(), anew);
		return anew;
	}

	@Override
	public void approve(String applicationNumber, @Nullable String by) {
		PaymentOrderRecord order = live(applicationNumber);
		order.approve(by, this.clock.instant());
		this.orders.saveAndFlush(order);
	}

	@Override
	public void sendBack(String applicationNumber, @Nullable String by) {
		PaymentOrderRecord order = live(applicationNumber);
		order.sendBack(by, this.clock.instant());
		this.orders.saveAndFlush(order);
	}

	@Override
	public void settle(String applicationNumber, String voucherNumber, LocalDate paidOn, @Nullable String by) {
		PaymentOrderRecord order = live(applicationNumber);
		order.settle(voucherNumber, paidOn, by);
		this.orders.saveAndFlush(order);
		this.cases.recordPaid(applicationNumber, order.amount());
	}

	private PaymentOrderRecord live(String applicationNumber) {
		return this.orders.findByLiveKey(applicationNumber)
			.orElseThrow(() -> RefusedException.conflict("申请 " + applicationNumber + " 没有拨付单"));
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Order> order(String applicationNumber) {
		return this.orders.findByLiveKey(applicationNumber).map(PaymentOrderRecord::toOrder);
	}

	@Override
	@Transactional(readOnly = true)
	public List<Order> batch(String batch) {
		return this.orders.findByBatchIdAndLiveKeyNotNullOrderByApplicationNumber(batch)
			.stream()
			.map(PaymentOrderRecord::toOrder)
			.toList();
	}

	@Override
	@Transactional(readOnly = true)
	public boolean isVoucherUsed(String programme, String voucherNumber) {
		return this.orders.existsByProgrammeAndVoucherNumber(programme, voucherNumber);
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<String> reasonAgainstClosing(String applicationNumber) {
		return order(applicationNumber).filter((order) -> order.status() == Status.APPROVED)
			.map((order) -> "拨付已复核通过，资金可能已在途：请先登记拨付结果");
	}

	@Override
	public void release(String applicationNumber) {
		this.orders.findByLiveKey(applicationNumber).ifPresent((order) -> {
			order.cancel();
			this.orders.saveAndFlush(order);
		});
	}

}
