package cn.huiqi.access;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cn.huiqi.core.CreditCode;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.ProgramTest;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every address of the running program, called as everybody, answers as the table of
 * permissions says. Two invented authorities with two areas each give every role
 * something of its own and something of others.
 */
@ProgramTest
class RouteMatrixTests {

	private static final String ROUTE_REFUSAL = "当前账号无权执行此操作";

	/** What pages, and the engine itself, say. */
	private static final String OTHER_REFUSAL = "您没有此项操作的权限";

	private static final List<String> HIDDEN = List.of("任务不存在", "没有申请", "没有账号", "没有主管部门", "没有企业");

	private static final Pattern VARIABLE = Pattern.compile("\\{([\\w-]+)}");

	/** The task each role finds in every case of the invented programmes. */
	private static final Map<String, String> TASKS = Map.of("enterprise", "userTask_declareTrial", "district",
			"userTask_reviewTrial", "bureau", "userTask_publishTrial", "evaluator", "userTask_evaluateTrial", "expert",
			"userTask_appraiseTrial", "auditor", "userTask_auditTrial", "supervisor", "userTask_superviseTrial",
			"provider", "userTask_provideTrial", "finance", "userTask_payTrial");

	/** Whose the cases are. */
	private static final Map<String, Integer> ENTERPRISES = Map.of("own", 900001, "otherEnterprise", 900002,
			"otherDistrict", 900003, "otherAuthority", 900004, "started", 900005, "involved", 900006);

	@LocalServerPort
	int port;

	@Autowired
	WebApplicationContext context;

	@Autowired
	RuntimeService runtime;

	@Autowired
	TaskService tasks;

	@Autowired
	RepositoryService repository;

	@Autowired
	IdentityService identity;

	@Autowired
	FilterService filters;

	@Autowired
	Enterprises enterprises;

	@Autowired
	Accounts accounts;

	@Autowired
	Journey journey;

	@Autowired
	JdbcTemplate jdbc;

	private final PermissionsYaml table = new PermissionsYaml();

	private final HttpClient http = HttpClient.newHttpClient();

	private final Map<String, Map<String, String>> sessions = new TreeMap<>();

	private final Map<String, String> cases = new TreeMap<>();

	private final Map<String, String> taskIds = new TreeMap<>();

	private final List<String> wrong = new ArrayList<>();

	private int cells;

	@BeforeEach
	void casesOfEverybody() {
		this.cases.put("own", start("jiashi", "dongqu", 900001, null));
		this.cases.put("otherEnterprise", start("jiashi", "dongqu", 900002, null));
		this.cases.put("otherDistrict", start("jiashi", "xiqu", 900003, null));
		this.cases.put("otherAuthority", start("yishi", "nanqu", 900004, null));
		this.cases.put("started", start("jiashi", "dongqu", 900005, "system"));
		// the expert and the provider have acted in one case
		this.cases.put("involved", start("jiashi", "dongqu", 900006, null));
		for (String role : List.of("expert", "provider")) {
			String task = task("involved", role);
			this.journey.as(accountOf(role));
			if (!task.equals("nonexistent")) {
				this.tasks.complete(task, Map.of("decision", "approve"));
			}
			this.journey.reset();
		}
	}

	@AfterEach
	void nobodyIsLoggedIn() {
		this.journey.reset();
	}

	@Test
	void answersEveryRouteAsTheTableSays() {
		// given every address there is
		RealRoutes routes = new RealRoutes(this.context);
		assertThat(routes.all()).hasSizeGreaterThan(1400);
		// then each is in the table
		List<String> missing = routes.all()
			.stream()
			.filter((route) -> this.table.rowsOf(route.method(), route.inTable()).isEmpty())
			.map(Object::toString)
			.toList();
		assertThat(missing).as("addresses that access/permissions.yml does not name").isEmpty();
		// when everybody calls everything, then the answer is the table's
		List<String> everybody = new ArrayList<>(this.table.roles().keySet());
		everybody.add("anonymous");
		for (RealRoutes.Route route : routes.all()) {
			for (String role : everybody) {
				if (isWorthCalling(route, role)) {
					check(route, role, "own", ownCase(role));
				}
			}
		}
		assertThat(this.wrong).as("of %d cells", this.cells).isEmpty();
		assertThat(this.cells).isGreaterThan(2000);
		System.out.printf("%d addresses, %d cells%n", routes.all().size(), this.cells);
	}

	@Test
	void showsNobodyWhatBelongsToOthers() {
		// given the addresses that are about something
		RealRoutes routes = new RealRoutes(this.context);
		Stored before = Stored.in(this.jdbc);
		// when everybody who may call them asks for what is another's
		for (RealRoutes.Route route : routes.all()) {
			List<PermissionsYaml.Row> rows = this.table.rowsOf(route.method(), route.inTable());
			if (!isAboutSomething(route, rows) || isNamedEngine(route)) {
				continue;
			}
			for (String role : this.table.roles().keySet()) {
				if (role.equals("administrator") || !this.table.may(rows, role)) {
					continue;
				}
				for (String relation : List.of("otherEnterprise", "otherDistrict", "otherAuthority")) {
					check(route, role, relation, relation);
				}
			}
		}
		// then the answer is the table's, and nothing has changed
		assertThat(this.wrong).as("of %d cells", this.cells).isEmpty();
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
		System.out.printf("%d cells about what is another's%n", this.cells);
	}

	@Test
	void listsOnlyWhatIsSeen() throws Exception {
		for (String role : this.table.roles().keySet()) {
			if (this.table.may(this.table.rowsOf("GET", "/api/applications"), role) && !role.equals("administrator")) {
				// when
				String list = call("GET", "/api/applications?programme=jiashi-trial&size=200", role).body()
						+ call("GET", "/api/applications?programme=yishi-trial&size=200", role).body();
				// then
				this.cases.forEach((relation, number) -> assertThat(list.contains(number))
					.as("%s sees the case %s in the list", role, relation)
					.isEqualTo(seesCase(role, relation)));
			}
		}
	}

	@Test
	void isWrittenDownForReaders() throws IOException {
		// given
		String page = new PermissionsPage(this.table, new RealRoutes(this.context).all()).text();
		Files.writeString(Path.of("target", "permissions.md"), page);
		// then docs/permissions.md is this page
		assertThat(Path.of("docs", "permissions.md")).as("copy target/permissions.md to docs").hasContent(page);
	}

	@Test
	void listensNowhereElse() {
		assertThat(RealRoutes.servletMappings(this.context.getServletContext()))
			.allMatch((mapping) -> mapping.equals("/") || mapping.startsWith("/engine-rest/")
					|| mapping.matches("/camunda/api/(admin|cockpit|tasklist|welcome|engine)/\\*"));
	}

	@Test
	void deniesToOthersWhatTheTableDoesNotName() throws Exception {
		// given an address nobody thought of
		RouteTable routes = this.context.getBean(RouteTable.class);
		for (String path : List.of("/api/nowhere", "/engine-rest/nowhere", "/camunda/api/nowhere", "/nowhere")) {
			// then only administrators get past the table
			assertThat(routes.mayCall("GET", path, Set.of("anyone", "everybody", "participants", "bureau"))).isFalse();
			assertThat(routes.mayCall("GET", path, Set.of("anyone", "everybody", "administrator"))).isTrue();
			assertThat(call("GET", path, "bureau").statusCode()).isIn(401, 403);
		}
	}

	/**
	 * The same place under three addresses: the named engine's is tried by two callers.
	 */
	private static boolean isWorthCalling(RealRoutes.Route route, String role) {
		return isNamedEngine(route) ? Set.of("enterprise", "anonymous").contains(role)
				: !route.path().startsWith("/camunda/api/engine/")
						|| Set.of("enterprise", "bureau", "analyst", "anonymous").contains(role);
	}

	private static boolean isNamedEngine(RealRoutes.Route route) {
		return route.path().startsWith("/engine-rest/engine/{name}");
	}

	/** Whether the address itself says what it is about. */
	private static boolean isAboutSomething(RealRoutes.Route route, List<PermissionsYaml.Row> rows) {
		return rows.stream().anyMatch((row) -> switch (row.of()) {
			case "task" ->
				route.inTable().startsWith("engine:/task/{id}") || route.path().startsWith("/api/tasks/{task}");
			case "case" -> route.path().contains("{number}");
			case "enterprise" -> route.path().contains("{creditCode}");
			case "programme", "account", "authority" -> route.path().contains("{" + row.of() + "}");
			default -> false;
		});
	}

	private void check(RealRoutes.Route route, String role, String relation, String about) {
		List<PermissionsYaml.Row> rows = this.table.rowsOf(route.method(), route.inTable());
		boolean may = this.table.may(rows, role);
		boolean sees = !isAboutSomething(route, rows) || relation.equals("own")
				|| sees(rows.get(0).of(), role, relation);
		String path = pathOf(route, role, about);
		HttpResponse<String> answer = call(route.method(), path, role);
		this.cells++;
		// a page sends those who are not logged in to where they can
		boolean refusedRoute = answer.statusCode() == 401
				|| (answer.statusCode() == 302
						&& (route.path().startsWith("/admin/") || route.path().startsWith("/my")))
				|| (answer.statusCode() == 403 && (answer.body().contains(ROUTE_REFUSAL) || answer.body().isEmpty()
						|| (!may && answer.body().contains(OTHER_REFUSAL))));
		// an administrator asks for what does not exist, see pathOf
		boolean refusedObject = answer.statusCode() == 403 || (answer.statusCode() == 404
				&& !role.equals("administrator") && HIDDEN.stream().anyMatch(answer.body()::contains));
		boolean asTold = !may ? refusedRoute
				: sees ? !refusedRoute && (!refusedObject || isOwnRefusal(route, answer)) : refusedObject;
		if (!asTold || answer.statusCode() >= 500) {
			this.wrong.add("%s as %s, %s: table says %s, answer %d %s".formatted(route, role, relation,
					!may ? "no" : sees ? "yes" : "not this one", answer.statusCode(),
					answer.body().substring(0, Math.min(160, answer.body().length()))));
		}
	}

	/**
	 * Rules beyond the table: another's password, a task nobody delegated, a login
	 * without an account.
	 */
	private static boolean isOwnRefusal(RealRoutes.Route route, HttpResponse<String> answer) {
		return Set
			.of("PUT engine:/user/{id}/credentials", "POST engine:/task/{id}/resolve", "POST engine:/task/{id}/unclaim",
					"GET engine:/authorization/check")
			.contains(route.method() + " " + route.inTable()) || route.path().startsWith("/camunda/api/admin/auth/")
				|| route.path().contains("/static/") || answer.body().contains(OTHER_REFUSAL);
	}

	/**
	 * Which cases a role sees in relation to the own one, by what the table says of it.
	 */
	private boolean sees(String of, String role, String relation) {
		String sees = this.table.roles().get(role).path("sees").asText();
		if (!of.equals("case") && !of.equals("enterprise") && (sees.equals("involved") || sees.equals("authority"))) {
			return !relation.equals("otherAuthority");
		}
		if (Set.of("programme", "account", "authority").contains(of)) {
			return !relation.equals("otherAuthority");
		}
		return seesCase(role, relation);
	}

	private boolean seesCase(String role, String relation) {
		return switch (this.table.roles().get(role).path("sees").asText()) {
			case "own" -> relation.equals("own");
			case "area" -> !relation.equals("otherDistrict") && !relation.equals("otherAuthority");
			case "authority" -> !relation.equals("otherAuthority");
			case "involved", "started" -> relation.equals(this.table.roles().get(role).path("sees").asText());
			default -> false;
		};
	}

	private String ownCase(String role) {
		JsonNode row = this.table.roles().get(role);
		String sees = (row != null) ? row.path("sees").asText() : "";
		return sees.equals("involved") || sees.equals("started") ? sees : "own";
	}

	private String pathOf(RealRoutes.Route route, String role, String about) {
		// an administrator may do everything, and is not to
		boolean harmless = route.method().equals("GET") || route.method().equals("OPTIONS");
		boolean pretend = !harmless && (role.equals("administrator") || role.equals("anonymous"));
		String template = route.inTable();
		Matcher variables = VARIABLE.matcher(route.path());
		StringBuilder path = new StringBuilder();
		while (variables.find()) {
			variables.appendReplacement(path,
					Matcher.quoteReplacement(pretend && !Set.of("name", "engine").contains(variables.group(1))
							? "nonexistent" : value(variables.group(1), template, role, about)));
		}
		return variables.appendTail(path)
			.toString()
			.replaceFirst("^/\\*\\*$", "/index.html")
			.replace("/camunda/app/**", "/camunda/app/tasklist/scripts/config.js")
			.replace("**", "x");
	}

	private String value(String variable, String template, String role, String about) {
		boolean other = about.equals("otherAuthority");
		return switch (variable) {
			case "name", "engineName", "engine" -> "default";
			case "number" -> this.cases.get(about);
			case "task" -> task(about.equals("involved") ? "own" : about, role);
			case "programme", "key" -> other ? "yishi-trial" : "jiashi-trial";
			case "authority" -> other ? "yishi" : "jiashi";
			case "creditCode" -> creditCode(ENTERPRISES.get(about)).value();
			case "account" -> other ? "yishi-evaluator-1" : "jiashi-evaluator-1";
			case "id" -> template.startsWith("engine:/task/") ? task(about.equals("involved") ? "own" : about, role)
					: template.startsWith("engine:/process-definition/") ? definition()
							: template.startsWith("engine:/filter/") ? filter()
									: template.startsWith("engine:/user/") ? accountOf(role) : "nonexistent";
			case "varId" -> "applicationNumber";
			default -> "1";
		};
	}

	private String definition() {
		return this.repository.createProcessDefinitionQuery()
			.processDefinitionKey("jiashi-trial")
			.latestVersion()
			.singleResult()
			.getId();
	}

	private String filter() {
		return this.filters.createFilterQuery().filterName("我的任务").singleResult().getId();
	}

	private String task(String about, String role) {
		return this.taskIds.computeIfAbsent(about + " " + role,
				(key) -> this.tasks.createTaskQuery()
					.processInstanceBusinessKey(this.cases.get(about))
					.taskDefinitionKey(TASKS.getOrDefault(role, "none"))
					.listPage(0, 1)
					.stream()
					.findFirst()
					.map(Task::getId)
					.orElse("nonexistent"));
	}

	private HttpResponse<String> call(String method, String path, String role) {
		boolean webapp = path.startsWith("/camunda/") || path.startsWith("/admin/") || path.startsWith("/my");
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.header("Accept", "application/json, */*;q=0.5");
		if (!role.equals("anonymous")) {
			if (webapp) {
				Map<String, String> cookies = this.sessions.computeIfAbsent(role,
						(key) -> new Rest(this.port).login(accountOf(key), "welcome").cookies());
				StringBuilder cookie = new StringBuilder();
				cookies.forEach((name, value) -> cookie.append(name).append('=').append(value).append("; "));
				request.header("Cookie", cookie.toString()).header("X-XSRF-TOKEN", cookies.get("XSRF-TOKEN"));
			}
			else {
				request.header("Authorization", "Basic " + Base64.getEncoder()
					.encodeToString((accountOf(role) + ":" + Rest.PASSWORD).getBytes(StandardCharsets.UTF_8)));
			}
		}
		boolean body = Set.of("POST", "PUT", "PATCH").contains(method);
		if (body) {
			request.header("Content-Type", "application/json");
		}
		// half an object: nothing is done with it, wherever it arrives
		String content = path.startsWith("/api/") ? "{}" : "{";
		request.method(method,
				body ? HttpRequest.BodyPublishers.ofString(content) : HttpRequest.BodyPublishers.noBody());
		try {
			HttpResponse<String> answer = this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
			if (webapp && path.endsWith("/logout")) {
				this.sessions.remove(role);
			}
			return answer;
		}
		catch (IOException ex) {
			throw new IllegalStateException(method + " " + path, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String accountOf(String role) {
		return switch (role) {
			case "enterprise" -> "jiashi-enterprise-900001";
			case "district" -> "jiashi-district-dongqu-1";
			case "administrator" -> "admin";
			case "analyst", "system" -> role;
			default -> "jiashi-" + role + "-1";
		};
	}

	private static CreditCode creditCode(int number) {
		String body = "91150100MA1%06d".formatted(number);
		for (char check : "0123456789ABCDEFGHJKLMNPQRTUWXY".toCharArray()) {
			if (CreditCode.isValid(body + check)) {
				return new CreditCode(body + check);
			}
		}
		throw new IllegalStateException(body);
	}

	/** Opens a case of an enterprise of its own, or finds it open. */
	private String start(String authority, String district, int number, String starter) {
		CreditCode code = creditCode(number);
		String open = this.jdbc
			.queryForList("select application_number from application where credit_code = ?", String.class,
					code.value())
			.stream()
			.findFirst()
			.orElse(null);
		if (open != null) {
			return open;
		}
		this.enterprises.register(new Enterprise(code, "矩阵企业" + number, "测试人", "测试地址", district));
		this.enterprises.putOnRoster(code, authority + "-trial");
		String account = authority + "-enterprise-" + number;
		this.accounts.ensure(account, "矩阵企业" + number,
				new LinkedHashSet<>(List.of(authority + "-enterprise", Enterprise.groupOf(code))));
		Map<String, Object> fields = new LinkedHashMap<>(Journey.sample("start"));
		fields.put("creditCode", code.value());
		fields.put("district", district);
		this.journey.as((starter != null) ? starter : account);
		try {
			return this.runtime.createProcessInstanceByKey(authority + "-trial")
				.setVariables(fields)
				.execute()
				.getBusinessKey();
		}
		finally {
			this.identity.clearAuthentication();
		}
	}

}
