package cn.huiqi.application.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.access.Rights;
import cn.huiqi.application.Applications;
import cn.huiqi.application.Case;
import cn.huiqi.application.CaseVisibility;
import cn.huiqi.application.Cases;
import cn.huiqi.application.ClosureGuard;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.workflow.ProcessVariables;
import cn.huiqi.workflow.StartListener;

import org.springframework.stereotype.Component;

/**
 * Lets an enterprise withdraw its application and the bureau revoke one for fraud, as
 * long as no payment is approved.
 */
@Component
class CaseClosures implements StartListener {

	private static final String WITHDRAWAL = "withdrawal";

	private static final String REVOCATION = "revocation";

	private final Cases cases;

	private final Applications applications;

	private final CaseVisibility visibility;

	private final List<ClosureGuard> guards;

	private final Rights rights;

	private final DutySeparation separation;

	private final CurrentUser currentUser;

	private final AuditLog audit;

	CaseClosures(Cases cases, Applications applications, CaseVisibility visibility, List<ClosureGuard> guards,
			Rights rights, DutySeparation separation, CurrentUser currentUser, AuditLog audit) {
		this.cases = cases;
		this.applications = applications;
		this.visibility = visibility;
		this.guards = guards;
		this.rights = rights;
		this.separation = separation;
		this.currentUser = currentUser;
		this.audit = audit;
	}

	@Override
	public boolean supports(String processKey) {
		return processKey.equals(WITHDRAWAL) || processKey.equals(REVOCATION);
	}

	@Override
	public Opened open(Request request, List<Fault> faults) {
		String number = (String) request.answers().get("applicationNumber");
		if (!faults.isEmpty() || number == null) {
			return new Opened("", Map.of());
		}
		Case application = this.cases.find(number)
			.filter(this.visibility::maySee)
			.orElseThrow(() -> RefusedException.notFound("没有申请 " + number));
		requireRight(request.processKey(), application);
		if (application.status().isFinal()) {
			throw RefusedException.conflict("申请 %s 已办结（%s），不能再%s".formatted(number, application.status(),
					request.processKey().equals(WITHDRAWAL) ? "撤回" : "撤销"));
		}
		this.guards.stream()
			.map((guard) -> guard.reasonAgainstClosing(number))
			.flatMap(Optional::stream)
			.findFirst()
			.ifPresent((reason) -> {
				throw RefusedException.conflict(reason);
			});
		this.guards.forEach((guard) -> guard.release(number));
		this.applications.giveClosingReason(number, (String) request.answers().get("reason"));
		boolean withdrawn = request.processKey().equals(WITHDRAWAL);
		this.audit.record(Act
			.on(number, withdrawn ? AuditAction.WITHDRAWN : AuditAction.REVOKED, request.processKey(),
					withdrawn ? "申报企业撤回申请" : "主管部门撤销申请")
			.before(Map.of("status", application.status().name()))
			.after(Map.of("reason", String.valueOf(request.answers().get("reason")))));
		return new Opened(number, Map.of(ProcessVariables.APPLICATION_NUMBER.name(), number,
				ProcessVariables.PROGRAMME.name(), application.programme()));
	}

	private void requireRight(String processKey, Case application) {
		boolean may = processKey.equals(WITHDRAWAL)
				? this.currentUser.id().isEmpty() || this.currentUser.isAdministrator()
						|| (this.rights.may("withdraw", application.authority())
								&& this.currentUser.isIn(Enterprise.groupOf(application.creditCode())))
				: this.rights.may("revoke", application.authority());
		if (!may) {
			throw RefusedException.forbidden(processKey.equals(WITHDRAWAL) ? "只有申报企业可以撤回申请" : "只有主管部门可以撤销申请");
		}
		if (processKey.equals(REVOCATION)) {
			this.currentUser.id()
				.ifPresent((account) -> this.separation.requireNoTie(account, this.currentUser.groups(), application));
		}
	}

}
