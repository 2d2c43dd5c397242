package cn.huiqi.material;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Reads a file piece by piece, counting and hashing.
 */
final class Intake {

	private static final int PIECE = 256 * 1024;

	private final MessageDigest digest;

	private long size;

	private Intake() {
		try {
			this.digest = MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Hands all pieces to the sink.
	 * @throws MaterialStore.TooManyBytesException if there are more bytes than the limit
	 */
	static Intake read(InputStream content, long limit, Sink sink) throws IOException {
		Intake intake = new Intake();
		byte[] piece = new byte[PIECE];
		for (int length = content.readNBytes(piece, 0, PIECE); length > 0; length = content.readNBytes(piece, 0,
				PIECE)) {
			intake.size += length;
			if (intake.size > limit) {
				throw new MaterialStore.TooManyBytesException(limit);
			}
			intake.digest.update(piece, 0, length);
			sink.take(piece, length);
		}
		return intake;
	}

	long size() {
		return this.size;
	}

	/** Ends the hashing. */
	String sha256() {
		return HexFormat.of().formatHex(this.digest.digest());
	}

	/** Takes the pieces. */
	interface Sink {

		void take(byte[] piece, int length) throws IOException;

	}

}
