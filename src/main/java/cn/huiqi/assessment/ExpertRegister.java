package cn.huiqi.assessment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.access.Accounts;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.RefusedException;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The register behind {@link Experts}.
 */
@Service
@Transactional
class ExpertRegister implements Experts {

	private final ExpertRecords records;

	private final Accounts accounts;

	private final AuditLog audit;

	ExpertRegister(ExpertRecords records, Accounts accounts, AuditLog audit) {
		this.records = records;
		this.accounts = accounts;
		this.audit = audit;
	}

	@Override
	@Transactional(readOnly = true)
	public List<Expert> of(String authority) {
		return this.records.findByAuthorityOrderByAccount(authority).stream().map(ExpertRecord::toExpert).toList();
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Expert> find(String authority, String account) {
		return this.records.findByAuthorityAndAccount(authority, account).map(ExpertRecord::toExpert);
	}

	@Override
	public void register(Expert expert) {
		if (!this.accounts.groupsOf(expert.account()).contains(expert.authority() + "-expert")) {
			throw RefusedException.invalid("account", "账号不存在，或不在本部门的评审专家组中");
		}
		if (find(expert.authority(), expert.account()).isPresent()) {
			throw RefusedException.conflict("account", "该账号已在专家库中");
		}
		this.records.save(new ExpertRecord(expert));
		this.audit
			.record(Act.on(Act.SYSTEM, AuditAction.EXPERT_REGISTERED, expert.account(), "列入专家库").after(facts(expert)));
	}

	@Override
	public void change(Expert expert) {
		ExpertRecord record = this.records.findByAuthorityAndAccount(expert.authority(), expert.account())
			.orElseThrow(() -> RefusedException.notFound("专家库中没有此人"));
		Map<String, Object> before = facts(record.toExpert());
		record.describe(expert);
		this.records.save(record);
		this.audit.record(Act.on(Act.SYSTEM, AuditAction.EXPERT_REGISTERED, expert.account(), "变更专家登记")
			.before(before)
			.after(facts(expert)));
	}

	/** Names of people stay in the register. */
	private static Map<String, Object> facts(Expert expert) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("authority", expert.authority());
		facts.put("employer", expert.employer());
		facts.put("fields", expert.fields());
		facts.put("validFrom", expert.validFrom().toString());
		if (expert.validUntil() != null) {
			facts.put("validUntil", expert.validUntil().toString());
		}
		return facts;
	}

}
