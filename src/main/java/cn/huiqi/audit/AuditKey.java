package cn.huiqi.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret behind the log, kept outside the database. Rows and anchors are hashed with
 * keys of their own, so that neither can stand for the other.
 */
final class AuditKey {

	/** Shorter keys are refused. */
	static final int MINIMUM_LENGTH = 32;

	private static final String ALGORITHM = "HmacSHA256";

	private final SecretKeySpec rows;

	private final SecretKeySpec anchors;

	private final String id;

	private AuditKey(byte[] secret) {
		SecretKeySpec root = new SecretKeySpec(secret, ALGORITHM);
		this.rows = new SecretKeySpec(hash(root, "rows".getBytes(StandardCharsets.UTF_8)), ALGORITHM);
		this.anchors = new SecretKeySpec(hash(root, "anchors".getBytes(StandardCharsets.UTF_8)), ALGORITHM);
		this.id = encode(hash(root, "id".getBytes(StandardCharsets.UTF_8))).substring(0, 16);
	}

	/** A key as given. */
	static AuditKey of(String secret) {
		if (secret.length() < MINIMUM_LENGTH) {
			throw AuditKeyException.tooShort(MINIMUM_LENGTH);
		}
		return new AuditKey(secret.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The key of the settings, or of the key file.
	 * @param mayMake whether a key file may be made where there is none
	 */
	static AuditKey load(AuditSettings settings, boolean mayMake) {
		if (settings.key() != null && !settings.key().isBlank()) {
			return of(settings.key());
		}
		Path file = settings.keyFile();
		if (!Files.exists(file)) {
			if (!mayMake) {
				throw AuditKeyException.missing(file);
			}
			make(file);
		}
		return of(read(file));
	}

	private static String read(Path file) {
		try {
			return Files.readString(file).strip();
		}
		catch (IOException ex) {
			throw AuditKeyException.unreadable(file);
		}
	}

	private static void make(Path file) {
		byte[] secret = new byte[32];
		new SecureRandom().nextBytes(secret);
		try {
			Path directory = file.toAbsolutePath().getParent();
			if (directory != null) {
				Files.createDirectories(directory);
			}
			boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
			Files.createFile(file,
					posix ? new FileAttribute<?>[] {
							PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
							: new FileAttribute<?>[0]);
			Files.writeString(file, encode(secret) + "\n", StandardOpenOption.SYNC);
		}
		catch (FileAlreadyExistsException ex) {
			// another start was faster: its key counts
			return;
		}
		catch (IOException ex) {
			throw AuditKeyException.unreadable(file);
		}
	}

	/** Tells keys apart without telling them. */
	String id() {
		return this.id;
	}

	String ofRow(Canonical fields) {
		return encode(hash(this.rows, fields.bytes()));
	}

	String ofAnchor(Canonical fields) {
		return encode(hash(this.anchors, fields.bytes()));
	}

	private static byte[] hash(SecretKeySpec key, byte[] content) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(key);
			return mac.doFinal(content);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
