package cn.huiqi.application;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What else than answers comes back for correction, told by the room that keeps it.
 */
public interface CorrectionParts {

	/** What the room holds to be out of order in a case that is being returned. */
	List<Corrections.Item> outOfOrder(String applicationNumber);

	/**
	 * What has changed in a case.
	 * @param from after when
	 * @param until until when, null for now
	 */
	List<Corrections.Change> changes(String applicationNumber, Instant from, @Nullable Instant until);

}
