package cn.huiqi.application.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.application.Applications;
import cn.huiqi.application.Case;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.Fault;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import cn.huiqi.workflow.ProcessVariables;
import cn.huiqi.workflow.StartListener;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Opens the application behind a programme's process that somebody starts.
 */
@Component
class ApplicationStarts implements StartListener {

	private static final String SYSTEM = "system";

	private final Programmes programmes;

	private final Enterprises enterprises;

	private final Applications applications;

	private final CurrentUser currentUser;

	private final AuditLog audit;

	ApplicationStarts(Programmes programmes, Enterprises enterprises, Applications applications,
			CurrentUser currentUser, AuditLog audit) {
		this.programmes = programmes;
		this.enterprises = enterprises;
		this.applications = applications;
		this.currentUser = currentUser;
		this.audit = audit;
	}

	@Override
	public boolean supports(String processKey) {
		return this.programmes.find(processKey).isPresent();
	}

	@Override
	public Opened open(Request request, List<Fault> faults) {
		Programme programme = this.programmes.get(request.processKey());
		Map<String, Object> answers = request.answers();
		Optional<Enterprise> enterprise = enterprise((String) answers.get("creditCode"), faults);
		String district = (String) answers.get("district");
		if (district != null && programme.areas().stream().noneMatch((area) -> area.code().equals(district))) {
			faults.add(new Fault("district", "本项目没有区县 " + district));
		}
		else if (district == null && !programme.areas().isEmpty()) {
			faults.add(new Fault("district", "请选择所在区县"));
		}
		if (enterprise.isEmpty() || !faults.isEmpty()) {
			return nothing();
		}
		Case.Contact contact = new Case.Contact((String) answers.get("contactName"),
				(String) answers.get("contactPhone"), (String) answers.get("contactEmail"));
		String startedBy = (request.startedBy() != null) ? request.startedBy() : SYSTEM;
		return this.applications
			.open(new Applications.Opening(programme, enterprise.get(), district, contact,
					(String) answers.get("externalReference"), startedBy), faults)
			.map((opened) -> opened(opened, enterprise.get(), request.startedBy()))
			.orElseGet(ApplicationStarts::nothing);
	}

	private Optional<Enterprise> enterprise(@Nullable String code, List<Fault> faults) {
		if (code == null || faults.stream().anyMatch((fault) -> fault.field().equals("creditCode"))) {
			return Optional.empty();
		}
		if (!CreditCode.isValid(code)) {
			faults.add(new Fault("creditCode", "统一社会信用代码校验位不正确，请核对"));
			return Optional.empty();
		}
		CreditCode creditCode = new CreditCode(code);
		boolean anyEnterprise = this.currentUser.id().isEmpty() || this.currentUser.isAdministrator()
				|| this.currentUser.isIn(SYSTEM);
		if (!anyEnterprise && !this.currentUser.isIn(Enterprise.groupOf(creditCode))) {
			faults.add(new Fault("creditCode", "只能为本企业发起申报"));
			return Optional.empty();
		}
		Optional<Enterprise> enterprise = this.enterprises.find(creditCode);
		if (enterprise.isEmpty()) {
			faults.add(new Fault("creditCode", "该统一社会信用代码的企业未登记"));
		}
		return enterprise;
	}

	private Opened opened(Case opened, Enterprise enterprise, @Nullable String startedBy) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("programme", opened.programme());
		facts.put("round", opened.round());
		facts.put("creditCode", opened.creditCode().value());
		facts.put("district", opened.district());
		this.audit.record(Act.on(opened.number(), AuditAction.APPLICATION_OPENED, opened.programme(),
				"%s发起申报".formatted(opened.enterpriseName()))
			.after(facts)
			.rule("round " + opened.round()));
		Map<String, Object> variables = new LinkedHashMap<>();
		variables.put(ProcessVariables.APPLICATION_NUMBER.name(), opened.number());
		variables.put(ProcessVariables.PROGRAMME.name(), opened.programme());
		variables.put(ProcessVariables.ENTERPRISE_GROUP.name(), enterprise.group());
		if (opened.district() != null) {
			variables.put(ProcessVariables.DISTRICT.name(), opened.district());
			variables.put(ProcessVariables.DISTRICT_GROUP.name(),
					opened.authority() + "-district-" + opened.district());
		}
		variables.putAll(RoundTimers.variables(opened.roundCloses()));
		// another system's account does no tasks: they wait for any account of the
		// enterprise
		variables.put(ProcessVariables.DECLARER.name(), this.currentUser.isIn(enterprise.group()) ? startedBy : null);
		return new Opened(opened.number(), variables);
	}

	private static Opened nothing() {
		return new Opened("", Map.of());
	}

}
