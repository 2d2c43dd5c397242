package cn.huiqi.application.workflow;

import java.util.Map;

import cn.huiqi.core.RefusedException;
import cn.huiqi.programme.Programmes;
import cn.huiqi.workflow.EngineErrors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.RuntimeService;

import org.springframework.stereotype.Component;

/**
 * Starts processes for our API, by the very path Tasklist and the engine's REST take.
 */
@Component
public class ApplicationStarter {

	private final RuntimeService runtime;

	private final Programmes programmes;

	ApplicationStarter(RuntimeService runtime, Programmes programmes) {
		this.runtime = runtime;
		this.programmes = programmes;
	}

	/**
	 * Opens an application.
	 * @return its number
	 * @throws RefusedException with every reason
	 */
	public String start(String programme, Map<String, Object> fields) {
		if (this.programmes.find(programme).isEmpty()) {
			throw RefusedException.invalid("programme", "没有项目 " + programme);
		}
		return startProcess(programme, fields);
	}

	/** Withdraws an application. */
	public void withdraw(String number, Map<String, Object> fields) {
		close("withdrawal", number, fields);
	}

	/** Revokes an application for fraud. */
	public void revoke(String number, Map<String, Object> fields) {
		close("revocation", number, fields);
	}

	private void close(String process, String number, Map<String, Object> fields) {
		Map<String, Object> all = new java.util.LinkedHashMap<>(fields);
		all.put("applicationNumber", number);
		startProcess(process, all);
	}

	private String startProcess(String process, Map<String, Object> fields) {
		try {
			return this.runtime.createProcessInstanceByKey(process).setVariables(fields).execute().getBusinessKey();
		}
		catch (AuthorizationException ex) {
			throw RefusedException.forbidden("没有发起此事项的权限");
		}
		catch (RuntimeException ex) {
			throw EngineErrors.refusalIn(ex).map((refusal) -> (RuntimeException) refusal).orElse(ex);
		}
	}

}
