package cn.huiqi.processes;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import cn.huiqi.application.Applications;
import cn.huiqi.application.CaseFile;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.core.RefusedException;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Named.named;

/**
 * How a case is closed from outside: withdrawn by its enterprise, revoked by the bureau
 * for fraud (申报指南六.1), either as long as no payment is approved. What is over stays over.
 */
@DatabaseTest
class HohhotClosureTests extends HohhotProcess {

	@Autowired
	Applications applications;

	@Autowired
	CaseFile file;

	@ParameterizedTest
	@MethodSource("stagesBeforeApproval")
	void withdrawsAtEveryStageBeforePaymentIsApproved(String task, BiFunction<Journey, Journey.Party, String> lead) {
		// given an application at this task
		Journey.Party party = this.journey.newEnterprise();
		String number = lead.apply(this.journey, party);
		assertThat(this.journey.openTasks(number)).contains(task);
		// when the enterprise withdraws it
		withdraw(number, party.account());
		// then nothing of it runs any more, in whatever called process
		assertThat(status(number)).isEqualTo(CaseStatus.WITHDRAWN);
		assertThat(isRunning(number)).isFalse();
		assertThat(this.journey.openTasks(number)).isEmpty();
		assertThat(this.journey.trace(number)).endsWith("startEvent_withdrawn", "endEvent_withdrawn");
		assertThat(this.file.stages(number)).isNotEmpty()
			.allSatisfy((stage) -> assertThat(stage.leftAt()).isNotNull())
			.last()
			.extracting(CaseFile.Stage::outcome)
			.isEqualTo("cancelled");
		// and the enterprise may apply anew
		assertThat(status(this.journey.start(party))).isEqualTo(CaseStatus.DECLARING);
	}

	@ParameterizedTest
	@MethodSource("stagesBeforeApproval")
	void revokesAtEveryStageBeforePaymentIsApproved(String task, BiFunction<Journey, Journey.Party, String> lead) {
		// given an application at this task
		Journey.Party party = this.journey.newEnterprise();
		String number = lead.apply(this.journey, party);
		assertThat(this.journey.openTasks(number)).contains(task);
		// when the bureau revokes it
		revoke(number, BUREAU, Map.of());
		// then nothing of it runs any more, in whatever called process
		assertThat(status(number)).isEqualTo(CaseStatus.REVOKED);
		assertThat(isRunning(number)).isFalse();
		assertThat(this.journey.openTasks(number)).isEmpty();
		assertThat(this.journey.trace(number)).endsWith("startEvent_revoked", "endEvent_revoked");
	}

	static Stream<Arguments> stagesBeforeApproval() {
		return Stream.of(stage("userTask_declareProject", Journey::start),
				stage("userTask_reviewQualification", Journey::declared),
				stage("userTask_correctMaterials", HohhotClosureTests::returned),
				stage("userTask_verifyLevel", Journey::qualified),
				stage("userTask_confirmLevel", HohhotClosureTests::verified),
				stage("userTask_auditExpenditure", Journey::assessed),
				stage("userTask_publishNotice", Journey::audited),
				stage("userTask_recordObjection", Journey::published),
				stage("userTask_handleObjection", HohhotClosureTests::objected),
				stage("userTask_preparePayment", Journey::cleared),
				stage("userTask_approvePayment", HohhotClosureTests::prepared));
	}

	private static Arguments stage(String task, BiFunction<Journey, Journey.Party, String> lead) {
		return Arguments.of(task, named("at " + task, lead));
	}

	private static String returned(Journey journey, Journey.Party party) {
		String number = journey.declared(party);
		journey.complete(number, "userTask_reviewQualification", BUREAU, "qualification-return");
		return number;
	}

	private static String verified(Journey journey, Journey.Party party) {
		String number = journey.qualified(party);
		journey.complete(number, "userTask_verifyLevel", EVALUATOR, "verification");
		return number;
	}

	private static String objected(Journey journey, Journey.Party party) {
		String number = journey.published(party);
		journey.complete(number, "userTask_recordObjection", BUREAU, "objection-record",
				Map.of("objectionReceivedOn", Journey.today()));
		return number;
	}

	private static String prepared(Journey journey, Journey.Party party) {
		String number = journey.cleared(party);
		journey.complete(number, "userTask_preparePayment", FINANCE, "payment-preparation");
		return number;
	}

	@Test
	void refusesToCloseOncePaymentIsApproved() {
		// given an application whose payment is approved
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.approved(party);
		// when the enterprise withdraws it or the bureau revokes it
		RefusedException withdrawal = refusalOf(() -> withdraw(number, party.account()));
		RefusedException revocation = refusalOf(() -> revoke(number, BUREAU, Map.of()));
		// then neither may: the money may be on its way
		assertThat(withdrawal.kind()).isEqualTo(RefusedException.Kind.CONFLICT);
		assertThat(revocation.kind()).isEqualTo(RefusedException.Kind.CONFLICT);
		assertThat(status(number)).isEqualTo(CaseStatus.AWAITING_PAYMENT);
		// and it is paid as it would have been
		this.journey.pay(number);
		assertThat(status(number)).isEqualTo(CaseStatus.PAID);
		assertThat(refusalOf(() -> withdraw(number, party.account())).kind()).isEqualTo(RefusedException.Kind.CONFLICT);
		assertThat(status(number)).isEqualTo(CaseStatus.PAID);
	}

	@Test
	void closesWhatTheApproverSentBack() {
		// given a payment that was sent back
		Journey.Party party = this.journey.newEnterprise();
		String number = prepared(this.journey, party);
		this.journey.complete(number, "userTask_approvePayment", OTHER_FINANCE, "payment-approval",
				Map.of("decision", "return", "comment", "请核对收款账户后重编。"));
		// when the enterprise withdraws, then no money is on its way
		withdraw(number, party.account());
		assertThat(status(number)).isEqualTo(CaseStatus.WITHDRAWN);
	}

	@Test
	void hidesTheApplicationFromAnotherEnterpriseThatWithdraws() {
		// given one enterprise's application, and another enterprise
		String number = this.journey.declared(this.journey.newEnterprise());
		Journey.Party other = this.journey.newEnterprise();
		// when the other withdraws it
		RefusedException refusal = refusalOf(() -> withdraw(number, other.account()));
		// then it does not exist for them
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.NOT_FOUND);
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
	}

	@Test
	void leavesWithdrawalToTheEnterpriseAndRevocationToTheBureau() {
		// given an application
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		// when others than they try
		RefusedException withdrawalByBureau = refusalOf(() -> withdraw(number, BUREAU));
		RefusedException revocationByEnterprise = refusalOf(() -> revoke(number, party.account(), Map.of()));
		RefusedException revocationByEvaluator = refusalOf(() -> revoke(number, EVALUATOR, Map.of()));
		// then it is not theirs to do
		assertThat(withdrawalByBureau.kind()).isEqualTo(RefusedException.Kind.FORBIDDEN);
		assertThat(revocationByEnterprise.kind()).isEqualTo(RefusedException.Kind.FORBIDDEN);
		assertThat(revocationByEvaluator.kind()).isEqualTo(RefusedException.Kind.FORBIDDEN);
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_reviewQualification");
	}

	@Test
	void refusesRevocationWithoutReason() {
		// given an application
		String number = this.journey.declared(this.journey.newEnterprise());
		// when the bureau revokes it without a word
		RefusedException refusal = refusalOf(() -> revoke(number, BUREAU, Map.of("reason", "")));
		// then it is refused
		assertThat(fieldsOf(refusal)).containsExactly("reason");
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
	}

	@ParameterizedTest
	@MethodSource("endings")
	void keepsAFinalStatus(CaseStatus last, BiFunction<HohhotClosureTests, Journey.Party, String> lead) {
		// given a case that has come to its end
		Journey.Party party = this.journey.newEnterprise();
		String number = lead.apply(this, party);
		assertThat(status(number)).isEqualTo(last);
		assertThat(isRunning(number)).isFalse();
		// when anything would move it on, then it names where it stands and stays there
		Stream.of(CaseStatus.values())
			.filter((next) -> next != last)
			.forEach(
					(next) -> assertThatIllegalStateException().isThrownBy(() -> this.applications.moveTo(number, next))
						.withMessageContaining(last.name()));
		assertThat(refusalOf(() -> withdraw(number, party.account())).kind()).isEqualTo(RefusedException.Kind.CONFLICT);
		assertThat(status(number)).isEqualTo(last);
	}

	static Stream<Arguments> endings() {
		return Stream.of(ending(CaseStatus.PAID, (test, party) -> {
			String number = test.journey.approved(party);
			test.journey.pay(number);
			return number;
		}), ending(CaseStatus.CONFIRMED, (test, party) -> {
			String number = test.journey.assessed(party);
			test.audit(number, Map.of("countedSoftwareCloud", "0", "countedDevice", "0", "countedOther", "0"));
			return number;
		}), ending(CaseStatus.REJECTED, (test, party) -> {
			String number = test.journey.declared(party);
			test.review(number, "reject");
			return number;
		}), ending(CaseStatus.LAPSED, (test, party) -> {
			String number = returned(test.journey, party);
			test.journey.fireTimerWhenDue(number, "timer_correctionOver");
			return number;
		}), ending(CaseStatus.WITHDRAWN, (test, party) -> {
			String number = test.journey.declared(party);
			test.withdraw(number, party.account());
			return number;
		}), ending(CaseStatus.REVOKED, (test, party) -> {
			String number = test.journey.declared(party);
			test.revoke(number, BUREAU, Map.of());
			return number;
		}));
	}

	private static Arguments ending(CaseStatus last, BiFunction<HohhotClosureTests, Journey.Party, String> lead) {
		return Arguments.of(last, named("led there", lead));
	}

}
