package cn.huiqi.access;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers about a task that the caller may not see as about one that does not exist: the
 * engine would say that it exists, and which permission is missing.
 */
class HiddenTaskFilter extends OncePerRequestFilter {

	private static final Pattern TASK = Pattern
		.compile("(?:/engine-rest|/camunda/api/engine)(?:/engine/[^/]+)?/task/(?<id>[^/]+)(?:/.*)?");

	/** What stands where the id of a task stands elsewhere. */
	private static final List<String> NO_ID = List.of("count", "create", "report");

	private final IdentityService identities;

	private final TaskService tasks;

	HiddenTaskFilter(ProcessEngine engine) {
		this.identities = engine.getIdentityService();
		this.tasks = engine.getTaskService();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Matcher path = TASK.matcher(request.getRequestURI());
		if (path.matches() && !NO_ID.contains(path.group("id")) && !isVisible(path.group("id"))) {
			Refusals.engine(response, HttpServletResponse.SC_NOT_FOUND, "InvalidRequestException", "任务不存在，或已由他人办结");
			return;
		}
		chain.doFilter(request, response);
	}

	private boolean isVisible(String id) {
		Authentication login = SecurityContextHolder.getContext().getAuthentication();
		var before = this.identities.getCurrentAuthentication();
		List<String> groups = login.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList();
		this.identities.setAuthentication(login.getName(), groups);
		try {
			return this.tasks.createTaskQuery().taskId(id).count() > 0;
		}
		finally {
			if (before != null) {
				this.identities.setAuthentication(before);
			}
			else {
				this.identities.clearAuthentication();
			}
		}
	}

}
