package cn.huiqi.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import cn.huiqi.programme.Programme;

import org.springframework.stereotype.Component;

/**
 * Answers from the table.
 */
@Component
class TableRights implements Rights {

	/** What the groups of enterprises' accounts begin with; the credit code follows. */
	private static final String ENTERPRISE = "enterprise-";

	private static final String START = "start-programme";

	private final Roles roles;

	private final CurrentUser currentUser;

	private final Accounts accounts;

	TableRights(Roles roles, CurrentUser currentUser, Accounts accounts) {
		this.roles = roles;
		this.currentUser = currentUser;
		this.accounts = accounts;
	}

	@Override
	public boolean may(String right, String authority) {
		if (this.currentUser.id().isEmpty() || this.currentUser.isAdministrator()) {
			return true;
		}
		List<String> to = rolesOf(right);
		return this.roles.partsOf(this.currentUser.groups())
			.stream()
			.filter((part) -> part.authority() == null || part.authority().equals(authority))
			.anyMatch((part) -> isAmong(part, to));
	}

	private static boolean isAmong(Roles.Part part, Collection<String> to) {
		return to.contains(part.roleKey()) || (part.role().participant() && to.contains(Roles.PARTICIPANTS));
	}

	@Override
	public boolean mayApply(Programme programme) {
		if (this.currentUser.id().isEmpty() || this.currentUser.isAdministrator()) {
			return true;
		}
		List<String> to = rolesOf(START);
		return this.roles.partsOf(this.currentUser.groups())
			.stream()
			.filter((part) -> to.contains(part.roleKey()))
			.anyMatch((part) -> part.authority() == null || (part.authority().equals(programme.authority())
					&& programme.applicants().contains(part.roleKey())));
	}

	private List<String> rolesOf(String right) {
		return this.roles.table()
			.rights()
			.stream()
			.filter((row) -> row.right().equals(right))
			.flatMap((row) -> row.to().stream())
			.toList();
	}

	@Override
	public Sight sight() {
		String account = this.currentUser.id().orElse(null);
		Set<String> groups = this.currentUser.groups();
		List<Roles.Part> parts = this.roles.partsOf(groups);
		Set<AccessFile.Sees> sees = parts.stream().map((part) -> part.role().sees()).collect(Collectors.toSet());
		Set<String> enterprises = new HashSet<>();
		if (sees.contains(AccessFile.Sees.OWN) || sees.contains(AccessFile.Sees.INVOLVED)) {
			groups.stream()
				.filter((group) -> group.startsWith(ENTERPRISE))
				.forEach((group) -> enterprises.add(group.substring(ENTERPRISE.length())));
		}
		Set<String> authorities = new HashSet<>();
		Set<Sight.Area> areas = new HashSet<>();
		for (Roles.Part part : parts) {
			String authority = part.authority();
			String area = part.area();
			if (authority != null && part.role().sees() == AccessFile.Sees.AUTHORITY) {
				authorities.add(authority);
			}
			if (authority != null && area != null && part.role().sees() == AccessFile.Sees.AREA) {
				areas.add(new Sight.Area(authority, area));
			}
		}
		return new Sight(account == null || sees.contains(AccessFile.Sees.ALL), account,
				sees.contains(AccessFile.Sees.STARTED), sees.contains(AccessFile.Sees.INVOLVED), enterprises,
				authorities, areas);
	}

	@Override
	public boolean isStaff() {
		Sight sight = sight();
		return sight.all() || !sight.authorities().isEmpty() || !sight.areas().isEmpty();
	}

	@Override
	public String roleOf(String account) {
		return this.roles.partsOf(this.accounts.groupsOf(account))
			.stream()
			.map((part) -> part.role().name())
			.findFirst()
			.orElse("其他人员");
	}

	@Override
	public String nameOf(String duty) {
		return isDuty(duty) ? name(duty) : duty;
	}

	@Override
	public boolean isDuty(String duty) {
		return this.roles.table().duties().containsKey(duty);
	}

	@Override
	public boolean mayDo(String duty, Collection<String> groups) {
		AccessFile.Duty row = this.roles.table().duties().get(duty);
		return row != null && this.roles.partsOf(groups).stream().anyMatch((part) -> isAmong(part, row.to()));
	}

	@Override
	public Optional<String> reasonAgainst(String duty, Set<String> had) {
		return this.roles.table()
			.apart()
			.stream()
			.filter((row) -> row.duties().contains(duty)
					&& row.duties().stream().anyMatch((other) -> !other.equals(duty) && had.contains(other)))
			.map((row) -> "您在本申请中已办理%s，不能再办理「%s」：%s".formatted(names(row, duty, had), name(duty), row.because()))
			.findFirst();
	}

	private String names(AccessFile.Apart row, String duty, Set<String> had) {
		return row.duties()
			.stream()
			.filter((other) -> !other.equals(duty) && had.contains(other))
			.map((other) -> "「" + name(other) + "」")
			.collect(Collectors.joining("、"));
	}

	private String name(String duty) {
		return this.roles.table().duties().get(duty).name();
	}

}
