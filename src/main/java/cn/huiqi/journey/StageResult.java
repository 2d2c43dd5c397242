package cn.huiqi.journey;

/**
 * How a case left a stage.
 */
public enum StageResult {

	/** It has done what the stage asks. */
	PASSED("通过"),
	/** It has not. */
	FAILED("未通过"),
	/** It let the time pass. */
	LAPSED("逾期，视为放弃");

	private final String label;

	StageResult(String label) {
		this.label = label;
	}

	/** For people. */
	public String label() {
		return this.label;
	}

}
