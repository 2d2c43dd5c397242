package cn.huiqi.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file outside the database to which every head is appended and forced. Whoever
 * appends while another forces waits and goes together with all others that wait: one
 * force for many commits.
 */
final class AnchorFile {

	private static final Logger log = LoggerFactory.getLogger(AnchorFile.class);

	/** What is read of the end of the file at the start: some ten thousand lines. */
	private static final int TAIL = 2 << 20;

	/** One writer at a time per file, however many there are in the program. */
	private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

	private final Path file;

	private final AuditKey key;

	private final ReentrantLock writing;

	private final List<Anchor.Head> waiting = new ArrayList<>();

	private volatile Position last = new Position(0, Anchor.NO_HASH, 0);

	private volatile boolean failing;

	AnchorFile(Path file, AuditKey key) {
		this.file = file.toAbsolutePath().normalize();
		this.key = key;
		this.writing = LOCKS.computeIfAbsent(this.file, (path) -> new ReentrantLock());
	}

	/**
	 * Finds the end of the file.
	 * @return the last lines, the oldest first
	 */
	List<Anchor> open() throws IOException {
		this.writing.lock();
		try {
			Path directory = this.file.getParent();
			if (directory != null) {
				Files.createDirectories(directory);
			}
			try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.CREATE, StandardOpenOption.READ,
					StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
				return tail(channel);
			}
		}
		finally {
			this.writing.unlock();
		}
	}

	private List<Anchor> tail(FileChannel channel) throws IOException {
		long size = channel.size();
		long from = Math.max(0, size - TAIL);
		byte[] bytes = read(channel, from, size);
		int end = lastIndexOf(bytes, bytes.length);
		if (end != bytes.length) {
			log.warn("The last line of {} was not written to its end and is given up", this.file);
			channel.truncate(from + end);
			channel.force(true);
		}
		String[] lines = new String(bytes, 0, end, StandardCharsets.UTF_8).split("\n");
		List<Anchor> tail = new ArrayList<>();
		// the first line may be half of one
		for (int i = (from > 0) ? 1 : 0; i < lines.length; i++) {
			Anchor.parse(lines[i]).ifPresent(tail::add);
		}
		if (end > 0 && Anchor.parse(lines[lines.length - 1]).isEmpty()) {
			log.error("The last line of {} is no anchor: the file was altered", this.file);
		}
		if (!tail.isEmpty()) {
			Anchor newest = tail.get(tail.size() - 1);
			this.last = new Position(newest.number(), newest.hash(), from + end);
		}
		else {
			this.last = new Position(0, Anchor.NO_HASH, from + end);
		}
		return tail;
	}

	private static int lastIndexOf(byte[] bytes, int end) {
		int index = end;
		while (index > 0 && bytes[index - 1] != '\n') {
			index--;
		}
		return index;
	}

	/** The line last written. */
	Position last() {
		return this.last;
	}

	/**
	 * Whether heads could not be written, and wait until the file can be written again.
	 */
	boolean isFailing() {
		return this.failing;
	}

	Path path() {
		return this.file;
	}

	/**
	 * Appends heads and forces them to the disk. A fault is logged, not thrown: what was
	 * committed is committed.
	 */
	void append(Collection<Anchor.Head> heads, boolean late) {
		synchronized (this.waiting) {
			this.waiting.addAll(heads);
		}
		this.writing.lock();
		try {
			List<Anchor.Head> mine;
			synchronized (this.waiting) {
				mine = new ArrayList<>(this.waiting);
				this.waiting.clear();
			}
			if (mine.isEmpty()) {
				// whoever wrote before took them along
				return;
			}
			try {
				write(mine, late);
				if (this.failing) {
					log.info("{} can be written again: {} heads anchored", this.file, mine.size());
				}
				this.failing = false;
			}
			catch (IOException | RuntimeException ex) {
				synchronized (this.waiting) {
					this.waiting.addAll(0, mine);
				}
				this.failing = true;
				log.error("{} heads of the audit log could not be anchored in {}", mine.size(), this.file, ex);
			}
		}
		finally {
			this.writing.unlock();
		}
	}

	private void write(List<Anchor.Head> heads, boolean late) throws IOException {
		try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
			Position position = this.last;
			long size = channel.size();
			if (size > position.end()) {
				position = endOf(channel, position, size);
			}
			else if (size < position.end()) {
				log.error("{} is shorter than it was: the file was cut", this.file);
				position = new Position(position.number(), position.hash(), size);
			}
			Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
			StringBuilder lines = new StringBuilder();
			for (Anchor.Head head : heads) {
				Anchor anchor = Anchor.after(position.number(), position.hash(), now, head, late, this.key);
				lines.append(anchor.line());
				position = new Position(anchor.number(), anchor.hash(), position.end());
			}
			ByteBuffer content = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
			long start = position.end();
			long at = start;
			try {
				while (content.hasRemaining()) {
					at += channel.write(content, at);
				}
				channel.force(false);
			}
			catch (IOException ex) {
				// not half a line, nor lines that are written again later
				channel.truncate(start);
				throw ex;
			}
			this.last = new Position(position.number(), position.hash(), at);
		}
	}

	/** Another program has appended meanwhile: its last line is the one to follow. */
	private static Position endOf(FileChannel channel, Position known, long size) throws IOException {
		byte[] bytes = read(channel, Math.max(known.end(), size - TAIL), size);
		String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n");
		Optional<Anchor> newest = Anchor.parse(lines[lines.length - 1]);
		return newest.map((anchor) -> new Position(anchor.number(), anchor.hash(), size))
			.orElseGet(() -> new Position(known.number(), known.hash(), size));
	}

	private static byte[] read(FileChannel channel, long from, long to) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(to - from));
		while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
			// until all is read
		}
		return buffer.array();
	}

	/** How long the file is now, 0 where there is none. */
	static long sizeOf(Path file) throws IOException {
		return Files.exists(file) ? Files.size(file) : 0;
	}

	/**
	 * Reads line by line, whatever the file is worth.
	 * @param from first byte, the first of a line
	 * @param reader receives each line without its end
	 * @return the byte after the last whole line
	 */
	static long read(Path file, long from, LineReader reader) throws Exception {
		if (!Files.exists(file)) {
			return from;
		}
		try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
			long position = from;
			byte[] buffer = new byte[1 << 16];
			byte[] rest = new byte[0];
			content.seek(from);
			for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
				byte[] bytes = new byte[rest.length + read];
				System.arraycopy(rest, 0, bytes, 0, rest.length);
				System.arraycopy(buffer, 0, bytes, rest.length, read);
				int start = 0;
				for (int i = rest.length; i < bytes.length; i++) {
					if (bytes[i] == '\n') {
						position += i + 1 - start;
						reader.line(new String(bytes, start, i - start, StandardCharsets.UTF_8), position);
						start = i + 1;
					}
				}
				rest = java.util.Arrays.copyOfRange(bytes, start, bytes.length);
				if (rest.length > (1 << 20)) {
					// no line of ours is that long
					position += rest.length;
					reader.line("", position);
					rest = new byte[0];
				}
			}
			return position;
		}
	}

	/**
	 * Takes lines.
	 */
	interface LineReader {

		/**
		 * Takes one.
		 * @param line without its end
		 * @param end the byte after it
		 */
		void line(String line, long end) throws Exception;

	}

	/**
	 * The end of the file.
	 *
	 * @param number number of the last line
	 * @param hash its hash
	 * @param end the byte after it
	 */
	record Position(long number, String hash, long end) {
	}

}
