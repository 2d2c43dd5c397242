package cn.huiqi.workflow;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

import org.springframework.stereotype.Component;

/**
 * Forms as the gate reads them.
 */
@Component
class EngineForms implements Forms {

	private final FormGate gate;

	private final ProcessEngine engine;

	EngineForms(FormGate gate, ProcessEngine engine) {
		this.gate = gate;
		this.engine = engine;
	}

	@Override
	public FormSchema schema(String releaseId, String form) {
		return this.gate.schema(((ProcessEngineConfigurationImpl) this.engine.getProcessEngineConfiguration())
			.getCommandExecutorTxRequired(), releaseId, form);
	}

}
