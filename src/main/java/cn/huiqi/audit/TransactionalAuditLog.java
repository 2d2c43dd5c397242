package cn.huiqi.audit;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Collects the acts of a transaction and writes them as its last work, so that a chain is
 * held for moments only, however long the transaction took.
 */
@Component
class TransactionalAuditLog implements AuditLog {

	/** As many as the migration makes. */
	static final int LOCKS = 64;

	private static final Logger log = LoggerFactory.getLogger(TransactionalAuditLog.class);

	private static final Pattern CHAIN = Pattern.compile("[\\p{L}\\p{N}_.-]{1,64}");

	private static final ObjectMapper JSON = JsonMapper.builder()
		.addModule(new JavaTimeModule())
		.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
		.build();

	private final JdbcTemplate jdbc;

	private final AuditKey key;

	private final AnchorFile anchors;

	private final ObjectProvider<Actors> actors;

	private final ObjectProvider<EntityManagerFactory> entities;

	private final TransactionTemplate transaction;

	private final Clock clock;

	TransactionalAuditLog(JdbcTemplate jdbc, AuditKey key, AnchorFile anchors, ObjectProvider<Actors> actors,
			ObjectProvider<EntityManagerFactory> entities, PlatformTransactionManager transactions, Clock clock) {
		this.jdbc = jdbc;
		this.key = key;
		this.anchors = anchors;
		this.actors = actors;
		this.entities = entities;
		this.transaction = new TransactionTemplate(transactions);
		this.clock = clock;
	}

	@Override
	public void record(Act act) {
		Noted noted = new Noted(CHAIN.matcher(act.chain()).matches() ? act.chain() : Act.SYSTEM, act,
				this.actors.getObject().current(), this.clock.instant(), json(act.before()), json(act.after()));
		if (TransactionSynchronizationManager.isActualTransactionActive()) {
			pending().add(noted);
		}
		else {
			this.transaction.executeWithoutResult((status) -> pending().add(noted));
		}
	}

	private Pending pending() {
		for (TransactionSynchronization other : TransactionSynchronizationManager.getSynchronizations()) {
			if (other instanceof Pending pending && pending.log() == this) {
				return pending;
			}
		}
		Pending pending = new Pending();
		TransactionSynchronizationManager.registerSynchronization(pending);
		return pending;
	}

	private static @Nullable String json(@Nullable Map<String, ?> values) {
		try {
			return (values != null) ? JSON.writeValueAsString(values) : null;
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException("An act whose values are no JSON", ex);
		}
	}

	/** As every database gives it back: no lone surrogates, no NUL. */
	private static @Nullable String storable(@Nullable String text) {
		return (text != null)
				? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD')
				: null;
	}

	private static String given(String text) {
		return String.valueOf(storable(text));
	}

	/** The row to hold while a chain is appended to. */
	static int lockOf(String chain) {
		return chain.equals(Act.SYSTEM) ? 0 : 1 + Math.floorMod(chain.hashCode(), LOCKS - 1);
	}

	/**
	 * Writes the rows.
	 * @return the new heads
	 */
	private List<Anchor.Head> write(List<Noted> acts) {
		flushEntities();
		Map<String, List<Noted>> chains = new TreeMap<>();
		acts.forEach((noted) -> chains.computeIfAbsent(noted.chain(), (chain) -> new ArrayList<>()).add(noted));
		TreeSet<Integer> locks = new TreeSet<>();
		chains.keySet().forEach((chain) -> locks.add(lockOf(chain)));
		// always in the same order: two transactions never wait for each other
		locks.forEach((lock) -> this.jdbc.queryForObject("select id from audit_lock where id = ? for update",
				Integer.class, lock));
		AnchorFile.Position anchor = this.anchors.last();
		List<Object[]> rows = new ArrayList<>();
		List<Anchor.Head> heads = new ArrayList<>();
		chains.forEach((chain, noted) -> {
			Anchor.Head head = head(chain);
			for (Noted one : noted) {
				AuditRow row = one.row(head, anchor, this.key);
				rows.add(row.values());
				head = new Anchor.Head(chain, row.seq(), row.mac());
			}
			heads.add(head);
		});
		this.jdbc.batchUpdate(AuditRow.INSERT, rows);
		return heads;
	}

	private Anchor.Head head(String chain) {
		return this.jdbc
			.query("select seq, mac from audit_act where chain = ? order by seq desc fetch first 1 rows only",
					(row, index) -> new Anchor.Head(chain, row.getLong(1), row.getString(2)), chain)
			.stream()
			.findFirst()
			.orElse(new Anchor.Head(chain, 0, ""));
	}

	/**
	 * What JPA still holds back goes first: its row locks are taken before those of the
	 * log, never after.
	 */
	private void flushEntities() {
		this.entities.ifAvailable((factory) -> {
			if (TransactionSynchronizationManager.getResource(factory) instanceof EntityManagerHolder holder) {
				try {
					holder.getEntityManager().flush();
				}
				catch (RuntimeException ex) {
					DataAccessException translated = EntityManagerFactoryUtils.convertJpaAccessExceptionIfPossible(ex);
					throw (translated != null) ? translated : ex;
				}
			}
		});
	}

	/** The acts of one transaction. */
	private final class Pending implements TransactionSynchronization {

		private final List<Noted> acts = new ArrayList<>();

		private List<Anchor.Head> heads = List.of();

		private boolean written;

		private TransactionalAuditLog log() {
			return TransactionalAuditLog.this;
		}

		private void add(Noted noted) {
			if (this.written) {
				throw new IllegalStateException("The acts of this transaction are written: " + noted.act().action());
			}
			this.acts.add(noted);
		}

		@Override
		public int getOrder() {
			return LOWEST_PRECEDENCE;
		}

		@Override
		public void beforeCommit(boolean readOnly) {
			this.heads = write(this.acts);
			this.written = true;
		}

		@Override
		public void afterCompletion(int status) {
			if (status == STATUS_ROLLED_BACK) {
				return;
			}
			if (!this.written) {
				log.error("Acts were not recorded: {}", this.acts);
			}
			if (status == STATUS_COMMITTED) {
				TransactionalAuditLog.this.anchors.append(this.heads, false);
			}
		}

	}

	/**
	 * An act with who did it and when.
	 */
	private record Noted(String chain, Act act, Actors.Actor actor, Instant at, @Nullable String before,
			@Nullable String after) {

		private AuditRow row(Anchor.Head head, AnchorFile.Position anchor, AuditKey key) {
			return new AuditRow(this.chain, head.seq() + 1, this.at, storable(this.actor.account()),
					storable(this.actor.source()), this.actor.via().key(), this.act.action().name(),
					given(this.act.subject()), storable(this.before), storable(this.after), storable(this.act.rule()),
					given(this.act.summary()), key.id(), anchor.number(), anchor.hash(), head.mac(), "")
				.sealed(key);
		}

	}

}
