package cn.huiqi.audit;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells an operator in two sentences, not in a stack trace, which key is wanted.
 */
class AuditKeyFailureAnalyzer extends AbstractFailureAnalyzer<AuditKeyException> {

	@Override
	protected FailureAnalysis analyze(Throwable root, AuditKeyException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
	}

}
