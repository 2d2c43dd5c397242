package cn.huiqi.reporting.workflow;

import java.util.List;
import java.util.Map;

import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.reporting.ReportingEvent;
import cn.huiqi.workflow.ProcessVariables;
import cn.huiqi.workflow.StartListener;
import cn.huiqi.workflow.UncheckedEngine;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.identity.Authentication;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets a programme's reminder run from its first reference list on; nobody but the
 * program starts it.
 */
@Component
class ReminderStarts implements StartListener {

	private static final String PROCESS = "reporting-reminder";

	private final RuntimeService runtime;

	private final IdentityService identities;

	private final UncheckedEngine engine;

	ReminderStarts(RuntimeService runtime, IdentityService identities, UncheckedEngine engine) {
		this.runtime = runtime;
		this.identities = identities;
		this.engine = engine;
	}

	@EventListener
	void on(ReportingEvent.ListReplaced replaced) {
		long running = this.engine.run(() -> this.runtime.createProcessInstanceQuery()
			.processDefinitionKey(PROCESS)
			.processInstanceBusinessKey(replaced.programme())
			.count());
		if (running == 0) {
			Authentication caller = this.identities.getCurrentAuthentication();
			this.identities.clearAuthentication();
			try {
				this.runtime.createProcessInstanceByKey(PROCESS)
					.setVariable(ProcessVariables.PROGRAMME.name(), replaced.programme())
					.execute();
			}
			finally {
				if (caller != null) {
					this.identities.setAuthentication(caller);
				}
			}
		}
	}

	@Override
	public boolean supports(String processKey) {
		return processKey.equals(PROCESS);
	}

	@Override
	public Opened open(Request request, List<Fault> faults) {
		if (request.startedBy() != null) {
			throw RefusedException.forbidden("上报提醒随参考名单自动开始，不能直接发起");
		}
		String programme = String.valueOf(request.answers().get(ProcessVariables.PROGRAMME.name()));
		return new Opened(programme, Map.of(ProcessVariables.PROGRAMME.name(), programme));
	}

}
