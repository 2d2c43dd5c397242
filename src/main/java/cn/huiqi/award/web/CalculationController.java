package cn.huiqi.award.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import cn.huiqi.access.Rights;
import cn.huiqi.application.CaseVisibility;
import cn.huiqi.application.Cases;
import cn.huiqi.award.Awards;
import cn.huiqi.award.Subsidy;
import cn.huiqi.core.Money;
import cn.huiqi.core.RefusedException;
import cn.huiqi.expenditure.Expenditures;
import cn.huiqi.expenditure.Ledgers;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * How a subsidy came about, over HTTP: what was declared, cut and counted, and what the
 * table made of it. Money in yuan with two decimals.
 */
@RestController
class CalculationController {

	private final Awards awards;

	private final Expenditures expenditures;

	private final Ledgers ledgers;

	private final Cases cases;

	private final CaseVisibility visibility;

	private final Rights rights;

	CalculationController(Awards awards, Expenditures expenditures, Ledgers ledgers, Cases cases,
			CaseVisibility visibility, Rights rights) {
		this.awards = awards;
		this.expenditures = expenditures;
		this.ledgers = ledgers;
		this.cases = cases;
		this.visibility = visibility;
		this.rights = rights;
	}

	@GetMapping("/api/applications/{number}/calculation")
	CalculationView calculation(@PathVariable String number) {
		this.cases.find(number)
			.filter(this.visibility::maySee)
			.orElseThrow(() -> RefusedException.notFound("没有申请 " + number));
		List<Ledgers.Line> ledger = this.ledgers.lines(number);
		return new CalculationView(number,
				ledger.isEmpty() ? this.expenditures.rows(number).stream().map(LineView::of).toList()
						: ledger.stream().map(LineView::of).toList(),
				this.awards.decision(number)
					.map((decision) -> SubsidyView.of(decision, shown(decision.decidedBy())))
					.orElse(null));
	}

	/** To enterprises and experts officials have no names, only their role. */
	private @Nullable String shown(@Nullable String account) {
		return (account == null || this.rights.isStaff()) ? account : this.rights.roleOf(account);
	}

	/**
	 * The whole calculation; no subsidy before it is decided.
	 */
	record CalculationView(String number, List<LineView> lines, @Nullable SubsidyView subsidy) {
	}

	/**
	 * A line of the ledger, or the row of a category where there is none; counted and cut
	 * are null before the audit.
	 *
	 * @param category key of the category
	 * @param label what it is, as people call it
	 * @param line number of the line, null for a category
	 * @param invoiceNumber number of its invoice, null for a category
	 * @param declaredAmount declared
	 * @param cutAmount cut
	 * @param countedAmount counted
	 * @param cuts what was cut by which rule; the verifier's own cut has none
	 * @param warnings what the rules only point out
	 */
	record LineView(String category, String label, @Nullable Integer line, @Nullable String invoiceNumber,
			String declaredAmount, @Nullable String cutAmount, @Nullable String countedAmount, List<CutView> cuts,
			List<WarningView> warnings) {

		static LineView of(Expenditures.Row row) {
			Money counted = row.counted();
			return new LineView(row.category(), row.label(), null, null, row.declared().toString(),
					cut(row.declared(), counted), (counted != null) ? counted.toString() : null, List.of(), List.of());
		}

		static LineView of(Ledgers.Line line) {
			Money counted = line.counted();
			Ledgers.Verdict verdict = line.verdict();
			List<CutView> cuts = new ArrayList<>(line.cuts()
				.stream()
				.filter((cut) -> cut.effect() != Ledgers.Effect.WARN)
				.map((cut) -> new CutView(cut.rule(), cut.cut().toString(), cut.text()))
				.toList());
			Money countable = line.countable();
			if (counted != null && countable != null && verdict != null && countable.isMoreThan(counted)) {
				cuts.add(new CutView(null, countable.minusDownToZero(counted).toString(),
						Objects.requireNonNullElse(verdict.reason(), "")));
			}
			return new LineView(line.entry().category().key(),
					"%s：%s".formatted(line.entry().category().label(), line.entry().provider()), line.number(),
					line.entry().invoiceNumber(), line.declared().toString(), cut(line.declared(), counted),
					(counted != null) ? counted.toString() : null, cuts,
					line.cuts()
						.stream()
						.filter((cut) -> cut.effect() == Ledgers.Effect.WARN)
						.map((cut) -> new WarningView(cut.rule(), cut.text()))
						.toList());
		}

		private static @Nullable String cut(Money declared, @Nullable Money counted) {
			return (counted != null) ? declared.minusDownToZero(counted).toString() : null;
		}

	}

	/**
	 * A cut; its rule is null where the verifier made it.
	 */
	record CutView(@Nullable String rule, String amount, String text) {
	}

	/**
	 * What a rule points out without cutting.
	 */
	record WarningView(String rule, String text) {
	}

	/**
	 * A decided subsidy with every figure it came from. Where the amount was decided by
	 * hand there is no level, rate, product or cap.
	 *
	 * @param level level reached
	 * @param countedAmount counted expenditure
	 * @param rate rate, for example {@code 70%}
	 * @param product rate times counted expenditure, exact
	 * @param capYuan cap
	 * @param cappedAmount the product, at most what the cap leaves
	 * @param paidBefore what the programme awarded the enterprise before
	 * @param subsidyAmount what is due
	 * @param confirmed whether it may be paid: the notice states rate and cap, or the
	 * department has confirmed or decided it
	 * @param clause clause of rate and cap
	 * @param scope how earlier awards count
	 * @param basis document the department relied on, null where it did not have to
	 * @param decidedBy who confirmed or decided it, by role to those who are not
	 * officials
	 */
	record SubsidyView(@Nullable Integer level, String countedAmount, @Nullable String rate, @Nullable String product,
			@Nullable String capYuan, @Nullable String cappedAmount, String paidBefore, String subsidyAmount,
			boolean confirmed, String clause, Subsidy.Scope scope, @Nullable String basis, @Nullable String decidedBy) {

		static SubsidyView of(Awards.Decision decision, @Nullable String decidedBy) {
			Subsidy subsidy = decision.subsidy();
			boolean computed = subsidy.isComputed();
			return new SubsidyView(computed ? subsidy.level() : null, subsidy.counted().toString(),
					computed ? subsidy.rate().display() : null,
					computed ? subsidy.product().stripTrailingZeros().toPlainString() : null,
					computed ? subsidy.cap().toString() : null, computed ? subsidy.capped().toString() : null,
					subsidy.paidBefore().toString(), subsidy.amount().toString(), decision.confirmed(),
					decision.clause(), subsidy.scope(), decision.basis(), decidedBy);
		}

	}

}
