package cn.huiqi.application.workflow;

import java.util.Map;

import cn.huiqi.application.Cases;
import cn.huiqi.workflow.TaskLabels;

import org.springframework.stereotype.Component;

/**
 * Shows in task lists which enterprise a task is about.
 */
@Component
class EnterpriseLabel implements TaskLabels {

	private final Cases cases;

	EnterpriseLabel(Cases cases) {
		this.cases = cases;
	}

	@Override
	public Map<String, String> labelsOf(String applicationNumber) {
		return this.cases.find(applicationNumber)
			.map((application) -> Map.of("enterpriseName", application.enterpriseName()))
			.orElse(Map.of());
	}

}
