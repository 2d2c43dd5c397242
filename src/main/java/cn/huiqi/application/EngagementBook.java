package cn.huiqi.application;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.enterprise.Institution;
import cn.huiqi.enterprise.Institutions;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The book behind {@link Engagements}.
 */
@Service
@Transactional
class EngagementBook implements Engagements {

	private final EngagementRecords records;

	private final Cases cases;

	private final CaseDuties duties;

	private final Enterprises enterprises;

	private final Institutions institutions;

	private final Clock clock;

	private final AuditLog audit;

	EngagementBook(EngagementRecords records, Cases cases, CaseDuties duties, Enterprises enterprises,
			Institutions institutions, Clock clock, AuditLog audit) {
		this.records = records;
		this.cases = cases;
		this.duties = duties;
		this.enterprises = enterprises;
		this.institutions = institutions;
		this.clock = clock;
		this.audit = audit;
	}

	@Override
	@Transactional(readOnly = true)
	public List<Engagement> of(String applicationNumber) {
		return this.records.findByApplicationNumberOrderById(applicationNumber)
			.stream()
			.map(EngagementRecord::toEngagement)
			.toList();
	}

	@Override
	@Transactional(readOnly = true)
	public List<Engagement> standing(String applicationNumber) {
		return of(applicationNumber).stream().filter((engagement) -> engagement.replacedAt() == null).toList();
	}

	@Override
	@Transactional(readOnly = true)
	public List<Engagement> forEnterprise(CreditCode enterprise) {
		return this.records.findByEnterpriseOrderById(enterprise.value())
			.stream()
			.map(EngagementRecord::toEngagement)
			.toList();
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<String> reasonAgainst(String applicationNumber, Institution.Kind kind, CreditCode institution) {
		Case application = this.cases.get(applicationNumber);
		if (application.creditCode().equals(institution)) {
			return Optional.of("不能是申报单位本身");
		}
		List<Engagement> known = forEnterprise(application.creditCode()).stream()
			.filter((engagement) -> engagement.institution().equals(institution))
			.toList();
		Optional<Engagement> other = known.stream().filter((engagement) -> engagement.kind() != kind).findFirst();
		if (other.isPresent()) {
			return other.map((engagement) -> "%s在申请 %s 中已是%s的%s，不能再作其%s".formatted(engagement.name(),
					engagement.applicationNumber(), application.enterpriseName(), engagement.kind().label(),
					kind.label()));
		}
		boolean engaged = known.stream()
			.anyMatch((engagement) -> engagement.applicationNumber().equals(applicationNumber)
					&& engagement.replacedAt() == null);
		return engaged ? Optional.empty() : this.institutions.reasonAgainst(application.authority(), kind, institution,
				WorkCalendar.dayOf(this.clock.instant()));
	}

	@Override
	public void engage(String applicationNumber, Institution.Kind kind, Collection<CreditCode> institutions,
			String taskKey, @Nullable String by) {
		Case application = this.cases.get(applicationNumber);
		// nobody else engages for the enterprise until this is decided
		this.enterprises.lock(application.creditCode());
		for (CreditCode institution : institutions) {
			reasonAgainst(applicationNumber, kind, institution).ifPresent((reason) -> {
				throw RefusedException.conflict(reason);
			});
		}
		List<EngagementRecord> before = this.records.findByApplicationNumberOrderById(applicationNumber)
			.stream()
			.filter((record) -> record.stands() && record.isOf(kind))
			.toList();
		before.stream().filter((record) -> institutions.stream().noneMatch(record::isOf)).forEach((record) -> {
			record.replace(this.clock.instant());
			this.records.save(record);
			this.audit.record(act(applicationNumber, kind, record.toEngagement().institution(),
					"%s不再受托为%s".formatted(record.toEngagement().name(), kind.label()), taskKey));
		});
		for (CreditCode institution : new LinkedHashSet<>(institutions)) {
			if (before.stream().noneMatch((record) -> record.isOf(institution))) {
				String name = this.enterprises.find(institution).map(Enterprise::name).orElse(institution.value());
				this.records.save(
						new EngagementRecord(application, kind, institution, name, taskKey, by, this.clock.instant()));
				this.duties.noteParty(applicationNumber, kind.key(), name);
				this.audit.record(
						act(applicationNumber, kind, institution, "%s受托为%s".formatted(name, kind.label()), taskKey));
			}
		}
	}

	private static Act act(String number, Institution.Kind kind, CreditCode institution, String summary,
			String taskKey) {
		return Act.on(number, AuditAction.INSTITUTION_ENGAGED, taskKey, summary)
			.after(Map.of("kind", kind.key(), "institution", institution.value()));
	}

}
