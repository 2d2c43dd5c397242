package cn.huiqi.expenditure.workflow;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import cn.huiqi.core.ChineseDates;
import cn.huiqi.core.Fault;
import cn.huiqi.core.Money;
import cn.huiqi.expenditure.Ledgers;
import cn.huiqi.workflow.FormField;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.Submission;
import cn.huiqi.workflow.SubmissionListener;
import cn.huiqi.workflow.TaskContext;

import org.springframework.stereotype.Component;

/**
 * Takes declared expenditure line by line from the list of a form that has the property
 * {@code ledger}, and gives the verifier each line with what the rules found of it.
 */
@Component
class LedgerForms implements SubmissionListener, FormValues {

	static final String VERIFICATION_TASK = "userTask_verifyLedger";

	/** The list the verifier fills in, line by line. */
	static final String LINES = "ledgerLines";

	static final String VERDICT = "verdict";

	static final String ACCEPT = "accept";

	static final String CUT = "cut";

	static final String COUNTED = "countedAmount";

	static final String REASON = "cutReason";

	private final Ledgers ledgers;

	LedgerForms(Ledgers ledgers) {
		this.ledgers = ledgers;
	}

	@Override
	public void check(Submission submission, List<Fault> faults) {
		ledger(submission).ifPresent((list) -> checkInvoices(list.key(), submission.rows(list.key()), faults));
		if (submission.task().taskKey().equals(VERIFICATION_TASK)) {
			checkVerdicts(submission, faults);
		}
	}

	private static void checkInvoices(String list, List<Map<String, Object>> rows, List<Fault> faults) {
		Map<String, Integer> seen = new HashMap<>();
		for (int i = 0; i < rows.size(); i++) {
			if (rows.get(i).get("invoiceNumber") instanceof String number) {
				Integer first = seen.putIfAbsent(number.replaceAll("\\s", ""), i + 1);
				if (first != null) {
					faults.add(new Fault("%s[%d].invoiceNumber".formatted(list, i + 1),
							"第%d行的发票号码 %s 与第%d行重复，同一发票只能填报一次".formatted(i + 1, number, first)));
				}
			}
		}
	}

	private void checkVerdicts(Submission submission, List<Fault> faults) {
		List<Ledgers.Line> lines = this.ledgers.lines(submission.task().applicationNumber());
		List<Map<String, Object>> rows = submission.rows(LINES);
		for (int i = 0; i < Math.min(lines.size(), rows.size()); i++) {
			Ledgers.Line line = lines.get(i);
			Map<String, Object> row = rows.get(i);
			Money countable = Optional.ofNullable(line.countable()).orElse(Money.ZERO);
			if (ACCEPT.equals(row.get(VERDICT)) && line.isExcluded()) {
				faults.add(new Fault("%s[%d].%s".formatted(LINES, i + 1, VERDICT),
						"第%d行按规则不予计入（%s），不能选择“认可”".formatted(i + 1, rules(line))));
			}
			if (row.get(COUNTED) instanceof BigDecimal counted && counted.compareTo(countable.inYuan()) > 0) {
				faults.add(new Fault("%s[%d].%s".formatted(LINES, i + 1, COUNTED),
						"第%d行的核定金额不能超过系统核算金额 %s".formatted(i + 1, countable.display())));
			}
		}
	}

	@Override
	public void accept(Submission submission) {
		ledger(submission).ifPresent((list) -> {
			FormField category = list.rows().columns().field("category").orElseThrow();
			Map<String, Ledgers.Category> categories = new LinkedHashMap<>();
			category.options().forEach((key, label) -> categories.put(key, new Ledgers.Category(key, label)));
			this.ledgers.declare(submission.task().applicationNumber(), List.copyOf(categories.values()),
					submission.rows(list.key())
						.stream()
						.map((row) -> entry(list, categories.get(String.valueOf(row.get("category"))), row))
						.toList());
		});
	}

	private static Ledgers.Entry entry(FormField list, Ledgers.Category category, Map<String, Object> row) {
		return new Ledgers.Entry(category, text(row, "provider"), amount(list, row, "contractAmount"),
				LocalDate.parse(text(row, "contractDate")), amount(list, row, "invoiceAmount"),
				text(row, "invoiceNumber"), LocalDate.parse(text(row, "invoiceDate")),
				amount(list, row, "paymentAmount"), LocalDate.parse(text(row, "paymentDate")),
				(String) row.get("remark"));
	}

	private static String text(Map<String, Object> row, String column) {
		return String.valueOf(row.get(column));
	}

	private static Money amount(FormField list, Map<String, Object> row, String column) {
		FormField field = list.rows().columns().field(column).orElseThrow();
		return Money.yuan(field.inYuan((BigDecimal) row.get(column)));
	}

	/** The list of declared lines, where the form asks for them. */
	private static Optional<FormField> ledger(Submission submission) {
		return submission.task()
			.form()
			.fields()
			.stream()
			.filter((field) -> field.rows() != null && "true".equals(field.property("ledger")))
			.findFirst();
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		if (!task.form().mentions("ledger")) {
			return Map.of();
		}
		List<Ledgers.Line> lines = this.ledgers.lines(task.applicationNumber());
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("ledgerRows", lines.stream().map(LedgerForms::shown).toList());
		values.put("ledgerSummary", summary(lines));
		if (task.taskKey().equals(VERIFICATION_TASK)) {
			values.put(LINES, lines.stream().map(LedgerForms::proposed).toList());
		}
		return values;
	}

	private static String summary(List<Ledgers.Line> lines) {
		Money declared = lines.stream().map(Ledgers.Line::declared).reduce(Money.ZERO, Money::plus);
		StringBuilder summary = new StringBuilder("共%d笔，申报额合计 %s".formatted(lines.size(), declared.display()));
		if (lines.stream().allMatch((line) -> line.countable() != null)) {
			Money countable = lines.stream()
				.map((line) -> Optional.ofNullable(line.countable()).orElse(Money.ZERO))
				.reduce(Money.ZERO, Money::plus);
			summary.append("，按规则可计入 %s".formatted(countable.display()));
		}
		if (!lines.isEmpty() && lines.stream().allMatch((line) -> line.counted() != null)) {
			Money counted = lines.stream()
				.map((line) -> Optional.ofNullable(line.counted()).orElse(Money.ZERO))
				.reduce(Money.ZERO, Money::plus);
			summary.append("，核定 %s".formatted(counted.display()));
		}
		return summary.append("。").toString();
	}

	private static Map<String, Object> shown(Ledgers.Line line) {
		Ledgers.Entry entry = line.entry();
		Map<String, Object> row = new LinkedHashMap<>();
		row.put("line", String.valueOf(line.number()));
		row.put("category", entry.category().label());
		row.put("provider", entry.provider());
		row.put("contract",
				"%s，%s".formatted(entry.contractAmount().display(), ChineseDates.day(entry.contractDate())));
		row.put("invoice", "%s，%s，%s".formatted(entry.invoiceAmount().display(), entry.invoiceNumber(),
				ChineseDates.day(entry.invoiceDate())));
		row.put("payment", "%s，%s".formatted(entry.paymentAmount().display(), ChineseDates.day(entry.paymentDate())));
		row.put("remark", Optional.ofNullable(entry.remark()).orElse(""));
		row.put("finding", finding(line));
		row.put("countable", (line.countable() != null) ? line.countable().display() : "");
		row.put("counted", (line.counted() != null) ? line.counted().display() : "");
		row.put("reason", Optional.ofNullable(line.verdict()).map(Ledgers.Verdict::reason).orElse(""));
		return row;
	}

	/**
	 * What was said of the line before, or else, of a line the rules exclude, that it is
	 * cut; every other verdict is the verifier's own.
	 */
	private static Map<String, Object> proposed(Ledgers.Line line) {
		Map<String, Object> row = shown(line);
		row.remove("counted");
		row.remove("reason");
		Ledgers.Verdict said = line.verdict();
		Money countable = Optional.ofNullable(line.countable()).orElse(Money.ZERO);
		if (line.isExcluded()) {
			row.put(VERDICT, CUT);
			row.put(COUNTED, BigDecimal.ZERO);
			row.put(REASON, finding(line));
		}
		else if (said != null) {
			row.put(VERDICT, said.accepted() ? ACCEPT : CUT);
			if (!said.accepted()) {
				row.put(COUNTED, said.counted().min(countable).inYuan());
				row.put(REASON, Optional.ofNullable(said.reason()).orElse(""));
			}
		}
		return row;
	}

	private static String finding(Ledgers.Line line) {
		if (line.countable() == null) {
			return "";
		}
		return line.cuts().isEmpty() ? "未发现问题"
				: line.cuts()
					.stream()
					.map((cut) -> "%s %s%s".formatted(cut.rule(), cut.text(),
							cut.cut().isZero() ? "" : "，核减 " + cut.cut().display()))
					.collect(Collectors.joining("；"));
	}

	private static String rules(Ledgers.Line line) {
		return line.cuts()
			.stream()
			.filter((cut) -> cut.effect() == Ledgers.Effect.EXCLUDE)
			.map((cut) -> cut.rule() + " " + cut.text())
			.collect(Collectors.joining("；"));
	}

}
