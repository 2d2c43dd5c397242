package cn.huiqi.application;

/**
 * Decides for a demo case what it waits for together with others, in a meeting of its
 * own, so that the meetings people try are still to come.
 */
public interface DemoMeeting {

	/**
	 * Decides it, on behalf of whoever is logged in.
	 * @param approved whether the case is approved
	 */
	void decide(String applicationNumber, boolean approved);

}
