package cn.huiqi.programme;

/**
 * Hears that a release brought, while the program runs, other programmes or processes
 * than there were: within the transaction of the release, which fails with the listener.
 */
public interface ProgrammeListener {

	/** {@link Programmes} tells what there is now. */
	void programmesChanged();

}
