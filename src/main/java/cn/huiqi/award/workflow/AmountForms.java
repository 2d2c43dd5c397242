package cn.huiqi.award.workflow;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.access.Rights;
import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.core.Fault;
import cn.huiqi.core.Money;
import cn.huiqi.core.RefusedException;
import cn.huiqi.programme.Programmes;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.Submission;
import cn.huiqi.workflow.SubmissionListener;
import cn.huiqi.workflow.TaskContext;

import org.springframework.stereotype.Component;

/**
 * Holds the department to what it must say when it decides an amount by hand, or confirms
 * rate and cap for one case, and lets nobody else do it.
 */
@Component
class AmountForms implements SubmissionListener, FormValues {

	/** At which task both are done. */
	static final String TASK = "userTask_decideAmount";

	static final String AMOUNT = "amountYuan";

	static final String CONFIRMED = "rateConfirmed";

	static final String BASIS = "rateBasis";

	/** More than any programme pays, and less than the tables hold. */
	private static final BigDecimal MOST = new BigDecimal("100000000000");

	private final Cases cases;

	private final Programmes programmes;

	private final Rights rights;

	AmountForms(Cases cases, Programmes programmes, Rights rights) {
		this.cases = cases;
		this.programmes = programmes;
		this.rights = rights;
	}

	@Override
	public boolean concerns(TaskContext task) {
		return task.isOfCase() && task.taskKey().equals(TASK)
				&& (task.form().field(AMOUNT).isPresent() || task.form().field(CONFIRMED).isPresent());
	}

	@Override
	public void check(Submission submission, List<Fault> faults) {
		Case application = this.cases.get(submission.task().applicationNumber());
		if (!this.rights.may("decide-amount", this.programmes.get(application.programme()).authority())) {
			throw RefusedException.forbidden("补贴标准和金额只能由主管部门核定");
		}
		boolean approved = submission.text("decision").orElse("approve").equals("approve");
		boolean confirmed = submission.text(CONFIRMED).filter("yes"::equals).isPresent();
		Optional<BigDecimal> amount = submission.number(AMOUNT);
		if ((confirmed || amount.isPresent()) && submission.text(BASIS).filter((basis) -> !basis.isBlank()).isEmpty()) {
			faults.add(new Fault(BASIS, "请填写所依据的文件名称、文号和日期"));
		}
		if (submission.task().form().field(AMOUNT).isEmpty() || !approved) {
			return;
		}
		if (amount.isEmpty() || amount.get().signum() <= 0) {
			faults.add(new Fault(AMOUNT, "核定金额应大于0"));
			return;
		}
		if (amount.get().stripTrailingZeros().scale() > 2 || amount.get().compareTo(MOST) > 0) {
			faults.add(new Fault(AMOUNT, "核定金额应精确到分，且不超过 " + Money.yuan(MOST).display()));
			return;
		}
		BigDecimal applied = application.figures().declaredAmount();
		if (applied != null && applied.compareTo(amount.get()) < 0) {
			faults.add(new Fault(AMOUNT, "核定金额不超过申报金额 " + Money.yuan(applied).display()));
		}
		else if (applied != null && applied.compareTo(amount.get()) != 0
				&& submission.text("comment").filter((comment) -> !comment.isBlank()).isEmpty()) {
			faults.add(new Fault("comment", "核定金额与申报金额 %s 不一致，请说明理由".formatted(Money.yuan(applied).display())));
		}
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		BigDecimal applied = this.cases.get(task.applicationNumber()).figures().declaredAmount();
		return Map.of("appliedAmountText", (applied != null) ? "申报金额：" + Money.yuan(applied).display() : "");
	}

}
