package cn.huiqi.workflow;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.WorkCalendar;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.util.ClockUtil;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Sets the engine up as this house needs it.
 */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

	/** One clock for rooms and engine: whoever moves the engine's moves both. */
	@Bean
	Clock clock() {
		InstantSource engine = () -> Instant.ofEpochMilli(ClockUtil.getCurrentTime().getTime());
		return engine.withZone(WorkCalendar.ZONE);
	}

	@Bean
	FormGate formGate(PlatformTransactionManager transactions, ObjectProvider<SubmissionListener> submissionListeners,
			ObjectProvider<StartListener> startListeners, ObjectProvider<FormValues> formValues,
			ObjectProvider<FormDrafts> drafts, ObjectProvider<TaskRules> taskRules, ObjectProvider<FormLimits> limits,
			Clock clock) {
		return new FormGate(transactions, submissionListeners, startListeners, formValues, drafts, taskRules, limits,
				clock);
	}

	/**
	 * Unlike the engine's own, this one lets running jobs end before the program does.
	 */
	@Bean
	TaskExecutor camundaTaskExecutor() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(3);
		executor.setMaxPoolSize(10);
		executor.setQueueCapacity(3);
		executor.setThreadNamePrefix("camunda-job-");
		executor.setWaitForTasksToCompleteOnShutdown(true);
		executor.setAwaitTerminationSeconds(30);
		return executor;
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	ProcessEnginePlugin seamPlugin(ApplicationContext context, FormGate gate, ObjectProvider<CaseJournal> journals,
			ObjectProvider<TaskLabels> labels, ObjectProvider<TaskRules> rules,
			ObjectProvider<TaskJournal> taskJournals, ObjectProvider<TaskPeriods> periods,
			ObjectProvider<ReleaseGate> releases, ObjectProvider<AuditLog> audit) {
		return new AbstractProcessEnginePlugin() {
			@Override
			public void preInit(ProcessEngineConfigurationImpl configuration) {
				EngineJournal journal = new EngineJournal(audit);
				configuration.getCustomHistoryEventHandlers().add(journal);
				GatedRuntimeService runtime = new GatedRuntimeService(gate, journal);
				GatedTaskService tasks = new GatedTaskService(gate, journal);
				configuration.setRuntimeService(runtime);
				configuration.setTaskService(tasks);
				configuration.setFormService(new GatedFormService(gate, tasks, runtime));
				configuration.setRepositoryService(new GatedRepositoryService(releases));
				configuration.setExpressionManager(new ModelExpressions(context));

				List<BpmnParseListener> listeners = (configuration.getCustomPostBPMNParseListeners() != null)
						? configuration.getCustomPostBPMNParseListeners() : new ArrayList<>();
				listeners.add(new StageListeners(journals, labels, rules, taskJournals, periods));
				configuration.setCustomPostBPMNParseListeners(listeners);

				configuration.setEnablePasswordPolicy(true);
				configuration.setDeserializationTypeValidationEnabled(true);
				configuration.setQueryMaxResultsLimit(2000);
				configuration.setGeneralResourceWhitelistPattern("[\\p{L}\\p{N}_.@-]+");
				configuration.setEnsureJobDueDateNotNull(true);
				configuration.setDefaultUserPermissionNameForTask("TASK_WORK");
				configuration.setDefaultSerializationFormat("application/json");
				configuration.setScriptEngineNameJavaScript("none");
				configuration.setEnableFetchScriptEngineFromProcessApplication(false);
				configuration.setEnableExpressionsInAdhocQueries(false);
				configuration.setEnforceHistoryTimeToLive(true);
				DefaultDmnEngineConfiguration dmn = (DefaultDmnEngineConfiguration) DmnEngineConfiguration
					.createDefaultDmnEngineConfiguration();
				dmn.getCustomPostDecisionEvaluationListeners().add(new DecisionTrace());
				configuration.setDmnEngineConfiguration(dmn);
			}

			@Override
			public void postInit(ProcessEngineConfigurationImpl configuration) {
				// the engine reads its tables' zone-less timestamps in the zone of the
				// JVM
				if (!java.util.TimeZone.getDefault().toZoneId().equals(WorkCalendar.ZONE)) {
					throw new IllegalStateException("Huiqi runs in the zone Asia/Shanghai: start it with "
							+ "-Duser.timezone=Asia/Shanghai. 请以 Asia/Shanghai 时区启动。");
				}
			}
		};
	}

}
