package cn.huiqi.workflow;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.core.Fault;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Lists of a form, row by row, and what a submission may hold in all.
 */
class FormListTests {

	private final List<Fault> faults = new ArrayList<>();

	private FormSchema ledger;

	private FormSchema lines;

	@BeforeEach
	void readForms() throws IOException {
		Path folder = Path.of("src/test/resources/forms-contract");
		this.ledger = FormSchema.parse(Files.readAllBytes(folder.resolve("spending-ledger.form")));
		this.lines = FormSchema.parse(Files.readAllBytes(folder.resolve("counted-lines.form")));
	}

	@Test
	void takesRowsInOneTypePerKindOfField() {
		// given two rows, numbers in them as text and as number
		Map<String, Object> submission = ledger(row("0.1"), row(0.2));
		// when
		Map<String, Object> answers = check(this.ledger, submission, Map.of());
		// then each cell has the type of its field, in the order of the form
		assertThat(this.faults).isEmpty();
		Submission taken = new Submission(
				new TaskContext("1", "userTask_a", "p", "HH-2025-000001", "r", "", "", this.ledger), answers, null,
				java.time.Instant.EPOCH);
		assertThat(taken.rows("ledger")).hasSize(2);
		assertThat(taken.rows("ledger").get(1)).containsExactly(Map.entry("invoice", "12345678"),
				Map.entry("issuedOn", "2025-03-01"), Map.entry("kind", "software"),
				Map.entry("amount", new BigDecimal("0.2")), Map.entry("evidence", List.of("contract")));
		assertThat(taken.rows("nothing")).isEmpty();
	}

	@Test
	void takesListAsTheBrowserSendsIt() {
		// given rows as JSON of the engine's own, an amount that no binary fraction is
		Map<String, Object> submission = ledger();
		submission.put("ledger", SpinValues.jsonValue("""
				[{"invoice":"12345678","issuedOn":"2025-03-01","kind":"software","amount":99999999.99,
				"evidence":["none"]}]""").create());
		submission.put("total", "9999.999999");
		// when
		Map<String, Object> answers = check(this.ledger, submission, Map.of());
		// then it is exact to the last digit
		assertThat(this.faults).isEmpty();
		assertThat(answers.get("ledger")).isEqualTo(List.of(Map.of("invoice", "12345678", "issuedOn", "2025-03-01",
				"kind", "software", "amount", new BigDecimal("99999999.99"), "evidence", List.of("none"))));
	}

	@Test
	void findsAllFaultsOfAllRows() {
		// given a second row with a fault in every cell, and a third that is none
		Map<String, Object> wrong = new LinkedHashMap<>(row("1"));
		wrong.putAll(Map.of("invoice", "X", "issuedOn", "2025-02-30", "kind", "boat", "amount", "1.005", "evidence",
				List.of("none", "contract"), "domestic", "yes", "loanNumber", "1", "level", 4));
		Map<String, Object> submission = ledger(row("1"), wrong, "row");
		submission.put("total", "0.0001");
		// when
		check(this.ledger, submission, Map.of());
		// then each is named with its row; what is hidden is not complained of
		assertThat(this.faults).extracting(Fault::toString)
			.containsExactly("ledger[2].level：第2行表单中没有此项，不能提交", "ledger[2].invoice：第2行「发票号码」格式不正确",
					"ledger[2].issuedOn：第2行「开票日期」不是有效的日期", "ledger[2].kind：第2行「类别」没有选项 boat",
					"ledger[2].amount：第2行「金额」最多2位小数", "ledger[2].evidence：第2行「佐证材料」选择“无”时不能再选其他项",
					"ledger[2].domestic：第2行「国产」只能是勾选或不勾选", "ledger[3]：第3行「支出台账」应为一行各项的内容");
	}

	@Test
	void comparesCellsOfOneRow() {
		// given an amount counted above the invoice, and a payment before it
		Map<String, Object> row = new LinkedHashMap<>(row("100"));
		row.put("counted", "100.01");
		row.put("paidOn", "2025-02-28");
		// when
		check(this.ledger, ledger(row), Map.of());
		// then
		assertThat(this.faults).extracting(Fault::toString)
			.containsExactly("ledger[1].paidOn：第1行「付款日期」不能早于「开票日期」", "ledger[1].counted：第1行「核算额」不能大于「金额」");
	}

	@ParameterizedTest
	@CsvSource({ "0.1,0.2,0.00003,true", "0.1,0.2,0.000031,false", "0.1,0.2,0.000029,false",
			"99999999.99,0.01,10000,true" })
	void comparesTotalWithSumOfColumn(String first, String second, String total, boolean good) {
		// given a total in 万元 of a column in 元
		Map<String, Object> submission = ledger(row(first), row(second));
		submission.put("total", total);
		// when
		check(this.ledger, submission, Map.of());
		// then it is the sum to the last fen
		assertThat(this.faults.isEmpty()).isEqualTo(good);
		if (!good) {
			assertThat(this.faults).extracting(Fault::toString).containsExactly("total：「支出合计」应等于各项之和 0.30 元");
		}
	}

	@Test
	void coversColumnAndField() {
		// given a budget that covers the rows but not the loan
		Map<String, Object> submission = ledger(row("30000"), row("20000"));
		submission.put("hasLoan", "yes");
		submission.put("bankName", "某某银行");
		submission.put("loanAmount", "50000.01");
		submission.put("budget", 100000);
		((List<?>) submission.get("ledger")).forEach((row) -> {
			@SuppressWarnings("unchecked")
			Map<String, Object> cells = (Map<String, Object>) row;
			cells.put("loanNumber", "1");
		});
		// when
		check(this.ledger, submission, Map.of());
		// then
		assertThat(this.faults).extracting(Fault::toString).containsExactly("budget：「预算」不能小于其中各项之和 100,000.01 元");
	}

	@Test
	void asksForCellsThatAnAnswerOutsideShows() {
		// given two rows without what is asked for where there is a loan
		Map<String, Object> submission = ledger(row("1"), row("2"));
		submission.put("hasLoan", "yes");
		// when
		check(this.ledger, submission, Map.of());
		// then all of it is asked for
		assertThat(this.faults).extracting(Fault::field)
			.containsExactly("bankName", "loanAmount", "ledger[1].loanNumber", "ledger[2].loanNumber");
	}

	@Test
	void asksForCellThatAnotherOfItsRowShows() {
		// given a row of another kind and one that is not, both with an explanation
		Map<String, Object> other = new LinkedHashMap<>(row("1"));
		other.put("kind", "other");
		Map<String, Object> software = new LinkedHashMap<>(row("2"));
		software.put("otherKind", "不相干");
		// when
		Map<String, Object> answers = check(this.ledger, ledger(other, software), Map.of());
		// then it is asked for in the one and dropped in the other
		assertThat(this.faults).extracting(Fault::field).containsExactly("ledger[1].otherKind");
		assertThat(answers.get("ledger").toString()).doesNotContain("不相干");
	}

	@Test
	void asksForLeastRowsAndTakesNoMoreThanMost() {
		// given a list of one to five rows
		for (Object none : Arrays.asList(null, "", List.of())) {
			Map<String, Object> submission = ledger();
			submission.put("ledger", none);
			check(this.ledger, submission, Map.of());
		}
		check(this.ledger, ledger(Collections.nCopies(6, row("1")).toArray()), Map.of());
		// then
		assertThat(this.faults).extracting(Fault::toString)
			.containsExactly("ledger：「支出台账」至少填写1行，现有0行", "ledger：「支出台账」至少填写1行，现有0行", "ledger：「支出台账」至少填写1行，现有0行",
					"ledger：「支出台账」不超过5行，现有6行");
	}

	@Test
	void keepsRowsThatTheRoomsSupplied() {
		// given two lines to count
		Map<String, Object> supplied = Map.of("lines",
				List.of(Map.of("declared", "100.5"), Map.of("declared", new BigDecimal("20"))));
		// when one is missing, and another time one counts more than was declared,
		// whatever
		// the client says was declared
		check(this.lines, Map.of("lines", List.of(Map.of("counted", "1"))), supplied);
		check(this.lines,
				Map.of("lines", List.of(Map.of("counted", "100.5"), Map.of("counted", "20.01", "declared", "1000"))),
				supplied);
		// then
		assertThat(this.faults).extracting(Fault::toString)
			.containsExactly("lines：「支出明细」应为2行，不能增加或删除行，现有1行", "lines[2].counted：第2行「核定额」不能大于「申报额」");
		// and what is read-only is no answer
		this.faults.clear();
		Map<String, Object> answers = check(this.lines,
				Map.of("lines", List.of(Map.of("counted", "100.5", "declared", "9"), Map.of("counted", "20"))),
				supplied);
		assertThat(this.faults).isEmpty();
		assertThat(answers).isEqualTo(Map.of("lines",
				List.of(Map.of("counted", new BigDecimal("100.5")), Map.of("counted", new BigDecimal("20")))));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					"path":"rows","isRepeating":true,"components":[]                                        | rows: a list without fields
					"path":"","isRepeating":true,"components":[{"type":"number","key":"n","label":"数"}]    | a field without a key
					"path":"rows","components":[{"type":"number","key":"n","label":"数"}]                   | rows: isRepeating
					"path":"rows","isRepeating":true,"components":[{"type":"dynamiclist","path":"in"}]      | in: a list inside a list
					"path":"rows","isRepeating":true,"components":[{"type":"number","key":"n"}]             | n: a field without a label
					"path":"rows","isRepeating":true,"properties":{"minRows":"x"},"components":[{"type":"number","key":"n","label":"数"}] | minRows: not a number
					"path":"rows","isRepeating":true,"components":[{"type":"number","key":"n","label":"数","conditional":{"hide":"=n = 1"}}] | in a list write this.n
					"path":"rows","isRepeating":true,"components":[{"type":"number","key":"n","label":"数","conditional":{"hide":"=count(rows) = 1"}}] | a circle
					""")
	void refusesListItCannotHold(String list, String cause) {
		// then
		String form = "{\"id\":\"test-form\",\"components\":[{\"type\":\"dynamiclist\",\"label\":\"清单\",%s}]}"
			.formatted(list);
		assertThatIllegalArgumentException().isThrownBy(() -> FormSchema.parse(form.getBytes(StandardCharsets.UTF_8)))
			.withMessageContaining(cause);
	}

	// bounds of a whole submission

	@Test
	void refusesMoreThanAnybodyWrites() {
		// given too many characters, too many values and values too deep, in fields of
		// whatever kind
		Object deep = List.of();
		for (int i = 0; i < 900; i++) {
			deep = List.of(deep);
		}
		for (Object much : List.of("字".repeat(400_001), Collections.nCopies(20_001, "1"),
				Collections.nCopies(500, Map.of("amount", "1".repeat(1000))), deep, Map.of("字".repeat(400_001), "1"))) {
			for (String key : List.of("ledger", "total", "unknown")) {
				this.faults.clear();
				// when
				Map<String, Object> answers = assertTimeoutPreemptively(Duration.ofSeconds(5),
						() -> check(this.ledger, Map.of(key, much), Map.of()));
				// then one thing is said, and nothing is looked at
				assertThat(this.faults).singleElement()
					.satisfies((fault) -> assertThat(fault.toString()).startsWith("提交的内容过多").hasSizeLessThan(100));
				assertThat(answers).isEmpty();
			}
		}
	}

	@Test
	void listsNoMoreFaultsThanAnybodyReads() {
		// given thousands of unknown keys
		Map<String, Object> submission = ledger(row("1"));
		for (int i = 0; i < 2000; i++) {
			submission.put("unknown" + i, 1);
		}
		// when
		check(this.ledger, submission, Map.of());
		// then
		assertThat(this.faults).hasSize(501).last().hasToString("另有1500处错误未列出");
	}

	@Test
	void comesToAnEndWithPatternThatDoesNot() {
		// given patterns that try every way to split a text, or go deeper with each
		// character
		for (String pattern : List.of("(a+)+b", "(a|a)*b", "(a|b|ab)*c", "([ab]|c)*")) {
			FormSchema form = FormSchema.parse("""
					{"id":"test-form","components":[{"type":"textarea","key":"a","label":"甲",
					"validate":{"pattern":"%s","maxLength":20000}}]}""".formatted(pattern)
				.getBytes(StandardCharsets.UTF_8));
			this.faults.clear();
			// when a text made for them is sent
			assertTimeoutPreemptively(Duration.ofSeconds(5),
					() -> check(form, Map.of("a", "a".repeat(20000)), Map.of()));
			// then it is of another shape, or at most it matches
			assertThat(this.faults).extracting(Fault::field).containsAnyOf("a").doesNotContain("");
		}
	}

	@Test
	void takesNothingWithoutForm() {
		// given a task without a form
		FormSchema none = FormSchema.none();
		// then it is completed as it is, and nothing can be submitted with it
		assertThat(check(none, Map.of(), Map.of())).isEmpty();
		assertThat(this.faults).isEmpty();
		check(none, Map.of("approved", true), Map.of());
		assertThat(this.faults).extracting(Fault::toString).containsExactly("approved：表单中没有此项，不能提交");
	}

	// helpers

	private static Map<String, Object> row(Object amount) {
		Map<String, Object> row = new LinkedHashMap<>();
		row.put("invoice", "12345678");
		row.put("issuedOn", "2025-03-01");
		row.put("kind", "software");
		row.put("amount", amount);
		row.put("evidence", List.of("contract"));
		return row;
	}

	/** A sound submission with these rows. */
	private static Map<String, Object> ledger(Object... rows) {
		BigDecimal total = BigDecimal.ZERO;
		for (Object row : rows) {
			if (row instanceof Map<?, ?> cells) {
				total = total.add(new BigDecimal(cells.get("amount").toString()));
			}
		}
		Map<String, Object> submission = new LinkedHashMap<>();
		submission.put("hasLoan", "no");
		submission.put("ledger", Arrays.asList(rows));
		submission.put("total", total.movePointLeft(4).toPlainString());
		submission.put("budget", "1000000000");
		submission.put("commitment", true);
		return submission;
	}

	private Map<String, Object> check(FormSchema form, Map<String, Object> submission,
			Map<String, ? extends @Nullable Object> supplied) {
		return FormContract.check(form, submission, FormConditionTests.supplied(supplied), this.faults);
	}

}
