package cn.huiqi.access;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Profile;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.stereotype.Component;

/**
 * Accounts that log in elsewhere, mirrored into the engine's tables, so that the engine
 * and the rooms see one kind of account. They have no password here. Memberships that
 * came from the provider follow it at each login; others are left alone. An account
 * belongs to one subject of the provider for good: whoever takes its name there later, or
 * takes the name of an account made here, gets nothing by it.
 */
@Component
@Profile("oidc")
class OidcAccounts {

	private static final Logger log = LoggerFactory.getLogger(OidcAccounts.class);

	private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}_.@-]{1,64}");

	private static final String SUBJECT = "huiqi.oidc.subject";

	private static final String AS_OF = "huiqi.oidc.asOf";

	private static final String GROUP = "huiqi.oidc.group.";

	private static final int LONGEST_NAME = 200;

	private final OidcSettings settings;

	private final IdentityService identities;

	private final EngineAccounts accounts;

	private final ProgramWork program;

	OidcAccounts(OidcSettings settings, IdentityService identities, EngineAccounts accounts, ProgramWork program) {
		this.settings = settings;
		this.identities = identities;
		this.accounts = accounts;
		this.program = program;
	}

	/**
	 * Takes what a token that has been verified says of its subject.
	 * @param claims claims of the token
	 * @param fresh whether the provider gave it just now, and not to be used for a while
	 * @return id of the account
	 * @throws RefusedLoginException if it names no account that can be this subject's
	 */
	String admit(ClaimAccessor claims, boolean fresh) {
		String id = claims.getClaimAsString(this.settings.userClaim());
		String subject = claims.getClaimAsString("sub");
		if (id == null || !ID.matcher(id).matches() || subject == null || subject.isEmpty()) {
			throw new RefusedLoginException("统一身份认证未提供可用的账号");
		}
		String owner = EngineAccounts.sha256(this.settings.issuer() + '\0' + subject);
		Instant asOf = Objects.requireNonNullElse(claims.getClaimAsInstant("iat"), Instant.EPOCH);
		if (!isUpToDate(id, owner, asOf, fresh)) {
			Set<String> groups = groupsIn(claims);
			this.program.run(() -> mirror(id, owner, asOf, fresh, nameIn(claims, id), groups));
		}
		return id;
	}

	/** Every call bears a token: only a newer one changes anything. */
	private boolean isUpToDate(String id, String owner, Instant asOf, boolean fresh) {
		return this.program
			.ask(() -> this.accounts.exists(id) && owner.equals(note(id, SUBJECT)) && !isNews(id, asOf, fresh));
	}

	private void mirror(String id, String owner, Instant asOf, boolean fresh, String name, Set<String> groups) {
		if (!this.accounts.exists(id)) {
			User account = this.identities.newUser(id);
			account.setFirstName(name);
			account.setLastName("");
			((IdentityServiceImpl) this.identities).saveUser(account, true);
			this.identities.setUserInfo(id, SUBJECT, owner);
		}
		else if (!owner.equals(note(id, SUBJECT))) {
			log.warn("Refused a login by OpenID Connect: the account {} belongs to somebody else", id);
			throw new RefusedLoginException("账号“%s”已属于其他人，不能通过统一身份认证登录".formatted(id));
		}
		else if (!isNews(id, asOf, fresh)) {
			return;
		}
		Set<String> present = this.accounts.groupsOf(id);
		for (String key : this.identities.getUserInfoKeys(id)) {
			if (key.startsWith(GROUP) && !groups.contains(key.substring(GROUP.length()))) {
				String group = key.substring(GROUP.length());
				if (present.contains(group)) {
					this.identities.deleteMembership(id, group);
				}
				this.identities.deleteUserInfo(id, key);
			}
		}
		for (String group : groups) {
			if (!present.contains(group)) {
				this.identities.createMembership(id, group);
				this.identities.setUserInfo(id, GROUP + group, "claim");
			}
		}
		this.identities.setUserInfo(id, AS_OF, String.valueOf(asOf.toEpochMilli()));
	}

	/** Groups there are; an administrator only where the operator wants it so. */
	private Set<String> groupsIn(ClaimAccessor claims) {
		List<String> named = Optional.ofNullable(claims.getClaimAsStringList(this.settings.groupsClaim()))
			.orElse(List.of());
		if (named.isEmpty()) {
			return Set.of();
		}
		return this.program
			.ask(() -> this.identities.createGroupQuery().groupIdIn(named.toArray(String[]::new)).unlimitedList())
			.stream()
			.map(Group::getId)
			.filter((group) -> this.settings.administrators() || !Groups.CAMUNDA_ADMIN.equals(group))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String nameIn(ClaimAccessor claims, String id) {
		String name = Objects.requireNonNullElse(claims.getClaimAsString("name"), id).replaceAll("\\p{Cntrl}", "");
		return name.substring(0, Math.min(name.length(), LONGEST_NAME));
	}

	/** An old token must not bring back what has been taken away since. */
	private boolean isNews(String id, Instant asOf, boolean fresh) {
		Instant last = asOfLast(id);
		return asOf.isAfter(last) || (fresh && asOf.equals(last));
	}

	private Instant asOfLast(String id) {
		String last = note(id, AS_OF);
		return last.isEmpty() ? Instant.MIN : Instant.ofEpochMilli(Long.parseLong(last));
	}

	private String note(String id, String key) {
		return Objects.requireNonNullElse(this.identities.getUserInfo(id, key), "");
	}

	/** A token that is good, of somebody who has no account here. */
	static final class RefusedLoginException extends AuthenticationException {

		private RefusedLoginException(String message) {
			super(message);
		}

	}

}
