package cn.huiqi.material;

import java.util.List;

import cn.huiqi.programme.Programme;

/**
 * Files that belong to something other than a case, such as the minutes of a meeting that
 * decided many: in the same store, after the same checks. One file of a kind counts, the
 * latest; those it replaced are kept. Who may see or add what is for the caller to ask.
 */
public interface Attachments {

	/**
	 * What there is, the oldest first; {@link MaterialFile#applicationNumber()} is what
	 * it belongs to.
	 */
	List<MaterialFile> of(String owner);

	/**
	 * Takes a file in, in the place of the one that counts. The same bytes once more
	 * change nothing.
	 * @param asked which kind of file, of what types and size
	 * @param inTime asked again in the transaction that keeps the file; refuses what has
	 * come too late
	 * @throws cn.huiqi.core.RefusedException with the fault at {@code file}; nothing is
	 * kept then
	 */
	Materials.Added add(String owner, Programme.Material asked, Materials.Upload upload, Runnable inTime);

	/**
	 * The bytes.
	 * @throws cn.huiqi.core.RefusedException if there is no such file, or the store has
	 * lost it
	 */
	Materials.Content content(String owner, String id);

}
