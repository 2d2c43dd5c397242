package cn.huiqi.workflow;

import java.util.List;

import cn.huiqi.core.RefusedException;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.jspecify.annotations.Nullable;

/**
 * Who calls the engine. Without an authentication it is the program itself; inside a
 * command it is a model that was checked when it was deployed.
 */
public final class EngineCaller {

	private EngineCaller() {
	}

	static boolean isOutside(@Nullable Authentication authentication) {
		return Context.getCommandContext() == null && authentication != null && authentication.getUserId() != null;
	}

	/** Whether the caller is an administrator. */
	public static boolean isAdministrator(Authentication authentication) {
		List<String> groups = authentication.getGroupIds();
		return groups != null && groups.contains(Groups.CAMUNDA_ADMIN);
	}

	/**
	 * Refuses participants what only administrators may, whatever the engine would allow.
	 */
	static void requireAdministrator(@Nullable Authentication authentication) {
		if (authentication != null && isOutside(authentication) && !isAdministrator(authentication)) {
			throw EngineErrors.toRest(RefusedException.forbidden("此操作仅限系统管理员"));
		}
	}

	static <T> T unchecked(CommandContext context, java.util.concurrent.Callable<T> work) {
		try {
			return context.runWithoutAuthorization(work);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
