package cn.huiqi.access;

import cn.huiqi.audit.Actors;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Tells the audit log who acts and where the request came from.
 */
@Component
class RequestActors implements Actors {

	private final CurrentUser currentUser;

	RequestActors(CurrentUser currentUser) {
		this.currentUser = currentUser;
	}

	@Override
	public Actor current() {
		HttpServletRequest request = request();
		return new Actor(this.currentUser.id().orElse(null), (request != null) ? request.getRemoteAddr() : null,
				(request != null) ? via(request) : Via.PROGRAM, this.currentUser.isAdministrator());
	}

	private static @Nullable HttpServletRequest request() {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
				? attributes.getRequest() : null;
	}

	private static Via via(HttpServletRequest request) {
		String path = request.getRequestURI().substring(request.getContextPath().length());
		if (path.startsWith("/engine-rest")) {
			return Via.ENGINE_REST;
		}
		return path.startsWith("/camunda") ? Via.TASKLIST : Via.API;
	}

}
