package cn.huiqi.expenditure;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cn.huiqi.application.Cases;
import cn.huiqi.core.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The book of expenditure.
 */
@Service
@Transactional
class ExpenditureBook implements Expenditures {

	private final ExpenditureRecords records;

	private final Cases cases;

	private final Clock clock;

	ExpenditureBook(ExpenditureRecords records, Cases cases, Clock clock) {
		this.records = records;
		this.cases = cases;
		this.clock = clock;
	}

	@Override
	@Transactional(readOnly = true)
	public List<Row> rows(String applicationNumber) {
		return this.records.findByApplicationNumberOrderById(applicationNumber)
			.stream()
			.map(ExpenditureRecord::toRow)
			.toList();
	}

	@Override
	public void declare(String applicationNumber, List<Declared> declared) {
		Map<String, ExpenditureRecord> rows = byCategory(applicationNumber);
		for (Declared each : declared) {
			ExpenditureRecord row = rows.computeIfAbsent(each.category(),
					(category) -> new ExpenditureRecord(applicationNumber, category));
			row.declare(each);
			this.records.save(row);
		}
		this.cases.recordDeclared(applicationNumber,
				declared.stream().map(Declared::amount).reduce(Money.ZERO, Money::plus));
	}

	@Override
	public void count(String applicationNumber, List<Counted> counted, @Nullable String by, @Nullable String note) {
		Map<String, ExpenditureRecord> rows = byCategory(applicationNumber);
		Instant now = this.clock.instant();
		for (Counted each : counted) {
			ExpenditureRecord row = Objects.requireNonNull(rows.get(each.category()), each.category());
			row.count(each.amount(), by, now, note);
			this.records.save(row);
		}
		this.cases.recordCounted(applicationNumber,
				counted.stream().map(Counted::amount).reduce(Money.ZERO, Money::plus));
	}

	@Override
	@Transactional(readOnly = true)
	public Money countedTotal(String applicationNumber) {
		return rows(applicationNumber).stream()
			.map(Row::counted)
			.filter(Objects::nonNull)
			.reduce(Money.ZERO, Money::plus);
	}

	private Map<String, ExpenditureRecord> byCategory(String applicationNumber) {
		Map<String, ExpenditureRecord> rows = new LinkedHashMap<>();
		this.records.findByApplicationNumberOrderById(applicationNumber)
			.forEach((row) -> rows.put(row.category(), row));
		return rows;
	}

}
