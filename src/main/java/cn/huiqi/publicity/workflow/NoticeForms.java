package cn.huiqi.publicity.workflow;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.core.ChineseDates;
import cn.huiqi.core.Fault;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.programme.Programmes;
import cn.huiqi.publicity.Notices;
import cn.huiqi.workflow.Deadlines;
import cn.huiqi.workflow.FormText;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.ProgrammeParameters;
import cn.huiqi.workflow.Submission;
import cn.huiqi.workflow.SubmissionListener;
import cn.huiqi.workflow.TaskContext;

import org.springframework.stereotype.Component;

/**
 * Shows notices, their periods and the objections against them in forms.
 */
@Component
class NoticeForms implements SubmissionListener, FormValues {

	private static final String OBJECTION_TASK = "userTask_recordObjection";

	private final Notices notices;

	private final Deadlines deadlines;

	private final Cases cases;

	private final Programmes programmes;

	private final ProgrammeParameters parameters;

	NoticeForms(Notices notices, Deadlines deadlines, Cases cases, Programmes programmes,
			ProgrammeParameters parameters) {
		this.notices = notices;
		this.deadlines = deadlines;
		this.cases = cases;
		this.programmes = programmes;
		this.parameters = parameters;
	}

	@Override
	public void check(Submission submission, List<Fault> faults) {
		if (!submission.task().taskKey().equals(OBJECTION_TASK)) {
			return;
		}
		submission.text("objectionReceivedOn").map(LocalDate::parse).ifPresent((received) -> {
			if (received.isAfter(WorkCalendar.dayOf(submission.submittedAt()))) {
				faults.add(new Fault("objectionReceivedOn", "收到日期不能晚于今天"));
			}
			this.notices.find(submission.task().applicationNumber())
				.filter((notice) -> received.isBefore(notice.publishedOn()))
				.ifPresent((notice) -> faults
					.add(new Fault("objectionReceivedOn", "收到日期不能早于公示发布日" + ChineseDates.day(notice.publishedOn()))));
			this.deadlines.find(submission.task().applicationNumber(), Deadlines.Kind.NOTICE)
				.filter((period) -> received.isAfter(period.deadline().lastDay()) && !period.deadline().provisional())
				.ifPresent((period) -> faults.add(new Fault("objectionReceivedOn", "公示期已于" + period.display() + "届满")));
		});
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		Map<String, Object> values = new LinkedHashMap<>();
		Case application = this.cases.get(task.applicationNumber());
		String platform = this.programmes.get(application.programme()).noticePlatform();
		this.parameters.find(task.releaseId(), application.programme(), NoticePeriods.PARAMETER)
			.ifPresent((period) -> values.put("noticePeriodText",
					"自发布次日起公示%s，在“%s”发布。%s".formatted(period.period().display(), platform, period.remark())));
		this.notices.find(application.number()).ifPresent((notice) -> {
			String until = this.deadlines.find(application.number(), Deadlines.Kind.NOTICE)
				.map(Deadlines.Period::display)
				.orElse("");
			values.put("noticeText", "《%s》，共 %d 家企业，公示至%s。公示期内没有异议的，本任务到期自动关闭，无须办理。"
				.formatted(FormText.plain(notice.title()), notice.applications().size(), until));
		});
		this.notices.openObjection(application.number())
			.ifPresent((objection) -> values.put("objectionText",
					"%s（%s）于 %s 提出异议：\n\n%s".formatted(FormText.plain(objection.objectorName()),
							FormText.plain(objection.objectorContact()), ChineseDates.day(objection.receivedOn()),
							FormText.plain(objection.content()))));
		return values;
	}

}
