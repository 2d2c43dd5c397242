package cn.huiqi.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that stand for a row of fields and for no other: each field with its kind and
 * length.
 */
final class Canonical {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

	private final DataOutputStream out = new DataOutputStream(this.bytes);

	Canonical(String what) {
		text(what);
	}

	Canonical text(@Nullable String text) {
		try {
			if (text == null) {
				this.out.writeByte(0);
				return this;
			}
			byte[] content = text.getBytes(StandardCharsets.UTF_8);
			this.out.writeByte(1);
			this.out.writeInt(content.length);
			this.out.write(content);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Canonical number(long number) {
		try {
			this.out.writeByte(2);
			this.out.writeLong(number);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** To the microsecond, as databases keep it. */
	Canonical instant(Instant instant) {
		return number(
				Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000));
	}

	byte[] bytes() {
		return this.bytes.toByteArray();
	}

}
