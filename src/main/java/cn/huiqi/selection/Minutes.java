package cn.huiqi.selection;

import java.util.List;
import java.util.Optional;

import cn.huiqi.material.MaterialFile;
import cn.huiqi.material.Materials;

/**
 * The minutes of the meetings that decide selections: a file each, handed in while the
 * selection is being decided. Who may see a selection is for the caller to ask.
 */
public interface Minutes {

	/** The endings that are taken. */
	List<String> types();

	/** Whether the logged-in account may hand them in now. */
	boolean mayAdd(String key);

	/** All that were handed in, the oldest first; one counts. */
	List<MaterialFile> of(String key);

	/** Those that count. */
	Optional<MaterialFile> current(String key);

	/**
	 * Takes a file in, in the place of the one that counts.
	 * @throws cn.huiqi.core.RefusedException if the selection is not being decided, or
	 * the file is not as it has to be
	 */
	Materials.Added add(String key, Materials.Upload upload);

	/**
	 * The bytes.
	 * @throws cn.huiqi.core.RefusedException if there is no such file
	 */
	Materials.Content content(String key, String id);

}
