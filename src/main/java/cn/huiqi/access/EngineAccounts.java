package cn.huiqi.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Accounts in the engine's own tables. A demo account carries a mark, so that an
 * installation that leaves demo mode closes every account whose password is published.
 */
@Component
class EngineAccounts implements Accounts {

	static final String DEMO_PASSWORD = "Huiqi-demo-2024";

	static final String ADMINISTRATOR = "admin";

	private static final String MARK = "huiqi.demo";

	private static final String OPEN = "open";

	private static final String CLOSED = "closed";

	private static final Logger log = LoggerFactory.getLogger(EngineAccounts.class);

	private final IdentityService identities;

	private final AccessSettings settings;

	private final ProgramWork program;

	EngineAccounts(IdentityService identities, AccessSettings settings, ProgramWork program) {
		this.identities = identities;
		this.settings = settings;
		this.program = program;
	}

	@Override
	public void ensure(String id, String displayName, Set<String> groups) {
		if (!this.settings.demo()) {
			return;
		}
		this.program.run(() -> {
			User account = find(id).orElse(null);
			if (account == null) {
				save(id, displayName, DEMO_PASSWORD);
				this.identities.setUserInfo(id, MARK, OPEN);
			}
			else if (CLOSED.equals(this.identities.getUserInfo(id, MARK))) {
				save(account, DEMO_PASSWORD);
				this.identities.setUserInfo(id, MARK, OPEN);
			}
			join(id, groups);
		});
	}

	@Override
	public Set<String> groupsOf(String userId) {
		// whoever asks, the answer is about this account
		return this.program.ask(() -> this.identities.createGroupQuery().groupMember(userId).list())
			.stream()
			.map(Group::getId)
			.collect(Collectors.toUnmodifiableSet());
	}

	boolean exists(String id) {
		return this.program.ask(() -> find(id)).isPresent();
	}

	/**
	 * What tells an account, as long as it has its present password, from every other;
	 * empty where there is none.
	 */
	Optional<String> sealOf(String id) {
		return this.program.ask(() -> find(id))
			.map((account) -> sha256(account.getId() + '\0' + Objects.requireNonNullElse(account.getPassword(), "")));
	}

	/** Makes a group, or gives it the name it is to have. */
	void ensureGroup(String id, String name) {
		Group group = this.identities.createGroupQuery().groupId(id).singleResult();
		if (group == null) {
			group = this.identities.newGroup(id);
			group.setType(Groups.CAMUNDA_ADMIN.equals(id) ? Groups.GROUP_TYPE_SYSTEM : "WORKFLOW");
		}
		if (!name.equals(group.getName())) {
			group.setName(name);
			this.identities.saveGroup(group);
		}
	}

	/** Gives every account left over from demo mode a password that nobody knows. */
	void closeDemoAccounts() {
		List<User> open = this.identities.createNativeUserQuery()
			.sql("select U.* from ACT_ID_USER U where exists (select 1 from ACT_ID_INFO I"
					+ " where I.USER_ID_ = U.ID_ and I.KEY_ = #{mark} and I.VALUE_ = #{open})")
			.parameter("mark", MARK)
			.parameter("open", OPEN)
			.list();
		for (User account : open) {
			save(account, unknowablePassword());
			this.identities.setUserInfo(account.getId(), MARK, CLOSED);
		}
		if (!open.isEmpty()) {
			log.warn("Closed {} accounts left over from demo mode: their password is published.", open.size());
		}
	}

	/** Whether somebody who can log in is an administrator. */
	boolean haveAdministrator() {
		return this.identities.createUserQuery()
			.memberOfGroup(Groups.CAMUNDA_ADMIN)
			.list()
			.stream()
			.anyMatch((account) -> !CLOSED.equals(this.identities.getUserInfo(account.getId(), MARK)));
	}

	/** Makes the account {@code admin}, or gives it this password. */
	void makeAdministrator(String password) {
		User account = find(ADMINISTRATOR).orElse(null);
		if (account != null) {
			save(account, password);
			this.identities.deleteUserInfo(ADMINISTRATOR, MARK);
		}
		else {
			save(ADMINISTRATOR, "系统管理员", password);
		}
		join(ADMINISTRATOR, Set.of(Groups.CAMUNDA_ADMIN));
	}

	private Optional<User> find(String id) {
		return Optional.ofNullable(this.identities.createUserQuery().userId(id).singleResult());
	}

	private void save(String id, String displayName, String password) {
		User account = this.identities.newUser(id);
		account.setFirstName(displayName);
		account.setLastName("");
		save(account, password);
	}

	private void save(User account, String password) {
		account.setPassword(password);
		// these passwords have passed, or need not pass, rules of their own
		((IdentityServiceImpl) this.identities).saveUser(account, true);
	}

	private void join(String id, Set<String> groups) {
		Set<String> present = groupsOf(id);
		for (String group : groups) {
			if (!present.contains(group)) {
				if (this.identities.createGroupQuery().groupId(group).count() == 0) {
					ensureGroup(group, group);
				}
				this.identities.createMembership(id, group);
			}
		}
	}

	static String sha256(String text) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return Base64.getEncoder().encodeToString(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String unknowablePassword() {
		byte[] random = new byte[32];
		new SecureRandom().nextBytes(random);
		return Base64.getEncoder().encodeToString(random);
	}

	/**
	 * Whether a password may guard the first administrator: at least twelve characters of
	 * three kinds, and not the account's own name.
	 */
	static boolean isStrong(@Nullable String password) {
		if (password == null || password.length() < 12 || password.toLowerCase().contains(ADMINISTRATOR)) {
			return false;
		}
		return PasswordRules.kinds(password) >= 3;
	}

}
