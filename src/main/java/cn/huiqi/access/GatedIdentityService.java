package cn.huiqi.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response.Status;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.PasswordPolicyResult;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The engine's accounts as this house keeps them, whichever way somebody comes to them:
 * passwords are guessed slowly, weak ones refused, and nobody but an administrator
 * changes the name under which somebody stands in the files.
 */
class GatedIdentityService extends IdentityServiceImpl {

	private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}_.@-]{1,64}");

	private static final int LONGEST_NAME = 255;

	private final LoginThrottle throttle;

	GatedIdentityService(LoginThrottle throttle) {
		this.throttle = throttle;
	}

	@Override
	public boolean checkPassword(@Nullable String userId, @Nullable String password) {
		ServletRequestAttributes exchange = exchange();
		if (exchange == null) {
			// the program itself
			return super.checkPassword(userId, password);
		}
		HttpServletRequest request = exchange.getRequest();
		try {
			boolean right = this.throttle.check(String.valueOf(userId), RequestSource.of(request.getRemoteAddr()),
					() -> super.checkPassword(userId, password));
			Authentication caller = getCurrentAuthentication();
			if (!right && caller != null && Objects.equals(caller.getUserId(), userId)) {
				// somebody who is logged in confirms a change with his own password
				say(RefusedException.invalid("authenticatedUserPassword", "当前密码不正确"));
			}
			return right;
		}
		catch (LoginThrottledException ex) {
			HttpServletResponse response = exchange.getResponse();
			if (response != null) {
				response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(ex.seconds()));
			}
			throw ex;
		}
	}

	@Override
	public User newUser(@Nullable String userId) {
		if (userId == null || !ID.matcher(userId).matches()) {
			throw refuse(RefusedException.invalid("id", "账号为 1 至 64 个字符，只能包含文字、数字和 _ . @ -"));
		}
		return super.newUser(userId);
	}

	@Override
	public void saveUser(User user, boolean skipPasswordPolicy) {
		if (!skipPasswordPolicy) {
			if (isParticipant()) {
				requireOnlyOwnPasswordChanged(user);
			}
			requireFit(user);
		}
		// checked above, with a reason
		super.saveUser(user, true);
	}

	@Override
	public PasswordPolicyResult checkPasswordAgainstPolicy(@Nullable String candidatePassword, @Nullable User user) {
		if (candidatePassword == null) {
			throw refuse(RefusedException.invalid("password", "必填"));
		}
		return super.checkPasswordAgainstPolicy(candidatePassword, user);
	}

	@Override
	public void deleteUser(String userId) {
		requireAdministrator();
		requireAdministratorBeside(userId);
		List<String> notes = getUserInfoKeys(userId);
		super.deleteUser(userId);
		// the next account of this name is another one
		notes.forEach((note) -> deleteUserInfo(userId, note));
	}

	@Override
	public void deleteMembership(String userId, String groupId) {
		if (Groups.CAMUNDA_ADMIN.equals(groupId)) {
			requireAdministrator();
			requireAdministratorBeside(userId);
		}
		super.deleteMembership(userId, groupId);
	}

	@Override
	public void deleteGroup(String groupId) {
		if (Groups.CAMUNDA_ADMIN.equals(groupId)) {
			throw refuse(RefusedException.conflict("系统管理员组不能删除"));
		}
		super.deleteGroup(groupId);
	}

	private void requireOnlyOwnPasswordChanged(User user) {
		String caller = getCurrentAuthentication().getUserId();
		User stored = caller.equals(user.getId()) ? createUserQuery().userId(caller).singleResult() : null;
		boolean same = stored != null && Objects.equals(stored.getFirstName(), user.getFirstName())
				&& Objects.equals(stored.getLastName(), user.getLastName())
				&& Objects.equals(stored.getEmail(), user.getEmail());
		if (!same) {
			throw refuse(RefusedException.forbidden("账号资料由系统管理员维护，本人只能修改密码"));
		}
	}

	private void requireFit(User user) {
		List<Fault> faults = new ArrayList<>();
		requireShort(faults, "firstName", user.getFirstName());
		requireShort(faults, "lastName", user.getLastName());
		requireShort(faults, "email", user.getEmail());
		if (user instanceof UserEntity entity && entity.hasNewPassword()
				&& !this.commandExecutor.execute((context) -> entity.checkPasswordAgainstPolicy())) {
			faults.add(new Fault("password", PasswordRules.TEXT));
		}
		if (!faults.isEmpty()) {
			throw refuse(RefusedException.invalid(faults));
		}
	}

	private static void requireShort(List<Fault> faults, String field, @Nullable String value) {
		if (value != null && (value.length() > LONGEST_NAME || value.chars().anyMatch(Character::isISOControl))) {
			faults.add(new Fault(field, "最多 " + LONGEST_NAME + " 个字符，不能包含控制字符"));
		}
	}

	/** Without an administrator anybody could make himself one. */
	private void requireAdministratorBeside(String userId) {
		List<User> administrators = createUserQuery().memberOfGroup(Groups.CAMUNDA_ADMIN).unlimitedList();
		boolean is = administrators.stream().anyMatch((user) -> user.getId().equals(userId));
		if (is && administrators.size() == 1) {
			throw refuse(RefusedException.conflict("系统管理员组不能为空，请先指定另一名系统管理员"));
		}
	}

	private void requireAdministrator() {
		if (isParticipant()) {
			throw refuse(RefusedException.forbidden("此操作仅限系统管理员"));
		}
	}

	/** Whether somebody calls who is no administrator. */
	private boolean isParticipant() {
		Authentication caller = getCurrentAuthentication();
		if (caller == null || caller.getUserId() == null || Context.getCommandContext() != null) {
			return false;
		}
		return caller.getGroupIds() == null || !caller.getGroupIds().contains(Groups.CAMUNDA_ADMIN);
	}

	/**
	 * The engine's REST interface gives only this exception its own status everywhere.
	 */
	private static InvalidRequestException refuse(RefusedException refusal) {
		say(refusal);
		return new InvalidRequestException(switch (refusal.kind()) {
			case INVALID -> Status.BAD_REQUEST;
			case FORBIDDEN -> Status.FORBIDDEN;
			case NOT_FOUND -> Status.NOT_FOUND;
			case CONFLICT -> Status.CONFLICT;
			case TOO_LARGE -> Status.REQUEST_ENTITY_TOO_LARGE;
			case UNSUPPORTED -> Status.UNSUPPORTED_MEDIA_TYPE;
			case UNAVAILABLE -> Status.SERVICE_UNAVAILABLE;
		}, refusal, refusal.getMessage());
	}

	/** Has the edge answer in these words. */
	private static void say(RefusedException refusal) {
		RequestAttributes request = RequestContextHolder.getRequestAttributes();
		if (request != null) {
			request.setAttribute(RefusedException.class.getName(), refusal, RequestAttributes.SCOPE_REQUEST);
		}
	}

	private static @Nullable ServletRequestAttributes exchange() {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes exchange) ? exchange
				: null;
	}

}
