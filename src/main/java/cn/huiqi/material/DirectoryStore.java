package cn.huiqi.material;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/**
 * Files in a directory: {@code ab/abcdef…} those that are kept, {@code incoming/} those
 * that are being written.
 */
class DirectoryStore implements MaterialStore {

	private static final Logger log = LoggerFactory.getLogger(DirectoryStore.class);

	private static final String PART = ".part";

	private final Path root;

	private final Path incoming;

	DirectoryStore(Path root) throws IOException {
		this.root = root.toAbsolutePath();
		this.incoming = Files.createDirectories(this.root.resolve("incoming"));
	}

	@Override
	public Staged stage(InputStream content, long limit) throws IOException {
		String key = UUID.randomUUID().toString();
		Path part = part(key);
		try (FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
			Intake intake = Intake.read(content, limit, (piece, length) -> {
				ByteBuffer bytes = ByteBuffer.wrap(piece, 0, length);
				while (bytes.hasRemaining()) {
					file.write(bytes);
				}
			});
			file.force(true);
			return new Staged(key, intake.size(), intake.sha256(), new FileSystemResource(part));
		}
		catch (IOException | RuntimeException ex) {
			discard(key);
			throw ex;
		}
	}

	@Override
	public void keep(Staged staged) throws IOException {
		Path kept = kept(staged.key());
		boolean newFolder = !Files.isDirectory(kept.getParent());
		Files.createDirectories(kept.getParent());
		Files.move(part(staged.key()), kept, StandardCopyOption.ATOMIC_MOVE);
		force(kept.getParent());
		if (newFolder) {
			force(this.root);
		}
	}

	/** Makes a directory's entries safe, where the system knows how. */
	private static void force(Path directory) {
		try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (IOException ex) {
			log.debug("{} cannot be forced to disk", directory, ex);
		}
	}

	@Override
	public void discard(String key) {
		try {
			Files.deleteIfExists(part(key));
			Files.deleteIfExists(kept(key));
		}
		catch (IOException ex) {
			// the sweeper tries again
			log.warn("The file of material {} could not be deleted", key, ex);
		}
	}

	@Override
	public Resource content(String key) {
		return new FileSystemResource(kept(key));
	}

	@Override
	public Set<String> missing(Collection<String> keys) {
		return keys.stream().filter((key) -> !Files.isRegularFile(kept(key))).collect(Collectors.toSet());
	}

	@Override
	public List<String> writtenBefore(Instant moment) {
		List<String> keys = new ArrayList<>();
		try (Stream<Path> files = Files.walk(this.root, 2)) {
			for (Path file : (Iterable<Path>) files::iterator) {
				if (Files.isRegularFile(file) && Files.getLastModifiedTime(file).toInstant().isBefore(moment)) {
					keys.add(file.getFileName().toString().replace(PART, ""));
				}
			}
		}
		catch (IOException | UncheckedIOException ex) {
			// one was removed meanwhile: the next sweep comes in an hour
			log.debug("{} could not be listed", this.root, ex);
		}
		return keys;
	}

	private Path part(String key) {
		return this.incoming.resolve(key + PART);
	}

	private Path kept(String key) {
		return this.root.resolve(key.substring(0, 2)).resolve(key);
	}

}
