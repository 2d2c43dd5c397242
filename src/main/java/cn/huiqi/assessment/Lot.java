package cn.huiqi.assessment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Casts the lot so that anybody who knows the seed can cast it again.
 */
final class Lot {

	private Lot() {
	}

	/** The account whose SHA-256 of {@code seed|account} is the least. */
	static Optional<String> cast(long seed, Collection<String> accounts) {
		return accounts.stream().min(Comparator.comparing((account) -> hash(seed + "|" + account)));
	}

	private static String hash(String text) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
