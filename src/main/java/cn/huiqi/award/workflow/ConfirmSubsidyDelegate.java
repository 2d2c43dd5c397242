package cn.huiqi.award.workflow;

import java.util.Map;

import cn.huiqi.application.Submissions;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.award.Awards;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Makes a subsidy whose rate and cap are only assumed payable for this case, where the
 * department has confirmed them, and tells the model whether it may be paid.
 */
@Component
class ConfirmSubsidyDelegate implements JavaDelegate {

	private final Awards awards;

	private final Submissions submissions;

	private final AuditLog audit;

	ConfirmSubsidyDelegate(Awards awards, Submissions submissions, AuditLog audit) {
		this.awards = awards;
		this.submissions = submissions;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		String number = here.applicationNumber();
		Submissions.Stored decided = this.submissions.lastOfTask(number, AmountForms.TASK).orElseThrow();
		if (decided.text(AmountForms.CONFIRMED).filter("yes"::equals).isPresent()
				&& decided.text("decision").orElse("approve").equals("approve")) {
			Map<String, Object> before = CalculateSubsidyDelegate.facts(this.awards.decision(number).orElseThrow());
			String basis = decided.text(AmountForms.BASIS).orElseThrow();
			this.awards.confirm(number, basis, decided.submittedBy());
			this.audit
				.record(Act.on(number, AuditAction.SUBSIDY_CONFIRMED, AmountForms.TASK, "确认本申请的补贴比例和上限，依据：" + basis)
					.before(before)
					.after(CalculateSubsidyDelegate.facts(this.awards.decision(number).orElseThrow()))
					.rule("form %s, release %s".formatted(decided.form(), decided.releaseId())));
		}
		ProcessVariables.SUBSIDY_CONFIRMED.set(execution, this.awards.decision(number).orElseThrow().confirmed());
	}

}
