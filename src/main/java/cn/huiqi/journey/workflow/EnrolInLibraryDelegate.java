package cn.huiqi.journey.workflow;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.workflow.CaseExecution;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Puts the enterprise on the programme's pilot roster (试点企业库).
 */
@Component
class EnrolInLibraryDelegate implements JavaDelegate {

	private final Cases cases;

	private final Enterprises enterprises;

	EnrolInLibraryDelegate(Cases cases, Enterprises enterprises) {
		this.cases = cases;
		this.enterprises = enterprises;
	}

	@Override
	public void execute(DelegateExecution execution) {
		Case application = this.cases.get(CaseExecution.of(execution).applicationNumber());
		this.enterprises.putOnRoster(application.creditCode(), application.programme());
	}

}
