package cn.huiqi.selection.workflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.selection.Selection;
import cn.huiqi.selection.Selections;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Ranks all that wait by the programme's criteria, and tells the model whether the places
 * end among equals.
 */
@Component
class RankApplicationsDelegate implements JavaDelegate {

	private final Selections selections;

	private final SelectionCases cases;

	private final AuditLog audit;

	RankApplicationsDelegate(Selections selections, SelectionCases cases, AuditLog audit) {
		this.selections = selections;
		this.cases = cases;
		this.audit = audit;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		String key = here.applicationNumber();
		Selection ranked = this.selections.rank(key, here.releaseId(),
				this.cases.waiting(this.selections.of(key).orElseThrow()));
		ProcessVariables.SELECTION_TIED.set(execution, !ranked.tied().isEmpty());
		Map<String, Object> order = new LinkedHashMap<>();
		ranked.entries()
			.stream()
			.filter((entry) -> entry.place() != null)
			.forEach((entry) -> order.put(entry.number(),
					"%d %s（%s）".formatted(entry.place(), entry.standing(),
							entry.values()
								.stream()
								.map((value) -> value.criterion() + " " + value.shown())
								.collect(Collectors.joining("；")))));
		this.audit.record(Act
			.on(key, AuditAction.SELECTION_RANKED, key,
					"%d 份申请排定名次，名额 %d 个，名额处并列 %d 份".formatted(order.size(), ranked.quota(), ranked.tied().size()))
			.after(order)
			.rule("%s-ranking, release %s".formatted(ranked.programme(), here.releaseId())));
	}

}
