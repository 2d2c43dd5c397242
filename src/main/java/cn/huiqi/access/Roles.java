package cn.huiqi.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The roles of {@code access/permissions.yml} and the groups that stand for them: one for
 * each authority of the programmes, and for each of its areas.
 */
@Component
class Roles {

	/** Key of the role that may whatever is not given to nobody. */
	static final String ADMINISTRATOR = "administrator";

	/** Whoever calls, logged in or not. */
	static final String ANYONE = "anyone";

	/** Whoever is logged in. */
	static final String EVERYBODY = "everybody";

	/** Whoever works in Tasklist. */
	static final String PARTICIPANTS = "participants";

	private static final Set<String> ALL_OF_THEM = Set.of(ANYONE, EVERYBODY, PARTICIPANTS);

	private final AccessFile.PermissionTable table;

	private final Programmes programmes;

	private final Map<String, Pattern> patterns = new LinkedHashMap<>();

	@Autowired
	Roles(Programmes programmes) {
		this(programmes, AccessFile.read("permissions.yml", AccessFile.PermissionTable.class));
	}

	Roles(Programmes programmes, AccessFile.PermissionTable table) {
		this.programmes = programmes;
		this.table = table;
		this.table.rights().forEach((right) -> check("permissions.yml", right.to()));
		this.table.duties().values().forEach((duty) -> check("permissions.yml", duty.to()));
		this.table.apart().stream().flatMap((apart) -> apart.duties().stream()).forEach((duty) -> {
			if (!this.table.duties().containsKey(duty)) {
				throw new IllegalStateException("access/permissions.yml: no duty " + duty);
			}
		});
		this.table.roles()
			.forEach((key, role) -> this.patterns.put(key,
					Pattern.compile(role.group()
						.replace("{authority}", "(?<authority>[a-z]+)")
						.replace("{area}", "(?<area>[a-z]+(?:-[a-z]+)*)"))));
	}

	/** Refuses a file that names a role there is none of. */
	void check(String file, Collection<String> keys) {
		for (String key : keys) {
			if (!ALL_OF_THEM.contains(key) && !this.table.roles().containsKey(key)) {
				throw new IllegalStateException("access/%s: no role %s".formatted(file, key));
			}
		}
	}

	/** The whole table. */
	AccessFile.PermissionTable table() {
		return this.table;
	}

	/** The parts somebody plays who is in these groups. */
	List<Part> partsOf(Collection<String> groups) {
		List<Part> parts = new ArrayList<>();
		for (String group : groups) {
			this.patterns.forEach((key, pattern) -> {
				Matcher matcher = pattern.matcher(group);
				if (matcher.matches()) {
					AccessFile.Role role = this.table.roles().get(key);
					parts.add(new Part(key, role,
							role.group().contains("{authority}") ? matcher.group("authority") : null,
							role.group().contains("{area}") ? matcher.group("area") : null));
				}
			});
		}
		return parts;
	}

	/**
	 * What an account in these groups is called in the table: keys of roles, and whom
	 * they are counted among.
	 */
	Set<String> keysOf(Collection<String> groups) {
		Set<String> keys = new LinkedHashSet<>(List.of(ANYONE, EVERYBODY));
		partsOf(groups).forEach((part) -> {
			keys.add(part.roleKey());
			if (part.role().participant()) {
				keys.add(PARTICIPANTS);
			}
		});
		return keys;
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
			case "{open}" -> programmesOf(group.authority()).stream()
				.filter((programme) -> group.authority() == null || programme.applicants().contains(group.roleKey()))
				.map(Programme::programme)
				.toList();
			case "{process}" -> processesOf(group.authority());
			case "{shared}" -> this.programmes.sharedProcesses();
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

	/** Its programmes and the stages they are made of; those of all, for no authority. */
	private Collection<String> processesOf(@Nullable String authority) {
		Collection<String> authorities = (authority != null) ? List.of(authority) : this.programmes.authorities();
		return authorities.stream().flatMap((one) -> this.programmes.processesOf(one).stream()).toList();
	}

	/**
	 * A part somebody plays.
	 *
	 * @param roleKey key of the role
	 * @param role the role
	 * @param authority key of the authority, {@code null} where it works across them
	 * @param area code of the area, {@code null} where the role has none
	 */
	record Part(String roleKey, AccessFile.Role role, @Nullable String authority, @Nullable String area) {
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
