package cn.huiqi.application;

import java.util.List;

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

	CaseVisibility(Rights rights, DutyRecords duties) {
		this.rights = rights;
		this.duties = duties;
	}

	/**
	 * Numbers of the cases the caller was drawn for or has acted in, the latest first.
	 */
	public List<String> involved() {
		String account = this.rights.sight().account();
		return (account != null) ? this.duties.findNumbersOf(account) : List.of();
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
				|| (sight.involved() && this.duties
					.existsByApplicationNumberAndAccountAndEndedAtIsNull(application.number(), account));
	}

}
