package cn.huiqi.enterprise;

import java.time.Clock;
import java.util.Optional;

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

	EnterpriseRegister(EnterpriseRecords records, Rosters rosters, Clock clock) {
		this.records = records;
		this.rosters = rosters;
		this.clock = clock;
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
	public void register(Enterprise enterprise) {
		EnterpriseRecord record = this.records.findById(enterprise.creditCode().value())
			.orElseGet(() -> new EnterpriseRecord(enterprise.creditCode(), this.clock.instant()));
		record.describe(enterprise);
		this.records.save(record);
	}

	@Override
	public void putOnRoster(CreditCode creditCode, String programme) {
		if (!this.rosters.existsByProgrammeAndCreditCode(programme, creditCode.value())) {
			this.rosters.save(new RosterEntry(programme, creditCode));
		}
	}

}
