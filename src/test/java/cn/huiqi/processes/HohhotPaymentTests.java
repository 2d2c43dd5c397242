package cn.huiqi.processes;

import java.util.List;
import java.util.Map;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.award.Awards;
import cn.huiqi.core.RefusedException;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Payment (申报指南四.5): prepared by one person, approved by another, paid once.
 */
@DatabaseTest
class HohhotPaymentTests extends HohhotProcess {

	@Autowired
	Awards awards;

	@Test
	void paysTheAccountThatWasDeclared() {
		// given a cleared application
		String number = this.journey.cleared(this.journey.newEnterprise());
		// when its payment is prepared
		prepare(number, FINANCE);
		// then the order names the declared account and the subsidy
		Awards.Order order = this.awards.order(number).orElseThrow();
		assertThat(order.account()).isEqualTo(new Awards.Account("内蒙古青城乳品示例有限公司", "示例银行呼和浩特分行", "1000200030004000"));
		assertThat(order.amount()).isEqualByComparingTo("331352.35");
		assertThat(order.status()).isEqualTo(Awards.Status.PREPARED);
		assertThat(order.preparedBy()).isEqualTo(FINANCE);
	}

	@Test
	void refusesApprovalByWhomeverPrepared() {
		// given a payment that one officer prepared
		String number = this.journey.cleared(this.journey.newEnterprise());
		prepare(number, FINANCE);
		// when the same officer approves it, or sends it back
		RefusedException approval = refusalOf(() -> approve(number, FINANCE, Map.of()));
		RefusedException sendingBack = refusalOf(() -> sendBack(number, FINANCE));
		// then it is not theirs to do
		assertThat(approval.kind()).isEqualTo(RefusedException.Kind.FORBIDDEN);
		assertThat(sendingBack.kind()).isEqualTo(RefusedException.Kind.FORBIDDEN);
		assertThat(this.awards.order(number).orElseThrow().status()).isEqualTo(Awards.Status.PREPARED);
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_approvePayment");
		// and another officer may
		approve(number, OTHER_FINANCE, Map.of());
		assertThat(this.awards.order(number).orElseThrow().status()).isEqualTo(Awards.Status.APPROVED);
		assertThat(this.awards.order(number).orElseThrow().approvedBy()).isEqualTo(OTHER_FINANCE);
	}

	@Test
	void preparesAgainWhatWasSentBack() {
		// given a payment that the second officer sends back
		String number = this.journey.cleared(this.journey.newEnterprise());
		prepare(number, FINANCE);
		sendBack(number, OTHER_FINANCE);
		// then no order stands, and it is to be prepared again
		assertThat(this.awards.order(number)).isEmpty();
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_preparePayment");
		assertThat(status(number)).isEqualTo(CaseStatus.AWAITING_PAYMENT);
		// when it is prepared again, it is not by the officer who judged it, and not
		// judged
		// by the one who prepared it
		assertThat(refusalOf(() -> prepare(number, OTHER_FINANCE)).kind()).isEqualTo(RefusedException.Kind.FORBIDDEN);
		prepare(number, FINANCE);
		assertThat(refusalOf(() -> approve(number, FINANCE, Map.of())).kind())
			.isEqualTo(RefusedException.Kind.FORBIDDEN);
		approve(number, OTHER_FINANCE, Map.of());
		this.journey.pay(number);
		// then it is paid once
		assertThat(status(number)).isEqualTo(CaseStatus.PAID);
		assertThat(this.cases.get(number).figures().paidAmount()).isEqualByComparingTo("331352.35");
		assertThat(this.awards.paidTo(this.cases.get(number).creditCode(), Journey.PROGRAMME).inYuan())
			.isEqualByComparingTo("331352.35");
	}

	@Test
	void preparesAndApprovesABatchOfTwo() {
		// given two cleared applications
		String first = this.journey.cleared(this.journey.newEnterprise());
		String second = this.journey.cleared(this.journey.newEnterprise());
		// when they are prepared by one task and approved by one task
		this.journey.complete(first, "userTask_preparePayment", FINANCE, "payment-preparation",
				Map.of("alsoPay", List.of(second)));
		String batch = this.awards.order(first).orElseThrow().batch();
		assertThat(this.awards.batch(batch)).extracting(Awards.Order::applicationNumber).containsExactly(first, second);
		approve(first, OTHER_FINANCE, Map.of("alsoApprove", List.of(second)));
		// then both are approved, each to be paid with a voucher of its own
		assertThat(this.awards.batch(batch)).extracting(Awards.Order::status).containsOnly(Awards.Status.APPROVED);
		this.journey.pay(second);
		assertThat(status(second)).isEqualTo(CaseStatus.PAID);
		assertThat(this.journey.openTasks(first)).containsExactly("userTask_recordPayment");
		this.journey.pay(first);
		assertThat(status(first)).isEqualTo(CaseStatus.PAID);
	}

	@Test
	void approvesOneOfABatchAlone() {
		// given a batch of two
		String first = this.journey.cleared(this.journey.newEnterprise());
		String second = this.journey.cleared(this.journey.newEnterprise());
		this.journey.complete(first, "userTask_preparePayment", FINANCE, "payment-preparation",
				Map.of("alsoPay", List.of(second)));
		// when one is approved and the other sent back
		approve(first, OTHER_FINANCE, Map.of());
		sendBack(second, OTHER_FINANCE);
		// then each stands for itself, and only the first is in the batch still
		assertThat(this.awards.order(first).orElseThrow().status()).isEqualTo(Awards.Status.APPROVED);
		assertThat(this.awards.order(second)).isEmpty();
		assertThat(this.awards.batch(this.awards.order(first).orElseThrow().batch()))
			.extracting(Awards.Order::applicationNumber)
			.containsExactly(first);
	}

	@Test
	void takesAWithdrawnApplicationOutOfItsBatch() {
		// given a batch of two
		Journey.Party party = this.journey.newEnterprise();
		String withdrawn = this.journey.cleared(party);
		String remaining = this.journey.cleared(this.journey.newEnterprise());
		this.journey.complete(withdrawn, "userTask_preparePayment", FINANCE, "payment-preparation",
				Map.of("alsoPay", List.of(remaining)));
		String batch = this.awards.order(remaining).orElseThrow().batch();
		// when one enterprise withdraws before the approval
		withdraw(withdrawn, party.account());
		// then the approver is shown, and approves, the other alone
		assertThat(this.awards.order(withdrawn)).isEmpty();
		assertThat(this.awards.batch(batch)).extracting(Awards.Order::applicationNumber).containsExactly(remaining);
		approve(remaining, OTHER_FINANCE, Map.of());
		this.journey.pay(remaining);
		assertThat(status(remaining)).isEqualTo(CaseStatus.PAID);
		assertThat(status(withdrawn)).isEqualTo(CaseStatus.WITHDRAWN);
	}

	@Test
	void refusesAVoucherNumberThatWasUsed() {
		// given a payment recorded with a voucher, and another one approved
		String first = this.journey.approved(this.journey.newEnterprise());
		String voucher = "PZ-" + first;
		record(first, voucher, Journey.today());
		String second = this.journey.approved(this.journey.newEnterprise());
		// when the second is recorded with the same voucher
		RefusedException refusal = refusalOf(() -> record(second, voucher, Journey.today()));
		// then it is refused and not paid
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.INVALID);
		assertThat(fieldsOf(refusal)).containsExactly("voucherNumber");
		assertThat(refusal).hasMessageContaining(voucher);
		assertThat(status(second)).isEqualTo(CaseStatus.AWAITING_PAYMENT);
		assertThat(this.cases.get(second).figures().paidAmount()).isNull();
	}

	@Test
	void refusesAPaymentDateInTheFutureOrBeforeTheApproval() {
		// given a payment approved on 2025-03-12
		String number = this.journey.cleared(this.journey.newEnterprise());
		this.journey.at("2025-03-12T15:00:00");
		prepare(number, FINANCE);
		approve(number, OTHER_FINANCE, Map.of());
		this.journey.at("2025-03-13T09:00:00");
		// when it is recorded as paid tomorrow, or the day before the approval
		RefusedException tomorrow = refusalOf(() -> record(number, "PZ-" + number, "2025-03-14"));
		RefusedException before = refusalOf(() -> record(number, "PZ-" + number, "2025-03-11"));
		// then both are refused, and nothing is paid
		assertThat(fieldsOf(tomorrow)).containsExactly("paidOn");
		assertThat(fieldsOf(before)).containsExactly("paidOn");
		assertThat(status(number)).isEqualTo(CaseStatus.AWAITING_PAYMENT);
		assertThat(this.awards.order(number).orElseThrow().status()).isEqualTo(Awards.Status.APPROVED);
		// and the day of the approval is taken, the voucher being free still
		record(number, "PZ-" + number, "2025-03-12");
		assertThat(status(number)).isEqualTo(CaseStatus.PAID);
	}

	@Test
	void refusesToPrepareTwice() {
		// given a payment that is prepared
		String number = this.journey.cleared(this.journey.newEnterprise());
		prepare(number, FINANCE);
		// then there is nothing to prepare it at a second time
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_approvePayment");
		// and nothing to record before it is approved
		RefusedException refusal = refusalOf(
				() -> this.awards.settle(number, "PZ-" + number, java.time.LocalDate.parse("2025-03-11"), FINANCE));
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.CONFLICT);
		assertThat(this.cases.get(number).figures().paidAmount()).isNull();
	}

	private void prepare(String number, String account) {
		this.journey.complete(number, "userTask_preparePayment", account, "payment-preparation");
	}

	private void approve(String number, String account, Map<String, Object> others) {
		this.journey.complete(number, "userTask_approvePayment", account, "payment-approval", others);
	}

	private void sendBack(String number, String account) {
		approve(number, account, Map.of("decision", "return", "comment", "收款账户户名与企业名称不一致，请核对后重编。"));
	}

	private void record(String number, String voucher, String paidOn) {
		this.journey.complete(number, "userTask_recordPayment", FINANCE, "payment-record",
				Map.of("voucherNumber", voucher, "paidOn", paidOn));
	}

}
