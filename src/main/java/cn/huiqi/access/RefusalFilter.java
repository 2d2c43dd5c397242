package cn.huiqi.access;

import java.io.IOException;

import cn.huiqi.core.RefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Answers a refusal in our words only: the engine's REST interface puts an English
 * sentence with technical ids before them.
 */
class RefusalFilter extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
		chain.doFilter(request, answer);
		if (answer.getStatus() >= 400
				&& request.getAttribute(RefusedException.class.getName()) instanceof RefusedException refusal) {
			int status = answer.getStatus();
			answer.resetBuffer();
			Refusals.engine(answer, status, "InvalidRequestException", refusal.getMessage());
		}
		else if (answer.getStatus() >= 500) {
			// what went wrong inside is for the log, not for the caller
			int status = answer.getStatus();
			answer.resetBuffer();
			Refusals.engine(answer, status, "InternalError", "系统未能处理该请求，已记录。请检查输入后重试，或联系管理员。");
		}
		answer.copyBodyToResponse();
	}

}
