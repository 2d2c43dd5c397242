package cn.huiqi.access;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Where a query names no limit it gets the engine's own: with a limit set, the engine
 * would refuse every query without one, and no client that follows its manual names one.
 * What it does name must be a number of rows: the engine takes -1 for all there are.
 */
class ResultLimitFilter extends OncePerRequestFilter {

	private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

	private final int limit;

	ResultLimitFilter(int limit) {
		this.limit = limit;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String query = (request.getQueryString() != null) ? request.getQueryString() : "";
		boolean limited = false;
		for (String parameter : query.split("&")) {
			int equals = parameter.indexOf('=');
			String name = decode((equals < 0) ? parameter : parameter.substring(0, equals));
			if (!name.equals("maxResults") && !name.equals("firstResult")) {
				continue;
			}
			String value = (equals < 0) ? "" : decode(parameter.substring(equals + 1));
			boolean second = limited && name.equals("maxResults");
			if (second || !NUMBER.matcher(value).matches()
					|| (name.equals("maxResults") && Integer.parseInt(value) > this.limit)) {
				Refusals.engine(response, HttpServletResponse.SC_BAD_REQUEST, "InvalidRequestException",
						name + "：应为 0 至 " + (name.equals("maxResults") ? this.limit : 999_999_999) + " 的整数，且只给一次");
				return;
			}
			limited = limited || name.equals("maxResults");
		}
		// metrics have a smaller limit of their own, and a default
		if (limited || this.limit == Integer.MAX_VALUE || request.getRequestURI().endsWith("/metrics")) {
			chain.doFilter(request, response);
			return;
		}
		String completed = (query.isEmpty() ? "" : query + "&") + "maxResults=" + this.limit;
		chain.doFilter(new HttpServletRequestWrapper(request) {
			@Override
			public String getQueryString() {
				return completed;
			}
		}, response);
	}

	private static String decode(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

}
