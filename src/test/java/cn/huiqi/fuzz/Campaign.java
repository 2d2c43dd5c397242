package cn.huiqi.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * Sends generated requests to a running program, as many callers over a few connections,
 * and keeps what was wrong with the answers. Logs in and looks ids up anew after every
 * {@value #ROUND} requests.
 */
public final class Campaign {

	private static final long ROUND = 50_000;

	private static final int KEPT = 40;

	private static final String PASSWORD = "Huiqi-demo-2024";

	private static final List<String> ACCOUNTS = List.of("hohhot-enterprise-1", "hohhot-enterprise-11",
			"hohhot-bureau-1", "hohhot-bureau-2", "hohhot-evaluator-1", "hohhot-finance-1", "hohhot-auditor-1",
			"hohhot-expert-1", "hohhot-provider-1", "analyst", "system", "admin");

	private static final ObjectMapper JSON = new ObjectMapper();

	private final int port;

	private final long seed;

	private final int connections;

	private final AtomicLong next = new AtomicLong();

	private final Map<Integer, AtomicLong> statuses = new ConcurrentSkipListMap<>();

	private final Map<String, Map<Integer, AtomicLong>> routes = new ConcurrentHashMap<>();

	private final Map<String, AtomicLong> kinds = new ConcurrentHashMap<>();

	private final List<Failure> failures = Collections.synchronizedList(new ArrayList<>());

	private volatile long slowest;

	private volatile String slowestCall = "";

	private volatile long nanos;

	/**
	 * @param port where the program listens on this machine
	 * @param seed what all chance comes from
	 * @param connections how many requests are under way together
	 */
	public Campaign(int port, long seed, int connections) {
		this.port = port;
		this.seed = seed;
		this.connections = connections;
	}

	/** Sends so many requests, or as many as go into the time. */
	public void run(long count, Duration longest) throws IOException, InterruptedException {
		long start = System.nanoTime();
		long deadline = start + longest.toNanos();
		while (this.next.get() < count && System.nanoTime() < deadline) {
			round(Math.min(count, this.next.get() + ROUND), deadline);
		}
		this.nanos = System.nanoTime() - start;
	}

	/** How many were sent. */
	public long sent() {
		return this.statuses.values().stream().mapToLong(AtomicLong::get).sum();
	}

	/** How many answers were wrong. */
	public long failed() {
		return this.kinds.values().stream().mapToLong(AtomicLong::get).sum();
	}

	/** How many answers had a status in the given hundred. */
	public long answered(int hundred) {
		return this.statuses.entrySet()
			.stream()
			.filter((it) -> it.getKey() / 100 == hundred)
			.mapToLong((it) -> it.getValue().get())
			.sum();
	}

	/** How many operations were called. */
	public int operations() {
		return this.routes.size();
	}

	/** The wrong answers by kind, and the first of each kind with its request. */
	public String failures() {
		StringBuilder text = new StringBuilder();
		this.kinds.entrySet()
			.stream()
			.sorted((one, other) -> Long.compare(other.getValue().get(), one.getValue().get()))
			.limit(KEPT)
			.forEach((kind) -> text.append(kind.getValue()).append(" × ").append(kind.getKey()).append('\n'));
		synchronized (this.failures) {
			this.failures.forEach((failure) -> text.append('\n').append(failure));
		}
		return text.toString();
	}

	/** Counts, by status and by route. */
	public String summary(boolean byRoute) {
		StringBuilder text = new StringBuilder("seed %d: %,d requests in %.1f s, %,.0f a second, %d operations%n"
			.formatted(this.seed, sent(), this.nanos / 1e9, sent() / Math.max(1e-9, this.nanos / 1e9), operations()));
		text.append("by status: ").append(this.statuses).append('\n');
		text.append("slowest: %d ms, %s%n".formatted(this.slowest / 1_000_000, this.slowestCall));
		if (byRoute) {
			new TreeMap<>(this.routes)
				.forEach((route, counts) -> text.append("%-100s %s%n".formatted(route, new TreeMap<>(counts))));
		}
		return text.toString();
	}

	private void round(long until, long deadline) throws IOException, InterruptedException {
		Requests requests = requests();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < this.connections; i++) {
			Thread thread = new Thread(() -> work(requests, until, deadline), "generated-requests-" + i);
			thread.start();
			threads.add(thread);
		}
		for (Thread thread : threads) {
			thread.join();
		}
	}

	private void work(Requests requests, long until, long deadline) {
		try (Wire wire = new Wire(this.port)) {
			while (System.nanoTime() < deadline) {
				long number = this.next.getAndUpdate((sent) -> (sent < until) ? sent + 1 : sent);
				if (number >= until) {
					return;
				}
				send(wire, requests.draw(number));
			}
		}
		catch (IOException ex) {
			// the connection could not be closed: nothing depends on it
		}
	}

	private void send(Wire wire, Call call) {
		long start = System.nanoTime();
		try {
			Wire.Reply reply = wire.send(call);
			count(call, reply.status());
			AnswerRules.faults(call, reply).forEach((fault) -> fail(call, fault, reply.text()));
		}
		catch (IOException | RuntimeException ex) {
			count(call, 0);
			fail(call, "no answer: " + ex.getMessage(), "");
		}
		long took = System.nanoTime() - start;
		if (took > this.slowest) {
			this.slowest = took;
			this.slowestCall = call.toString();
		}
	}

	private void count(Call call, int status) {
		this.statuses.computeIfAbsent(status, (key) -> new AtomicLong()).incrementAndGet();
		this.routes.computeIfAbsent(call.route(), (key) -> new ConcurrentHashMap<>())
			.computeIfAbsent(status, (key) -> new AtomicLong())
			.incrementAndGet();
	}

	private void fail(Call call, String fault, String answer) {
		String kind = fault + " at " + call.route();
		if (this.kinds.computeIfAbsent(kind, (key) -> new AtomicLong()).incrementAndGet() == 1
				&& this.failures.size() < KEPT) {
			this.failures.add(new Failure(call, fault, answer));
		}
	}

	private Requests requests() throws IOException {
		List<Requests.Caller> callers = new ArrayList<>();
		callers.add(new Requests.Caller("nobody", Map.of(), false));
		callers.add(new Requests.Caller("nobody at the webapps", Map.of(), true));
		Map<String, String> administrator = Map.of();
		try (Wire wire = new Wire(this.port)) {
			for (String account : ACCOUNTS) {
				Map<String, String> basic = Map.of("Authorization", "Basic " + Base64.getEncoder()
					.encodeToString((account + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
				callers.add(new Requests.Caller(account, basic, false));
				// other software has no pages
				if (!account.equals("system")) {
					callers.add(new Requests.Caller(account + " at the webapps", login(wire, account), true));
				}
				administrator = basic;
			}
			Map<String, List<String>> known = known(wire, administrator);
			return new Requests(this.seed, operations(wire, administrator), callers, known);
		}
	}

	private List<OpenApi.Operation> operations(Wire wire, Map<String, String> administrator) throws IOException {
		List<OpenApi.Operation> operations = new ArrayList<>();
		try (InputStream engine = Campaign.class.getResourceAsStream("/openapi.json")) {
			OpenApi description = new OpenApi(JSON.readTree(engine));
			operations.addAll(description.operations("/engine-rest"));
			operations.addAll(description.operations("/camunda/api/engine/engine/default"));
		}
		List<OpenApi.Operation> webapps = Webapps.description().operations("/camunda/api");
		OpenApi described = new OpenApi(get(wire, administrator, "/api/openapi.json"));
		List<OpenApi.Operation> ours = described.operations("")
			.stream()
			.filter((operation) -> operation.path().startsWith("/api"))
			.toList();
		if (ours.isEmpty()) {
			throw new IOException("/api/openapi.json names no operation");
		}
		// a fifth each, so that the engine's hundreds do not drown them
		int share = operations.size() / 3;
		for (int i = 0; i < share; i++) {
			operations.add(ours.get(i % ours.size()));
			if (i < share / 3) {
				operations.add(webapps.get(i % webapps.size()));
			}
		}
		return operations;
	}

	/** As the webapps' login page does. */
	private static Map<String, String> login(Wire wire, String account) throws IOException {
		Map<String, String> cookies = new LinkedHashMap<>();
		keep(cookies, wire.send(call("GET", "/camunda/app/tasklist/default/", Map.of(), null)));
		Wire.Reply login = wire.send(call("POST",
				"/camunda/api/admin/auth/user/default/login/" + (account.equals("analyst") ? "cockpit" : "tasklist"),
				session(cookies, "application/x-www-form-urlencoded"),
				"username=" + account + "&password=" + PASSWORD));
		if (login.status() != 200) {
			throw new IOException("%s cannot log in any more: %d %s".formatted(account, login.status(), login.text()));
		}
		keep(cookies, login);
		keep(cookies, wire.send(call("GET", "/camunda/app/tasklist/default/", session(cookies, "text/plain"), null)));
		return session(cookies, null);
	}

	private static void keep(Map<String, String> cookies, Wire.Reply reply) {
		for (String cookie : reply.header("set-cookie").split("\n")) {
			int value = cookie.indexOf('=');
			if (value > 0) {
				cookies.put(cookie.substring(0, value), cookie.substring(value + 1).split(";", 2)[0]);
			}
		}
	}

	private static Map<String, String> session(Map<String, String> cookies, @Nullable String type) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Cookie",
				cookies.entrySet()
					.stream()
					.map((it) -> it.getKey() + "=" + it.getValue())
					.collect(Collectors.joining("; ")));
		headers.put("X-XSRF-TOKEN", cookies.getOrDefault("XSRF-TOKEN", ""));
		if (type != null) {
			headers.put("Content-Type", type);
		}
		return headers;
	}

	/** Ids of what there is, by kind. */
	private static Map<String, List<String>> known(Wire wire, Map<String, String> administrator) throws IOException {
		Map<String, List<String>> known = new LinkedHashMap<>();
		for (String kind : List.of("task", "process-instance", "execution", "process-definition", "deployment", "user",
				"group", "filter", "job", "incident", "variable-instance", "decision-definition", "authorization",
				"batch", "job-definition", "tenant", "history/process-instance", "history/task",
				"history/activity-instance", "history/variable-instance", "history/decision-instance")) {
			JsonNode found = get(wire, administrator, "/engine-rest/" + kind + "?maxResults=100");
			List<String> ids = new ArrayList<>();
			found.forEach((it) -> ids.add(it.path("id").asText()));
			known.put(kind.replace("history/", "historic-"), ids);
			if (kind.endsWith("-definition")) {
				List<String> keys = new ArrayList<>();
				found.forEach((it) -> keys.add(it.path("key").asText()));
				known.put(kind + "-key", keys);
			}
		}
		List<String> numbers = new ArrayList<>();
		get(wire, administrator, "/engine-rest/history/process-instance?maxResults=100")
			.forEach((it) -> numbers.add(it.path("businessKey").asText("HH-2024-000001")));
		known.put("number", numbers);
		known.put("programme", List.of("hohhot-subsidy", "wuhan-subsidy"));
		known.put("creditcode", List.of("91150100MA1T000016", "91150100MA1T00002A"));
		known.put("variable", List.of("applicationNumber", "level", "decision"));
		known.put("varname", known.getOrDefault("variable", List.of()));
		return known;
	}

	private static JsonNode get(Wire wire, Map<String, String> headers, String target) throws IOException {
		Wire.Reply reply = wire.send(call("GET", target, headers, null));
		if (reply.status() != 200) {
			throw new IOException("%s: %d %s".formatted(target, reply.status(), reply.text()));
		}
		return JSON.readTree(reply.body());
	}

	private static Call call(String method, String target, Map<String, String> headers, @Nullable String body) {
		return new Call(-1, "", "", method, target, headers,
				(body != null) ? body.getBytes(StandardCharsets.UTF_8) : null, false);
	}

	private record Failure(Call call, String fault, String answer) {

		@Override
		public String toString() {
			String shown = (this.answer.length() > 300) ? this.answer.substring(0, 300) + "…" : this.answer;
			return "%s%n  %s%n  answered: %s%n".formatted(this.fault, this.call, shown);
		}

	}

}
