package cn.huiqi.material;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Files as people, and others, send them.
 */
final class Samples {

	private Samples() {
	}

	/** The first bytes of a program for Windows. */
	static byte[] exe() {
		byte[] program = new byte[512];
		program[0] = 'M';
		program[1] = 'Z';
		program[0x3c] = (byte) 0x80;
		program[0x80] = 'P';
		program[0x81] = 'E';
		return program;
	}

	/** A picture of one pixel. */
	static byte[] png() {
		return Base64.getDecoder()
			.decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
	}

	/** An archive of these entries. */
	static byte[] zip(Map<String, byte[]> entries) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
				zip.putNextEntry(new ZipEntry(entry.getKey()));
				zip.write(entry.getValue());
				zip.closeEntry();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	/** A document of a text processor, as far as its outside goes. */
	static byte[] docx(boolean macro) {
		Map<String, byte[]> entries = new LinkedHashMap<>();
		entries.put("[Content_Types].xml", "<Types/>".getBytes(StandardCharsets.UTF_8));
		entries.put("word/document.xml", "<document/>".getBytes(StandardCharsets.UTF_8));
		if (macro) {
			entries.put("word/vbaProject.bin", new byte[] { 1, 2, 3 });
		}
		return zip(entries);
	}

	/** Fifty megabytes of nothing, packed into fifty kilobytes. */
	static byte[] bomb() {
		return zip(Map.of("zeros.bin", new byte[50 * 1024 * 1024]));
	}

	/** A PDF of any size, which is made while it is read. */
	static InputStream pdfOf(long size, int mark) {
		byte[] head = ("%PDF-1.4\n%" + mark + "\n").getBytes(StandardCharsets.US_ASCII);
		return new InputStream() {
			private long position;

			@Override
			public int read() {
				return (this.position >= size) ? -1 : next();
			}

			private int next() {
				int value = (this.position < head.length) ? head[(int) this.position]
						: (int) ((this.position * 31 + mark) & 0x7f);
				this.position++;
				return value;
			}

			@Override
			public int read(byte[] bytes, int offset, int length) {
				if (this.position >= size) {
					return -1;
				}
				int count = (int) Math.min(length, size - this.position);
				for (int i = 0; i < count; i++) {
					bytes[offset + i] = (byte) next();
				}
				return count;
			}
		};
	}

}
