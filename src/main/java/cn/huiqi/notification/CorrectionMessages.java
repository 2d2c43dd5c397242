package cn.huiqi.notification;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.application.CorrectionEvent;
import cn.huiqi.application.Corrections;
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
		Corrections.Round round = returned.returned();
		send(returned, "returned/" + returned.round(), "申请退回%s（第%d次）".formatted(round.term(), round.ordinal()),
				"%s期限至%s，当日24时前须%s并重新提交，逾期%s。退回原因：%s".formatted(round.term(), returned.period(), round.term(),
						round.consequence(), returned.comment()));
	}

	@EventListener
	void on(CorrectionEvent.DueSoon due) {
		Corrections.Round round = due.returned();
		send(due, "due/%s/%d".formatted(due.lastDay(), due.workdaysLeft()), round.term() + "期限即将届满",
				"%s：%s期限至%s，当日24时前须%s并重新提交，逾期%s。".formatted(due.left(), round.term(), due.period(), round.term(),
						round.consequence()));
	}

	@EventListener
	void on(CorrectionEvent.Extended extended) {
		String term = extended.returned().term();
		send(extended, "extended/" + extended.lastDay(), term + "期限已延长",
				"%s期限延长至%s。理由：%s".formatted(term, extended.period(), extended.reason()));
	}

	@EventListener
	void on(CorrectionEvent.Lapsed lapsed) {
		Corrections.Round round = lapsed.returned();
		send(lapsed, "lapsed/" + lapsed.round(), round.term() + "期限届满",
				"期限内未提交%s或者届满后仍须%s，%s。".formatted(round.term(), round.term(), round.consequence()));
	}

	private void send(CorrectionEvent event, String what, String title, String text) {
		Case application = this.cases.get(event.applicationNumber());
		this.box.send("correction/%s/%s".formatted(application.number(), what),
				Enterprise.groupOf(application.creditCode()), application.number(), title, text);
	}

}
