package cn.huiqi.audit;

import java.sql.Connection;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import javax.sql.DataSource;

import cn.huiqi.core.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Service;

/**
 * Reads the log.
 */
@Service
class AuditBook implements AuditTrail {

	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private static final String ENTRY = "select chain, seq, acted_at, actor, source, via, action, subject, "
			+ "before_state, after_state, rule, summary from audit_act ";

	private static final RowMapper<Entry> ENTRIES = (row, index) -> new Entry(row.getString(1), row.getLong(2),
			row.getObject(3, OffsetDateTime.class).toInstant(), row.getString(4), row.getString(5), row.getString(6),
			row.getString(7), row.getString(8), row.getString(9), row.getString(10), row.getString(11),
			row.getString(12));

	private final JdbcTemplate jdbc;

	private final DataSource database;

	private final AuditKey key;

	private final AnchorFile anchors;

	private final ReentrantLock verifying = new ReentrantLock();

	AuditBook(JdbcTemplate jdbc, DataSource database, AuditKey key, AnchorFile anchors) {
		this.jdbc = jdbc;
		this.database = database;
		this.key = key;
		this.anchors = anchors;
	}

	@Override
	public List<Entry> find(@Nullable String chain, int page, int size) {
		long offset = (long) page * size;
		// across chains the anchor file tells what came first
		return (chain != null)
				? this.jdbc.query(ENTRY + "where chain = ? order by seq desc offset ? rows fetch next ? rows only",
						ENTRIES, chain, offset, size)
				: this.jdbc.query(ENTRY + "order by anchor_line desc, acted_at desc, chain, seq desc "
						+ "offset ? rows fetch next ? rows only", ENTRIES, offset, size);
	}

	@Override
	public long count(@Nullable String chain) {
		Long count = (chain != null)
				? this.jdbc.queryForObject("select count(*) from audit_act where chain = ?", Long.class, chain)
				: this.jdbc.queryForObject("select count(*) from audit_act", Long.class);
		return (count != null) ? count : 0;
	}

	@Override
	public AuditReport verify() {
		if (!this.verifying.tryLock()) {
			throw RefusedException.conflict("另一次审计日志核验正在进行，请稍后再试");
		}
		try (Connection connection = this.database.getConnection()) {
			return verify(connection, this.anchors.path(), this.key, PATIENCE);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			this.verifying.unlock();
		}
	}

	/** Checks over one state of the database. */
	static AuditReport verify(Connection connection, java.nio.file.Path anchors, AuditKey key, Duration patience)
			throws Exception {
		connection.setAutoCommit(false);
		connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
		try {
			return new Verification(connection, anchors, key, patience).run();
		}
		finally {
			connection.rollback();
		}
	}

}
