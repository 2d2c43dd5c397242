package cn.huiqi.workflow;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says plainly which file, which element and what is wrong with it.
 */
class BrokenReleaseFailureAnalyzer extends AbstractFailureAnalyzer<BrokenReleaseException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, BrokenReleaseException cause) {
		return new FailureAnalysis(
				"The models, tables and forms cannot be deployed. 流程模型、决策表或表单有误，不能部署：\n\n  "
						+ String.join("\n  ", cause.faults()),
				"Mend the files named above (file: element: cause) and start again. 请按“文件: 元素: 原因”修改后重新启动。", cause);
	}

}
