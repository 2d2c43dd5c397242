package cn.huiqi.notification;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.core.ChineseDates;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.journey.StageEvent;
import cn.huiqi.journey.StageNotices;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells an enterprise that a stage was opened, whether it was admitted and why not, and
 * that the last day has moved.
 */
@Component
class StageMessages {

	private final MessageBox box;

	private final Cases cases;

	StageMessages(MessageBox box, Cases cases) {
		this.box = box;
		this.cases = cases;
	}

	@EventListener
	void on(StageEvent.Announced event) {
		send(event.applicationNumber(), "notice/%s/%d".formatted(event.notice().code(), event.edition()),
				event.stageName() + "阶段通知" + ((event.edition() == 0) ? "已发布" : "已调整"),
				"%s阶段依据%s办理，时间为%s。".formatted(event.stageName(), event.notice().cited(), window(event.notice())));
	}

	@EventListener
	void on(StageEvent.Admitted event) {
		send(event.applicationNumber(), "visit/" + event.visit(), "可以办理" + event.stageName(),
				"贵单位符合%s阶段的进入条件，请按%s在%s办理，逾期不能提交。".formatted(event.stageName(), event.notice().cited(),
						window(event.notice())));
	}

	@EventListener
	void on(StageEvent.Refused event) {
		send(event.applicationNumber(), "visit/" + event.visit(), "不符合%s阶段的进入条件".formatted(event.stageName()),
				"贵单位暂不能进入%s阶段。原因：%s".formatted(event.stageName(), String.join("；", event.reasons())));
	}

	@EventListener
	void on(StageEvent.Left event) {
		send(event.applicationNumber(), "left/" + event.visit(), event.stageName() + "：" + event.result().label(),
				"贵单位的%s阶段已办结，结果为%s。全过程见一企一档。".formatted(event.stageName(), event.result().label()));
	}

	@EventListener
	void on(StageEvent.Moved event) {
		send(event.applicationNumber(),
				"moved/%s/%s/%s".formatted(event.notice().code(), event.notice().closes(), event.notice().changedAt()),
				event.stageName() + "阶段截止日期已调整", "%s的截止日期由%s调整为%s 24时。".formatted(event.notice().cited(),
						ChineseDates.day(event.from()), ChineseDates.day(event.notice().closes())));
	}

	private void send(String number, String what, String title, String text) {
		Case application = this.cases.get(number);
		this.box.send("stage/%s/%s".formatted(number, what), Enterprise.groupOf(application.creditCode()), number,
				title, text);
	}

	private static String window(StageNotices.Published notice) {
		return "%s至%s 24时".formatted(ChineseDates.day(notice.opens()), ChineseDates.day(notice.closes()));
	}

}
