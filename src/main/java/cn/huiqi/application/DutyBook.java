package cn.huiqi.application;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The book behind {@link CaseDuties}.
 */
@Service
@Transactional
class DutyBook implements CaseDuties {

	private final DutyRecords duties;

	private final PartyRecords parties;

	private final Clock clock;

	DutyBook(DutyRecords duties, PartyRecords parties, Clock clock) {
		this.duties = duties;
		this.parties = parties;
		this.clock = clock;
	}

	@Override
	@Transactional(readOnly = true)
	public Set<String> dutiesOf(String applicationNumber, String account) {
		return this.duties.findByApplicationNumberAndAccount(applicationNumber, account)
			.stream()
			.map(DutyRecord::duty)
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
	}

	@Override
	@Transactional(readOnly = true)
	public List<String> casesOf(String account, String duty) {
		return this.duties.findByAccountAndDuty(account, duty)
			.stream()
			.map(DutyRecord::applicationNumber)
			.distinct()
			.toList();
	}

	@Override
	@Transactional(readOnly = true)
	public List<Act> acts(String applicationNumber) {
		return this.duties.findByApplicationNumberAndDutyIsNotNullOrderById(applicationNumber)
			.stream()
			.map(DutyRecord::toAct)
			.toList();
	}

	@Override
	@Transactional(readOnly = true)
	public List<Party> namedParties(String applicationNumber) {
		return this.parties.findByApplicationNumber(applicationNumber).stream().map(PartyRecord::toParty).toList();
	}

	@Override
	public void note(String applicationNumber, String account, String duty, String taskKey) {
		this.duties.save(new DutyRecord(applicationNumber, account, duty, taskKey, this.clock.instant()));
	}

	@Override
	public void noteOffer(String applicationNumber, String account, String taskKey) {
		if (!this.duties.existsByApplicationNumberAndAccountAndEndedAtIsNull(applicationNumber, account)) {
			this.duties.save(new DutyRecord(applicationNumber, account, null, taskKey, this.clock.instant()));
		}
	}

	@Override
	public void endSight(String applicationNumber, String account) {
		this.duties.findByApplicationNumberAndAccount(applicationNumber, account).forEach((duty) -> {
			duty.end(this.clock.instant());
			this.duties.save(duty);
		});
	}

	@Override
	@Transactional(readOnly = true)
	public List<String> parties(String applicationNumber) {
		return this.parties.findByApplicationNumber(applicationNumber).stream().map(PartyRecord::name).toList();
	}

	@Override
	public void noteParty(String applicationNumber, String party, String name) {
		if (this.parties.findByApplicationNumber(applicationNumber).stream().noneMatch((one) -> one.is(party, name))) {
			this.parties.save(new PartyRecord(applicationNumber, party, name));
		}
	}

}
