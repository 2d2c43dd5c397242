package cn.huiqi.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Answers of this room, in the two shapes that callers know.
 */
final class Refusals {

	private static final ObjectMapper JSON = new ObjectMapper();

	private Refusals() {
	}

	/** As the engine's REST interface answers. */
	static void engine(HttpServletResponse response, int status, String type, String message) throws IOException {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("type", type);
		body.put("message", message);
		body.put("code", null);
		write(response, status, "application/json", body);
	}

	/** As the engine's REST interface answered, with a message of ours in it. */
	static void engine(HttpServletResponse response, int status, JsonNode body) throws IOException {
		write(response, status, "application/json", body);
	}

	/** As our own interface answers: RFC 9457. */
	static void problem(HttpServletResponse response, int status, String title, String detail) throws IOException {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("type", "about:blank");
		body.put("status", status);
		body.put("title", title);
		body.put("detail", detail);
		write(response, status, "application/problem+json", body);
	}

	private static void write(HttpServletResponse response, int status, String type, Object body) throws IOException {
		byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
		response.setStatus(status);
		response.setContentType(type);
		response.setContentLength(bytes.length);
		response.getOutputStream().write(bytes);
	}

}
