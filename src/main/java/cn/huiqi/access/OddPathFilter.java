package cn.huiqi.access;

import java.io.IOException;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses addresses spelt in a way no client of ours spells them, before anything tries
 * to make sense of them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class OddPathFilter extends OncePerRequestFilter {

	private static final Pattern ODD = Pattern
		.compile("//|;|\\\\|/\\.\\.?(/|$)|(?i:%2e|%2f|%5c|%3b|%00|%25)|^/[^/]*%|^/camunda/(?:[^/]*/){0,2}[^/]*%");

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (ODD.matcher(request.getRequestURI()).find()) {
			Refusals.problem(response, HttpServletResponse.SC_BAD_REQUEST, "输入有误", "地址写法不正确");
			return;
		}
		chain.doFilter(request, response);
	}

}
