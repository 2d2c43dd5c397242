package cn.huiqi.notification;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.application.CorrectionEvent;
import cn.huiqi.enterprise.Enterprise;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells an enterprise what is to be corrected, and until when.
 */
@Component
class CorrectionMessages {

	private final MessageBox box;

	private final Cases cases;

	CorrectionMessages(MessageBox box, Cases cases) {
		this.box = box;
		this.cases = cases;
	}

	@EventListener
	void on(CorrectionEvent.Returned returned) {
		send(returned, "returned/" + returned.round(), "申请退回补正（第%d次）".formatted(returned.round()),
				"补正期限至%s，当日24时前须补正并重新提交，逾期按放弃申报处理。退回原因：%s".formatted(returned.period(), returned.comment()));
	}

	@EventListener
	void on(CorrectionEvent.DueSoon due) {
		send(due, "due/%s/%d".formatted(due.lastDay(), due.workdaysLeft()), "补正期限即将届满",
				"还剩%d个工作日：补正期限至%s，当日24时前须补正并重新提交，逾期按放弃申报处理。".formatted(due.workdaysLeft(), due.period()));
	}

	@EventListener
	void on(CorrectionEvent.Extended extended) {
		send(extended, "extended/" + extended.lastDay(), "补正期限已延长",
				"补正期限延长至%s。理由：%s".formatted(extended.period(), extended.reason()));
	}

	@EventListener
	void on(CorrectionEvent.Lapsed lapsed) {
		send(lapsed, "lapsed/" + lapsed.round(), "补正期限届满", "期限内未提交补正，按放弃申报处理。");
	}

	private void send(CorrectionEvent event, String what, String title, String text) {
		Case application = this.cases.get(event.applicationNumber());
		this.box.send("correction/%s/%s".formatted(application.number(), what),
				Enterprise.groupOf(application.creditCode()), application.number(), title, text);
	}

}
