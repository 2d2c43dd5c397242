package cn.huiqi.material;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files in the database, in pieces, for installations whose nodes share no directory.
 * Pieces are written in transactions of their own, so that a long upload holds no lock.
 */
class DatabaseStore implements MaterialStore {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate apart;

	DatabaseStore(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
		this.jdbc = jdbc;
		this.apart = new TransactionTemplate(transactions);
		this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	@Override
	public Staged stage(InputStream content, long limit) throws IOException {
		String key = UUID.randomUUID().toString();
		AtomicInteger seq = new AtomicInteger();
		try {
			Intake intake = Intake.read(content, limit, (piece, length) -> {
				byte[] bytes = Arrays.copyOf(piece, length);
				this.apart.executeWithoutResult((status) -> this.jdbc.update(
						"insert into material_chunk (content_key, seq, bytes, written_at) values (?, ?, ?, ?)", key,
						seq.getAndIncrement(), bytes, Timestamp.from(Instant.now())));
			});
			return new Staged(key, intake.size(), intake.sha256(), content(key));
		}
		catch (IOException | RuntimeException ex) {
			discard(key);
			throw ex;
		}
	}

	/** It is where it stays already. */
	@Override
	public void keep(Staged staged) {
	}

	@Override
	public void discard(String key) {
		this.apart.executeWithoutResult(
				(status) -> this.jdbc.update("delete from material_chunk where content_key = ?", key));
	}

	@Override
	public Resource content(String key) {
		return new Chunks(key);
	}

	@Override
	public Set<String> missing(Collection<String> keys) {
		Set<String> missing = new HashSet<>(keys);
		missing.removeIf((key) -> !this.jdbc
			.queryForList("select seq from material_chunk where content_key = ? and seq = 0", Integer.class, key)
			.isEmpty());
		return missing;
	}

	@Override
	public List<String> writtenBefore(Instant moment) {
		return this.jdbc.queryForList(
				"select content_key from material_chunk group by content_key having max(written_at) < ?", String.class,
				Timestamp.from(moment));
	}

	private final class Chunks extends AbstractResource {

		private final String key;

		Chunks(String key) {
			this.key = key;
		}

		@Override
		public boolean exists() {
			return missing(Set.of(this.key)).isEmpty();
		}

		@Override
		public long contentLength() {
			return Objects.requireNonNull(DatabaseStore.this.jdbc.queryForObject(
					"select coalesce(sum(octet_length(bytes)), 0) from material_chunk where content_key = ?",
					Long.class, this.key));
		}

		/** The rows never change. */
		@Override
		public long lastModified() {
			return 0;
		}

		@Override
		public InputStream getInputStream() {
			return new ChunkStream(this.key);
		}

		@Override
		public String getDescription() {
			return "material " + this.key;
		}

	}

	private final class ChunkStream extends InputStream {

		private final String key;

		private int next;

		private byte[] piece = new byte[0];

		private int position;

		ChunkStream(String key) {
			this.key = key;
		}

		@Override
		public int read() {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) {
			if (length == 0) {
				return 0;
			}
			if (this.position == this.piece.length && !advance()) {
				return -1;
			}
			int count = Math.min(length, this.piece.length - this.position);
			System.arraycopy(this.piece, this.position, bytes, offset, count);
			this.position += count;
			return count;
		}

		private boolean advance() {
			List<byte @Nullable []> found = DatabaseStore.this.jdbc.queryForList(
					"select bytes from material_chunk where content_key = ? and seq = ?", byte[].class, this.key,
					this.next);
			byte[] piece = found.isEmpty() ? null : found.get(0);
			if (piece == null || piece.length == 0) {
				return false;
			}
			this.piece = piece;
			this.position = 0;
			this.next++;
			return true;
		}

	}

}
