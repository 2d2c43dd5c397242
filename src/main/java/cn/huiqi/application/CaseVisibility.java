package cn.huiqi.application;

import java.util.Set;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.enterprise.Enterprise;

import org.springframework.stereotype.Component;

/**
 * Who may see which case: an enterprise its own, a district its own, an authority's other
 * people the authority's, another system what it started, an administrator all.
 */
@Component
public class CaseVisibility {

	/**
	 * Roles that see all cases of their authority; experts and providers see none but by
	 * a task.
	 */
	static final Set<String> OFFICES = Set.of("bureau", "evaluator", "auditor", "supervisor", "finance");

	private static final String SYSTEM = "system";

	private final CurrentUser currentUser;

	CaseVisibility(CurrentUser currentUser) {
		this.currentUser = currentUser;
	}

	/** Whether the caller may see the case. */
	public boolean maySee(Case application) {
		if (this.currentUser.id().isEmpty() || this.currentUser.isAdministrator()) {
			return true;
		}
		if (this.currentUser.isIn(SYSTEM)) {
			return application.startedBy().equals(this.currentUser.id().get());
		}
		if (this.currentUser.isIn(Enterprise.groupOf(application.creditCode()))) {
			return true;
		}
		String authority = application.authority() + "-";
		return this.currentUser.groups()
			.stream()
			.filter((group) -> group.startsWith(authority))
			.map((group) -> group.substring(authority.length()))
			.anyMatch((role) -> role.startsWith("district-") ? role.equals("district-" + application.district())
					: OFFICES.contains(role));
	}

}
