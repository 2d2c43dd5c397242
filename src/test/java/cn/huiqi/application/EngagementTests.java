package cn.huiqi.application;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import cn.huiqi.core.CreditCode;
import cn.huiqi.core.RefusedException;
import cn.huiqi.enterprise.Institution;
import cn.huiqi.enterprise.Institutions;
import cn.huiqi.enterprise.Links;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.Rest;
import cn.huiqi.testing.Stored;
import cn.huiqi.workflow.EngineErrors;
import io.restassured.response.Response;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Providers, assessors and auditors come from their registers and are apart from each
 * other, in the invented programme of a city that has registers.
 */
@DatabaseTest
class EngagementTests {

	private static final String DECLARE = "userTask_declareService";

	private static final String EVALUATOR = "userTask_engageEvaluator";

	private static final String AUDITOR = "userTask_engageAuditor";

	private static final String EVALUATE = "userTask_evaluateService";

	private static final CreditCode PROVIDER_1 = new CreditCode("91150100MA0JG0001L");

	private static final CreditCode PROVIDER_2 = new CreditCode("91150100MA0JG0002P");

	private static final CreditCode EVALUATOR_1 = new CreditCode("91150100MA0JG0003T");

	private static final CreditCode EVALUATOR_2 = new CreditCode("91150100MA0JG0004X");

	private static final CreditCode AUDITOR_1 = new CreditCode("91150100MA0JG00051");

	private static final CreditCode EXPIRED = new CreditCode("91150100MA0JG00064");

	/** On all three registers. */
	private static final CreditCode ALL_REGISTERS = new CreditCode("91150100MA0JG00077");

	@LocalServerPort
	int port;

	@Autowired
	Journey hohhot;

	@Autowired
	RuntimeService runtime;

	@Autowired
	TaskService tasks;

	@Autowired
	Engagements engagements;

	@Autowired
	Institutions institutions;

	@Autowired
	Links links;

	@Autowired
	JdbcTemplate jdbc;

	private CaseJourney journey;

	private Rest rest;

	@BeforeEach
	void onAWorkday() {
		this.rest = new Rest(this.port);
		this.journey = this.hohhot.of("jiashi-service", "jiashi");
		this.journey.at("2025-03-03T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void keepsProviderFromAssessingAndAuditingItsEnterprise() {
		// given an enterprise with a provider that is an assessor and an auditor too
		String number = start(this.journey.newEnterprise());
		declare(number, ALL_REGISTERS);
		Stored before = Stored.in(this.jdbc);
		// when the department wants to have it assess or audit
		RefusedException assessor = refusalOf(() -> engage(number, EVALUATOR, ALL_REGISTERS));
		RefusedException auditor = refusalOf(() -> engage(number, AUDITOR, ALL_REGISTERS));
		// then it is told at the field why not, and nothing is kept
		assertThat(assessor.faults()).singleElement().satisfies((fault) -> {
			assertThat(fault.field()).isEqualTo("evaluator");
			assertThat(fault.message()).contains("甲市两库有限公司", number, "数字化服务商", "不能再作其第三方评测机构");
		});
		assertThat(auditor.faults()).singleElement().satisfies((fault) -> {
			assertThat(fault.field()).isEqualTo("auditor");
			assertThat(fault.message()).contains("数字化服务商", "不能再作其审计机构");
		});
		assertThat(before.differencesTo(Stored.in(this.jdbc))).isEmpty();
		// and it is not offered, but others are
		assertThat(options(number, EVALUATOR, "evaluatorOptions")).contains(EVALUATOR_1.value(), EVALUATOR_2.value())
			.doesNotContain(ALL_REGISTERS.value(), EXPIRED.value(), PROVIDER_1.value());
		engage(number, EVALUATOR, EVALUATOR_1);
		engage(number, AUDITOR, AUDITOR_1);
	}

	@Test
	void keepsAssessorFromBecomingProviderInWhateverCase() {
		// given an enterprise with an assessor in one case
		CaseJourney.Party party = this.journey.newEnterprise();
		String number = start(party);
		engage(number, EVALUATOR, ALL_REGISTERS);
		// then it cannot choose it as its provider there
		assertThat(refusalOf(() -> declare(number, ALL_REGISTERS)).faults()).singleElement()
			.satisfies((fault) -> assertThat(fault.message()).contains("第三方评测机构", "不能再作其数字化服务商"));
		// nor in a later one, when the first is over
		declare(number, PROVIDER_1);
		engage(number, AUDITOR, AUDITOR_1);
		finish(number, "jiashi-evaluator-71");
		String later = start(party);
		assertThat(refusalOf(() -> declare(later, ALL_REGISTERS))).hasMessageContaining(number);
		assertThat(refusalOf(() -> engage(later, AUDITOR, ALL_REGISTERS))).hasMessageContaining(number);
		// but it may assess again, and another enterprise may have it as its provider
		engage(later, EVALUATOR, ALL_REGISTERS);
		declare(start(this.journey.newEnterprise()), ALL_REGISTERS);
	}

	@Test
	void refusesOneOrganisationInTwoPartsOfOneForm() {
		// when provider and, in a row of the list, assessor are the same
		String number = start(this.journey.newEnterprise());
		RefusedException refusal = refusalOf(() -> complete(number, DECLARE, accountOf(number),
				Map.of("provider", ALL_REGISTERS.value(), "assessors",
						List.of(Map.of("assessor", EVALUATOR_1.value()), Map.of("assessor", ALL_REGISTERS.value())))));
		// then the row is named
		assertThat(refusal.faults()).singleElement().satisfies((fault) -> {
			assertThat(fault.field()).isEqualTo("assessors[2].assessor");
			assertThat(fault.message()).contains("第2行", "不能是同一单位");
		});
		// and a row that is not on the register is refused as a field is
		assertThat(refusalOf(() -> complete(number, DECLARE, accountOf(number),
				Map.of("assessors", List.of(Map.of("assessor", EXPIRED.value())))))
			.faults()).singleElement()
			.satisfies((fault) -> assertThat(fault.message()).contains("甲市往年评测有限公司", "已于2023年12月31日到期"));
		// and several at once are engaged together
		complete(number, DECLARE, accountOf(number), Map.of("assessors",
				List.of(Map.of("assessor", EVALUATOR_1.value()), Map.of("assessor", EVALUATOR_2.value()))));
		assertThat(this.engagements.standing(number)).extracting(Engagements.Engagement::institution)
			.containsExactly(EVALUATOR_1, EVALUATOR_2);
	}

	@Test
	void takesInstitutionOnItsLastDayAndNotAfter() {
		// given an assessor on the register until the end of March
		CreditCode assessor = register("2025-03-31");
		String number = start(this.journey.newEnterprise());
		String other = start(this.journey.newEnterprise());
		declare(number, PROVIDER_1);
		// when it is engaged in the last second of that day
		this.journey.at("2025-03-31T23:59:59");
		engage(number, EVALUATOR, assessor);
		// then it is; a second later no other case can have it
		this.journey.at("2025-04-01T00:00:00");
		assertThat(refusalOf(() -> engage(other, EVALUATOR, assessor)).faults()).singleElement()
			.satisfies((fault) -> assertThat(fault.message()).contains("已于2025年3月31日到期"));
		assertThat(refusalOf(() -> engage(other, EVALUATOR, AUDITOR_1)))
			.hasMessageContaining("91150100MA0JG00051不在第三方评测机构名录中");
		// but the one engaged in time goes on
		engage(number, AUDITOR, AUDITOR_1);
		assertThat(this.runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).list())
			.extracting((instance) -> this.runtime.getVariable(instance.getId(), "evaluatorGroup"))
			.containsExactly("enterprise-" + assessor);
		assertThat(this.engagements.reasonAgainst(number, Institution.Kind.EVALUATOR, assessor)).isEmpty();
	}

	@Test
	void refusesInstitutionWhoseEntryWasEnded() {
		// given an assessor the department took off the register
		CreditCode assessor = register("2028-12-31");
		long id = this.institutions.of("jiashi")
			.stream()
			.filter((entry) -> entry.creditCode().equals(assessor))
			.findFirst()
			.orElseThrow()
			.id();
		assertThat(this.rest.as("jiashi-bureau-1")
			.contentType("application/json")
			.body(Rest.json(Map.of("endReason", "出具不实报告")))
			.put("/api/authorities/jiashi/institutions/" + id)
			.statusCode()).isEqualTo(200);
		// then it is engaged no more, with the reason
		String number = start(this.journey.newEnterprise());
		assertThat(refusalOf(() -> engage(number, EVALUATOR, assessor))).hasMessageContaining("已于2025年3月3日终止：出具不实报告");
		// nor can the entry come back to life
		assertThat(this.rest.as("jiashi-bureau-1")
			.contentType("application/json")
			.body(Rest.json(Map.of("validFrom", "2025-01-01", "basis", "虚构的名录")))
			.put("/api/authorities/jiashi/institutions/" + id)
			.statusCode()).isEqualTo(409);
	}

	@Test
	void letsOnlyOneOfTwoContraryEngagementsThroughAtOnce() throws Exception {
		ExecutorService two = Executors.newFixedThreadPool(2);
		try {
			for (int round = 0; round < 3; round++) {
				// given an enterprise that chooses as its provider whom the department
				// is about to engage as assessor
				String number = start(this.journey.newEnterprise());
				String declare = this.journey.task(number, DECLARE).getId();
				String engage = this.journey.task(number, EVALUATOR).getId();
				CountDownLatch ready = new CountDownLatch(2);
				Future<Integer> chosen = two
					.submit(() -> submit(ready, accountOf(number), declare, Map.of("provider", ALL_REGISTERS.value())));
				Future<Integer> engaged = two.submit(() -> submit(ready, "jiashi-bureau-1", engage,
						Map.of("evaluator", ALL_REGISTERS.value(), "basis", "虚构合同1号")));
				// then one of them comes first, and the other is refused
				List<Integer> answers = List.of(chosen.get(), engaged.get());
				assertThat(answers).contains(204).anyMatch((status) -> status == 400 || status == 409);
				assertThat(this.engagements.of(number)).hasSize(1);
			}
		}
		finally {
			two.shutdownNow();
		}
	}

	@Test
	void leavesTheWorkToTheEngagedInstitution() {
		// given a case with three institutions
		String number = atWork();
		assertThat(this.engagements.standing(number)).extracting(Engagements.Engagement::kind)
			.containsExactlyInAnyOrder(Institution.Kind.values());
		// then their tasks are offered to them alone
		String evaluate = this.journey.task(number, EVALUATE).getId();
		assertThat(claim("jiashi-evaluator-21", evaluate)).isIn(403, 404);
		assertThat(claim("jiashi-evaluator-1", evaluate)).isIn(403, 404);
		assertThat(claim("jiashi-evaluator-11", evaluate)).isEqualTo(204);
		finish(number, "jiashi-evaluator-11");
		// and where a model offers a task to all assessors, it is the engaged one's too
		CaseJourney.Party party = this.journey.newEnterprise("dongqu");
		String trial = startIn("jiashi-trial", party, Map.of("district", "dongqu"));
		this.engagements.engage(trial, Institution.Kind.EVALUATOR, List.of(EVALUATOR_1), "userTask_x", null);
		String offered = this.journey.task(trial, "userTask_evaluateTrial").getId();
		Response refused = this.rest.as("jiashi-evaluator-21")
			.contentType("application/json")
			.body(Rest.variables(Map.of("decision", "approve")))
			.post("/engine-rest/task/" + offered + "/complete");
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.jsonPath().getString("message")).contains("已委托甲市评测一有限公司（第三方评测机构）");
		// nor is it another's who serves the enterprise as its provider
		this.engagements.engage(trial, Institution.Kind.PROVIDER, List.of(ALL_REGISTERS), "userTask_x", null);
		assertThat(claim("jiashi-evaluator-71", offered)).isEqualTo(403);
		this.journey.completeWith(trial, "userTask_evaluateTrial", "jiashi-evaluator-11",
				Map.of("decision", "approve"));
	}

	@Test
	void isNotTiedToItself() {
		// given somebody whose work for the assessor is on record, as it is to be
		this.links.declare("jiashi-evaluator-11", Links.Kind.EMPLOYED, EVALUATOR_1, "甲市评测一有限公司", "jiashi-evaluator-11");
		// then he assesses for it
		String number = atWork();
		this.journey.completeWith(number, EVALUATE, "jiashi-evaluator-11", Map.of("decision", "approve"));
	}

	@Test
	void showsTheCaseToProvidersWhileTheyAreEngaged() {
		// given
		String number = start(this.journey.newEnterprise());
		assertThat(see("jiashi-provider-11", number)).isEqualTo(404);
		// when its organisation is engaged
		declare(number, PROVIDER_1);
		// then every account of it sees the case, in the list too, and no other's
		assertThat(see("jiashi-provider-11", number)).isEqualTo(200);
		assertThat(see("jiashi-provider-12", number)).isEqualTo(200);
		assertThat(see("jiashi-provider-21", number)).isEqualTo(404);
		assertThat(this.rest.as("jiashi-provider-12").get("/api/applications?size=200").asString()).contains(number);
		// when another takes its place, then that one does
		this.engagements.engage(number, Institution.Kind.PROVIDER, List.of(PROVIDER_2), DECLARE, null);
		assertThat(see("jiashi-provider-11", number)).isEqualTo(404);
		assertThat(see("jiashi-provider-21", number)).isEqualTo(200);
		// and the first stays its provider for separation
		assertThat(this.engagements.of(number)).hasSize(2);
		assertThat(this.engagements.reasonAgainst(number, Institution.Kind.AUDITOR, PROVIDER_1).orElseThrow())
			.contains("数字化服务商");
	}

	@Test
	void letsProvidersApplyWhereTheProgrammeTakesThem() {
		// given a provider in a city with one programme for providers and others not
		assertThat(this.rest.as("jiashi-provider-11")
			.get("/api/me/programmes")
			.jsonPath()
			.getList("findAll { it.mayStart }.programme")).containsExactly("jiashi-service");
		assertThat(this.rest.as("jiashi-provider-11").get("/api/me").jsonPath().getString("organisation.creditCode"))
			.isEqualTo(PROVIDER_1.value());
		// when
		Response own = apply("jiashi-provider-11", "jiashi-service", PROVIDER_1);
		// then it applies for itself only, and its colleagues see it
		assertThat(own.statusCode()).as(own.asString()).isEqualTo(201);
		String number = own.jsonPath().getString("number");
		assertThat(see("jiashi-provider-12", number)).isEqualTo(200);
		assertThat(apply("jiashi-provider-21", "jiashi-service", PROVIDER_1).statusCode()).isEqualTo(400);
		assertThat(apply("jiashi-provider-11", "jiashi-trial", PROVIDER_1).statusCode()).isEqualTo(403);
		assertThat(apply("jiashi-evaluator-11", "jiashi-service", EVALUATOR_1).statusCode()).isEqualTo(403);
		// and is not its own provider
		assertThat(refusalOf(() -> declare(number, PROVIDER_1))).hasMessageContaining("不能是申报单位本身");
		this.journey.completeWith(number, DECLARE, "jiashi-provider-11", Map.of());
	}

	/** At the three institutions' tasks. */
	private String atWork() {
		String number = start(this.journey.newEnterprise());
		declare(number, PROVIDER_1);
		engage(number, EVALUATOR, EVALUATOR_1);
		engage(number, AUDITOR, AUDITOR_1);
		return number;
	}

	private void finish(String number, String evaluator) {
		Map<String, Object> approve = Map.of("decision", "approve");
		this.journey.completeWith(number, EVALUATE, evaluator, approve);
		this.journey.completeWith(number, "userTask_provideService", "jiashi-provider-12", approve);
		this.journey.completeWith(number, "userTask_auditService", "jiashi-auditor-11", approve);
	}

	private String start(CaseJourney.Party party) {
		return startIn("jiashi-service", party, Map.of());
	}

	private String startIn(String programme, CaseJourney.Party party, Map<String, Object> more) {
		Map<String, Object> fields = new LinkedHashMap<>(Journey.sample("start"));
		fields.put("creditCode", party.creditCode().value());
		fields.putAll(more);
		this.journey.as(party.account());
		try {
			return this.runtime.createProcessInstanceByKey(programme).setVariables(fields).execute().getBusinessKey();
		}
		finally {
			this.journey.nobody();
		}
	}

	private void declare(String number, CreditCode provider) {
		complete(number, DECLARE, accountOf(number), Map.of("provider", provider.value()));
	}

	private void engage(String number, String task, CreditCode institution) {
		complete(number, task, "jiashi-bureau-1",
				Map.of(task.equals(EVALUATOR) ? "evaluator" : "auditor", institution.value(), "basis", "虚构合同1号"));
	}

	private void complete(String number, String task, String account, Map<String, Object> answers) {
		this.journey.completeWith(number, task, account, answers);
	}

	/** The account that opened the case. */
	private String accountOf(String number) {
		return this.jdbc.queryForObject("select started_by from application where application_number = ?", String.class,
				number);
	}

	/** An assessor nobody else knows, on the register until a day. */
	private CreditCode register(String until) {
		CreditCode organisation = this.journey.unlisted().creditCode();
		this.institutions.register(new Institutions.Entry("jiashi", Institution.Kind.EVALUATOR, organisation,
				new Institutions.Validity(LocalDate.of(2025, 1, 1), LocalDate.parse(until), "虚构的名录")));
		return organisation;
	}

	private String options(String number, String task, String variable) {
		this.journey.as("jiashi-bureau-1");
		try {
			return String.valueOf(this.rest.as("jiashi-bureau-1")
				.get("/engine-rest/task/" + this.journey.task(number, task).getId() + "/form-variables")
				.jsonPath()
				.getString(variable + ".value"));
		}
		finally {
			this.journey.nobody();
		}
	}

	private Response apply(String account, String programme, CreditCode organisation) {
		Map<String, Object> fields = new LinkedHashMap<>(Journey.sample("start"));
		fields.put("programme", programme);
		fields.put("creditCode", organisation.value());
		return this.rest.as(account).contentType("application/json").body(Rest.json(fields)).post("/api/applications");
	}

	private int see(String account, String number) {
		return this.rest.as(account).get("/api/applications/" + number).statusCode();
	}

	private int claim(String account, String task) {
		return this.rest.as(account)
			.contentType("application/json")
			.body(Rest.json(Map.of("userId", account)))
			.post("/engine-rest/task/" + task + "/claim")
			.statusCode();
	}

	private int submit(CountDownLatch ready, String account, String task, Map<String, Object> answers)
			throws InterruptedException {
		ready.countDown();
		ready.await();
		return this.rest.as(account)
			.contentType("application/json")
			.body(Rest.variables(answers))
			.post("/engine-rest/task/" + task + "/complete")
			.statusCode();
	}

	private static RefusedException refusalOf(Runnable act) {
		return EngineErrors.refusalIn(catchThrowable(act::run)).orElseThrow(() -> new AssertionError("not refused"));
	}

}
