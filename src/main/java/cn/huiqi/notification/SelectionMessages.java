package cn.huiqi.notification;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.selection.SelectionAnnounced;
import cn.huiqi.selection.SelectionMissed;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells an enterprise its own outcome in a selection, and nobody else's.
 */
@Component
class SelectionMessages {

	private final MessageBox box;

	private final Cases cases;

	SelectionMessages(MessageBox box, Cases cases) {
		this.box = box;
		this.cases = cases;
	}

	@EventListener
	void on(SelectionMissed missed) {
		Case application = this.cases.get(missed.applicationNumber());
		this.box.send(reference(application, missed.key()), Enterprise.groupOf(application.creditCode()),
				application.number(), "未列入本轮遴选",
				"贵单位的申请未列入本轮遴选。" + (missed.reason().isEmpty() ? "本轮遴选已经宣布结果。" : "理由：" + missed.reason()));
	}

	@EventListener
	void on(SelectionAnnounced announced) {
		Case application = this.cases.get(announced.applicationNumber());
		this.box.send(reference(application, announced.key()), Enterprise.groupOf(application.creditCode()),
				application.number(), "遴选结果已宣布", announced.selected() ? "贵单位的申请已入选，将按规定公示。"
						: "贵单位的申请未入选。" + (announced.reason().isEmpty() ? "" : "理由：" + announced.reason()));
	}

	/** Once for every selection the case came to. */
	private static String reference(Case application, String key) {
		return "selection/%s/%s".formatted(application.number(), key);
	}

}
