package cn.huiqi.expenditure;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

import cn.huiqi.core.Money;
import org.jspecify.annotations.Nullable;

/**
 * Declared expenditure line by line: what the enterprise declared, what the programme's
 * rules find of each line, and what the verifier counts of it. The sums go on to
 * {@link Expenditures} by category.
 */
public interface Ledgers {

	/** The lines of a case, in the order declared; none where it has no ledger. */
	List<Line> lines(String applicationNumber);

	/**
	 * Replaces the lines and declares their sums.
	 * @param categories keys and labels of all categories the form offers
	 * @param entries the lines in order
	 */
	void declare(String applicationNumber, List<Category> categories, List<Entry> entries);

	/**
	 * Holds every line against rules; what was counted before no longer counts, what was
	 * said of the lines stays as a proposal.
	 * @param rules tells what the rules find of a line
	 */
	void check(String applicationNumber, Function<Entry, List<Finding>> rules);

	/**
	 * Records what the verifier found and counts the sums.
	 * @param verdicts one for each line, in order
	 * @throws IllegalArgumentException if they contradict the rules
	 * @return whether anything was counted
	 */
	boolean verify(String applicationNumber, List<Verdict> verdicts, @Nullable String by, @Nullable String note);

	/** What a finding does to a line. */
	enum Effect {

		/** Nothing of the line counts. */
		EXCLUDE,
		/** The line counts up to another of its own amounts. */
		LIMIT,
		/** Counts, but somebody is to look at it. */
		WARN

	}

	/**
	 * A category.
	 *
	 * @param key key
	 * @param label as printed
	 */
	record Category(String key, String label) {
	}

	/**
	 * A line as declared. Amounts in yuan; the net amount of the invoice (不含税) is what is
	 * asked to be counted.
	 *
	 * @param category category
	 * @param provider who was paid
	 * @param contractAmount amount of the contract, as signed
	 * @param contractDate day of the contract
	 * @param invoiceAmount amount of the invoice, net
	 * @param invoiceNumber number of the invoice
	 * @param invoiceDate day of the invoice
	 * @param paymentAmount amount paid, net
	 * @param paymentDate day of the payment
	 * @param remark remark, null if none
	 */
	record Entry(Category category, String provider, Money contractAmount, LocalDate contractDate, Money invoiceAmount,
			String invoiceNumber, LocalDate invoiceDate, Money paymentAmount, LocalDate paymentDate,
			@Nullable String remark) {
	}

	/**
	 * What a rule finds of a line.
	 *
	 * @param rule code of the rule, for example {@code AR-03}
	 * @param effect what it does
	 * @param limit for a {@link Effect#LIMIT}, the amount of the line that is the most:
	 * {@code contractAmount}, {@code invoiceAmount} or {@code paymentAmount}
	 * @param text for people
	 */
	record Finding(String rule, Effect effect, @Nullable String limit, String text) {
	}

	/**
	 * A finding and what it took from the line.
	 *
	 * @param rule code of the rule
	 * @param effect what it does
	 * @param cut how much it took; nothing where another took all before
	 * @param text for people
	 */
	record Cut(String rule, Effect effect, Money cut, String text) {
	}

	/**
	 * What the verifier says of a line.
	 *
	 * @param accepted whether all that the rules leave counts
	 * @param counted what counts
	 * @param reason why not all of it, null where accepted
	 */
	record Verdict(boolean accepted, Money counted, @Nullable String reason) {
	}

	/**
	 * A line.
	 *
	 * @param number number, from 1
	 * @param entry as declared
	 * @param countable what the rules leave of it, null before they were asked
	 * @param cuts what the rules found
	 * @param verdict what the verifier said, null before
	 * @param counted what counts, null until all lines are verified
	 */
	record Line(int number, Entry entry, @Nullable Money countable, List<Cut> cuts, @Nullable Verdict verdict,
			@Nullable Money counted) {

		/** What is asked to be counted. */
		public Money declared() {
			return this.entry.invoiceAmount();
		}

		/** Whether a rule excludes the line altogether. */
		public boolean isExcluded() {
			return this.cuts.stream().anyMatch((cut) -> cut.effect() == Effect.EXCLUDE);
		}

	}

}
