package cn.huiqi.expenditure;

import java.util.List;

import cn.huiqi.core.Money;
import org.jspecify.annotations.Nullable;

/**
 * What an enterprise declared to have spent, row by row, and what the audit counted of
 * each. Today the auditor enters the counted amounts; how they come about is behind this
 * interface.
 */
public interface Expenditures {

	/** The rows of a case. */
	List<Row> rows(String applicationNumber);

	/** Replaces what was declared; what was counted before no longer counts. */
	void declare(String applicationNumber, List<Declared> declared);

	/** Records what was counted. */
	void count(String applicationNumber, List<Counted> counted, @Nullable String by, @Nullable String note);

	/** The sum of what was counted, rows not yet counted being zero. */
	Money countedTotal(String applicationNumber);

	/**
	 * A declared amount.
	 *
	 * @param category key of the category
	 * @param label category as printed
	 * @param amount amount
	 */
	record Declared(String category, String label, Money amount) {
	}

	/**
	 * A counted amount.
	 *
	 * @param category key of the category
	 * @param amount amount, at most what was declared
	 */
	record Counted(String category, Money amount) {
	}

	/**
	 * A row.
	 *
	 * @param category key of the category
	 * @param label category as printed
	 * @param declared declared (申报额)
	 * @param counted counted (核定额), null before the audit
	 */
	record Row(String category, String label, Money declared, @Nullable Money counted) {
	}

}
