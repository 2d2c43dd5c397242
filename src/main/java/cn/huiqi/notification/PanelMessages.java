package cn.huiqi.notification;

import cn.huiqi.assessment.PanelEvent;
import cn.huiqi.core.ChineseDates;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells an expert that he was drawn, that his opinion is due, and that it is too late.
 */
@Component
class PanelMessages {

	private final MessageBox box;

	PanelMessages(MessageBox box) {
		this.box = box;
	}

	@EventListener
	void on(PanelEvent.Drawn drawn) {
		send(drawn, "drawn", "您被抽取为评审专家",
				"请于%s 24时前独立出具评审意见；与申报单位或参与单位有利害关系的，请说明理由申请回避。逾期将另行抽取专家。".formatted(ChineseDates.day(drawn.lastDay())));
	}

	@EventListener
	void on(PanelEvent.DueSoon due) {
		send(due, "due/%s/%d".formatted(due.lastDay(), due.workdaysLeft()), "评审期限即将届满",
				"还剩%d个工作日：请于%s 24时前出具评审意见，逾期将另行抽取专家。".formatted(due.workdaysLeft(), ChineseDates.day(due.lastDay())));
	}

	@EventListener
	void on(PanelEvent.Replaced replaced) {
		send(replaced, "replaced", "评审已另行抽取专家", "评审期限届满未收到您的意见，已另行抽取专家，您不再参加本申请的评审。");
	}

	private void send(PanelEvent event, String what, String title, String text) {
		this.box.send(
				"panel/%s/%d/%d/%s/%s".formatted(event.applicationNumber(), event.panel(), event.seat(),
						event.account(), what),
				MessageBox.toAccount(event.account()), event.applicationNumber(), title, text);
	}

}
