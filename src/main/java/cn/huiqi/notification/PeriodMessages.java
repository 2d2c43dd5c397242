package cn.huiqi.notification;

import cn.huiqi.application.PeriodEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells those who have to act that a period comes to its end, and those above them that
 * it has ended.
 */
@Component
class PeriodMessages {

	private final MessageBox box;

	PeriodMessages(MessageBox box) {
		this.box = box;
	}

	@EventListener
	void on(PeriodEvent.DueSoon due) {
		send(due, "due/" + due.workdaysLeft(), "期限即将届满：" + due.subject(),
				"请于%s 24时前办理「%s」，%s。".formatted(due.period(), due.subject(), due.left()));
	}

	@EventListener
	void on(PeriodEvent.Overdue overdue) {
		send(overdue, "overdue", "逾期未办：" + overdue.subject(),
				"「%s」应于%s 24时前办理，期限已届满，尚未办理。".formatted(overdue.subject(), overdue.period()));
	}

	private void send(PeriodEvent event, String what, String title, String text) {
		event.groups()
			.forEach((group) -> this.box.send("period/%s/%s/%s/%s/%s".formatted(event.applicationNumber(),
					event.periodKey(), event.lastDay(), what, group), group, event.applicationNumber(), title, text));
	}

}
