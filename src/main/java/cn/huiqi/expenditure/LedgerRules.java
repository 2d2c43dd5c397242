package cn.huiqi.expenditure;

import java.util.ArrayList;
import java.util.List;

import cn.huiqi.core.Money;
import cn.huiqi.expenditure.Ledgers.Cut;
import cn.huiqi.expenditure.Ledgers.Effect;
import cn.huiqi.expenditure.Ledgers.Entry;
import cn.huiqi.expenditure.Ledgers.Finding;

/**
 * What findings leave of a line: nothing if one excludes it, else the least of what is
 * asked and every limit; each step says how much it took.
 *
 * @param countable what is left
 * @param cuts the steps, in the order of the findings; limits that took nothing are left
 * out
 */
record LedgerRules(Money countable, List<Cut> cuts) {

	static LedgerRules apply(Entry entry, List<Finding> findings) {
		boolean excluded = findings.stream().anyMatch((finding) -> finding.effect() == Effect.EXCLUDE);
		Money left = entry.invoiceAmount();
		List<Cut> cuts = new ArrayList<>();
		for (Finding finding : findings) {
			Money after = switch (finding.effect()) {
				case EXCLUDE -> Money.ZERO;
				// of a line that is excluded nothing is left to limit
				case LIMIT -> excluded ? left : left.min(limit(entry, finding));
				case WARN -> left;
			};
			Money cut = left.minusDownToZero(after);
			if (finding.effect() != Effect.LIMIT || !cut.isZero()) {
				cuts.add(new Cut(finding.rule(), finding.effect(), cut, finding.text()));
			}
			left = after;
		}
		return new LedgerRules(left, List.copyOf(cuts));
	}

	private static Money limit(Entry entry, Finding finding) {
		return switch (String.valueOf(finding.limit())) {
			case "contractAmount" -> entry.contractAmount();
			case "invoiceAmount" -> entry.invoiceAmount();
			case "paymentAmount" -> entry.paymentAmount();
			default -> throw new IllegalStateException(
					"%s: limit: a line has no amount %s".formatted(finding.rule(), finding.limit()));
		};
	}

}
