package cn.huiqi.workflow;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.camunda.bpm.dmn.engine.delegate.DmnDecisionEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionEvaluationListener;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Remembers, within the transaction, which rows of a table fired: an aggregated result
 * alone (COLLECT MAX) does not explain itself.
 */
class DecisionTrace implements DmnDecisionEvaluationListener {

	private static final Object KEY = new Object();

	@Override
	public void notify(DmnDecisionEvaluationEvent event) {
		if (event.getDecisionResult() instanceof DmnDecisionTableEvaluationEvent table
				&& TransactionSynchronizationManager.isActualTransactionActive()) {
			Set<String> rows = fired().computeIfAbsent(table.getDecisionTable().getKey(),
					(key) -> new LinkedHashSet<>());
			table.getMatchingRules().forEach((rule) -> rows.add(rule.getId()));
		}
	}

	/** Ids of the rows that have fired in this transaction, each once. */
	static Set<String> firedRows(String decision) {
		return fired().getOrDefault(decision, Set.of());
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Set<String>> fired() {
		Map<String, Set<String>> fired = (Map<String, Set<String>>) TransactionSynchronizationManager.getResource(KEY);
		if (fired == null) {
			fired = new HashMap<>();
			TransactionSynchronizationManager.bindResource(KEY, fired);
			TransactionSynchronizationManager
				.registerSynchronization(new org.springframework.transaction.support.TransactionSynchronization() {
					@Override
					public void afterCompletion(int status) {
						TransactionSynchronizationManager.unbindResourceIfPossible(KEY);
					}
				});
		}
		return fired;
	}

}
