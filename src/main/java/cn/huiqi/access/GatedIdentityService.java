package cn.huiqi.access;

import java.util.Objects;

import cn.huiqi.core.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The engine's accounts as this house keeps them, whichever way somebody comes to them:
 * passwords are guessed slowly.
 */
class GatedIdentityService extends IdentityServiceImpl {

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
