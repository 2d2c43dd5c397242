package cn.huiqi.notification;

import java.util.List;

import cn.huiqi.core.ChineseDates;
import cn.huiqi.programme.Programmes;
import cn.huiqi.reporting.ReportingEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Reminds districts of the enterprises they have not reported.
 */
@Component
class ReportingMessages {

	/** Names told; the list itself has them all. */
	private static final int MOST_NAMES = 20;

	private final MessageBox box;

	private final Programmes programmes;

	ReportingMessages(MessageBox box, Programmes programmes) {
		this.box = box;
		this.programmes = programmes;
	}

	@EventListener
	void on(ReportingEvent.DueSoon due) {
		List<String> names = due.missing().subList(0, Math.min(MOST_NAMES, due.missing().size()));
		String more = (due.missing().size() > names.size()) ? "等" : "";
		this.box.send(
				"reporting/%s/%s/%s/%d".formatted(due.programme(), due.group(), due.deadline(), due.workdaysLeft()),
				due.group(), null, "规上企业上报提醒",
				"「%s」：请于%s前完成规上企业组织上报%s。参考名单中尚未上报的企业%d家：%s%s。参考名单不限制企业自行申报。".formatted(
						this.programmes.get(due.programme()).name(), ChineseDates.day(due.deadline()),
						(due.workdaysLeft() > 0) ? "，还剩%d个工作日".formatted(due.workdaysLeft()) : "，今天是最后一天",
						due.missing().size(), String.join("、", names), more));
	}

}
