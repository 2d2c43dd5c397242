package cn.huiqi.material;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.springframework.core.io.Resource;

/**
 * Keeps bytes, each file under a key that is the id of its row. Never holds a whole file
 * in memory.
 */
interface MaterialStore {

	/**
	 * Writes a file under a temporary name and hashes it meanwhile.
	 * @param limit most bytes
	 * @throws TooManyBytesException if there are more; nothing is left then
	 */
	Staged stage(InputStream content, long limit) throws IOException;

	/** Gives a staged file its lasting name; its bytes are safe on disk after that. */
	void keep(Staged staged) throws IOException;

	/** Removes a file, staged or kept; one that is not there is no fault. */
	void discard(String key);

	/** The bytes of a kept file. */
	Resource content(String key);

	/** Those of the keys under which nothing is kept. */
	Set<String> missing(Collection<String> keys);

	/** Keys of all files, staged or kept, written before that moment. */
	List<String> writtenBefore(Instant moment);

	/**
	 * A file written under a temporary name.
	 *
	 * @param key its key
	 * @param size bytes
	 * @param sha256 SHA-256 in lower case hexadecimal
	 * @param content the bytes
	 */
	record Staged(String key, long size, String sha256, Resource content) {
	}

	/** There were more bytes than allowed. */
	final class TooManyBytesException extends IOException {

		TooManyBytesException(long limit) {
			super("More than " + limit + " bytes");
		}

	}

}
