package cn.huiqi.workflow;

import java.util.List;
import java.util.Set;

/**
 * The models, tables and forms in use, release by release. The packaged ones are deployed
 * once per packaged version; what an analyst has changed since is never overwritten
 * unasked.
 */
public interface Releases {

	/**
	 * Files in which the program's own models differ from those in use and a decision is
	 * due.
	 */
	List<Difference> pending();

	/**
	 * Decides on the pending differences: the packaged files are deployed, but for those
	 * to keep.
	 * @param keep names of files to keep as they are in use
	 * @throws cn.huiqi.core.RefusedException if nothing is pending or a name is not among
	 * it
	 */
	void takePackaged(Set<String> keep);

	/**
	 * A file that is not as the program brings it.
	 *
	 * @param file name
	 * @param changedInUse whether a person changed it since it was last packaged
	 * @param changedInPackage whether the program's own has changed since
	 */
	record Difference(String file, boolean changedInUse, boolean changedInPackage) {
	}

}
