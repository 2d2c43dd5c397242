package cn.huiqi.processes;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import cn.huiqi.application.CaseFile;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Corrections;
import cn.huiqi.application.Submissions;
import cn.huiqi.application.workflow.ApplicationStarter;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.ProgramTest;
import cn.huiqi.testing.Rest;
import cn.huiqi.workflow.EngineErrors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@ProgramTest
class HangzhouFilingProcessTests {

	private static final String ECONOMY = "hangzhou-district-binjiang-1";

	private static final String FINANCE = "hangzhou-district-binjiang-2";

	private static final String BUREAU = "hangzhou-bureau-1";

	@Autowired
	private Journey hohhot;

	@Autowired
	private Cases cases;

	@Autowired
	private CaseFile file;

	@Autowired
	private Submissions submissions;

	@Autowired
	private Corrections corrections;

	@Autowired
	private TaskService tasks;

	@Autowired
	private FormService forms;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private ApplicationStarter starter;

	@LocalServerPort
	private int port;

	private CaseJourney journey;

	private CaseJourney.Party party;

	@BeforeEach
	void onAMondayAfterTheNotice() {
		this.journey = this.hohhot.of("hangzhou-filing", "hangzhou");
		this.journey.at("2024-06-24T10:00:00");
		this.party = this.journey.unlisted("binjiang");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void putsAProjectOnThePlanAndIssuesItsTask() {
		// given a declared project
		String number = declared(Map.of());
		assertThat(number).matches("HZ-2024-\\d{6}");
		// when both departments, the experts and the bureau agree
		initialReview(number, "approve", "approve");
		receiveCopies(number, Map.of());
		panel(number, "approve");
		assertThat(status(number)).isEqualTo(CaseStatus.DECIDING);
		this.journey.complete(number, "userTask_confirmFiling", BUREAU, "confirmation-approve",
				Map.of("taskLetterIssuedOn", CaseJourney.today()));
		// then it went through every stage, ended as confirmed and shows plan and letter
		assertThat(this.journey.trace(number)).containsSubsequence("userTask_declareProject",
				"businessRuleTask_checkEligibility", "businessRuleTask_determineCentralFund",
				"businessRuleTask_combineReviews", "userTask_receivePaperCopies", "businessRuleTask_chooseExpertField",
				"callActivity_reviewByExperts", "userTask_confirmFiling", "endEvent_filingConfirmed");
		assertThat(status(number)).isEqualTo(CaseStatus.CONFIRMED);
		assertThat(new Rest(this.port).as(BUREAU)
			.get("/api/applications/" + number)
			.jsonPath()
			.<Map<String, String>>getList("outcomes")).extracting((outcome) -> outcome.get("label"))
			.containsExactly("试点改造计划编号", "试点改造任务书文号", "任务下达日期");
	}

	@Test
	void letsNobodyGiveBothOpinionsAtOnce() throws Exception {
		// given a declared project
		String number = declared(Map.of());
		// when one person hands in both departments' opinions in the same moment
		ExecutorService hands = Executors.newFixedThreadPool(2);
		CyclicBarrier together = new CyclicBarrier(2);
		List<Future<Boolean>> tried = Stream
			.of(List.of("userTask_reviewFiling", "economy-approve"),
					List.of("userTask_coReviewFiling", "finance-approve"))
			.map((opinion) -> hands.submit(() -> {
				together.await();
				try {
					this.journey.complete(number, opinion.get(0), "hangzhou-district-binjiang-1", opinion.get(1));
					return true;
				}
				catch (RuntimeException ex) {
					return false;
				}
			}))
			.toList();
		int given = 0;
		for (Future<Boolean> one : tried) {
			given += one.get() ? 1 : 0;
		}
		hands.shutdown();
		// then one of them stands and the other department's is still open
		assertThat(given).isEqualTo(1);
		assertThat(this.journey.openTasks(number)).hasSize(1);
	}

	@Test
	void forwardsNothingThatOneDepartmentRejects() {
		String number = declared(Map.of());
		initialReview(number, "approve", "reject");
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
		assertThat(this.journey.trace(number)).endsWith("endEvent_notForwarded")
			.doesNotContain("userTask_receivePaperCopies");
	}

	@Test
	void listsASectorOutsideThePilotUnlessItIsCarriedAlong() {
		// given an enterprise of no pilot sector
		String outside = declared(Map.of("sector", "OTHER"));
		assertThat(this.file.reasons(outside)).extracting(CaseFile.Reason::reason).containsExactly("HZ-E3");
		// and one that a pilot enterprise carries along
		this.party = this.journey.unlisted("binjiang");
		String carried = declared(Map.of("sector", "OTHER", "chainDriven", "yes", "leadingEnterprise", "杭州示例整车有限公司",
				"leadingCreditCode", "91330108MA2HXL001C", "leadingSector", "AUTO_PARTS", "chainRelation", "二级供应商"));
		assertThat(this.file.reasons(carried)).isEmpty();
	}

	@Test
	void filesAnEnterpriseThatGotCentralMoneyWithoutMoreOfIt() {
		String number = declared(Map.of("category", "LITTLE_GIANT", "centralGiant", "yes"));
		assertThat(this.file.reasons(number)).isEmpty();
		assertThat(this.file.advice(number)).extracting(CaseFile.Reason::text)
			.singleElement()
			.asString()
			.contains("不再重复支持", "不影响备案");
		initialReview(number, "approve", "approve");
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_receivePaperCopies");
	}

	@Test
	void countsCharactersAsTheFormPrintsThem() {
		// given 501 and 1001 characters
		String number = this.journey.prepared(this.party);
		RefusedException refusal = refusalOf(() -> this.journey.complete(number, "userTask_declareProject",
				this.party.account(), "declaration", Map.of("baseIntro", "字".repeat(501), "plan", "字".repeat(1001))));
		// then both are said at once
		assertThat(fieldsOf(refusal)).containsExactly("baseIntro", "plan");
		// and 500 and 1000 are taken
		this.journey.complete(number, "userTask_declareProject", this.party.account(), "declaration",
				Map.of("baseIntro", "字".repeat(500), "plan", "字".repeat(1000)));
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
	}

	@Test
	void takesNoDeclarationWithoutTheContract() {
		// given a start and no material
		String number = this.journey.start(this.party);
		Task task = this.journey.task(number, "userTask_declareProject");
		this.journey.as(this.party.account());
		RefusedException refusal = refusalOf(
				() -> this.tasks.complete(task.getId(), this.journey.sampleOf("declaration")));
		assertThat(refusal).hasMessageContaining("合同");
		assertThat(status(number)).isEqualTo(CaseStatus.DECLARING);
	}

	@Test
	@SuppressWarnings("unchecked")
	void refusesACreditCodeWithAWrongCheckDigitWithItsRow() {
		String number = this.journey.prepared(this.party);
		Map<String, Object> answers = this.journey.sampleOf("declaration");
		List<Map<String, Object>> providers = (List<Map<String, Object>>) answers.get("providers");
		providers.get(0).put("code", "91330108MA2HXP0013");
		RefusedException refusal = refusalOf(
				() -> this.journey.completeWith(number, "userTask_declareProject", this.party.account(), answers));
		assertThat(fieldsOf(refusal)).containsExactly("providers[1].code");
	}

	@Test
	void keepsTheTwoOpinionsWithTwoPeople() {
		// given the opinion of the economy department
		String number = declared(Map.of());
		this.journey.complete(number, "userTask_reviewFiling", ECONOMY, "economy-approve");
		// when the same person would give the other
		RefusedException refusal = refusalOf(
				() -> this.journey.complete(number, "userTask_coReviewFiling", ECONOMY, "finance-approve"));
		// then it is refused, and the other one's form shows nothing of the first opinion
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.FORBIDDEN);
		Map<String, Object> shown = formOf(number, "userTask_coReviewFiling", FINANCE);
		assertThat(shown.toString()).doesNotContain("同意上报");
		// and both stand in the file
		this.journey.complete(number, "userTask_coReviewFiling", FINANCE, "finance-approve");
		assertThat(this.submissions.lastOfTask(number, "userTask_reviewFiling").orElseThrow().submittedBy())
			.isEqualTo(ECONOMY);
		assertThat(this.submissions.lastOfTask(number, "userTask_coReviewFiling").orElseThrow().submittedBy())
			.isEqualTo(FINANCE);
	}

	@Test
	void returnsWhatBothDepartmentsNamedAndHasBothLookAgain() {
		// given two returns with an item each
		String number = declared(Map.of());
		this.journey.complete(number, "userTask_reviewFiling", ECONOMY, "economy-return",
				Map.of("correctionItems", List.of(Map.of("item", "field:scenarios", "reason", "与方案不一致"))));
		this.journey.complete(number, "userTask_coReviewFiling", FINANCE, "finance-return",
				Map.of("correctionItems", List.of(Map.of("item", "field:budget", "reason", "说明口径"))));
		// then the enterprise has one correction with both
		assertThat(status(number)).isEqualTo(CaseStatus.CORRECTING);
		assertThat(this.corrections.current(number).orElseThrow().items()).extracting(Corrections.Item::item)
			.containsExactlyInAnyOrder("field:scenarios", "field:budget");
		// when it corrects
		Map<String, Object> corrected = this.journey.sampleOf("declaration");
		corrected.put("budget", "188");
		this.journey.completeWith(number, "userTask_correctMaterials", this.party.account(), corrected);
		// then both departments have it again
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_coReviewFiling", "userTask_reviewFiling");
	}

	@Test
	void returnsWhatOneDepartmentNamedThoughTheOtherApproved() {
		String number = declared(Map.of());
		this.journey.complete(number, "userTask_reviewFiling", ECONOMY, "economy-return",
				Map.of("correctionItems", List.of(Map.of("item", "field:scenarios", "reason", "与方案不一致"))));
		this.journey.complete(number, "userTask_coReviewFiling", FINANCE, "finance-approve");
		assertThat(this.corrections.current(number).orElseThrow().items()).extracting(Corrections.Item::item)
			.containsExactly("field:scenarios");
	}

	@Test
	void takesARefusedProjectAgainThroughTheDistrictAndKeepsItsHistory() {
		// given a project the experts refused
		String number = declared(Map.of("plan", "第一稿方案"));
		initialReview(number, "approve", "approve");
		receiveCopies(number, Map.of());
		panel(number, "reject");
		// then it is the enterprise's again, without a period
		assertThat(status(number)).isEqualTo(CaseStatus.DECLARING);
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_declareProject");
		assertThat(formOf(number, "userTask_declareProject", this.party.account())).containsEntry("plan", "第一稿方案")
			.extractingByKey("panelAdvice")
			.asString()
			.contains("数据打通");
		// when it revises months later
		this.journey.at("2024-12-02T10:00:00");
		this.journey.complete(number, "userTask_declareProject", this.party.account(), "declaration",
				Map.of("plan", "第二稿方案"));
		initialReview(number, "approve", "approve");
		receiveCopies(number, Map.of("paperReceivedOn", "2024-12-02"));
		panel(number, "approve");
		// then it goes on, and what was written before is kept
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_confirmFiling");
		assertThat(this.submissions.all(number)
			.stream()
			.filter((submission) -> submission.taskKey().equals("userTask_declareProject"))
			.map((submission) -> submission.text("plan").orElseThrow())).containsExactly("第一稿方案", "第二稿方案");
		assertThat(this.submissions.all(number)
			.stream()
			.filter((submission) -> submission.taskKey().equals("userTask_reviewFiling"))).hasSize(2);
		assertThat(this.file.stages(number).stream().filter((stage) -> stage.activity().equals("专家审核"))).hasSize(2);
	}

	@Test
	void letsARefusedProjectBeWithdrawn() {
		String number = declared(Map.of());
		initialReview(number, "approve", "approve");
		receiveCopies(number, Map.of());
		panel(number, "reject");
		this.journey.as(this.party.account());
		this.starter.withdraw(number, Map.of("reason", "不再实施该项目"));
		assertThat(status(number)).isEqualTo(CaseStatus.WITHDRAWN);
		assertThat(this.runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).count()).isZero();
	}

	@Test
	void wantsAReasonForFewerCopiesThanTheNoticeAsks() {
		String number = declared(Map.of());
		initialReview(number, "approve", "approve");
		RefusedException refusal = refusalOf(() -> receiveCopies(number, Map.of("paperCopies", 2)));
		assertThat(fieldsOf(refusal)).containsExactly("paperRemark");
		assertThat(fieldsOf(refusalOf(() -> receiveCopies(number, Map.of("paperReceivedOn", "2024-06-25")))))
			.containsExactly("paperReceivedOn");
		receiveCopies(number, Map.of("paperCopies", 2, "paperRemark", "另1份已约定三日内补送"));
		assertThat(this.journey.trace(number)).contains("callActivity_reviewByExperts");
	}

	@Test
	void remindsReviewersTenWorkdaysOnWithoutDecidingAnything() {
		// given a declaration on Monday 2024-06-24
		String number = declared(Map.of());
		// then both tasks should be done by Monday 2024-07-08, the tenth workday after it
		for (String task : List.of("userTask_reviewFiling", "userTask_coReviewFiling")) {
			assertThat(this.journey.task(number, task).getDueDate().toInstant().plusSeconds(1))
				.isEqualTo(CaseJourney.endOf("2024-07-08").toInstant());
		}
	}

	@Test
	void showsTheScoreAsAnEstimateBesideTheDeclaredLevel() {
		// given a declared level 4 and answers that give far less
		String number = declared(Map.of("selfLevel", "4", "targetLevel", "4"));
		// then what was declared counts, and the score is marked as an estimate
		// everywhere
		assertThat(this.cases.get(number).figures().selfLevel()).isEqualTo(4);
		var score = new Rest(this.port).as(ECONOMY).get("/api/applications/" + number + "/score").jsonPath();
		assertThat(score.getBoolean("estimate")).isTrue();
		assertThat(score.getString("estimateReason")).contains("未载明选项分值");
		assertThat(score.getList("questions")).hasSize(26);
		assertThat(score.getList("scenarios")).isEmpty();
		assertThat(new Rest(this.port).as(ECONOMY)
			.get("/api/applications/" + number)
			.jsonPath()
			.getBoolean("selfScoreEstimate")).isTrue();
		Map<String, Object> form = formOf(number, "userTask_reviewFiling", ECONOMY);
		assertThat(form.get("selfScoreSummary")).asString().contains("估算");
		assertThat(form.get("selfLevelNotice")).asString().contains("所填自测等级为4级", "不一致");
		assertThat(form.get("adviceRows")).asString().contains("目标数字化水平不高于自测水平");
	}

	private String declared(Map<String, Object> others) {
		String number = this.journey.start(this.party);
		this.journey.complete(number, "userTask_declareProject", this.party.account(), "declaration", others);
		return number;
	}

	private void initialReview(String number, String economy, String finance) {
		this.journey.complete(number, "userTask_coReviewFiling", FINANCE, "finance-" + finance);
		this.journey.complete(number, "userTask_reviewFiling", ECONOMY, "economy-" + economy);
	}

	private void receiveCopies(String number, Map<String, Object> others) {
		this.journey.complete(number, "userTask_receivePaperCopies", BUREAU, "paper-copies", others);
	}

	/** Every expert drawn gives the same opinion. */
	private void panel(String number, String decision) {
		for (Task task : this.tasks.createTaskQuery()
			.processInstanceBusinessKey(number)
			.taskDefinitionKey("userTask_appraiseProject")
			.list()) {
			this.journey.as(task.getAssignee());
			this.tasks.complete(task.getId(), this.journey.sampleOf("expert-" + decision));
			this.journey.nobody();
		}
	}

	private Map<String, Object> formOf(String number, String task, String account) {
		this.journey.as(account);
		try {
			return this.forms.getTaskFormVariables(this.journey.task(number, task).getId());
		}
		finally {
			this.journey.nobody();
		}
	}

	private CaseStatus status(String number) {
		return this.cases.get(number).status();
	}

	private static RefusedException refusalOf(ThrowingCallable act) {
		Throwable thrown = catchThrowable(act);
		return EngineErrors.refusalIn(thrown).orElseThrow(() -> new AssertionError("Not refused: " + thrown, thrown));
	}

	private static List<String> fieldsOf(RefusedException refusal) {
		return refusal.faults().stream().map(Fault::field).toList();
	}

}
