package cn.huiqi.access;

import java.util.function.Supplier;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Work on accounts and permissions that the program does for itself: without anybody's
 * rights, whole or not at all, and by one node at a time.
 */
@Component
class ProgramWork {

	private final IdentityService identities;

	private final ProcessEngineConfigurationImpl engine;

	private final TransactionTemplate transaction;

	ProgramWork(ProcessEngine engine, PlatformTransactionManager transactions) {
		this.identities = engine.getIdentityService();
		this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
		this.transaction = new TransactionTemplate(transactions);
	}

	/** Changes something. */
	void run(Runnable work) {
		ask(() -> this.transaction.execute((status) -> {
			// two nodes that start together would both find the same things missing
			this.engine.getCommandExecutorTxRequired().execute((context) -> {
				context.getPropertyManager().acquireExclusiveLockForStartup();
				return null;
			});
			work.run();
			return true;
		}));
	}

	/** Looks something up, whoever asks: neither his permissions nor his limits apply. */
	<T extends @Nullable Object> T ask(Supplier<T> question) {
		Authentication caller = this.identities.getCurrentAuthentication();
		this.identities.clearAuthentication();
		try {
			return question.get();
		}
		finally {
			if (caller != null) {
				this.identities.setAuthentication(caller);
			}
		}
	}

}
