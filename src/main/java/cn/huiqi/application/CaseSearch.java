package cn.huiqi.application;

import java.util.ArrayList;
import java.util.List;

import cn.huiqi.access.CurrentUser;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
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

	private final CurrentUser currentUser;

	CaseSearch(ApplicationRecords applications, ApplicationBook book, CurrentUser currentUser) {
		this.applications = applications;
		this.book = book;
		this.currentUser = currentUser;
	}

	/** A page of what the caller may see, the latest number first. */
	public Page find(Criteria criteria, int page, int size) {
		var found = this.applications.findAll((root, query, builder) -> {
			List<Predicate> all = new ArrayList<>();
			all.add(visible(root, builder));
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

	private Predicate visible(Root<ApplicationRecord> root, CriteriaBuilder builder) {
		if (this.currentUser.id().isEmpty() || this.currentUser.isAdministrator()) {
			return builder.conjunction();
		}
		if (this.currentUser.isIn("system")) {
			return builder.equal(root.get("startedBy"), this.currentUser.id().get());
		}
		List<Predicate> any = new ArrayList<>();
		for (String group : this.currentUser.groups()) {
			String[] parts = group.split("-", 3);
			if (parts.length < 2) {
				continue;
			}
			if (parts[0].equals("enterprise")) {
				any.add(builder.equal(root.get("creditCode"), parts[1]));
			}
			else if (parts[1].equals("district") && parts.length == 3) {
				any.add(builder.and(builder.equal(root.get("authority"), parts[0]),
						builder.equal(root.get("district"), parts[2])));
			}
			else if (parts.length == 2 && CaseVisibility.OFFICES.contains(parts[1])) {
				any.add(builder.equal(root.get("authority"), parts[0]));
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
