package cn.huiqi.audit;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.persistence.EntityManagerFactory;
import org.h2.jdbcx.JdbcConnectionPool;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The log alone, on a database in memory and a file of its own.
 */
final class AuditBench {

	static final AuditKey KEY = AuditKey.of("a key of the tests, long enough to be one");

	final Path file;

	final DataSource database;

	final JdbcTemplate jdbc;

	final TransactionTemplate transaction;

	final AnchorFile anchors;

	final TransactionalAuditLog log;

	volatile Actors.Actor actor = new Actors.Actor("hohhot-bureau-1", "192.0.2.7", Actors.Via.API, false);

	AuditBench(Path file) {
		this.file = file;
		this.database = JdbcConnectionPool
			.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000", "sa", "");
		((JdbcConnectionPool) this.database).setMaxConnections(20);
		new ResourceDatabasePopulator(new ClassPathResource("db/migration/audit/V8__audit.sql")).execute(this.database);
		this.jdbc = new JdbcTemplate(this.database);
		JdbcTransactionManager transactions = new JdbcTransactionManager(this.database);
		this.transaction = new TransactionTemplate(transactions);
		this.anchors = new AnchorFile(file, KEY);
		StaticListableBeanFactory rooms = new StaticListableBeanFactory(Map.of("actors", (Actors) () -> this.actor));
		this.log = new TransactionalAuditLog(this.jdbc, KEY, this.anchors, rooms.getBeanProvider(Actors.class),
				rooms.getBeanProvider(EntityManagerFactory.class), transactions, Clock.systemUTC());
	}

	/** Starts the log as the program does. */
	AuditStart start() {
		AuditStart start = new AuditStart(this.anchors, this.jdbc, this.log);
		start.start();
		return start;
	}

	/** Records one act in a transaction of its own. */
	void act(String chain, String summary) {
		this.transaction.executeWithoutResult((status) -> this.log.record(anAct(chain, summary)));
	}

	static Act anAct(String chain, String summary) {
		return Act.on(chain, AuditAction.FORM_SUBMITTED, "userTask_reviewQualification", summary)
			.before(Map.of("decision", "return"))
			.after(Map.of("decision", "approve"))
			.rule("qualification-review@release");
	}

	AuditReport verify() {
		try (Connection connection = this.database.getConnection()) {
			return AuditBook.verify(connection, this.file, KEY, Duration.ZERO);
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

}
