package cn.huiqi.workflow;

import java.util.Optional;

import cn.huiqi.core.RefusedException;
import jakarta.ws.rs.core.Response.Status;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Refusals on their way through the engine's REST interface and Tasklist: only this
 * exception gets its own status on every route; most others become a 500 somewhere.
 */
public final class EngineErrors {

	private EngineErrors() {
	}

	static InvalidRequestException toRest(RefusedException refusal) {
		Status status = switch (refusal.kind()) {
			case INVALID -> Status.BAD_REQUEST;
			case FORBIDDEN -> Status.FORBIDDEN;
			case NOT_FOUND -> Status.NOT_FOUND;
			case CONFLICT -> Status.CONFLICT;
			case TOO_LARGE -> Status.REQUEST_ENTITY_TOO_LARGE;
			case UNSUPPORTED -> Status.UNSUPPORTED_MEDIA_TYPE;
			case UNAVAILABLE -> Status.SERVICE_UNAVAILABLE;
		};
		RequestAttributes request = RequestContextHolder.getRequestAttributes();
		if (request != null) {
			// the edge answers in these words; REST resources put technical ids before
			// them
			request.setAttribute(RefusedException.class.getName(), refusal, RequestAttributes.SCOPE_REQUEST);
		}
		return new InvalidRequestException(status, refusal, refusal.getMessage());
	}

	/** The refusal inside what the engine threw. */
	public static Optional<RefusedException> refusalIn(@Nullable Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof RefusedException refusal) {
				return Optional.of(refusal);
			}
		}
		return Optional.empty();
	}

}
