package cn.huiqi.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells an operator in two sentences, not in a stack trace, that a password is wanted.
 */
class AdministratorPasswordFailureAnalyzer extends AbstractFailureAnalyzer<AdministratorPasswordException> {

	@Override
	protected FailureAnalysis analyze(Throwable root, AdministratorPasswordException cause) {
		return new FailureAnalysis(cause.fault(), AdministratorPasswordException.RULE, cause);
	}

}
