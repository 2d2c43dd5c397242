package cn.huiqi.application.workflow;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import cn.huiqi.core.ChineseDates;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.Fault;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.workflow.CaseTasks;
import cn.huiqi.workflow.FormField;
import cn.huiqi.workflow.FormSchema;
import cn.huiqi.workflow.Submission;
import cn.huiqi.workflow.SubmissionListener;
import cn.huiqi.workflow.TaskContext;

import org.springframework.stereotype.Component;

/**
 * What a form asks of single answers by custom properties and the form contract cannot
 * know: that a credit code has its check digit, that a day is not to come.
 */
@Component
class AnswerRules implements SubmissionListener {

	private static final String CREDIT_CODE = "creditCode";

	private static final String NOT_AFTER_TODAY = "notAfterToday";

	/**
	 * Custom property of a date: the day the task was opened is the first there can be.
	 */
	private static final String NOT_BEFORE_TASK = "notBeforeTask";

	private final CaseTasks tasks;

	AnswerRules(CaseTasks tasks) {
		this.tasks = tasks;
	}

	/** Wherever a form asks for it. */
	@Override
	public boolean concerns(TaskContext task) {
		return true;
	}

	@Override
	public void check(Submission submission, List<Fault> faults) {
		LocalDate today = WorkCalendar.dayOf(submission.submittedAt());
		requireNotBeforeTask(submission, faults);
		check(submission.task().form(), submission.answers(), "", today, faults);
	}

	/** A period runs from such a day: nobody makes it shorter than it is. */
	private void requireNotBeforeTask(Submission submission, List<Fault> faults) {
		for (FormField field : submission.task().form().fields()) {
			if ("true".equals(field.property(NOT_BEFORE_TASK))
					&& submission.answers().get(field.key()) instanceof String day) {
				this.tasks.openedAt(submission.task().taskId())
					.map(WorkCalendar::dayOf)
					.filter((opened) -> LocalDate.parse(day).isBefore(opened))
					.ifPresent((opened) -> faults.add(new Fault(field.key(),
							"「%s」不能早于本任务开始之日%s".formatted(field.label(), ChineseDates.day(opened)))));
			}
		}
	}

	private static void check(FormSchema form, Map<?, ?> answers, String place, LocalDate today, List<Fault> faults) {
		for (FormField field : form.fields()) {
			Object answer = answers.get(field.key());
			if (field.rows() != null && answer instanceof List<?> rows) {
				for (int i = 0; i < rows.size(); i++) {
					check(field.rows().columns(), (Map<?, ?>) rows.get(i), "%s[%d].".formatted(field.key(), i + 1),
							today, faults);
				}
			}
			else if (answer instanceof String text) {
				if ("true".equals(field.property(CREDIT_CODE)) && !CreditCode.isValid(text)) {
					faults.add(new Fault(place + field.key(), "「%s」校验位不正确，请核对".formatted(field.label())));
				}
				if ("true".equals(field.property(NOT_AFTER_TODAY)) && LocalDate.parse(text).isAfter(today)) {
					faults.add(new Fault(place + field.key(), "「%s」不能晚于今天".formatted(field.label())));
				}
			}
		}
	}

}
