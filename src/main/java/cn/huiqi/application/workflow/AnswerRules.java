package cn.huiqi.application.workflow;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import cn.huiqi.core.CreditCode;
import cn.huiqi.core.Fault;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.workflow.FormField;
import cn.huiqi.workflow.FormSchema;
import cn.huiqi.workflow.Submission;
import cn.huiqi.workflow.SubmissionListener;

import org.springframework.stereotype.Component;

/**
 * What a form asks of single answers by custom properties and the form contract cannot
 * know: that a credit code has its check digit, that a day is not to come.
 */
@Component
class AnswerRules implements SubmissionListener {

	private static final String CREDIT_CODE = "creditCode";

	private static final String NOT_AFTER_TODAY = "notAfterToday";

	@Override
	public void check(Submission submission, List<Fault> faults) {
		LocalDate today = WorkCalendar.dayOf(submission.submittedAt());
		check(submission.task().form(), submission.answers(), "", today, faults);
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
