package cn.huiqi.award.web;

import java.util.List;

import cn.huiqi.application.CaseVisibility;
import cn.huiqi.application.Cases;
import cn.huiqi.award.Awards;
import cn.huiqi.award.Subsidy;
import cn.huiqi.core.Money;
import cn.huiqi.core.RefusedException;
import cn.huiqi.expenditure.Expenditures;
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

	private final Cases cases;

	private final CaseVisibility visibility;

	CalculationController(Awards awards, Expenditures expenditures, Cases cases, CaseVisibility visibility) {
		this.awards = awards;
		this.expenditures = expenditures;
		this.cases = cases;
		this.visibility = visibility;
	}

	@GetMapping("/api/applications/{number}/calculation")
	CalculationView calculation(@PathVariable String number) {
		this.cases.find(number)
			.filter(this.visibility::maySee)
			.orElseThrow(() -> RefusedException.notFound("没有申请 " + number));
		return new CalculationView(number, this.expenditures.rows(number).stream().map(LineView::of).toList(),
				this.awards.decision(number).map(SubsidyView::of).orElse(null));
	}

	/**
	 * The whole calculation; no subsidy before it is decided.
	 */
	record CalculationView(String number, List<LineView> lines, @Nullable SubsidyView subsidy) {
	}

	/**
	 * A row of expenditure; counted and cut are null before the audit.
	 */
	record LineView(String category, String label, String declaredAmount, @Nullable String cutAmount,
			@Nullable String countedAmount) {

		static LineView of(Expenditures.Row row) {
			Money counted = row.counted();
			return new LineView(row.category(), row.label(), row.declared().toString(),
					(counted != null) ? row.declared().minusDownToZero(counted).toString() : null,
					(counted != null) ? counted.toString() : null);
		}

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
