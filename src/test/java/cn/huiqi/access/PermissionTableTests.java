package cn.huiqi.access;

import java.util.List;
import java.util.Set;

import cn.huiqi.programme.Programmes;
import cn.huiqi.testing.DatabaseTest;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is in the table is granted, what is taken out of it is taken back.
 */
@DatabaseTest
class PermissionTableTests {

	@Autowired
	Programmes programmes;

	@Autowired
	ProcessEngine engine;

	@Autowired
	Roles roles;

	@Autowired
	ProgramWork program;

	@Autowired
	AuthorizationService authorizations;

	@AfterEach
	void asTheTableSays() {
		setUp(this.roles);
	}

	@Test
	void changesNothingAtASecondStart() {
		// given what the first start granted
		List<String> before = ids();
		// when
		setUp(this.roles);
		// then
		assertThat(ids()).isEqualTo(before).hasSizeGreaterThan(100);
	}

	@Test
	void takesBackWhatARowNoLongerGrants() {
		// given the right to revoke
		assertThat(mayRevoke("hohhot-bureau")).isTrue();
		RouteTable routes = new RouteTable(this.roles);
		Set<String> bureau = this.roles.keysOf(List.of("hohhot-bureau"));
		assertThat(routes.mayCall("POST", "/api/applications/HH-2025-000001/revocation", bureau)).isTrue();
		// when its row is taken out
		Roles without = without("revoke");
		setUp(without);
		// then it is gone from the engine and from the addresses
		assertThat(mayRevoke("hohhot-bureau")).isFalse();
		assertThat(new RouteTable(without).mayCall("POST", "/api/applications/HH-2025-000001/revocation", bureau))
			.isFalse();
		// and the others stand
		assertThat(this.authorizations.isUserAuthorized(null, List.of("hohhot-bureau"), Permissions.READ,
				Resources.PROCESS_DEFINITION, "hohhot-subsidy"))
			.isTrue();
		// when it is put back, then it is granted again
		setUp(this.roles);
		assertThat(mayRevoke("hohhot-bureau")).isTrue();
	}

	@Test
	void knowsRolesByTheNamesOfGroups() {
		assertThat(this.roles.partsOf(List.of("wuhan-district-wuhan-jingkai"))).singleElement().satisfies((part) -> {
			assertThat(part.roleKey()).isEqualTo("district");
			assertThat(part.authority()).isEqualTo("wuhan");
			assertThat(part.area()).isEqualTo("wuhan-jingkai");
		});
		assertThat(this.roles.keysOf(List.of("hubei-expert"))).containsExactlyInAnyOrder("anyone", "everybody",
				"participants", "expert");
		assertThat(this.roles.keysOf(List.of("camunda-admin"))).containsExactlyInAnyOrder("anyone", "everybody",
				"administrator");
		// the group of an enterprise's accounts is no role, nor is what only looks like
		// one
		assertThat(this.roles.partsOf(List.of("enterprise-91150100MA1TEST001", "camunda-admins", "xbureau",
				"HOHHOT-bureau", "hohhot-bureau-1")))
			.isEmpty();
	}

	private boolean mayRevoke(String group) {
		return this.authorizations.isUserAuthorized(null, List.of(group), Permissions.CREATE_INSTANCE,
				Resources.PROCESS_DEFINITION, "revocation");
	}

	private Roles without(String right) {
		AccessFile.PermissionTable table = this.roles.table();
		return new Roles(this.programmes, new AccessFile.PermissionTable(table.roles(), table.duties(), table.apart(),
				table.rights().stream().filter((row) -> !row.right().equals(right)).toList()));
	}

	private void setUp(Roles roles) {
		this.program.run(() -> new GroupPermissions(this.engine, roles).setUp(roles.groups()));
	}

	private List<String> ids() {
		return this.authorizations.createAuthorizationQuery()
			.unlimitedList()
			.stream()
			.map((authorization) -> authorization.getId() + " " + authorization.getGroupId())
			.sorted()
			.toList();
	}

}
