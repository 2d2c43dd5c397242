package cn.huiqi.selection.workflow;

import cn.huiqi.selection.Selection;
import cn.huiqi.selection.Selections;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import cn.huiqi.workflow.ProgrammeParameters;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Tells the model whether the programme has a number of places for this selection, which
 * are ranked for, or whether every application is decided by itself.
 */
@Component
class PrepareSelectionDelegate implements JavaDelegate {

	private final Selections selections;

	private final ProgrammeParameters parameters;

	PrepareSelectionDelegate(Selections selections, ProgrammeParameters parameters) {
		this.selections = selections;
		this.parameters = parameters;
	}

	@Override
	public void execute(DelegateExecution execution) {
		CaseExecution here = CaseExecution.of(execution);
		Selection selection = this.selections.of(here.applicationNumber()).orElseThrow();
		ProcessVariables.SELECTION_RANKED.set(execution,
				this.parameters.find(here.releaseId(), selection.programme(), Selections.quotaOf(selection.stage()))
					.isPresent());
	}

}
