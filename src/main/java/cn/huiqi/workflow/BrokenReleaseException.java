package cn.huiqi.workflow;

import java.util.List;

/**
 * The packaged models break the house's rules: the program does not start on them.
 */
final class BrokenReleaseException extends RuntimeException {

	private final List<String> faults;

	BrokenReleaseException(List<String> faults) {
		super(String.join("\n", faults));
		this.faults = List.copyOf(faults);
	}

	List<String> faults() {
		return this.faults;
	}

}
