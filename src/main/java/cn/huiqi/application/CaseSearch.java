package cn.huiqi.application;

import java.util.ArrayList;
import java.util.List;

import cn.huiqi.access.Rights;
import cn.huiqi.access.Sight;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds applications, only those the caller may see (the rules of {@link CaseVisibility},
 * said to the database).
 */
@Service
@Transactional(readOnly = true)
public class CaseSearch {

	private final ApplicationRecords applications;

	private final ApplicationBook book;

	private final Rights rights;

	CaseSearch(ApplicationRecords applications, ApplicationBook book, Rights rights) {
		this.applications = applications;
		this.book = book;
		this.rights = rights;
	}

	/** A page of what the caller may see, the latest number first. */
	public Page find(Criteria criteria, int page, int size) {
		var found = this.applications.findAll((root, query, builder) -> {
			List<Predicate> all = new ArrayList<>();
			all.add(visible(root, query, builder));
			if (criteria.programme() != null) {
				all.add(builder.equal(root.get("programme"), criteria.programme()));
			}
			if (criteria.district() != null) {
				all.add(builder.equal(root.get("district"), criteria.district()));
			}
			if (criteria.status() != null) {
				all.add(builder.equal(root.get("status"), criteria.status()));
			}
			return builder.and(all.toArray(Predicate[]::new));
		}, PageRequest.of(page, size, Sort.by(Sort.Direction.DESC, "applicationNumber")));
		return new Page(found.map(this.book::toCase).getContent(), found.getTotalElements());
	}

	private Predicate visible(Root<ApplicationRecord> root, CriteriaQuery<?> query, CriteriaBuilder builder) {
		Sight sight = this.rights.sight();
		if (sight.all()) {
			return builder.conjunction();
		}
		List<Predicate> any = new ArrayList<>();
		if (sight.started()) {
			any.add(builder.equal(root.get("startedBy"), sight.account()));
		}
		if (!sight.enterprises().isEmpty()) {
			any.add(root.get("creditCode").in(sight.enterprises()));
		}
		if (!sight.authorities().isEmpty()) {
			any.add(root.get("authority").in(sight.authorities()));
		}
		sight.areas()
			.forEach((area) -> any.add(builder.and(builder.equal(root.get("authority"), area.authority()),
					builder.equal(root.get("district"), area.code()))));
		if (sight.involved()) {
			Subquery<String> involved = query.subquery(String.class);
			Root<DutyRecord> duty = involved.from(DutyRecord.class);
			any.add(root.get("applicationNumber")
				.in(involved.select(duty.get("applicationNumber"))
					.where(builder.equal(duty.get("account"), sight.account()), builder.isNull(duty.get("endedAt")))));
			if (!sight.enterprises().isEmpty()) {
				Subquery<String> engaged = query.subquery(String.class);
				Root<EngagementRecord> engagement = engaged.from(EngagementRecord.class);
				any.add(root.get("applicationNumber")
					.in(engaged.select(engagement.get("applicationNumber"))
						.where(engagement.get("institution").in(sight.enterprises()),
								builder.isNull(engagement.get("replacedAt")))));
			}
		}
		return builder.or(any.toArray(Predicate[]::new));
	}

	/**
	 * What to find; null means any.
	 *
	 * @param programme programme
	 * @param district area
	 * @param status status
	 */
	public record Criteria(@Nullable String programme, @Nullable String district, @Nullable CaseStatus status) {
	}

	/**
	 * A page.
	 *
	 * @param cases the cases
	 * @param total how many there are in all
	 */
	public record Page(List<Case> cases, long total) {
	}

}
