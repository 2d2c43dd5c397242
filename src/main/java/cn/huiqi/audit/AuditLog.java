package cn.huiqi.audit;

/**
 * The log of every act. Entries are added, never changed, never deleted.
 */
public interface AuditLog {

	/**
	 * Records an act. It is written when the present transaction commits, and not at all
	 * if that is rolled back; without a transaction it is written at once.
	 */
	void record(Act act);

}
