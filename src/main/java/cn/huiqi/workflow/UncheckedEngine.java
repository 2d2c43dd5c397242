package cn.huiqi.workflow;

import java.util.function.Supplier;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

import org.springframework.stereotype.Component;

/**
 * Runs engine work as the program itself, whoever is logged in: for what the program must
 * read or do on its own account after it has checked the caller by its own rules.
 */
@Component
public class UncheckedEngine {

	private final ProcessEngine engine;

	UncheckedEngine(ProcessEngine engine) {
		this.engine = engine;
	}

	/** Runs the work inside one engine command, without authorisation checks. */
	public <T> T run(Supplier<T> work) {
		return ((ProcessEngineConfigurationImpl) this.engine.getProcessEngineConfiguration())
			.getCommandExecutorTxRequired()
			.execute((context) -> EngineCaller.unchecked(context, work::get));
	}

}
