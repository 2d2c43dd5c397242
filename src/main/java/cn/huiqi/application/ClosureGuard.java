package cn.huiqi.application;

import java.util.Optional;

/**
 * A room's word against withdrawing or revoking an application: once payment is approved,
 * money may already be on its way.
 */
public interface ClosureGuard {

	/**
	 * Why the application cannot be closed now, in Chinese; empty if nothing stands
	 * against it.
	 */
	Optional<String> reasonAgainstClosing(String applicationNumber);

	/** Lets go of what the room holds for the application, which is being closed. */
	default void release(String applicationNumber) {
	}

}
