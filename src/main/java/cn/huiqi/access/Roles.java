package cn.huiqi.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The groups there are: the roles of {@code access/permissions.yml} for each authority of
 * the programmes, and for each of its areas.
 */
@Component
class Roles {

	private static final String PARTICIPANTS = "participants";

	private final AccessFile.PermissionTable table = AccessFile.read("permissions.yml",
			AccessFile.PermissionTable.class);

	private final Programmes programmes;

	Roles(Programmes programmes) {
		this.programmes = programmes;
		this.table.grants().forEach((grants) -> check("permissions.yml", grants.to()));
	}

	/** Refuses a file that names a role there is none of. */
	void check(String file, Collection<String> keys) {
		for (String key : keys) {
			if (!PARTICIPANTS.equals(key) && !this.table.roles().containsKey(key)) {
				throw new IllegalStateException("access/%s: no role %s".formatted(file, key));
			}
		}
	}

	List<AccessFile.GrantList> grants() {
		return this.table.grants();
	}

	/** All groups, each once. */
	List<RoleGroup> groups() {
		List<RoleGroup> groups = new ArrayList<>();
		this.table.roles().forEach((key, role) -> {
			if (!role.group().contains("{authority}")) {
				groups.add(new RoleGroup(key, role, null, role.group(), role.name()));
				return;
			}
			for (String authority : this.programmes.authorities()) {
				List<Programme> ofAuthority = programmesOf(authority);
				String group = role.group().replace("{authority}", authority);
				if (!group.contains("{area}")) {
					groups.add(new RoleGroup(key, role, authority, group,
							"%s（%s）".formatted(role.name(), ofAuthority.get(0).authorityName())));
					continue;
				}
				Map<String, String> areas = new LinkedHashMap<>();
				ofAuthority.forEach((programme) -> programme.areas()
					.forEach((area) -> areas.putIfAbsent(area.code(), area.name())));
				areas.forEach((code, name) -> groups.add(new RoleGroup(key, role, authority,
						group.replace("{area}", code), "%s（%s）".formatted(role.name(), name))));
			}
		});
		return groups;
	}

	/** What a placeholder stands for, seen from a group: one id or several. */
	Collection<String> resolve(String id, RoleGroup group) {
		return switch (id) {
			case "{programme}" -> programmesOf(group.authority()).stream().map(Programme::programme).toList();
			case "{process}" -> processesOf(group.authority());
			case "{shared}" -> modelsIn("shared");
			case "{authority}" ->
				(group.authority() != null) ? List.of(group.authority()) : this.programmes.authorities();
			default -> List.of(id);
		};
	}

	private List<Programme> programmesOf(@Nullable String authority) {
		return this.programmes.all()
			.stream()
			.filter((programme) -> authority == null || programme.authority().equals(authority))
			.toList();
	}

	/** Its programmes and the stages they are made of. */
	private Set<String> processesOf(@Nullable String authority) {
		Set<String> processes = new TreeSet<>();
		for (Programme programme : programmesOf(authority)) {
			processes.add(programme.programme());
			processes.addAll(modelsIn(programme.authority()));
		}
		return processes;
	}

	private static List<String> modelsIn(String folder) {
		try {
			List<String> models = new ArrayList<>();
			for (Resource model : new PathMatchingResourcePatternResolver()
				.getResources("classpath*:processes/" + folder + "/*.bpmn")) {
				models.add(String.valueOf(model.getFilename()).replace(".bpmn", ""));
			}
			return models;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A group.
	 *
	 * @param roleKey key of its role
	 * @param role its role
	 * @param authority key of the authority, or {@code null} where it works across them
	 * @param id id of the group
	 * @param name name in Chinese
	 */
	record RoleGroup(String roleKey, AccessFile.Role role, @Nullable String authority, String id, String name) {

		boolean isAmong(Collection<String> roles) {
			return roles.contains(this.roleKey) || (this.role.participant() && roles.contains(PARTICIPANTS));
		}

		/** Its demo accounts: id and name. */
		Map<String, String> demoAccounts() {
			if (this.role.account() != null) {
				return Map.of(this.role.account(), this.role.name());
			}
			String label = this.role.group().contains("{area}") ? this.name : this.role.name();
			Map<String, String> accounts = new TreeMap<>();
			for (int number = 1; number <= this.role.accounts(); number++) {
				accounts.put(this.id + "-" + number, label + number);
			}
			return accounts;
		}

	}

}
