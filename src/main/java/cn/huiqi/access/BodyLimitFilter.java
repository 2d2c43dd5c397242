package cn.huiqi.access;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds what a request to our own interface may bring, whether it says its length or
 * not. Uploads have a limit of their own where they are taken in.
 */
class BodyLimitFilter extends OncePerRequestFilter {

	/** A file of 200 MB and the little around it. */
	static final int MAX_FILE = 210 * 1024 * 1024;

	/** The addresses that take files. */
	private static final Pattern FILES = Pattern
		.compile("/api/(applications/[^/]+/materials|selections/[^/]+/minutes|programmes/[^/]+/reference-list)");

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String type = request.getContentType();
		boolean upload = type != null && type.trim().toLowerCase(Locale.ROOT).startsWith("multipart/");
		boolean file = upload && FILES.matcher(request.getRequestURI()).matches();
		int limit = file ? MAX_FILE : upload ? QueryGuardFilter.MAX_MULTIPART : QueryGuardFilter.MAX_BODY;
		// what does not say its length is bounded where files are taken, nowhere else
		boolean unbounded = upload && !file && request.getHeader("Transfer-Encoding") != null;
		if (request.getContentLengthLong() > limit || unbounded) {
			refuse(response, limit);
			return;
		}
		if (upload || request.getContentLengthLong() >= 0 || request.getHeader("Transfer-Encoding") == null) {
			chain.doFilter(request, response);
			return;
		}
		byte[] body = request.getInputStream().readNBytes(limit + 1);
		if (body.length > limit) {
			refuse(response, limit);
			return;
		}
		chain.doFilter(new ReadRequest(request, body), response);
	}

	private static void refuse(HttpServletResponse response, int limit) throws IOException {
		Refusals.problem(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "内容过大",
				"请求内容超过 %d MB".formatted(limit / 1024 / 1024));
	}

}
