package cn.huiqi.application;

import java.time.Instant;
import java.util.List;

/**
 * What else than answers comes back for correction, told by the room that keeps it.
 */
public interface CorrectionParts {

	/** What the room holds to be out of order in a case that is being returned. */
	List<Corrections.Item> outOfOrder(String applicationNumber);

	/** What has changed in a case since. */
	List<Corrections.Change> changesSince(String applicationNumber, Instant since);

}
