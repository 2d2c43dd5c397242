package cn.huiqi.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * A row of the log as it is stored.
 */
record AuditRow(String chain, long seq, Instant at, @Nullable String actor, @Nullable String source, String via,
		String action, String subject, @Nullable String before, @Nullable String after, @Nullable String rule,
		String summary, String keyId, long anchorLine, String anchorHash, String previousMac, String mac) {

	static final String COLUMNS = "chain, seq, acted_at, actor, source, via, action, subject, before_state, "
			+ "after_state, rule, summary, key_id, anchor_line, anchor_hash, previous_mac, mac";

	static final String INSERT = "insert into audit_act (" + COLUMNS
			+ ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

	/** The row with the hash that belongs to it. */
	AuditRow sealed(AuditKey key) {
		return new AuditRow(this.chain, this.seq, this.at, this.actor, this.source, this.via, this.action, this.subject,
				this.before, this.after, this.rule, this.summary, this.keyId, this.anchorLine, this.anchorHash,
				this.previousMac, macBy(key));
	}

	/** The hash of everything but itself. */
	String macBy(AuditKey key) {
		return key.ofRow(new Canonical("huiqi-audit-act-1").text(this.chain)
			.number(this.seq)
			.instant(this.at)
			.text(this.actor)
			.text(this.source)
			.text(this.via)
			.text(this.action)
			.text(this.subject)
			.text(this.before)
			.text(this.after)
			.text(this.rule)
			.text(this.summary)
			.text(this.keyId)
			.number(this.anchorLine)
			.text(this.anchorHash)
			.text(this.previousMac));
	}

	/** Its values in the order of the columns. */
	Object[] values() {
		return new Object[] { this.chain, this.seq, this.at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
				this.actor, this.source, this.via, this.action, this.subject, this.before, this.after, this.rule,
				this.summary, this.keyId, this.anchorLine, this.anchorHash, this.previousMac, this.mac };
	}

	/** From a result of {@link #COLUMNS}. */
	static AuditRow from(ResultSet row) throws SQLException {
		return new AuditRow(row.getString(1), row.getLong(2), row.getObject(3, OffsetDateTime.class).toInstant(),
				row.getString(4), row.getString(5), row.getString(6), row.getString(7), row.getString(8),
				row.getString(9), row.getString(10), row.getString(11), row.getString(12), row.getString(13),
				row.getLong(14), row.getString(15), row.getString(16), row.getString(17));
	}

}
