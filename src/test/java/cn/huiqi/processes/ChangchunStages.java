package cn.huiqi.processes;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.journey.Journeys;
import cn.huiqi.journey.StageNotices;
import cn.huiqi.journey.StageResult;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.Journey;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Leads a case of Changchun's pilot through rating, acceptance and funding. The stages
 * before are passed by an administrator who moves the case.
 */
class ChangchunStages {

	static final String PROGRAMME = "changchun-pilot";

	static final String BUREAU = "changchun-bureau-1";

	static final String EVALUATOR = "changchun-evaluator-1";

	static final String AUDITOR = "changchun-auditor-1";

	static final String COUNTY = "changchun-district-nongan-1";

	static final String SUPERVISOR = "changchun-supervisor-1";

	/** The assessor for whom {@link #EVALUATOR} works. */
	private static final String ASSESSOR = "91220100MA0CJ00048";

	/** The auditing firm for which {@link #AUDITOR} works. */
	private static final String AUDITING_FIRM = "91220100MA0CJ0007H";

	private final CaseJourney journey;

	private final RuntimeService runtime;

	private final TaskService tasks;

	private final StageNotices notices;

	private final Journeys journeys;

	ChangchunStages(CaseJourney journey, RuntimeService runtime, TaskService tasks, StageNotices notices,
			Journeys journeys) {
		this.journey = journey;
		this.runtime = runtime;
		this.tasks = tasks;
		this.notices = notices;
		this.journeys = journeys;
	}

	/** Notices of the three stages, the same for every test. */
	void publishNotices(String opens, String closes) {
		this.journey.as(BUREAU);
		for (String stage : List.of("evaluation", "acceptance", "funding")) {
			String code = "test-" + stage + "-" + opens;
			if (this.notices.find(PROGRAMME, code).isEmpty()) {
				this.notices.publish(PROGRAMME, new StageNotices.Notice(code, stage, "试验通知", "示例〔2025〕1号",
						LocalDate.parse(opens), LocalDate.parse(closes), null));
			}
		}
		this.journey.nobody();
	}

	/** A case that comes to its rating. */
	String atEvaluation(CaseJourney.Party party) {
		String number = this.journey.start(party);
		String pilot = this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(number)
			.processDefinitionKey(PROGRAMME)
			.singleResult()
			.getId();
		for (String stage : List.of("recruitment", "diagnosis", "transformation")) {
			this.journeys.leave(number, stage, StageResult.PASSED);
		}
		this.journey.as("admin");
		this.runtime.setVariable(pilot, "subSector", "AUTO_PARTS");
		this.runtime.createProcessInstanceModification(pilot)
			.startBeforeActivity("callActivity_evaluation")
			.cancelAllForActivity("callActivity_recruitment")
			.execute();
		this.journey.nobody();
		return number;
	}

	/** An assessor is engaged, its plan accepted. */
	void plan(String number) {
		this.journey.completeWith(number, "userTask_engageEvaluator", BUREAU,
				Map.of("evaluator", ASSESSOR, "basis", "长财采示例〔2025〕3号"));
		this.journey.complete(number, "userTask_fileWorkPlan", EVALUATOR, "work-plan");
		this.journey.complete(number, "userTask_acceptWorkPlan", BUREAU, "work-plan-review-approve");
	}

	/** Rated on paper and on site, confirmed by the department, the report delivered. */
	void rate(String number, Map<String, Object> others) {
		find(number, others);
		this.journey.complete(number, "userTask_deliverReport", EVALUATOR, "evaluation-report",
				Map.of("deliveredOn", Journey.today()));
	}

	/** The same, the report still to come. */
	void find(String number, Map<String, Object> others) {
		this.journey.complete(number, "userTask_reviewWritten", EVALUATOR, "written-review");
		this.journey.complete(number, "userTask_visitSite", EVALUATOR, "site-rating",
				Map.of("visitedOn", Journey.today()));
		this.journey.complete(number, "userTask_verifyLevel", EVALUATOR, "rating", others);
		this.journey.complete(number, "userTask_confirmLevel", "changchun-bureau-2", "level-confirmation");
	}

	void supervise(String number) {
		this.journey.complete(number, "userTask_superviseStage", SUPERVISOR, "supervision");
	}

	/** The whole rating, at the sample's level 2. */
	String rated(CaseJourney.Party party) {
		String number = atEvaluation(party);
		plan(number);
		rate(number, Map.of());
		supervise(number);
		return number;
	}

	void declareAcceptance(String number, CaseJourney.Party party, Map<String, Object> others) {
		this.journey.complete(number, "userTask_declareAcceptance", party.account(), "acceptance",
				with(others, "signedOn"));
	}

	/** The assessor's opinion (approve, rectify or reject), stamped by the county. */
	void accept(String number, String decision) {
		this.journey.complete(number, "userTask_acceptProject", EVALUATOR, "acceptance-opinion-" + decision,
				Map.of("inspectedOn", Journey.today()));
		this.journey.complete(number, "userTask_countersignOpinion", COUNTY, "opinion-countersign",
				Map.of("countersignedOn", Journey.today()));
	}

	/** Rated and accepted. */
	String accepted(CaseJourney.Party party) {
		String number = rated(party);
		declareAcceptance(number, party, Map.of());
		accept(number, "approve");
		supervise(number);
		return number;
	}

	void declareFunding(String number, CaseJourney.Party party, Map<String, Object> others) {
		this.journey.complete(number, "userTask_declareFunding", party.account(), "funding", with(others, "signedOn"));
	}

	/** An auditor is engaged, every line audited, the report handed in. */
	void audit(String number, Map<String, Object> verdicts, Map<String, Object> report) {
		this.journey.completeWith(number, "userTask_engageAuditor", BUREAU,
				Map.of("auditor", AUDITING_FIRM, "basis", "长财采示例〔2025〕9号"));
		this.journey.complete(number, "userTask_verifyLedger", AUDITOR, "ledger-verification", verdicts);
		this.journey.complete(number, "userTask_submitAuditReport", AUDITOR, "audit-report", with(report, "auditedOn"));
	}

	void appraise(String number, Map<String, Object> others) {
		List<Task> appraisals = this.tasks.createTaskQuery()
			.processInstanceBusinessKey(number)
			.taskDefinitionKey("userTask_appraiseProject")
			.list();
		assertThat(appraisals).hasSize(3);
		for (Task task : appraisals) {
			String expert = this.tasks.getIdentityLinksForTask(task.getId())
				.stream()
				.map(IdentityLink::getUserId)
				.filter((account) -> account != null)
				.findFirst()
				.orElseThrow();
			this.journey.as(expert);
			Map<String, Object> opinion = new LinkedHashMap<>(this.journey.sampleOf("expert-opinion"));
			opinion.putAll(others);
			this.tasks.complete(task.getId(), opinion);
			this.journey.nobody();
		}
	}

	/** Answers with a day that is today. */
	private static Map<String, Object> with(Map<String, Object> others, String day) {
		Map<String, Object> answers = new LinkedHashMap<>(others);
		answers.putIfAbsent(day, Journey.today());
		return answers;
	}

}
