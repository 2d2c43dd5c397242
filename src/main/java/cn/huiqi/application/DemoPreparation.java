package cn.huiqi.application;

/**
 * What a room does, on behalf of whoever is logged in, before a task of a demo case can
 * be completed.
 */
public interface DemoPreparation {

	/** Does it. */
	void before(String applicationNumber);

}
