package cn.huiqi.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * A line of the anchor file: the head of a chain after a commit.
 *
 * @param number line, from 1
 * @param at when it was written
 * @param chain chain
 * @param seq place of the head
 * @param mac hash of the head
 * @param late whether it was written at a start, for a commit before a crash
 * @param hash keyed hash of the line and of the line before it
 */
record Anchor(long number, Instant at, String chain, long seq, String mac, boolean late, String hash) {

	/** What stands for the line before the first. */
	static final String NO_HASH = "";

	private static final String LATE = "late";

	private static final String HEAD = "head";

	static Anchor after(long number, String hash, Instant at, Head head, boolean late, AuditKey key) {
		Anchor open = new Anchor(number + 1, at, head.chain(), head.seq(), head.mac(), late, NO_HASH);
		return new Anchor(open.number, at, open.chain, open.seq, open.mac, late, open.hashBy(key, hash));
	}

	/** The hash the line must have after another. */
	String hashBy(AuditKey key, String previous) {
		return key.ofAnchor(new Canonical("huiqi-audit-anchor-1").text(previous)
			.number(this.number)
			.instant(this.at)
			.text(this.chain)
			.number(this.seq)
			.text(this.mac)
			.text(this.late ? LATE : HEAD));
	}

	String line() {
		return String.join("\t", Long.toString(this.number), this.at.toString(), this.chain, Long.toString(this.seq),
				this.mac, this.late ? LATE : HEAD, this.hash) + "\n";
	}

	/** The anchor a line holds, if it is one. */
	static Optional<Anchor> parse(String line) {
		String[] parts = line.split("\t", -1);
		if (parts.length != 7 || !(parts[5].equals(LATE) || parts[5].equals(HEAD))) {
			return Optional.empty();
		}
		try {
			Anchor anchor = new Anchor(Long.parseLong(parts[0]), Instant.parse(parts[1]), parts[2],
					Long.parseLong(parts[3]), parts[4], parts[5].equals(LATE), parts[6]);
			// no other spelling of the same
			return anchor.line().equals(line + "\n") ? Optional.of(anchor) : Optional.empty();
		}
		catch (RuntimeException ex) {
			return Optional.empty();
		}
	}

	/**
	 * The newest row of a chain.
	 */
	record Head(String chain, long seq, String mac) {
	}

}
