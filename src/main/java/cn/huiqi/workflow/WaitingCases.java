package cn.huiqi.workflow;

import java.util.Map;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;

import org.springframework.stereotype.Component;

/**
 * Cases that wait for a message of the program's own: one that says what was decided for
 * many at once.
 */
@Component
public class WaitingCases {

	private final RuntimeService runtime;

	private final UncheckedEngine engine;

	WaitingCases(RuntimeService runtime, UncheckedEngine engine) {
		this.runtime = runtime;
		this.engine = engine;
	}

	/** Whether the case waits for the message now. */
	public boolean isWaiting(String applicationNumber, String message) {
		return this.engine.run(() -> waiting(applicationNumber, message) != null);
	}

	/**
	 * Tells a case what it waits for, in the present transaction.
	 * @param outcome process variable that says it
	 * @throws IllegalStateException if the case does not wait for it
	 */
	public void tell(String applicationNumber, String message, Variable<String> outcome, String value) {
		this.engine.run(() -> {
			Execution execution = waiting(applicationNumber, message);
			if (execution == null) {
				throw new IllegalStateException("%s does not wait for %s".formatted(applicationNumber, message));
			}
			this.runtime.messageEventReceived(message, execution.getId(), Map.of(outcome.name(), value));
			return true;
		});
	}

	@SuppressWarnings("NullAway")
	private Execution waiting(String applicationNumber, String message) {
		return this.runtime.createExecutionQuery()
			.processInstanceBusinessKey(applicationNumber)
			.messageEventSubscriptionName(message)
			.singleResult();
	}

}
