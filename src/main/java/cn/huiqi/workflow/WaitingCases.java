package cn.huiqi.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ExecutionQuery;
import org.camunda.bpm.engine.runtime.ProcessInstance;

import org.springframework.dao.ConcurrencyFailureException;
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

	/**
	 * Wakes every case that waits for the message in a process with these facts, in the
	 * present transaction. What follows the message in the model should be asynchronous
	 * ({@code asyncAfter}), so that each case goes on, or fails, by itself.
	 * @param facts process variables and their values
	 * @return numbers of the cases
	 */
	public List<String> wake(String message, Map<String, String> facts) {
		return this.engine.run(() -> {
			ExecutionQuery query = this.runtime.createExecutionQuery().messageEventSubscriptionName(message);
			facts.forEach(query::processVariableValueEquals);
			List<String> woken = new ArrayList<>();
			query.unlimitedList().forEach((execution) -> {
				ProcessInstance instance = this.runtime.createProcessInstanceQuery()
					.processInstanceId(execution.getProcessInstanceId())
					.singleResult();
				if (instance != null && instance.getBusinessKey() != null) {
					this.runtime.messageEventReceived(message, execution.getId());
					woken.add(instance.getBusinessKey());
				}
			});
			return woken;
		});
	}

	/** Whether something else was done to one of the cases at the same moment. */
	public boolean isCollision(RuntimeException thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof OptimisticLockingException || cause instanceof ConcurrencyFailureException) {
				return true;
			}
		}
		return false;
	}

	@SuppressWarnings("NullAway")
	private Execution waiting(String applicationNumber, String message) {
		return this.runtime.createExecutionQuery()
			.processInstanceBusinessKey(applicationNumber)
			.messageEventSubscriptionName(message)
			.singleResult();
	}

}
