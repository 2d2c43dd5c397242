package cn.huiqi.access;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.impl.identity.Authentication;

import org.springframework.stereotype.Component;

/**
 * The account that the engine sees: whatever way somebody logged in, it is set there.
 */
@Component
class EngineCurrentUser implements CurrentUser {

	private final IdentityService identities;

	EngineCurrentUser(IdentityService identities) {
		this.identities = identities;
	}

	@Override
	public Optional<String> id() {
		return Optional.ofNullable(this.identities.getCurrentAuthentication()).map(Authentication::getUserId);
	}

	@Override
	public Set<String> groups() {
		Authentication authentication = this.identities.getCurrentAuthentication();
		List<String> groups = (authentication != null) ? authentication.getGroupIds() : null;
		return (groups != null) ? new LinkedHashSet<>(groups) : Set.of();
	}

	@Override
	public boolean isIn(String group) {
		return groups().contains(group);
	}

	@Override
	public boolean isAdministrator() {
		return isIn(Groups.CAMUNDA_ADMIN);
	}

}
