package cn.huiqi.workflow;

import java.util.List;
import java.util.Map;

import cn.huiqi.core.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Opens the case behind a process that somebody starts.
 */
public interface StartListener {

	/** Whether processes of this key are the listener's. */
	boolean supports(String processKey);

	/**
	 * Checks the answers of the start form, stores the case and names it.
	 * @throws cn.huiqi.core.RefusedException if it may not be started, with every reason
	 */
	Opened open(Request request, List<Fault> faults);

	/**
	 * A start that has passed the form contract.
	 *
	 * @param processKey process
	 * @param answers answers of the start form
	 * @param startedBy the account, or null inside the program
	 */
	record Request(String processKey, Map<String, Object> answers, @Nullable String startedBy) {
	}

	/**
	 * What was opened.
	 *
	 * @param businessKey business key of the new instance
	 * @param variables its first variables
	 */
	record Opened(String businessKey, Map<String, Object> variables) {
	}

}
