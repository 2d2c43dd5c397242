package cn.huiqi.enterprise;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.CreditCode;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The register behind {@link Enterprises}.
 */
@Service
@Transactional
class EnterpriseRegister implements Enterprises {

	private final EnterpriseRecords records;

	private final Rosters rosters;

	private final Clock clock;

	private final AuditLog audit;

	EnterpriseRegister(EnterpriseRecords records, Rosters rosters, Clock clock, AuditLog audit) {
		this.records = records;
		this.rosters = rosters;
		this.clock = clock;
		this.audit = audit;
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Enterprise> find(CreditCode creditCode) {
		return this.records.findById(creditCode.value()).map(EnterpriseRecord::toEnterprise);
	}

	@Override
	public void lock(CreditCode creditCode) {
		this.records.lockById(creditCode.value());
	}

	@Override
	@Transactional(readOnly = true)
	public boolean isOnRoster(CreditCode creditCode, String programme) {
		return this.rosters.existsByProgrammeAndCreditCode(programme, creditCode.value());
	}

	@Override
	@Transactional(readOnly = true)
	public List<String> rostersOf(CreditCode creditCode) {
		return this.rosters.findByCreditCodeOrderByProgramme(creditCode.value())
			.stream()
			.map(RosterEntry::programme)
			.toList();
	}

	@Override
	public void register(Enterprise enterprise) {
		Optional<EnterpriseRecord> known = this.records.findById(enterprise.creditCode().value());
		Act act = Act.on(Act.SYSTEM, AuditAction.ENTERPRISE_REGISTERED, enterprise.creditCode().value(),
				enterprise.name());
		EnterpriseRecord record = known
			.orElseGet(() -> new EnterpriseRecord(enterprise.creditCode(), this.clock.instant()));
		this.audit.record(
				act.before(known.map((before) -> facts(before.toEnterprise())).orElse(null)).after(facts(enterprise)));
		record.describe(enterprise);
		this.records.save(record);
	}

	@Override
	public void putOnRoster(CreditCode creditCode, String programme) {
		if (!this.rosters.existsByProgrammeAndCreditCode(programme, creditCode.value())) {
			this.rosters.save(new RosterEntry(programme, creditCode));
			this.audit.record(Act.on(Act.SYSTEM, AuditAction.ROSTER_EXTENDED, creditCode.value(), programme));
		}
	}

	/** Names of people stay in the register. */
	private static Map<String, String> facts(Enterprise enterprise) {
		return Map.of("name", enterprise.name(), "address", enterprise.address());
	}

}
