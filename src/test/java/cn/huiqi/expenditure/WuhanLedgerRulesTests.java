package cn.huiqi.expenditure;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cn.huiqi.core.Money;
import cn.huiqi.testing.DatabaseTest;
import org.camunda.bpm.engine.DecisionService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wuhan's rules of a line (申报通知四), evaluated by the running engine: spent from 2024-01-01
 * to 2024-11-15, both days counted.
 */
@DatabaseTest
class WuhanLedgerRulesTests {

	/** The packaged release is the first: others may have been deployed since. */
	private static final int PACKAGED = 1;

	@Autowired
	DecisionService decisions;

	@ParameterizedTest(name = "{0}: {8}")
	@CsvFileSource(resources = "/scenarios/wuhan-subsidy/ledger.csv", numLinesToSkip = 1)
	void countsWhatWasSpentInTheWindow(String name, String category, BigDecimal contractAmount, String contractDate,
			BigDecimal invoiceAmount, String invoiceDate, BigDecimal paymentAmount, String paymentDate, String counted,
			@Nullable String findings) {
		// given a line as declared
		Ledgers.Entry entry = new Ledgers.Entry(new Ledgers.Category(category, category), "服务商",
				Money.yuan(contractAmount), LocalDate.parse(contractDate), Money.yuan(invoiceAmount), "12345678",
				LocalDate.parse(invoiceDate), Money.yuan(paymentAmount), LocalDate.parse(paymentDate), null);
		// when it is held against the table
		List<Ledgers.Finding> found = this.decisions
			.evaluateDecisionTableByKeyAndVersion("wuhan-subsidy-spend-line", PACKAGED,
					Map.of("category", category, "contractAmount", contractAmount, "contractDate", contractDate,
							"invoiceAmount", invoiceAmount, "invoiceDate", invoiceDate, "paymentAmount", paymentAmount,
							"paymentDate", paymentDate, "windowStart", "2024-01-01", "windowEnd", "2024-11-15"))
			.getResultList()
			.stream()
			.map((row) -> new Ledgers.Finding(String.valueOf(row.get("rule")),
					Ledgers.Effect.valueOf(String.valueOf(row.get("effect"))), (String) row.get("limit"),
					String.valueOf(row.get("text"))))
			.toList();
		LedgerRules outcome = LedgerRules.apply(entry, found);
		// then this much counts, every step of the way named and no fen lost
		assertThat(outcome.countable()).hasToString(counted);
		assertThat(String.join(" ", outcome.cuts().stream().map(Ledgers.Cut::rule).toList()))
			.isEqualTo(Objects.requireNonNullElse(findings, ""));
		assertThat(outcome.cuts().stream().map(Ledgers.Cut::cut).reduce(outcome.countable(), Money::plus))
			.isEqualTo(entry.invoiceAmount());
	}

}
