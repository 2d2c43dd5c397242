package cn.huiqi.access;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps expressions out of the engine's queries: inside {@code orQueries} they are
 * evaluated whatever the engine's settings say (CVE-2026-109432), and whoever can log in
 * would run code. No caller of ours needs them; stored filters are not affected. Also
 * bounds what a request may bring.
 */
class QueryGuardFilter extends OncePerRequestFilter {

	static final int MAX_BODY = 2 * 1024 * 1024;

	static final int MAX_MULTIPART = 20 * 1024 * 1024;

	private static final String FORBIDDEN_ENDING = "expression";

	private static final Set<String> VARIABLES = Set.of("variables", "modifications", "processVariables",
			"processVariablesLocal", "correlationKeys", "localCorrelationKeys");

	/** A negative offset, or the character NUL: neither gets through a database. */
	private static final Pattern BAD_PARAMETER = Pattern.compile("(^|&)firstResult=(-|%2[dD])|%00");

	private static final JsonFactory JSON = new JsonFactory();

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Optional<String> expression = expressionIn(request.getQueryString());
		if (expression.isPresent()) {
			refuseExpression(response, expression.get());
			return;
		}
		if (BAD_PARAMETER.matcher(query(request)).find()) {
			Refusals.engine(response, HttpServletResponse.SC_BAD_REQUEST, "InvalidRequestException", "请求参数无法识别");
			return;
		}
		if (isWithoutBody(request)) {
			chain.doFilter(request, response);
			return;
		}
		String type = mediaTypeOf(request);
		boolean multipart = type.equals("multipart/form-data");
		int limit = multipart ? MAX_MULTIPART : MAX_BODY;
		if (request.getContentLengthLong() > limit) {
			refuseSize(response, limit);
			return;
		}
		// neither can reach a query: the engine reads queries as JSON only
		if (type.equals("application/x-www-form-urlencoded") || (multipart && request.getContentLengthLong() >= 0)) {
			chain.doFilter(request, response);
			return;
		}
		byte[] body = request.getInputStream().readNBytes(limit + 1);
		if (body.length > limit) {
			refuseSize(response, limit);
			return;
		}
		expression = multipart ? Optional.empty() : expressionIn(body);
		if (expression.isPresent()) {
			refuseExpression(response, expression.get());
			return;
		}
		Optional<String> fault = multipart ? Optional.empty() : faultIn(body);
		if (fault.isPresent()) {
			Refusals.engine(response, HttpServletResponse.SC_BAD_REQUEST, "InvalidRequestException", fault.get());
			return;
		}
		chain.doFilter(new ReadRequest(request, body), response);
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return true;
	}

	private static String query(HttpServletRequest request) {
		return (request.getQueryString() != null) ? request.getQueryString() : "";
	}

	private static boolean isWithoutBody(HttpServletRequest request) {
		return switch (request.getMethod()) {
			case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
			default -> false;
		};
	}

	private static String mediaTypeOf(HttpServletRequest request) {
		String type = request.getContentType();
		if (type == null) {
			return "";
		}
		int parameters = type.indexOf(';');
		return ((parameters < 0) ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
	}

	private static Optional<String> expressionIn(@Nullable String query) {
		if (query == null) {
			return Optional.empty();
		}
		for (String parameter : query.split("[&;]")) {
			int value = parameter.indexOf('=');
			String name = decode((value < 0) ? parameter : parameter.substring(0, value));
			if (isExpression(name)) {
				return Optional.of(name);
			}
		}
		return Optional.empty();
	}

	private static String decode(String name) {
		try {
			return URLDecoder.decode(name, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return name;
		}
	}

	/**
	 * Reads as the engine will: whatever stands before a fault may have been understood.
	 */
	private static Optional<String> expressionIn(byte[] body) throws IOException {
		try (JsonParser parser = JSON.createParser(body)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				if (token == JsonToken.FIELD_NAME && isExpression(parser.currentName())) {
					return Optional.of(parser.currentName());
				}
			}
		}
		catch (JsonProcessingException ex) {
			// not JSON: the engine says so itself
			return Optional.empty();
		}
		return Optional.empty();
	}

	/**
	 * What the engine, or PostgreSQL, would stumble over: null for the body, for a
	 * variable or in a list, and the character NUL.
	 */
	private static Optional<String> faultIn(byte[] body) throws IOException {
		try (JsonParser parser = JSON.createParser(body)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				JsonStreamContext place = parser.getParsingContext();
				String inside = (place.getParent() != null) ? String.valueOf(place.getParent().getCurrentName()) : "";
				if (token == JsonToken.VALUE_NULL
						&& (place.inRoot() || place.inArray() || (place.inObject() && VARIABLES.contains(inside)))) {
					return Optional.of("请求内容无法识别：此处不能是 null " + place.pathAsPointer());
				}
				if (token == JsonToken.VALUE_STRING && parser.getText().indexOf('\0') >= 0) {
					String name = String.valueOf(place.getCurrentName());
					return Optional.of((name.equals("value") ? inside : name) + "：含有不能接受的控制字符");
				}
			}
		}
		catch (JsonProcessingException ex) {
			// not JSON: the engine says so itself
			return Optional.empty();
		}
		return Optional.empty();
	}

	private static boolean isExpression(String name) {
		return name.trim().toLowerCase(Locale.ROOT).endsWith(FORBIDDEN_ENDING);
	}

	private static void refuseExpression(HttpServletResponse response, String name) throws IOException {
		String shown = (name.length() > 80) ? name.substring(0, 80) + "…" : name;
		Refusals.engine(response, HttpServletResponse.SC_BAD_REQUEST, "InvalidRequestException",
				"不允许在查询中使用表达式：" + shown);
	}

	private static void refuseSize(HttpServletResponse response, int limit) throws IOException {
		Refusals.engine(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "InvalidRequestException",
				"请求内容超过 %d MB".formatted(limit / 1024 / 1024));
	}

}
