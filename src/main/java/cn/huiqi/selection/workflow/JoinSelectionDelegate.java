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
 * Lets a case wait for the selection of its round, or of the stage and batch the model
 * names, unless that was announced already or has decided on it.
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
		String batch = ProcessVariables.SELECTION_BATCH.orNull(execution);
		Selections.Key key = new Selections.Key(application.programme(),
				ProcessVariables.SELECTION_STAGE.orNull(execution), (batch != null) ? batch : application.round());
		if (!key.isValid()) {
			throw new IllegalStateException("%s is no key of a selection".formatted(key.value()));
		}
		Optional<Selection> over = this.selections.of(key.value())
			.filter((selection) -> selection.announcedAt() != null
					|| selection.entry(application.number()).isPresent());
		boolean missed = over.isPresent();
		over.ifPresent((selection) -> this.events.publishEvent(new SelectionMissed(application.number(), key.value(),
				selection.entry(application.number()).map(Selection.Entry::reason).orElse(""))));
		if (!missed) {
			this.selections.join(application.number(), key);
		}
		ProcessVariables.SELECTION_OUTCOME.set(execution, missed ? "MISSED" : "WAITING");
		this.audit.record(Act.on(application.number(), AuditAction.SELECTION_JOINED, key.value(),
				missed ? "未列入本轮遴选" : "列入待遴选名单"));
	}

}
