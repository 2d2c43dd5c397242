package cn.huiqi.access;

import java.io.IOException;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Where a query names no limit it gets the engine's own: with a limit set, the engine
 * would refuse every query without one, and no client that follows its manual names one.
 */
class ResultLimitFilter extends OncePerRequestFilter {

	private static final Pattern NAMED = Pattern.compile("(^|&)maxResults=");

	private final int limit;

	ResultLimitFilter(int limit) {
		this.limit = limit;
	}

	/** Metrics have a smaller limit of their own, and a default. */
	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return this.limit == Integer.MAX_VALUE || request.getRequestURI().endsWith("/metrics");
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String query = request.getQueryString();
		if (query != null && NAMED.matcher(query).find()) {
			chain.doFilter(request, response);
			return;
		}
		String limited = ((query == null || query.isEmpty()) ? "" : query + "&") + "maxResults=" + this.limit;
		chain.doFilter(new HttpServletRequestWrapper(request) {
			@Override
			public @Nullable String getQueryString() {
				return limited;
			}
		}, response);
	}

}
