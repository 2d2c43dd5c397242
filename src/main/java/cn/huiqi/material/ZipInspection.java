package cn.huiqi.material;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

import cn.huiqi.core.RefusedException;

/**
 * Walks through an archive without keeping anything of it, and stops at the first bound
 * it passes: a bomb is found out before it goes off.
 */
final class ZipInspection {

	/** Most entries, those of archives inside included. */
	static final int MOST_ENTRIES = 10_000;

	/** Most bytes when unpacked. */
	static final long MOST_INFLATED = 500L * 1024 * 1024;

	/** How many times larger it may be unpacked. */
	static final long MOST_RATIO = 100;

	/** Up to here no ratio is asked for. */
	static final long SMALL = 1024 * 1024;

	private static final String FIELD = "file";

	private static final String DAMAGED = "压缩文件已损坏或已加密，无法检查，请重新生成后上传";

	private static final int MAGIC = 8;

	/** Bytes of the archive itself. */
	private final long packed;

	private long inflated;

	private int entries;

	private boolean contentTypes;

	private ZipInspection(long packed) {
		this.packed = packed;
	}

	/**
	 * Reads an archive to its end.
	 * @param office whether it is to be a document of office software
	 * @throws RefusedException if it is none, or passes a bound
	 */
	static void inspect(InputStream content, boolean office) throws IOException {
		Path archive = Files.createTempFile("huiqi-archive", null);
		try {
			Files.copy(content, archive, StandardCopyOption.REPLACE_EXISTING);
			inspect(archive, office);
		}
		finally {
			Files.delete(archive);
		}
	}

	private static void inspect(Path archive, boolean office) throws IOException {
		ZipInspection inspection = new ZipInspection(Files.size(archive));
		try {
			inspection.walk(archive, 0);
		}
		catch (ZipException | IllegalArgumentException ex) {
			// also what its names are encoded in
			throw RefusedException.invalid(FIELD, DAMAGED);
		}
		catch (EOFException ex) {
			throw RefusedException.invalid(FIELD, "压缩文件不完整，请重新生成后上传");
		}
		if (inspection.entries == 0) {
			throw RefusedException.invalid(FIELD, "压缩文件为空或已损坏");
		}
		if (office && !inspection.contentTypes) {
			throw RefusedException.unsupported(FIELD, "文件内容不是有效的 Office 文档");
		}
	}

	/**
	 * Programs read an archive by the directory at its end, or from its beginning: both
	 * must find the same in it, or something is hidden.
	 */
	private void walk(Path archive, int depth) throws IOException {
		Set<String> directory = new HashSet<>();
		int listed;
		// names that are not in UTF-8 are often in GBK, and only ASCII is looked for
		try (ZipFile file = new ZipFile(archive.toFile(), StandardCharsets.ISO_8859_1)) {
			if (file.size() > MOST_ENTRIES) {
				throw tooMany();
			}
			file.stream().map(ZipEntry::getName).forEach(directory::add);
			listed = file.size();
		}
		Set<String> found = new HashSet<>();
		int walked = 0;
		try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(archive)),
				StandardCharsets.ISO_8859_1)) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				if (++this.entries > MOST_ENTRIES) {
					throw tooMany();
				}
				walked++;
				found.add(entry.getName());
				look(zip, entry.getName(), depth);
			}
		}
		if (depth == 0 && directory.contains("[Content_Types].xml")) {
			this.contentTypes = true;
		}
		if (walked != listed || !found.equals(directory)) {
			throw RefusedException.invalid(FIELD, DAMAGED);
		}
	}

	private void look(ZipInputStream zip, String name, int depth) throws IOException {
		if (name.toLowerCase(Locale.ROOT).endsWith("vbaproject.bin")) {
			throw RefusedException.unsupported(FIELD, "文件含有宏，请另存为不含宏的文件后上传");
		}
		BufferedInputStream content = new BufferedInputStream(new Inflated(zip));
		content.mark(MAGIC);
		byte[] magic = content.readNBytes(MAGIC);
		content.reset();
		if (isZip(magic)) {
			if (depth > 0) {
				throw refused("压缩文件嵌套过多，请解压后上传");
			}
			Path inside = Files.createTempFile("huiqi-archive", null);
			try {
				Files.copy(content, inside, StandardCopyOption.REPLACE_EXISTING);
				walk(inside, depth + 1);
			}
			finally {
				Files.delete(inside);
			}
		}
		else if (isOtherArchive(magic)) {
			throw refused("压缩文件内不能再含 RAR、7Z、GZ 等压缩文件，请解压后上传");
		}
		else {
			content.transferTo(OutputStream.nullOutputStream());
		}
	}

	private static RefusedException tooMany() {
		return refused("压缩文件内的文件超过%d个".formatted(MOST_ENTRIES));
	}

	private static boolean isZip(byte[] magic) {
		return starts(magic, 'P', 'K', 3, 4);
	}

	private static boolean isOtherArchive(byte[] magic) {
		return starts(magic, 'R', 'a', 'r', '!') || starts(magic, '7', 'z', 0xBC, 0xAF) || starts(magic, 0x1F, 0x8B, 8)
				|| starts(magic, 'B', 'Z', 'h') || starts(magic, 0xFD, '7', 'z', 'X');
	}

	private static boolean starts(byte[] magic, int... expected) {
		if (magic.length < expected.length) {
			return false;
		}
		for (int i = 0; i < expected.length; i++) {
			if ((magic[i] & 0xff) != expected[i]) {
				return false;
			}
		}
		return true;
	}

	private void grown(int bytes) {
		this.inflated += bytes;
		if (this.inflated > MOST_INFLATED) {
			throw refused("压缩文件解压后超过%d MB".formatted(MOST_INFLATED / 1024 / 1024));
		}
		if (this.inflated > SMALL && this.inflated > MOST_RATIO * Math.max(1, this.packed)) {
			throw refused("压缩文件的压缩比异常，疑似压缩炸弹");
		}
	}

	private static RefusedException refused(String message) {
		return RefusedException.tooLarge(FIELD, message);
	}

	/** What comes out of it, at whatever depth. */
	private final class Inflated extends FilterInputStream {

		Inflated(InputStream content) {
			super(content);
		}

		@Override
		public int read() throws IOException {
			int value = super.read();
			if (value >= 0) {
				grown(1);
			}
			return value;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int read = super.read(bytes, offset, length);
			if (read > 0) {
				grown(read);
			}
			return read;
		}

		/** The archive goes on after the entry. */
		@Override
		public void close() {
		}

	}

}
