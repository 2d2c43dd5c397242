package cn.huiqi.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * Draws requests. Each depends on the seed and its number alone, so that one of a million
 * can be sent again; only ids differ from one database to the next.
 */
final class Requests {

	private static final ObjectMapper JSON = new ObjectMapper();

	/** What would end the campaign rather than test anything: left without a real id. */
	private static final Pattern DESTRUCTIVE = Pattern
		.compile("(DELETE .*/(deployment|process-definition|decision-definition|user|group|authorization|tenant|filter|"
				+ "process-instance|history|task)\\b.*)|((PUT|POST) .*/(user|group|tenant|authorization|identity|deployment)\\b.*)"
				+ "|(.*/(suspended|delete|delete-async|cleanup|credentials|unlock|set-removal-time|logout|releases)\\b.*)");

	private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH",
			"TRACE", "PROPFIND", "get");

	private static final List<String> TYPES = List.of("application/json", "application/json;charset=UTF-16",
			"application/json;charset=nothing", "text/plain", "application/xml", "application/x-www-form-urlencoded",
			"multipart/form-data", "multipart/form-data; boundary=x", "application/hal+json", "nothing", "/", "a/b;=",
			"application/octet-stream", "text/json");

	private static final List<String> ACCEPTED = List.of("*/*", "application/json", "application/hal+json", "text/html",
			"image/png", "nothing", "application/xml", "text/csv", "application/json;q=9", "");

	private final long seed;

	private final List<OpenApi.Operation> operations;

	private final List<Caller> callers;

	private final Map<String, List<String>> known;

	Requests(long seed, List<OpenApi.Operation> operations, List<Caller> callers, Map<String, List<String>> known) {
		this.seed = seed;
		this.operations = operations;
		this.callers = callers;
		this.known = known;
	}

	/** The request of this number. */
	Call draw(long number) {
		Random random = new Random(this.seed * 0x9E3779B97F4A7C15L + number * 0xBF58476D1CE4E5B9L);
		random.nextInt();
		OpenApi.Operation operation = this.operations.get(random.nextInt(this.operations.size()));
		Caller caller = caller(random, operation);
		boolean harmless = caller.administrator() && DESTRUCTIVE.matcher(operation.route()).matches();
		Values values = new Values(random, harmless ? Map.of() : this.known);
		// half of them are meant well but for a detail, some are not meant well at all
		int oneInHostile = List.of(1000, 20, 8, 2).get(random.nextInt(4));

		String target = target(operation, values, random, oneInHostile);
		String method = (random.nextInt(60) == 0 && !harmless) ? METHODS.get(random.nextInt(METHODS.size()))
				: operation.method();
		Map<String, String> headers = new LinkedHashMap<>(caller.headers());
		if (random.nextInt(15) == 0) {
			headers.put("Accept", ACCEPTED.get(random.nextInt(ACCEPTED.size())));
		}
		if (random.nextInt(200) == 0) {
			headers.put("X-Long", "a".repeat(random.nextInt(12_000)));
		}
		if (random.nextInt(200) == 0) {
			headers.put("Accept-Language", values.hostileText().replaceAll("[\\r\\n\\x00]", "?"));
		}
		byte[] body = null;
		boolean chunked = false;
		if (operation.bodyType() != null || random.nextInt(40) == 0) {
			String type = (operation.bodyType() != null) ? operation.bodyType() : "application/json";
			if (type.startsWith("multipart/") && random.nextInt(6) > 0) {
				headers.put("Content-Type", "multipart/form-data; boundary=b0undary");
				body = multipart(operation, values, random);
			}
			else {
				headers.put("Content-Type",
						(random.nextInt(25) == 0) ? TYPES.get(random.nextInt(TYPES.size())) : "application/json");
				Object content = values.draw(operation.description(), operation.body(), "", operation.path(),
						oneInHostile, 0);
				body = spoilt(json(content), random, headers);
			}
			chunked = random.nextInt(20) == 0;
		}
		return new Call(number, caller.name(), operation.route(), method, target, headers, body, chunked);
	}

	private Caller caller(Random random, OpenApi.Operation operation) {
		boolean page = operation.prefix().startsWith("/camunda");
		List<Caller> fitting = this.callers.stream()
			.filter((caller) -> caller.session() == page || !page && operation.prefix().startsWith("/api"))
			.toList();
		Caller caller = fitting.get(random.nextInt(fitting.size()));
		// administrators seldom: they may do nearly everything
		return (caller.administrator() && random.nextInt(3) > 0) ? fitting.get(random.nextInt(fitting.size())) : caller;
	}

	private static String target(OpenApi.Operation operation, Values values, Random random, int oneInHostile) {
		String path = operation.prefix() + operation.path();
		StringBuilder query = new StringBuilder();
		long queries = operation.parameters().stream().filter((it) -> it.place().equals("query")).count();
		for (OpenApi.Parameter parameter : operation.parameters()) {
			if (parameter.place().equals("path")) {
				String value = text(values.draw(operation.description(), parameter.schema(), parameter.name(),
						operation.path(), oneInHostile, 0));
				path = path.replace("{" + parameter.name() + "}", encoded(value.isEmpty() ? "x" : value, random));
			}
			else if (parameter.place().equals("query") && random.nextInt((int) Math.max(2, queries / 3)) == 0) {
				String value = text(values.draw(operation.description(), parameter.schema(), parameter.name(),
						operation.path(), oneInHostile, 0));
				query.append(query.isEmpty() ? "?" : "&")
					.append(parameter.name())
					.append('=')
					.append(encoded(value, random));
			}
		}
		if (random.nextInt(50) == 0) {
			query.append(query.isEmpty() ? "?" : "&")
				.append(encoded(values.hostileText(), random))
				.append('=')
				.append(encoded(values.hostileText(), random));
		}
		if (random.nextInt(30) == 0) {
			query.append(query.isEmpty() ? "?" : "&")
				.append("maxResults=")
				.append(encoded(values.hostileText(), random));
		}
		if (random.nextInt(1000) == 0) {
			query.append(query.isEmpty() ? "?" : "&").append("a=").append("b".repeat(random.nextInt(9000)));
		}
		if (random.nextInt(150) == 0) {
			path = path + List.of("/", "/..", "/nothing", ";a=b", "%2e%2e", "//", ".json", "|", "%ff", "{a}", "%")
				.get(random.nextInt(11));
		}
		return path + query;
	}

	private static String text(@Nullable Object value) {
		return (value instanceof List<?> || value instanceof Map<?, ?>) ? json(value) : String.valueOf(value);
	}

	/** As a client encodes, now and then in bytes that are no UTF-8. */
	private static String encoded(String text, Random random) {
		Charset charset = (random.nextInt(40) == 0) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
		return URLEncoder.encode(text, charset).replace("+", "%20") + ((random.nextInt(200) == 0) ? "%E4%B8" : "");
	}

	private static String json(@Nullable Object content) {
		try {
			return JSON.writeValueAsString(content);
		}
		catch (JsonProcessingException ex) {
			// half a character: no writer takes it, a sender may
			return "{\"name\":\"\\ud800\"}";
		}
	}

	private static byte[] spoilt(String json, Random random, Map<String, String> headers) {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		if (random.nextInt(8) > 0) {
			return bytes;
		}
		switch (random.nextInt(20)) {
			case 0:
				return new byte[0];
			case 1:
				return json.substring(0, random.nextInt(json.length() + 1)).getBytes(StandardCharsets.UTF_8);
			case 2:
				return ("\ufeff" + json).getBytes(StandardCharsets.UTF_8);
			case 3:
				return json.getBytes(StandardCharsets.UTF_16BE);
			case 4:
				return json.getBytes(StandardCharsets.UTF_16LE);
			case 5:
				return json.getBytes(Charset.forName("UTF-32BE"));
			case 6:
				return (json + json).getBytes(StandardCharsets.UTF_8);
			case 7:
				return ("/* a */" + json).getBytes(StandardCharsets.UTF_8);
			case 8:
				return "[".repeat(1 + random.nextInt(5000)).getBytes(StandardCharsets.UTF_8);
			case 9:
				return ("{\"a\":".repeat(900) + "1" + "}".repeat(900)).getBytes(StandardCharsets.UTF_8);
			case 10:
				return ("{\"name\":1e" + "9".repeat(random.nextInt(1200)) + "}").getBytes(StandardCharsets.UTF_8);
			case 11:
				return ("{\"variables\":{\"a\":{\"value\":1}},\"variables\":7,\"variables\":null}")
					.getBytes(StandardCharsets.UTF_8);
			case 12:
				return "null".getBytes(StandardCharsets.UTF_8);
			case 13:
				return "\"\"".getBytes(StandardCharsets.UTF_8);
			case 14:
				return "[null]".getBytes(StandardCharsets.UTF_8);
			case 15:
				return "{\"orQueries\":[{\"assigneeExpr\\u0065ssion\":\"${now()}\"}]}".getBytes(StandardCharsets.UTF_8);
			case 16:
				headers.put("Content-Encoding", "gzip");
				return zipped(bytes);
			case 17:
				return ("{\"name\":\"" + "a".repeat(random.nextInt(300_000)) + "\"}").getBytes(StandardCharsets.UTF_8);
			case 18:
				if (bytes.length > 0) {
					bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
				}
				return bytes;
			default:
				byte[] noise = new byte[random.nextInt(200)];
				random.nextBytes(noise);
				return noise;
		}
	}

	private static byte[] zipped(byte[] bytes) {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
			gzip.write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return zipped.toByteArray();
	}

	private static byte[] multipart(OpenApi.Operation operation, Values values, Random random) {
		StringBuilder body = new StringBuilder();
		operation.description().properties(operation.body()).forEach((name, schema) -> {
			if (random.nextInt(4) > 0) {
				boolean file = operation.description().resolve(schema).path("format").asText().equals("binary");
				body.append("--b0undary\r\nContent-Disposition: form-data; name=\"").append(name).append('"');
				if (file || random.nextInt(5) == 0) {
					body.append("; filename=\"")
						.append(List.of("a.bpmn", "a.dmn", "a.form", "../a", "a.txt", "", "字.docx", "a.yml")
							.get(random.nextInt(8)))
						.append("\"\r\nContent-Type: ")
						.append(List.of("application/octet-stream", "text/plain", "nothing", "image/png")
							.get(random.nextInt(4)));
				}
				body.append("\r\n\r\n")
					.append(file
							? List
								.of("<a/>", "", "{}", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///c'>]><a>&b;</a>", "\0\1",
										"<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>")
								.get(random.nextInt(6))
							: text(values.draw(operation.description(), schema, name, operation.path(), 4, 0)))
					.append("\r\n");
			}
		});
		if (random.nextInt(8) > 0) {
			body.append("--b0undary--\r\n");
		}
		return body.toString().getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Somebody who sends requests.
	 *
	 * @param name the account, for reports
	 * @param headers what makes him known
	 * @param session whether he is logged in at the webapps, not by name and password
	 */
	record Caller(String name, Map<String, String> headers, boolean session) {

		boolean administrator() {
			return this.name.toLowerCase(Locale.ROOT).startsWith("admin");
		}

	}

}
