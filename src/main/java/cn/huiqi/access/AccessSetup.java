package cn.huiqi.access;

import java.util.List;
import java.util.Set;

import cn.huiqi.programme.ProgrammeListener;

import org.camunda.bpm.engine.authorization.Groups;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Brings groups, permissions, filters and the accounts that must exist up to date at each
 * start, before the first request is taken, and whenever a release brings an authority or
 * a process there was none of.
 */
@Component
class AccessSetup implements SmartLifecycle, ProgrammeListener {

	/** After the engine, before the rooms that make accounts of their own. */
	static final int PHASE = 10;

	private final AccessSettings settings;

	private final Roles roles;

	private final EngineAccounts accounts;

	private final GroupPermissions permissions;

	private final TaskFilters filters;

	private final ProgramWork program;

	private volatile boolean running;

	AccessSetup(AccessSettings settings, Roles roles, EngineAccounts accounts, GroupPermissions permissions,
			TaskFilters filters, ProgramWork program) {
		this.settings = settings;
		this.roles = roles;
		this.accounts = accounts;
		this.permissions = permissions;
		this.filters = filters;
		this.program = program;
	}

	@Override
	public void start() {
		this.program.run(() -> {
			setUpGroups();
			if (!this.settings.demo()) {
				setUpAdministrator();
			}
			if (!this.accounts.haveAdministrator()) {
				throw new IllegalStateException("The group " + Groups.CAMUNDA_ADMIN
						+ " is empty: anybody could make himself administrator. 系统管理员组不能为空。");
			}
		});
		this.running = true;
	}

	@Override
	public void programmesChanged() {
		this.program.run(this::setUpGroups);
	}

	private void setUpGroups() {
		List<Roles.RoleGroup> groups = this.roles.groups();
		groups.forEach((group) -> this.accounts.ensureGroup(group.id(), group.name()));
		this.permissions.setUp(groups);
		this.filters.setUp(groups);
		if (this.settings.demo()) {
			groups.forEach((group) -> group.demoAccounts()
				.forEach((account, name) -> this.accounts.ensure(account, name, Set.of(group.id()))));
		}
	}

	private void setUpAdministrator() {
		this.accounts.closeDemoAccounts();
		if (this.accounts.haveAdministrator()) {
			return;
		}
		String password = this.settings.adminPassword();
		if (password == null || !EngineAccounts.isStrong(password)) {
			throw AdministratorPasswordException.of(password);
		}
		this.accounts.makeAdministrator(password);
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
