package cn.huiqi.application.workflow;

import java.util.List;
import java.util.Map;

import cn.huiqi.application.Cases;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.ProcessVariables;
import cn.huiqi.workflow.TaskContext;
import cn.huiqi.workflow.UncheckedEngine;
import org.camunda.bpm.engine.RuntimeService;

import org.springframework.stereotype.Component;

/**
 * Shows reviewers what does not fit together in a case, as its programme's model last
 * found it. It informs; it stops nothing.
 */
@Component
class ConsistencyFormValues implements FormValues {

	private final Cases cases;

	private final RuntimeService runtime;

	private final UncheckedEngine engine;

	ConsistencyFormValues(Cases cases, RuntimeService runtime, UncheckedEngine engine) {
		this.cases = cases;
		this.runtime = runtime;
		this.engine = engine;
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		if (!task.form().mentions(ProcessVariables.CONSISTENCY_FLAGS)) {
			return Map.of();
		}
		String number = task.applicationNumber();
		String programme = this.cases.get(number).programme();
		// the task may stand in a called process: the flags stand in the programme's own
		List<?> flags = this.engine.run(() -> this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(number, programme)
			.list()
			.stream()
			.map((instance) -> this.runtime.getVariable(instance.getId(), ProcessVariables.CONSISTENCY_FLAGS))
			.filter(List.class::isInstance)
			.map((value) -> (List<?>) value)
			.findFirst()
			.orElse(List.of()));
		return Map.of(ProcessVariables.CONSISTENCY_FLAGS, flags.stream()
			.map((flag) -> (Map<?, ?>) flag)
			.map((flag) -> Map.of("code", String.valueOf(flag.get("code")), "text", String.valueOf(flag.get("text"))))
			.toList());
	}

}
