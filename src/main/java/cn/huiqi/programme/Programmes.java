package cn.huiqi.programme;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All programmes this installation runs. What a release brings replaces what was there.
 */
public interface Programmes {

	/** All programmes, by key. */
	List<Programme> all();

	/** The programme whose process has this key. */
	Optional<Programme> find(String programme);

	/**
	 * The programme whose process has this key.
	 * @throws IllegalArgumentException if there is none
	 */
	Programme get(String programme);

	/** Keys of all authorities, sorted. */
	Collection<String> authorities();

	/**
	 * Keys of the processes an authority runs: its programmes and the stages they are
	 * made of. They begin with its key, as {@code hohhot-subsidy} does.
	 */
	Collection<String> processesOf(String authority);

	/** Keys of the processes every programme may call. */
	Collection<String> sharedProcesses();

	/**
	 * Reads a release and, when all its programmes are sound, uses them from now on.
	 * @param files file name to content, of programmes and of models
	 * @throws IllegalStateException if one is broken: names file, place and cause
	 */
	void use(Map<String, byte[]> files);

	/**
	 * Reads programmes from their files without using them.
	 * @param files file name to content
	 * @return the programmes
	 * @throws IllegalStateException if one is broken: names file, place and cause
	 */
	List<Programme> check(Map<String, byte[]> files);

}
