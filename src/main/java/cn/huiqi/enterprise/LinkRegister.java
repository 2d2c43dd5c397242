package cn.huiqi.enterprise;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The register behind {@link Links}.
 */
@Service
@Transactional
class LinkRegister implements Links {

	private final LinkRecords records;

	private final Clock clock;

	private final AuditLog audit;

	LinkRegister(LinkRecords records, Clock clock, AuditLog audit) {
		this.records = records;
		this.clock = clock;
		this.audit = audit;
	}

	@Override
	@Transactional(readOnly = true)
	public List<Link> of(String account) {
		return this.records.findByAccountOrderById(account).stream().map(LinkRecord::toLink).toList();
	}

	@Override
	public Link declare(String account, Kind kind, @Nullable CreditCode creditCode, String organisation,
			String declaredBy) {
		Link link = this.records
			.save(new LinkRecord(account, kind, (creditCode != null) ? creditCode.value() : null, organisation,
					declaredBy, this.clock.instant()))
			.toLink();
		this.audit.record(Act.on(Act.SYSTEM, AuditAction.LINK_DECLARED, account, account + " 与 " + organisation)
			.after(Map.of("link", link.id(), "kind", kind.name(), "organisation", organisation)));
		return link;
	}

	@Override
	public void end(String account, long link, String endedBy, String reason) {
		LinkRecord record = this.records.findById(link)
			.filter((candidate) -> candidate.isOf(account))
			.orElseThrow(() -> RefusedException.notFound("没有此项利害关系"));
		if (record.isEnded()) {
			throw RefusedException.conflict("此项利害关系已解除");
		}
		record.end(endedBy, this.clock.instant(), reason);
		this.records.save(record);
		this.audit.record(Act.on(Act.SYSTEM, AuditAction.LINK_ENDED, account, "由 " + endedBy + " 解除")
			.before(Map.of("link", link))
			.after(Map.of("endReason", reason)));
	}

}
