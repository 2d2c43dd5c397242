package cn.huiqi.audit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cn.huiqi.audit.AuditReport.What;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole log, row by row, and then the anchor file, line by line, and holds each
 * against the other. What stays in memory is two numbers per chain.
 */
final class Verification {

	/** More findings are counted, not listed. */
	static final int LISTED = 1000;

	private static final int BATCH = 500;

	private final Connection connection;

	private final Path file;

	private final AuditKey key;

	private final Duration patience;

	private final List<AuditReport.Finding> findings = new ArrayList<>();

	private final Map<String, Long> heads = new HashMap<>();

	private final Map<String, Long> anchored = new HashMap<>();

	private final List<Anchor> batch = new ArrayList<>();

	private long findingCount;

	private long acts;

	private long anchors;

	private long lateAnchors;

	private long lines;

	private String hash = Anchor.NO_HASH;

	/**
	 * A check.
	 * @param connection within a transaction that sees one state of the database
	 * @param patience how long to wait for anchors of commits that are just being made
	 */
	Verification(Connection connection, Path file, AuditKey key, Duration patience) {
		this.connection = connection;
		this.file = file;
		this.key = key;
		this.patience = patience;
	}

	AuditReport run() throws Exception {
		// what is anchored before the database is looked at must be in it; what it
		// refers to must be anchored by the time it was looked at
		long before = AnchorFile.sizeOf(this.file);
		readRows();
		long end = AnchorFile.read(this.file, 0, (line, to) -> line(line, to <= before));
		flush(true);
		checkReferencesBeyond();
		checkHeads(end);
		return new AuditReport(this.acts, this.heads.size(), this.anchors, this.lateAnchors, this.findingCount,
				List.copyOf(this.findings));
	}

	private void readRows() throws Exception {
		try (PreparedStatement query = this.connection
			.prepareStatement("select " + AuditRow.COLUMNS + " from audit_act order by chain, seq")) {
			query.setFetchSize(BATCH);
			try (ResultSet rows = query.executeQuery()) {
				AuditRow previous = null;
				while (rows.next()) {
					AuditRow row = AuditRow.from(rows);
					boolean first = previous == null || !previous.chain().equals(row.chain());
					check(row, first ? null : previous);
					this.heads.put(row.chain(), row.seq());
					this.acts++;
					previous = row;
				}
			}
		}
	}

	private void check(AuditRow row, @Nullable AuditRow previous) {
		if (row.seq() != ((previous != null) ? previous.seq() + 1 : 1)) {
			found(row.chain(), row.seq(), What.OUT_OF_SEQUENCE);
		}
		if (!Objects.equals(row.previousMac(), (previous != null) ? previous.mac() : "")) {
			found(row.chain(), row.seq(), What.BROKEN_LINK);
		}
		if (!this.key.id().equals(row.keyId())) {
			found(row.chain(), row.seq(), What.OTHER_KEY);
		}
		else if (!row.macBy(this.key).equals(row.mac())) {
			found(row.chain(), row.seq(), What.ALTERED);
		}
	}

	private void line(String line, boolean mustBeThere) throws Exception {
		Anchor anchor = Anchor.parse(line).orElse(null);
		this.lines++;
		if (anchor == null) {
			found(null, this.lines, What.ANCHOR_ALTERED);
			return;
		}
		if (anchor.number() != this.lines) {
			found(null, this.lines, What.ANCHOR_OUT_OF_SEQUENCE);
			this.lines = anchor.number();
		}
		boolean sound = anchor.hashBy(this.key, this.hash).equals(anchor.hash());
		if (!sound) {
			found(null, anchor.number(), What.ANCHOR_ALTERED);
		}
		this.hash = anchor.hash();
		this.anchors++;
		if (anchor.late()) {
			this.lateAnchors++;
		}
		if (sound) {
			this.anchored.merge(anchor.chain(), anchor.seq(), Math::max);
			if (!mustBeThere) {
				// the rows of this and the following lines may be younger than what was
				// read
				flush(true);
			}
			this.batch.add(anchor);
			if (this.batch.size() == BATCH || !mustBeThere) {
				flush(mustBeThere);
			}
		}
	}

	private void flush(boolean mustBeThere) throws Exception {
		if (this.batch.isEmpty()) {
			return;
		}
		checkAnchored(mustBeThere);
		checkReferences();
		this.batch.clear();
	}

	private void checkAnchored(boolean mustBeThere) throws Exception {
		String places = "(?, ?), ".repeat(this.batch.size());
		Map<String, String> macs = new HashMap<>();
		try (PreparedStatement query = this.connection
			.prepareStatement("select chain, seq, mac from audit_act where (chain, seq) in ("
					+ places.substring(0, places.length() - 2) + ")")) {
			int index = 1;
			for (Anchor anchor : this.batch) {
				query.setString(index++, anchor.chain());
				query.setLong(index++, anchor.seq());
			}
			try (ResultSet rows = query.executeQuery()) {
				while (rows.next()) {
					macs.put(rows.getString(1) + "\t" + rows.getLong(2), rows.getString(3));
				}
			}
		}
		for (Anchor anchor : this.batch) {
			String mac = macs.get(anchor.chain() + "\t" + anchor.seq());
			if (mac == null && mustBeThere) {
				found(anchor.chain(), anchor.seq(), What.CUT);
			}
			else if (mac != null && !mac.equals(anchor.mac())) {
				found(anchor.chain(), anchor.seq(), What.REPLACED);
			}
		}
	}

	private void checkReferences() throws Exception {
		Map<Long, String> hashes = new HashMap<>();
		this.batch.forEach((anchor) -> hashes.put(anchor.number(), anchor.hash()));
		try (PreparedStatement query = this.connection.prepareStatement(
				"select chain, seq, anchor_line, anchor_hash from audit_act " + "where anchor_line between ? and ?")) {
			query.setLong(1, this.batch.get(0).number());
			query.setLong(2, this.batch.get(this.batch.size() - 1).number());
			try (ResultSet rows = query.executeQuery()) {
				while (rows.next()) {
					if (!Objects.equals(rows.getString(4), hashes.get(rows.getLong(3)))) {
						found(rows.getString(1), rows.getLong(2), What.ANCHOR_LOST);
					}
				}
			}
		}
	}

	private void checkReferencesBeyond() throws Exception {
		try (PreparedStatement query = this.connection
			.prepareStatement("select chain, seq from audit_act where anchor_line > ?")) {
			query.setLong(1, this.lines);
			try (ResultSet rows = query.executeQuery()) {
				while (rows.next()) {
					found(rows.getString(1), rows.getLong(2), What.ANCHOR_LOST);
				}
			}
		}
	}

	/** Every head is anchored, if need be within moments: its commit was just before. */
	private void checkHeads(long from) throws Exception {
		long end = from;
		long until = System.nanoTime() + this.patience.toNanos();
		while (!unanchored().isEmpty() && System.nanoTime() < until) {
			Thread.sleep(50);
			end = AnchorFile.read(this.file, end, (line, to) -> line(line, false));
		}
		unanchored().forEach((chain) -> found(chain, this.heads.get(chain), What.NOT_ANCHORED));
	}

	private List<String> unanchored() {
		return this.heads.entrySet()
			.stream()
			.filter((head) -> this.anchored.getOrDefault(head.getKey(), 0L) < head.getValue())
			.map(Map.Entry::getKey)
			.sorted()
			.toList();
	}

	private void found(@Nullable String chain, @Nullable Long seq, What what) {
		this.findingCount++;
		if (this.findings.size() < LISTED) {
			this.findings.add(new AuditReport.Finding(chain, seq, what, what.text()));
		}
	}

}
