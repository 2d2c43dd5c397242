package cn.huiqi.enterprise;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.ChineseDates;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The registers behind {@link Institutions}.
 */
@Service
@Transactional
class InstitutionRegister implements Institutions {

	private final InstitutionRecords records;

	private final EnterpriseRecords enterprises;

	private final Enterprises organisations;

	private final Clock clock;

	private final AuditLog audit;

	InstitutionRegister(InstitutionRecords records, EnterpriseRecords enterprises, Enterprises organisations,
			Clock clock, AuditLog audit) {
		this.records = records;
		this.enterprises = enterprises;
		this.organisations = organisations;
		this.clock = clock;
		this.audit = audit;
	}

	@Override
	@Transactional(readOnly = true)
	public List<Institution> of(String authority) {
		return named(this.records.findByAuthorityOrderById(authority));
	}

	@Override
	@Transactional(readOnly = true)
	public List<Institution> validOn(String authority, Institution.Kind kind, LocalDate day) {
		return named(this.records.findByAuthorityAndKindOrderById(authority, kind)).stream()
			.filter((institution) -> institution.isValidOn(day))
			.toList();
	}

	private List<Institution> named(List<InstitutionRecord> found) {
		Map<String, String> names = this.enterprises
			.findByCreditCodeIn(found.stream().map(InstitutionRecord::creditCode).distinct().toList())
			.stream()
			.map(EnterpriseRecord::toEnterprise)
			.collect(Collectors.toMap((enterprise) -> enterprise.creditCode().value(), Enterprise::name));
		return found.stream()
			.map((record) -> record.toInstitution(names.getOrDefault(record.creditCode(), "")))
			.sorted(Comparator.comparing(Institution::kind)
				.thenComparing(Institution::name)
				.thenComparing(Institution::validFrom))
			.toList();
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<String> reasonAgainst(String authority, Institution.Kind kind, CreditCode creditCode,
			LocalDate day) {
		List<Institution> entries = named(
				this.records.findByAuthorityAndKindAndCreditCodeOrderByValidFrom(authority, kind, creditCode.value()));
		if (entries.stream().anyMatch((entry) -> entry.isValidOn(day))) {
			return Optional.empty();
		}
		if (entries.isEmpty()) {
			return Optional.of("%s不在%s名录中".formatted(creditCode, kind.label()));
		}
		Institution latest = entries.get(entries.size() - 1);
		if (latest.endedAt() != null) {
			return Optional.of("%s的%s登记已于%s终止：%s".formatted(latest.name(), kind.label(),
					ChineseDates.day(WorkCalendar.dayOf(latest.endedAt())), latest.endReason()));
		}
		if (latest.validUntil() != null && day.isAfter(latest.validUntil())) {
			return Optional
				.of("%s的%s登记已于%s到期".formatted(latest.name(), kind.label(), ChineseDates.day(latest.validUntil())));
		}
		return Optional
			.of("%s的%s登记自%s起有效，今天尚未生效".formatted(latest.name(), kind.label(), ChineseDates.day(latest.validFrom())));
	}

	@Override
	public Institution register(Entry entry) {
		// two entries at once wait for each other here
		Enterprise organisation = this.enterprises.lockById(entry.creditCode().value())
			.orElseThrow(() -> RefusedException.invalid("creditCode", "该统一社会信用代码的单位未登记"))
			.toEnterprise();
		requireNoOther(entry.authority(), entry.kind(), entry.creditCode().value(), null, entry.validity());
		Institution institution = this.records.save(new InstitutionRecord(entry)).toInstitution(organisation.name());
		this.audit.record(act(institution, "列入%s名录".formatted(entry.kind().label())).after(facts(institution)));
		return institution;
	}

	@Override
	public Institution register(Enterprise organisation, Entry entry) {
		this.organisations.register(organisation);
		return register(entry);
	}

	@Override
	public Institution change(String authority, long id, Validity validity) {
		InstitutionRecord record = standing(authority, id);
		requireNoOther(authority, record.kind(), record.creditCode(), record, validity);
		String name = nameOf(record);
		Map<String, Object> before = facts(record.toInstitution(name));
		record.describe(validity);
		Institution institution = this.records.save(record).toInstitution(name);
		this.audit.record(act(institution, "变更%s登记".formatted(institution.kind().label())).before(before)
			.after(facts(institution)));
		return institution;
	}

	@Override
	public Institution end(String authority, long id, String reason) {
		InstitutionRecord record = standing(authority, id);
		record.end(this.clock.instant(), reason);
		Institution institution = this.records.save(record).toInstitution(nameOf(record));
		this.audit.record(act(institution, "终止%s登记".formatted(institution.kind().label())).after(facts(institution)));
		return institution;
	}

	private InstitutionRecord standing(String authority, long id) {
		InstitutionRecord record = this.records.lockById(id)
			.filter((found) -> found.authority().equals(authority))
			.orElseThrow(() -> RefusedException.notFound("名录中没有此项登记"));
		this.enterprises.lockById(record.creditCode());
		if (record.isEnded()) {
			throw RefusedException.conflict("此项登记已终止，不能再变更");
		}
		return record;
	}

	private void requireNoOther(String authority, Institution.Kind kind, String creditCode,
			@Nullable InstitutionRecord own, Validity validity) {
		boolean other = this.records.findByAuthorityAndKindAndCreditCodeOrderByValidFrom(authority, kind, creditCode)
			.stream()
			.anyMatch((entry) -> entry.overlaps(own, validity));
		if (other) {
			throw RefusedException.conflict("validFrom", "该单位在此期间已在%s名录中".formatted(kind.label()));
		}
	}

	private String nameOf(InstitutionRecord record) {
		return this.enterprises.findById(record.creditCode()).map(EnterpriseRecord::toEnterprise).orElseThrow().name();
	}

	private static Act act(Institution institution, String summary) {
		return Act.on(Act.SYSTEM, AuditAction.INSTITUTION_REGISTERED, institution.creditCode().value(),
				institution.name() + summary);
	}

	private static Map<String, Object> facts(Institution institution) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("authority", institution.authority());
		facts.put("kind", institution.kind().key());
		facts.put("validFrom", institution.validFrom().toString());
		if (institution.validUntil() != null) {
			facts.put("validUntil", institution.validUntil().toString());
		}
		facts.put("basis", institution.basis());
		if (institution.endReason() != null) {
			facts.put("endReason", institution.endReason());
		}
		return facts;
	}

}
