package cn.huiqi.award.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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

	CalculationController(Awards awards, Expenditures expenditures, Ledgers ledgers, Cases cases,
			CaseVisibility visibility) {
		this.awards = awards;
		this.expenditures = expenditures;
		this.ledgers = ledgers;
		this.cases = cases;
		this.visibility = visibility;
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
				this.awards.decision(number).map(SubsidyView::of).orElse(null));
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
	 * A decided subsidy with every figure it came from.
	 */
	record SubsidyView(int level, String countedAmount, String rate, String product, String capYuan,
			String cappedAmount, String paidBefore, String subsidyAmount, boolean confirmed, String clause) {

		static SubsidyView of(Awards.Decision decision) {
			Subsidy subsidy = decision.subsidy();
			return new SubsidyView(subsidy.level(), subsidy.counted().toString(), subsidy.rate().display(),
					subsidy.product().stripTrailingZeros().toPlainString(), subsidy.cap().toString(),
					subsidy.capped().toString(), subsidy.paidBefore().toString(), subsidy.amount().toString(),
					decision.confirmed(), decision.clause());
		}

	}

}
