package cn.huiqi.expenditure;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import cn.huiqi.core.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The book of declared expenditure, line by line.
 */
@Service
@Transactional
class LedgerBook implements Ledgers {

	private final LedgerLineRecords records;

	private final Expenditures expenditures;

	private final Clock clock;

	LedgerBook(LedgerLineRecords records, Expenditures expenditures, Clock clock) {
		this.records = records;
		this.expenditures = expenditures;
		this.clock = clock;
	}

	@Override
	@Transactional(readOnly = true)
	public List<Line> lines(String applicationNumber) {
		return stored(applicationNumber).stream().map(LedgerLineRecord::toLine).toList();
	}

	@Override
	public void declare(String applicationNumber, List<Category> categories, List<Entry> entries) {
		this.records.deleteAll(stored(applicationNumber));
		// the new lines take the numbers of the old ones
		this.records.flush();
		int number = 0;
		Map<Category, Money> sums = new LinkedHashMap<>();
		categories.forEach((category) -> sums.put(category, Money.ZERO));
		for (Entry entry : entries) {
			number++;
			this.records.save(new LedgerLineRecord(applicationNumber, number, entry));
			sums.merge(entry.category(), entry.invoiceAmount(), Money::plus);
		}
		this.expenditures.declare(applicationNumber,
				sums.entrySet()
					.stream()
					.map((sum) -> new Expenditures.Declared(sum.getKey().key(), sum.getKey().label(), sum.getValue()))
					.toList());
	}

	@Override
	public void check(String applicationNumber, Function<Entry, List<Finding>> rules) {
		stored(applicationNumber).forEach((line) -> {
			line.check(LedgerRules.apply(line.toEntry(), rules.apply(line.toEntry())));
			this.records.save(line);
		});
	}

	@Override
	public boolean verify(String applicationNumber, List<Verdict> verdicts, @Nullable String by,
			@Nullable String note) {
		List<LedgerLineRecord> lines = stored(applicationNumber);
		if (lines.size() != verdicts.size()) {
			throw new IllegalArgumentException("%s has %d lines".formatted(applicationNumber, lines.size()));
		}
		Instant now = this.clock.instant();
		Map<String, Money> sums = new LinkedHashMap<>();
		this.expenditures.rows(applicationNumber).forEach((row) -> sums.put(row.category(), Money.ZERO));
		for (int i = 0; i < lines.size(); i++) {
			lines.get(i).verify(verdicts.get(i), by, now);
			this.records.save(lines.get(i));
			sums.merge(lines.get(i).category(), verdicts.get(i).counted(), Money::plus);
		}
		this.expenditures.count(applicationNumber,
				sums.entrySet().stream().map((sum) -> new Expenditures.Counted(sum.getKey(), sum.getValue())).toList(),
				by, note);
		return sums.values().stream().anyMatch((sum) -> !sum.isZero());
	}

	private List<LedgerLineRecord> stored(String applicationNumber) {
		return this.records.findLines(applicationNumber);
	}

}
