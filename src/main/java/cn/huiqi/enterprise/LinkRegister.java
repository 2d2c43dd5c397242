package cn.huiqi.enterprise;

import java.time.Clock;
import java.util.List;

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

	LinkRegister(LinkRecords records, Clock clock) {
		this.records = records;
		this.clock = clock;
	}

	@Override
	@Transactional(readOnly = true)
	public List<Link> of(String account) {
		return this.records.findByAccountOrderById(account).stream().map(LinkRecord::toLink).toList();
	}

	@Override
	public Link declare(String account, Kind kind, @Nullable CreditCode creditCode, String organisation,
			String declaredBy) {
		return this.records
			.save(new LinkRecord(account, kind, (creditCode != null) ? creditCode.value() : null, organisation,
					declaredBy, this.clock.instant()))
			.toLink();
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
	}

}
