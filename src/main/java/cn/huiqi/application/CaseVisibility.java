package cn.huiqi.application;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import cn.huiqi.access.Rights;
import cn.huiqi.access.Sight;

import org.springframework.stereotype.Component;

/**
 * Whether the caller may see a case, as the table of permissions says.
 */
@Component
public class CaseVisibility {

	private final Rights rights;

	private final DutyRecords duties;

	private final EngagementRecords engagements;

	CaseVisibility(Rights rights, DutyRecords duties, EngagementRecords engagements) {
		this.rights = rights;
		this.duties = duties;
		this.engagements = engagements;
	}

	/**
	 * Numbers of the cases the caller was drawn for or has acted in, or his organisation
	 * is engaged in, the latest first.
	 */
	public List<String> involved() {
		Sight sight = this.rights.sight();
		if (sight.account() == null) {
			return List.of();
		}
		List<String> acted = this.duties.findNumbersOf(sight.account());
		if (sight.enterprises().isEmpty()) {
			return acted;
		}
		return Stream.concat(acted.stream(), this.engagements.findNumbersOf(sight.enterprises()).stream())
			.distinct()
			.sorted(Comparator.reverseOrder())
			.toList();
	}

	/** Whether the caller may see the case. */
	public boolean maySee(Case application) {
		Sight sight = this.rights.sight();
		String account = sight.account();
		if (sight.all() || account == null) {
			return true;
		}
		return (sight.started() && application.startedBy().equals(account))
				|| sight.enterprises().contains(application.creditCode().value())
				|| sight.authorities().contains(application.authority())
				|| (application.district() != null
						&& sight.areas().contains(new Sight.Area(application.authority(), application.district())))
				|| (sight.involved() && isInvolved(application.number(), account, sight));
	}

	private boolean isInvolved(String number, String account, Sight sight) {
		return this.duties.existsByApplicationNumberAndAccountAndEndedAtIsNull(number, account)
				|| (!sight.enterprises().isEmpty() && this.engagements
					.existsByApplicationNumberAndInstitutionInAndReplacedAtIsNull(number, sight.enterprises()));
	}

}
