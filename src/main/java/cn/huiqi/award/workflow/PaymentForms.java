package cn.huiqi.award.workflow;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.application.Cases;
import cn.huiqi.application.Submissions;
import cn.huiqi.award.Awards;
import cn.huiqi.award.Subsidy;
import cn.huiqi.core.Fault;
import cn.huiqi.core.Money;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.workflow.FormText;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.Submission;
import cn.huiqi.workflow.SubmissionListener;
import cn.huiqi.workflow.TaskContext;

import org.springframework.stereotype.Component;

/**
 * Shows how a subsidy came about and where it goes, and keeps one person from both
 * preparing and approving it.
 */
@Component
class PaymentForms implements SubmissionListener, FormValues {

	private static final String APPROVAL_TASK = "userTask_approvePayment";

	private static final String RECORD_TASK = "userTask_recordPayment";

	private final Awards awards;

	private final Cases cases;

	private final Submissions submissions;

	PaymentForms(Awards awards, Cases cases, Submissions submissions) {
		this.awards = awards;
		this.cases = cases;
		this.submissions = submissions;
	}

	@Override
	public void check(Submission submission, List<Fault> faults) {
		String number = submission.task().applicationNumber();
		Optional<Awards.Order> order = this.awards.order(number);
		// the table of permissions keeps them apart too, but not for a case whose release
		// is
		// older than its duties
		if (submission.task().taskKey().equals(APPROVAL_TASK) && submission.submittedBy() != null
				&& order.filter((live) -> submission.submittedBy().equals(live.preparedBy())).isPresent()) {
			throw RefusedException.forbidden("拨付单由本人编制，须由另一名财务人员复核");
		}
		if (submission.task().taskKey().equals(RECORD_TASK)) {
			submission.text("voucherNumber")
				.filter((voucher) -> this.awards.isVoucherUsed(this.cases.get(number).programme(), voucher))
				.ifPresent((voucher) -> faults.add(new Fault("voucherNumber", "凭证号 " + voucher + " 已登记过")));
			submission.text("paidOn").map(LocalDate::parse).ifPresent((paidOn) -> {
				if (paidOn.isAfter(WorkCalendar.dayOf(submission.submittedAt()))) {
					faults.add(new Fault("paidOn", "拨付日期不能晚于今天"));
				}
				order.map(Awards.Order::approvedAt)
					.filter((approved) -> paidOn.isBefore(WorkCalendar.dayOf(approved)))
					.ifPresent((approved) -> faults.add(new Fault("paidOn", "拨付日期不能早于复核日期")));
			});
		}
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		Map<String, Object> values = new LinkedHashMap<>();
		String number = task.applicationNumber();
		this.awards.decision(number).ifPresent((decision) -> explain(decision, values));
		this.submissions.declaration(number)
			.ifPresent((declaration) -> values.put("payeeText",
					payee(this.cases.get(number).enterpriseName(), declaration)));
		this.awards.order(number).ifPresent((order) -> {
			List<Awards.Order> batch = this.awards.batch(order.batch());
			Money total = batch.stream().map((each) -> Money.yuan(each.amount())).reduce(Money.ZERO, Money::plus);
			values.put("batchText",
					"本批共 %d 笔，合计 %s，由 %s 编制。".formatted(batch.size(), total.display(), order.preparedBy()));
			values.put("batchRows", batch.stream().map(this::row).toList());
			if (task.taskKey().equals(APPROVAL_TASK)) {
				values.put("waitingApplications",
						batch.stream()
							.filter((other) -> other.status() == Awards.Status.PREPARED
									&& !other.applicationNumber().equals(number))
							.map((other) -> Map.of("value", other.applicationNumber(), "label",
									other.applicationNumber() + " "
											+ this.cases.get(other.applicationNumber()).enterpriseName()))
							.toList());
			}
		});
		return values;
	}

	private static String payee(String enterpriseName, Submissions.Stored declaration) {
		String holder = declaration.text("bankAccountName").orElse("");
		String warning = holder.strip().equals(enterpriseName) ? ""
				: "\n\n**注意：收款户名与申报企业名称（" + FormText.plain(enterpriseName) + "）不一致，请核实后办理。**";
		return "收款账户：%s，%s，%s%s".formatted(FormText.plain(holder),
				FormText.plain(declaration.text("bankName").orElse("")),
				FormText.plain(declaration.text("bankAccount").orElse("")), warning);
	}

	private Map<String, String> row(Awards.Order order) {
		return Map.of("number", order.applicationNumber(), "enterprise",
				this.cases.get(order.applicationNumber()).enterpriseName(), "amount",
				Money.yuan(order.amount()).display(), "account",
				order.account().name() + "，" + order.account().bank() + "，" + order.account().number());
	}

	private static void explain(Awards.Decision decision, Map<String, Object> values) {
		Subsidy subsidy = decision.subsidy();
		values.put("subsidySummary", "**应拨补贴 %s**%s".formatted(subsidy.amount().display(),
				decision.confirmed() ? "" : "（补贴比例和上限未经确认，确认前不能拨付）"));
		List<Map<String, String>> rows = new ArrayList<>();
		switch (subsidy.scope()) {
			case TOP_UP -> {
				computed(decision, rows);
				rows.add(row("补贴上限", subsidy.cap().display(), decision.clause()));
				rows.add(row("取较低者", subsidy.capped().display(), "不超过上限"));
				rows.add(row("减：此前已拨付", subsidy.paidBefore().display(), "同一企业以较低等级已获补贴，提升后补差额"));
				rows.add(row("应拨补贴", subsidy.amount().display(), "一次性拨付"));
			}
			case CUMULATIVE -> {
				computed(decision, rows);
				rows.add(row("累计补贴上限", subsidy.cap().display(), decision.clause()));
				rows.add(row("减：此前已获补贴", subsidy.paidBefore().display(), "同一企业累计不超过上限"));
				rows.add(row("上限余额", subsidy.room().display(), "累计上限减此前已获补贴，不足的按零计"));
				rows.add(row("应拨补贴", subsidy.amount().display(), "取投入×比例与上限余额中的较低者"));
			}
			case DECIDED -> {
				rows.add(row("人工核定金额", subsidy.amount().display(), String.valueOf(decision.basis())));
				rows.add(row("核定人", String.valueOf(decision.decidedBy()), "主管部门核定，不按比例计算"));
			}
		}
		if (subsidy.isComputed() && decision.basis() != null) {
			rows.add(row("本申请补贴标准的确认", String.valueOf(decision.decidedBy()), decision.basis()));
		}
		values.put("calculationRows", rows);
	}

	private static void computed(Awards.Decision decision, List<Map<String, String>> rows) {
		Subsidy subsidy = decision.subsidy();
		rows.add(row("核定投入", subsidy.counted().display(), "核定额合计"));
		rows.add(row("数字化水平等级", subsidy.level() + " 级", "第三方核定等级"));
		rows.add(row("补贴比例", subsidy.rate().display(), decision.clause()));
		rows.add(row("投入×比例", Money.roundedHalfUp(subsidy.product()).display(),
				"%s × %s = %s，四舍五入到分".formatted(subsidy.counted().display(), subsidy.rate().display(),
						Money.display(subsidy.product().stripTrailingZeros(), "元"))));
	}

	private static Map<String, String> row(String item, String value, String basis) {
		return Map.of("item", item, "value", value, "basis", basis);
	}

}
