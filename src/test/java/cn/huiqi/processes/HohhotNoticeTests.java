package cn.huiqi.processes;

import java.util.List;
import java.util.Map;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.award.Awards;
import cn.huiqi.core.RefusedException;
import cn.huiqi.publicity.Notices;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The public notice (申报指南四.4 and 四.5): five workdays, and paid only what nobody objected
 * to or what objections were dismissed against. All is published on Monday 2025-03-03, so
 * the fifth workday is Monday 2025-03-10.
 */
@DatabaseTest
class HohhotNoticeTests extends HohhotProcess {

	private static final String TIMER = "timer_noticeOver";

	private static final Awards.Account ACCOUNT = new Awards.Account("示例企业", "示例银行", "1000200030004000");

	@Autowired
	Notices notices;

	@Autowired
	Awards awards;

	@Test
	void waitsForTheEndOfTheFifthWorkday() {
		// given a result published on a Monday
		String number = this.journey.published(this.journey.newEnterprise());
		// then it is public until the end of the next Monday
		assertThat(this.journey.dueDate(number, TIMER)).hasSameTimeAs(Journey.endOf("2025-03-10"));
		assertThat(this.journey.task(number, "userTask_recordObjection").getDueDate())
			.hasSameTimeAs("2025-03-10T23:59:59");
		assertThat(this.notices.isCleared(number)).isFalse();
		// and when nobody has objected, the subsidy is to be paid
		this.journey.fireTimerWhenDue(number, TIMER);
		assertThat(this.notices.isCleared(number)).isTrue();
		assertThat(status(number)).isEqualTo(CaseStatus.AWAITING_PAYMENT);
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_preparePayment");
	}

	@Test
	void allowsNoPaymentInsideThePeriod() {
		// given a published result, on the last second of its period
		String number = this.journey.published(this.journey.newEnterprise());
		this.journey.at("2025-03-10T23:59:59");
		// then there is nothing to prepare a payment at
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_recordObjection");
		// and past the process it is refused
		RefusedException refusal = refusalOf(() -> this.awards.prepare(number, "early-" + number, ACCOUNT, FINANCE));
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.CONFLICT);
		assertThat(this.awards.order(number)).isEmpty();
	}

	@Test
	void publishesSeveralTogetherEachWithItsOwnOutcome() {
		// given three results that wait for publication
		String cleared = this.journey.audited(this.journey.newEnterprise());
		String objected = this.journey.audited(this.journey.newEnterprise());
		String refused = this.journey.audited(this.journey.newEnterprise());
		// when the bureau publishes them by one task
		this.journey.complete(cleared, "userTask_publishNotice", BUREAU, "notice-publication",
				Map.of("alsoNotice", List.of(objected, refused)));
		// then they share one notice and its end
		Notices.Notice notice = this.notices.find(cleared).orElseThrow();
		assertThat(notice.applications()).containsExactlyInAnyOrder(cleared, objected, refused);
		assertThat(List.of(this.notices.find(objected).orElseThrow(), this.notices.find(refused).orElseThrow()))
			.containsOnly(notice);
		assertThat(List.of(cleared, objected, refused)).allSatisfy((number) -> {
			assertThat(this.journey.openTasks(number)).containsExactly("userTask_recordObjection");
			assertThat(this.journey.dueDate(number, TIMER)).hasSameTimeAs(Journey.endOf("2025-03-10"));
		});
		// and when two are objected to, one of them in vain, each goes its own way
		this.journey.at("2025-03-05T10:00:00");
		object(objected);
		object(refused);
		handleObjection(refused, "reject");
		this.journey.fireTimerWhenDue(cleared, TIMER);
		assertThat(status(cleared)).isEqualTo(CaseStatus.AWAITING_PAYMENT);
		assertThat(status(objected)).isEqualTo(CaseStatus.OBJECTED);
		assertThat(status(refused)).isEqualTo(CaseStatus.REJECTED);
		assertThat(this.notices.isCleared(cleared)).isTrue();
		assertThat(this.notices.isCleared(objected)).isFalse();
		assertThat(this.notices.isCleared(refused)).isFalse();
	}

	@Test
	void refusesToPublishTogetherWhatDoesNotWaitForIt() {
		// given a result that waits, and an application that is not so far
		String waiting = this.journey.audited(this.journey.newEnterprise());
		String early = this.journey.assessed(this.journey.newEnterprise());
		// when both are to be published
		RefusedException refusal = refusalOf(() -> this.journey.complete(waiting, "userTask_publishNotice", BUREAU,
				"notice-publication", Map.of("alsoNotice", List.of(early))));
		// then neither is
		assertThat(fieldsOf(refusal)).containsExactly("alsoNotice");
		assertThat(this.journey.openTasks(waiting)).containsExactly("userTask_publishNotice");
		assertThat(this.notices.find(waiting)).isEmpty();
		assertThat(status(early)).isEqualTo(CaseStatus.AUDITING);
	}

	@Test
	void suspendsWhileAnObjectionIsHandled() {
		// given a published result
		String number = this.journey.published(this.journey.newEnterprise());
		// when somebody objects on Wednesday
		this.journey.at("2025-03-05T10:00:00");
		object(number);
		// then nothing lets it go on but the bureau
		assertThat(status(number)).isEqualTo(CaseStatus.OBJECTED);
		assertThat(hasTimer(number)).isFalse();
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_handleObjection");
		assertThat(this.notices.openObjection(number)).isPresent();
		// and not even the end of the period allows payment
		this.journey.at("2025-03-20T10:00:00");
		assertThat(this.notices.isCleared(number)).isFalse();
		RefusedException refusal = refusalOf(() -> this.awards.prepare(number, "early-" + number, ACCOUNT, FINANCE));
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.CONFLICT);
	}

	@Test
	void waitsForTheSameEndAfterAnObjectionIsDismissed() {
		// given an objection of Wednesday
		String number = this.journey.published(this.journey.newEnterprise());
		this.journey.at("2025-03-05T10:00:00");
		object(number);
		// when it is dismissed on Thursday
		this.journey.at("2025-03-06T10:00:00");
		handleObjection(number, "dismiss");
		// then the notice goes on to its end, which is no other
		assertThat(status(number)).isEqualTo(CaseStatus.IN_NOTICE);
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_recordObjection");
		assertThat(this.journey.dueDate(number, TIMER)).hasSameTimeAs(Journey.endOf("2025-03-10"));
		assertThat(this.notices.openObjection(number)).isEmpty();
		// and may be objected to once more
		object(number);
		handleObjection(number, "dismiss");
		this.journey.fireTimerWhenDue(number, TIMER);
		assertThat(status(number)).isEqualTo(CaseStatus.AWAITING_PAYMENT);
		assertThat(this.notices.isCleared(number)).isTrue();
	}

	@Test
	void clearsAtOnceWhenDismissedAfterTheEnd() {
		// given an objection of the last day
		String number = this.journey.published(this.journey.newEnterprise());
		this.journey.at("2025-03-10T17:00:00");
		object(number);
		// when it is dismissed a week after the end
		this.journey.at("2025-03-17T10:00:00");
		handleObjection(number, "dismiss");
		// then the timer is due already
		assertThat(this.journey.dueDate(number, TIMER)).hasSameTimeAs(Journey.endOf("2025-03-10"));
		fireTimerLate(number);
		assertThat(status(number)).isEqualTo(CaseStatus.AWAITING_PAYMENT);
	}

	@Test
	void assessesAgainWhenAnObjectionIsUpheldForReview() {
		// given a result of 331,352.35 元 that somebody objects to
		String number = this.journey.published(this.journey.newEnterprise());
		Notices.Notice first = this.notices.find(number).orElseThrow();
		this.journey.at("2025-03-05T10:00:00");
		object(number);
		// when the objection is upheld and the case sent back to its assessment
		handleObjection(number, "uphold");
		assertThat(status(number)).isEqualTo(CaseStatus.ASSESSING);
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_verifyLevel");
		// then it is verified and counted anew, now 300,000 元 less in software
		verify(number, Map.of());
		confirm(number);
		audit(number, Map.of("countedSoftwareCloud", "31500"));
		assertThat(this.cases.get(number).figures().countedAmount()).isEqualByComparingTo("173360.50");
		assertThat(this.cases.get(number).figures().subsidyAmount()).isEqualByComparingTo("121352.35");
		// and published anew, with a period of its own
		this.journey.at("2025-03-12T10:00:00");
		publish(number);
		assertThat(this.notices.find(number).orElseThrow().id()).isNotEqualTo(first.id());
		assertThat(this.notices.isCleared(number)).isFalse();
		assertThat(this.journey.dueDate(number, TIMER)).hasSameTimeAs(Journey.endOf("2025-03-19"));
		assertThat(this.journey.trace(number)).containsSubsequence("callActivity_publishResult",
				"callActivity_assessLevel", "callActivity_auditExpenditure", "serviceTask_calculateSubsidy",
				"callActivity_publishResult");
		this.journey.fireTimerWhenDue(number, TIMER);
		assertThat(this.notices.isCleared(number)).isTrue();
		assertThat(status(number)).isEqualTo(CaseStatus.AWAITING_PAYMENT);
	}

	@Test
	void rejectsWhenAnObjectionIsUpheldForGood() {
		// given a result that somebody objects to
		String number = this.journey.published(this.journey.newEnterprise());
		object(number);
		// when the objection is upheld and the case refused
		handleObjection(number, "reject");
		// then it is over, nothing being paid
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
		assertThat(this.journey.trace(number)).endsWith("endEvent_objectionUpheld")
			.doesNotContain("callActivity_disburseSubsidy");
		assertThat(isRunning(number)).isFalse();
		assertThat(this.notices.isCleared(number)).isFalse();
	}

	@Test
	void takesOnlyObjectionsThatCameInTime() {
		// given a notice over since Monday, its timer late
		String number = this.journey.published(this.journey.newEnterprise());
		this.journey.at("2025-03-11T08:00:00");
		// when an objection of Tuesday is recorded, or one of tomorrow
		RefusedException late = refusalOf(() -> object(number));
		RefusedException tomorrow = refusalOf(() -> this.journey.complete(number, "userTask_recordObjection", BUREAU,
				"objection-record", Map.of("objectionReceivedOn", "2025-03-12")));
		// then it is refused
		assertThat(fieldsOf(late)).containsExactly("objectionReceivedOn");
		assertThat(fieldsOf(tomorrow)).contains("objectionReceivedOn");
		assertThat(this.notices.openObjection(number)).isEmpty();
		// but one of Monday is taken
		this.journey.complete(number, "userTask_recordObjection", BUREAU, "objection-record",
				Map.of("objectionReceivedOn", "2025-03-10"));
		assertThat(status(number)).isEqualTo(CaseStatus.OBJECTED);
	}

}
