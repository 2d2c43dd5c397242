package cn.huiqi.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Finds the end of the anchor file before anything is recorded, and anchors what a crash
 * left between commit and anchor.
 */
@Component
class AuditStart implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(AuditStart.class);

	private final AnchorFile anchors;

	private final JdbcTemplate jdbc;

	private final AuditLog audit;

	private volatile boolean running;

	AuditStart(AnchorFile anchors, JdbcTemplate jdbc, AuditLog audit) {
		this.anchors = anchors;
		this.jdbc = jdbc;
		this.audit = audit;
	}

	@Override
	public void start() {
		try {
			anchorLate(this.anchors.open());
		}
		catch (IOException ex) {
			log.error("The anchor file of the audit log cannot be read: {}", this.anchors.path(), ex);
		}
		this.audit.record(Act.on(Act.SYSTEM, AuditAction.PROGRAM_STARTED, "huiqi", "程序启动"));
		this.running = true;
	}

	/**
	 * A head that is not anchored was written when the file was nearly as long as it is
	 * now: rows that saw the last lines read are all that need a look.
	 */
	private void anchorLate(List<Anchor> tail) {
		Map<String, Long> anchored = new HashMap<>();
		tail.forEach((anchor) -> anchored.merge(anchor.chain(), anchor.seq(), Math::max));
		long since = (tail.isEmpty() || tail.get(0).number() == 1) ? 0 : tail.get(0).number();
		long lines = this.anchors.last().number();
		Long seen = this.jdbc.queryForObject("select coalesce(max(anchor_line), 0) from audit_act", Long.class);
		if (seen != null && seen > lines) {
			log.error("The audit log has seen line {} of {}, which now ends with line {}: the file was cut or is "
					+ "another one", seen, this.anchors.path(), lines);
		}
		List<Anchor.Head> late = new ArrayList<>();
		this.jdbc
			.queryForList("select distinct chain from audit_act where anchor_line >= ? order by chain", String.class,
					since)
			.forEach((chain) -> this.jdbc
				.query("select seq, mac from audit_act where chain = ? order by seq desc fetch first 1 rows only",
						(row, index) -> new Anchor.Head(chain, row.getLong(1), row.getString(2)), chain)
				.stream()
				.filter((head) -> anchored.getOrDefault(chain, 0L) < head.seq())
				.forEach(late::add));
		if (!late.isEmpty()) {
			log.warn("{} heads of the audit log were not anchored when the program ended and are anchored now: {}",
					late.size(), late.stream().map(Anchor.Head::chain).limit(20).toList());
			this.anchors.append(late, true);
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Before all others: what they do is recorded. */
	@Override
	public int getPhase() {
		return -10;
	}

}
