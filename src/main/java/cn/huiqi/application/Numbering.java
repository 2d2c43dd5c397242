package cn.huiqi.application;

import java.util.List;

import cn.huiqi.core.ApplicationNumber;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives application numbers without gaps: the row of the year is locked until the
 * application it was given to is stored, or given back with it.
 */
@Component
class Numbering {

	private final JdbcTemplate database;

	private final TransactionTemplate own;

	Numbering(JdbcTemplate database, PlatformTransactionManager transactions) {
		this.database = database;
		this.own = new TransactionTemplate(transactions);
		this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	ApplicationNumber next(String prefix, int year) {
		Long last = lock(prefix, year);
		if (last == null) {
			begin(prefix, year);
			last = lock(prefix, year);
		}
		if (last == null) {
			throw new IllegalStateException("No numbering of %s in %d".formatted(prefix, year));
		}
		this.database.update(
				"update application_numbering set last_number = ? where prefix = ? and submission_year = ?", last + 1,
				prefix, year);
		return ApplicationNumber.of(prefix, year, last + 1);
	}

	private @org.jspecify.annotations.Nullable Long lock(String prefix, int year) {
		List<Long> last = this.database.queryForList(
				"select last_number from application_numbering where prefix = ? and submission_year = ? for update",
				Long.class, prefix, year);
		return last.isEmpty() ? null : last.get(0);
	}

	private void begin(String prefix, int year) {
		try {
			this.own.executeWithoutResult((status) -> this.database.update(
					"insert into application_numbering (prefix, submission_year, last_number) values (?, ?, 0)", prefix,
					year));
		}
		catch (DuplicateKeyException ex) {
			// another application was the first of the year at the same moment: the row
			// is there
		}
	}

}
