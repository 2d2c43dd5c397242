package cn.huiqi.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.AuthorizationQuery;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.auth.PermissionProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Makes the engine's authorisations of our groups what {@code access/permissions.yml}
 * says: no more, no less. Grants to groups only, never a revocation: both cost every task
 * query. What the engine itself grants for single tasks, and what is granted to accounts
 * or to groups that are not ours, is left alone.
 */
@Component
class GroupPermissions {

	private static final Logger log = LoggerFactory.getLogger(GroupPermissions.class);

	/** Of these the engine, or the filters' set-up, keeps rows for single ids. */
	private static final Set<Resources> KEPT_ELSEWHERE = EnumSet.of(Resources.TASK, Resources.HISTORIC_TASK,
			Resources.HISTORIC_PROCESS_INSTANCE, Resources.FILTER);

	private final AuthorizationService authorizations;

	private final PermissionProvider names;

	private final Roles roles;

	GroupPermissions(ProcessEngine engine, Roles roles) {
		this.authorizations = engine.getAuthorizationService();
		this.names = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getPermissionProvider();
		this.roles = roles;
	}

	void setUp(List<Roles.RoleGroup> groups) {
		Map<Key, Set<String>> wanted = wanted(groups);
		Map<Key, Authorization> present = present(groups);
		int made = 0;
		int removed = 0;
		for (Map.Entry<Key, Set<String>> grant : wanted.entrySet()) {
			Authorization authorization = make(grant.getKey(), grant.getValue());
			Authorization old = present.get(grant.getKey());
			if (old == null) {
				this.authorizations.saveAuthorization(authorization);
				made++;
			}
			else if (bitsOf(old) != bitsOf(authorization)) {
				old.setPermissions(permissionsOf(grant.getKey(), grant.getValue()));
				this.authorizations.saveAuthorization(old);
				made++;
			}
		}
		for (Map.Entry<Key, Authorization> grant : present.entrySet()) {
			if (!wanted.containsKey(grant.getKey())) {
				this.authorizations.deleteAuthorization(grant.getValue().getId());
				log.info("Took back {}: access/permissions.yml does not grant it", grant.getKey());
				removed++;
			}
		}
		if (made + removed > 0) {
			log.info("Permissions of {} groups: {} granted, {} taken back", groups.size(), made, removed);
		}
	}

	private Map<Key, Set<String>> wanted(List<Roles.RoleGroup> groups) {
		Map<Key, Set<String>> wanted = new LinkedHashMap<>();
		for (Roles.RoleGroup group : groups) {
			for (AccessFile.Right right : this.roles.table().rights()) {
				if (right.engine() == null || !group.isAmong(right.to())) {
					continue;
				}
				for (AccessFile.Grant grant : right.engine()) {
					for (Resources resource : resources(grant.resource())) {
						for (String id : this.roles.resolve(grant.id(), group)) {
							wanted.computeIfAbsent(new Key(group.id(), resource, id), (key) -> new TreeSet<>())
								.addAll(grant.permissions());
						}
					}
				}
			}
		}
		return wanted;
	}

	private Map<Key, Authorization> present(List<Roles.RoleGroup> groups) {
		String[] ids = groups.stream().map(Roles.RoleGroup::id).toArray(String[]::new);
		Map<Key, Authorization> present = new HashMap<>();
		for (Resources resource : Resources.values()) {
			AuthorizationQuery query = this.authorizations.createAuthorizationQuery()
				.authorizationType(Authorization.AUTH_TYPE_GRANT)
				.groupIdIn(ids)
				.resourceType(resource);
			if (KEPT_ELSEWHERE.contains(resource)) {
				query.resourceId(Authorization.ANY);
			}
			for (Authorization authorization : query.list()) {
				Key key = new Key(authorization.getGroupId(), resource, authorization.getResourceId());
				// the engine lets the members of a group see the group
				if (resource != Resources.GROUP || !key.group().equals(key.id())) {
					present.put(key, authorization);
				}
			}
		}
		return present;
	}

	private Authorization make(Key key, Collection<String> permissions) {
		Authorization authorization = this.authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
		authorization.setGroupId(key.group());
		authorization.setResource(key.resource());
		authorization.setResourceId(key.id());
		authorization.setPermissions(permissionsOf(key, permissions));
		return authorization;
	}

	private Permission[] permissionsOf(Key key, Collection<String> permissions) {
		return permissions.stream().map((name) -> permission(key.resource(), name)).toArray(Permission[]::new);
	}

	private Permission permission(Resources resource, String name) {
		if (Permissions.ALL.getName().equals(name)) {
			return Permissions.ALL;
		}
		boolean known = Arrays.stream(this.names.getPermissionsForResource(resource.resourceType()))
			.anyMatch((permission) -> permission.getName().equals(name));
		if (!known) {
			throw new IllegalStateException(
					"access/permissions.yml: %s has no permission %s".formatted(resource, name));
		}
		return this.names.getPermissionForName(name, resource.resourceType());
	}

	private static Collection<Resources> resources(String name) {
		if (Authorization.ANY.equals(name)) {
			return EnumSet.allOf(Resources.class);
		}
		try {
			return List.of(Resources.valueOf(name));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException("access/permissions.yml: no resource " + name, ex);
		}
	}

	private static int bitsOf(Authorization authorization) {
		return ((AuthorizationEntity) authorization).getPermissions();
	}

	/** What there can be one row of. */
	private record Key(String group, Resources resource, String id) {

		@Override
		public String toString() {
			return "%s %s %s".formatted(this.group, this.resource, this.id);
		}

	}

}
