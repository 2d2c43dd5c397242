package cn.huiqi.selection.workflow;

import java.util.Optional;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.selection.Selection;
import cn.huiqi.selection.SelectionMissed;
import cn.huiqi.selection.Selections;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Lets a case wait for the selection of its round, unless that was announced already or
 * left it out.
 */
@Component
class JoinSelectionDelegate implements JavaDelegate {

	private final Cases cases;

	private final Selections selections;

	private final AuditLog audit;

	private final ApplicationEventPublisher events;

	JoinSelectionDelegate(Cases cases, Selections selections, AuditLog audit, ApplicationEventPublisher events) {
		this.cases = cases;
		this.selections = selections;
		this.audit = audit;
		this.events = events;
	}

	@Override
	public void execute(DelegateExecution execution) {
		Case application = this.cases.get(CaseExecution.of(execution).applicationNumber());
		Optional<Selection> over = this.selections.find(application.programme(), application.round())
			.filter((selection) -> selection.announcedAt() != null
					|| selection.entry(application.number()).isPresent());
		boolean missed = over.isPresent();
		over.ifPresent((selection) -> this.events.publishEvent(new SelectionMissed(application.number(),
				selection.entry(application.number()).map(Selection.Entry::reason).orElse(""))));
		ProcessVariables.SELECTION_OUTCOME.set(execution, missed ? "MISSED" : "WAITING");
		this.audit.record(Act.on(application.number(), AuditAction.SELECTION_JOINED,
				Selections.keyOf(application.programme(), application.round()), missed ? "未列入本轮遴选" : "列入待遴选名单"));
	}

}
