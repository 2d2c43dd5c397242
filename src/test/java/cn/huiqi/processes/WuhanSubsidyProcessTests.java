package cn.huiqi.processes;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import cn.huiqi.access.Accounts;
import cn.huiqi.application.CaseFile;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.award.Awards;
import cn.huiqi.award.Subsidy;
import cn.huiqi.core.Money;
import cn.huiqi.core.Rate;
import cn.huiqi.core.RefusedException;
import cn.huiqi.expenditure.Expenditures;
import cn.huiqi.expenditure.Ledgers;
import cn.huiqi.material.Materials;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Rest;
import io.restassured.path.json.JsonPath;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ByteArrayResource;

import static cn.huiqi.processes.HohhotProcess.fieldsOf;
import static cn.huiqi.processes.HohhotProcess.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Wuhan's 2024 subsidy programme from the application to the payment (2024年度申报通知). All
 * begins on Tuesday 2024-11-12; the round closes on Friday 2024-11-15 at 24:00.
 */
@DatabaseTest
class WuhanSubsidyProcessTests extends WuhanProcess {

	/** The packaged release is the first: others may have been deployed since. */
	private static final int PACKAGED = 1;

	@LocalServerPort
	int port;

	@Autowired
	Awards awards;

	@Autowired
	Ledgers ledgers;

	@Autowired
	Expenditures expenditures;

	@Autowired
	CaseFile file;

	@Autowired
	Materials materials;

	@Autowired
	DecisionService decisions;

	@Autowired
	FormService forms;

	@Autowired
	RepositoryService repository;

	@Autowired
	IdentityService identity;

	@Autowired
	Accounts accounts;

	@Test
	void goesThroughDistrictThirdPartyAndBureauToTheNotice() {
		// given an enterprise of 汉阳区 with 800,000 元 in five lines
		CaseJourney.Party party = enterprise();
		String number = declared(party, Map.of());
		assertThat(number).matches("WH-2024-\\d{6}");
		assertThat(this.file.reasons(number)).isEmpty();
		assertThat(this.cases.get(number).figures().declaredAmount()).isEqualByComparingTo("800000");
		// then it is before its own district, and only there
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
		assertThatExceptionOfType(AuthorizationException.class).isThrownBy(() -> this.journey.complete(number,
				"userTask_reviewDistrict", "wuhan-district-wuchang-1", "district-review-approve"));
		// when the district approves, and the third party reviews online, on site, and
		// verifies
		reviewDistrict(number, "approve");
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_reviewOnline");
		reviewOnline(number, "approve");
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_visitSite");
		visit(number);
		verify(number, Map.of());
		verifyLedger(number, Map.of());
		// then the bureau has 30 % of it to decide on
		assertThat(status(number)).isEqualTo(CaseStatus.DECIDING);
		assertThat(this.cases.get(number).figures().level()).isEqualTo(2);
		assertThat(this.cases.get(number).figures().subsidyAmount()).isEqualByComparingTo("240000");
		// and what it approves goes on the notice
		decideAmount(number, "approve");
		assertThat(status(number)).isEqualTo(CaseStatus.IN_NOTICE);
		assertThat(this.journey.trace(number)).containsSubsequence("userTask_declareProject", "userTask_reviewDistrict",
				"userTask_reviewOnline", "userTask_visitSite", "callActivity_assessLevel", "callActivity_verifyLedger",
				"businessRuleTask_concludeAcceptance", "userTask_decideAmount", "callActivity_publishResult");
	}

	@Test
	void refusesPaymentWhileTheRateIsOnlyAssumed() {
		// given a case cleared for payment, its rate from a secondary source
		String number = cleared(enterprise());
		assertThat(this.awards.decision(number).orElseThrow().confirmed()).isFalse();
		// when finance prepares it
		RefusedException refusal = refusalOf(
				() -> this.journey.complete(number, "userTask_preparePayment", FINANCE, "payment-preparation"));
		// then it is refused, and waits
		assertThat(refusal.kind()).isEqualTo(RefusedException.Kind.CONFLICT);
		assertThat(refusal).hasMessageContaining("尚未经主管部门确认");
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_preparePayment");
		assertThat(this.awards.order(number)).isEmpty();
	}

	@Test
	void paysOnceTheTablesAreConfirmedAndWithoutNoticeWhereTheTableSaysSo() throws IOException {
		try {
			// given a release in which the rates are confirmed and nothing is published
			deploy("wuhan-subsidy-rate", "<text>false</text>", "<text>true</text>");
			deploy("wuhan-subsidy-publicity", "<text>true</text>", "<text>false</text>");
			String number = assessed(enterprise(), Map.of());
			verifyLedger(number, Map.of());
			// when the bureau approves
			decideAmount(number, "approve");
			// then it goes to finance at once, and is paid
			assertThat(status(number)).isEqualTo(CaseStatus.AWAITING_PAYMENT);
			this.journey.complete(number, "userTask_preparePayment", FINANCE, "payment-preparation");
			this.journey.complete(number, "userTask_approvePayment", OTHER_FINANCE, "payment-approval");
			this.journey.complete(number, "userTask_recordPayment", FINANCE, "payment-record",
					Map.of("voucherNumber", "WH-" + number, "paidOn", CaseJourney.today()));
			assertThat(status(number)).isEqualTo(CaseStatus.PAID);
			assertThat(this.cases.get(number).figures().paidAmount()).isEqualByComparingTo("240000");
			assertThat(this.journey.trace(number)).doesNotContain("callActivity_publishResult");
		}
		finally {
			deploy("wuhan-subsidy-rate", "", "");
			deploy("wuhan-subsidy-publicity", "", "");
		}
	}

	@Test
	void takesADeclarationInTheLastSecondOfTheRoundAndNoneAfterIt() {
		// given two applications opened in time
		CaseJourney.Party party = enterprise();
		String inTime = this.journey.prepared(party);
		CaseJourney.Party other = enterprise();
		String late = this.journey.prepared(other);
		// when one is declared on 2024-11-15 at 23:59:59, it is taken
		this.journey.at("2024-11-15T23:59:59");
		declare(inTime, party, Map.of());
		assertThat(status(inTime)).isEqualTo(CaseStatus.UNDER_REVIEW);
		// and the other, a second later, is not; nor is a new one opened
		this.journey.at("2024-11-16T00:00:00");
		assertThat(refusalOf(() -> declare(late, other, Map.of()))).isNotNull();
		assertThat(status(late)).isEqualTo(CaseStatus.DECLARING);
		assertThat(refusalOf(() -> this.journey.start(enterprise())).kind()).isEqualTo(RefusedException.Kind.INVALID);
	}

	@ParameterizedTest(name = "{0} points are level {9}: {10}")
	@CsvFileSource(resources = "/scenarios/wuhan-subsidy/acceptance.csv", numLinesToSkip = 1)
	void acceptsFromLevelTwo(ArgumentsAccessor row) {
		// given a score and scenarios
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("score", row.getDouble(0));
		for (int level = 1; level <= 4; level++) {
			facts.put("scenarios" + level, row.getInteger(level));
			facts.put("binding" + level, row.getInteger(4 + level));
		}
		int level = (Integer) this.decisions.evaluateDecisionTableByKeyAndVersion("grade-2024", PACKAGED, facts)
			.getSingleEntry();
		assertThat(level).isEqualTo(row.getInteger(9));
		// then it is accepted from level 2, everything else being in order
		assertThat((String) this.decisions
			.evaluateDecisionTableByKeyAndVersion("wuhan-subsidy-acceptance", PACKAGED, Map.of("siteVisited", "yes",
					"levelReached", level >= 2, "verifyLedgerDecision", "approve", "spendingCounted", true))
			.getSingleEntry()).isEqualTo(row.getString(10));
	}

	@ParameterizedTest(name = "level {0}, {1} counted: {2}")
	@CsvFileSource(resources = "/scenarios/wuhan-subsidy/subsidy.csv", numLinesToSkip = 1)
	void computesBySectorAndLevelUpToTheCap(int level, String counted, String subsidy) {
		for (String group : List.of("FILED", "EXTENDED", "OTHER")) {
			Map<String, Object> row = this.decisions
				.evaluateDecisionTableByKeyAndVersion("wuhan-subsidy-rate", PACKAGED,
						Map.of("sectorGroup", group, "level", level))
				.getSingleResult()
				.getEntryMap();
			assertThat(new Subsidy(level, new Rate(exact(row.get("rate"))), Money.yuan(exact(row.get("capYuan"))),
					Money.yuan(counted), Money.ZERO)
				.amount()).hasToString(subsidy);
		}
	}

	@Test
	void endsWithoutLevelTwoOrWithoutAVisit() {
		// given one enterprise verified at level 1, and one that let nobody in
		String low = visited(enterprise(), Map.of());
		verify(low, HohhotAnswers.levelOne());
		String closed = declared(enterprise(), Map.of());
		reviewDistrict(closed, "approve");
		reviewOnline(closed, "approve");
		this.journey.complete(closed, "userTask_visitSite", EVALUATOR, "site-visit-refused");
		// then neither is accepted, and nothing was counted or assessed
		assertThat(List.of(low, closed)).allSatisfy((number) -> {
			assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
			assertThat(this.journey.trace(number)).endsWith("endEvent_acceptanceFailed")
				.doesNotContain("callActivity_verifyLedger");
			assertThat(isRunning(number)).isFalse();
		});
	}

	@Test
	void rejectsAnEnterpriseOfAnotherDistrict() {
		String number = declared(enterprise(), Map.of());
		reviewDistrict(number, "reject");
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
		assertThat(this.journey.trace(number)).endsWith("endEvent_districtRefused");
	}

	@ParameterizedTest
	@CsvSource({ "no, yes, yes, approve", "no, yes, no, return", "yes, no, yes, return", "yes, yes, no, approve",
			"yes, yes, no, reject", "yes, yes, yes, return", "yes, yes, yes, reject" })
	void refusesADecisionThatContradictsTheThreePoints(String inDistrict, String operating, String materials,
			String decision) {
		// given what the district found of the three points (通知三（二）)
		String number = declared(enterprise(), Map.of());
		Map<String, Object> review = new HashMap<>(Map.of("inDistrict", inDistrict, "operatingNormally", operating,
				"materialsOk", materials, "decision", decision, "comment", "意见"));
		for (String point : List.of("inDistrict", "operatingNormally", "materialsOk")) {
			review.put(point + "Note", "情况");
		}
		// when its decision is another than follows from them
		RefusedException refusal = refusalOf(
				() -> this.journey.completeWith(number, "userTask_reviewDistrict", DISTRICT, review));
		// then it is refused at the decision, and the case stays where it is
		assertThat(fieldsOf(refusal)).containsExactly("decision");
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_reviewDistrict");
	}

	@Test
	void takesAnnexThreeAsWordOnly() {
		// given an application
		CaseJourney.Party party = enterprise();
		String number = this.journey.start(party);
		// when annex 3 is uploaded as PDF
		this.journey.as(party.account());
		byte[] page = CaseJourney.pdf("附件3");
		RefusedException refusal = refusalOf(
				() -> this.materials.add(number, new Materials.Upload("selfAssessmentReport", "自评估报告.pdf", page.length,
						new ByteArrayResource(page), null)));
		this.journey.nobody();
		// then it is refused (通知三（一）: 附件3、附件4上传word版)
		assertThat(fieldsOf(refusal)).containsExactly("file");
	}

	@Test
	void refusesADeclarationWithoutItsCommitments() {
		CaseJourney.Party party = enterprise();
		String number = this.journey.prepared(party);
		assertThat(fieldsOf(refusalOf(() -> declare(number, party, Map.of("commitment", false, "undertaking", false)))))
			.containsExactlyInAnyOrder("commitment", "undertaking");
	}

	@Test
	void refusesHeaderTotalsThatAreNotThoseOfTheLedger() {
		// given a ledger of 897,000 contracted, 800,000 paid and invoiced
		CaseJourney.Party party = enterprise();
		String number = this.journey.prepared(party);
		// when the header is off by a little more than 0.01 万元
		RefusedException refusal = refusalOf(() -> declare(number, party,
				Map.of("contractTotal", "89.710001", "paidTotal", "79.989999", "invoicedTotal", "80.02")));
		// then each total is refused
		assertThat(fieldsOf(refusal)).containsExactlyInAnyOrder("contractTotal", "paidTotal", "invoicedTotal");
		// and 0.01 万元 is taken
		declare(number, party, Map.of("contractTotal", "89.71", "paidTotal", "79.99", "invoicedTotal", "80.01"));
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
	}

	@Test
	void refusesTheSameInvoiceTwiceInOneLedger() {
		CaseJourney.Party party = enterprise();
		String number = this.journey.prepared(party);
		RefusedException refusal = refusalOf(() -> declare(number, party,
				Map.of("ledger", ledgerWith(4, Map.of("invoiceNumber", "24422000000010000001")))));
		assertThat(fieldsOf(refusal)).containsExactly("ledger[4].invoiceNumber");
	}

	@Test
	void cutsALineByTheRulesAndByTheVerifierWithAReason() {
		// given a ledger whose fourth line was paid a day after the window
		String number = assessed(enterprise(), Map.of("ledger", ledgerWith(4, Map.of("paymentDate", "2024-11-16"))));
		assertThat(this.ledgers.lines(number).get(3).cuts()).extracting(Ledgers.Cut::rule).containsExactly("WH-04");
		// when the verifier accepts it all the same, counts more of the second than was
		// invoiced, or cuts without a reason
		assertThat(fieldsOf(refusalOf(() -> verifyLedger(number, Map.of())))).containsExactly("ledgerLines[4].verdict");
		Map<String, Object> wrong = Map.of("ledgerLines",
				List.of(Map.of("verdict", "accept"), Map.of("verdict", "cut", "countedAmount", "200000.01"),
						Map.of("verdict", "accept"),
						Map.of("verdict", "cut", "countedAmount", "0.01", "cutReason", "付款在期间之外"),
						Map.of("verdict", "accept")));
		assertThat(fieldsOf(refusalOf(() -> verifyLedger(number, wrong)))).containsExactlyInAnyOrder(
				"ledgerLines[2].cutReason", "ledgerLines[2].countedAmount", "ledgerLines[4].countedAmount");
		// then nothing is counted
		assertThat(this.expenditures.countedTotal(number)).isEqualTo(Money.ZERO);
		// and when it cuts 50,000 of the second with a reason, and the fourth wholly
		List<Map<String, Object>> verdicts = verdictsWith(4,
				Map.of("verdict", "cut", "countedAmount", "0", "cutReason", "付款在期间之外"));
		verdicts.set(1, Map.of("verdict", "cut", "countedAmount", "150000", "cutReason", "含电脑两台"));
		verifyLedger(number, Map.of("ledgerLines", verdicts));
		// then 600,000 count: 300,000 + 150,000 + 100,000 + 0 + 50,000, and 30 % is due
		assertThat(this.expenditures.countedTotal(number)).isEqualTo(Money.yuan("600000"));
		assertThat(this.cases.get(number).figures().subsidyAmount()).isEqualByComparingTo("180000");
		assertThat(this.ledgers.lines(number)).extracting((line) -> String.valueOf(line.counted()))
			.containsExactly("300000.00", "150000.00", "100000.00", "0.00", "50000.00");
		// and whoever may see the case is told line by line what was cut by which rule
		JsonPath calculation = new Rest(this.port).as(BUREAU)
			.get("/api/applications/" + number + "/calculation")
			.then()
			.statusCode(200)
			.extract()
			.jsonPath();
		assertThat(calculation.getList("lines.declaredAmount")).containsExactly("300000.00", "200000.00", "100000.00",
				"150000.00", "50000.00");
		assertThat(calculation.getList("lines.cutAmount")).containsExactly("0.00", "50000.00", "0.00", "150000.00",
				"0.00");
		assertThat(calculation.getList("lines.countedAmount")).containsExactly("300000.00", "150000.00", "100000.00",
				"0.00", "50000.00");
		assertThat(calculation.getList("lines[1].cuts.text")).containsExactly("含电脑两台");
		assertThat(calculation.getList("lines[1].cuts.rule")).containsOnlyNulls();
		assertThat(calculation.getList("lines[3].cuts.rule")).containsExactly("WH-04");
		assertThat(calculation.getString("subsidy.subsidyAmount")).isEqualTo("180000.00");
		assertThat(calculation.getBoolean("subsidy.confirmed")).isFalse();
		// and when the bureau returns it, the verifier finds what he said and may say
		// otherwise
		decideAmount(number, "return");
		assertThat(this.expenditures.countedTotal(number)).isEqualTo(Money.yuan("600000"));
		verdicts.set(1, Map.of("verdict", "accept"));
		verifyLedger(number, Map.of("ledgerLines", verdicts));
		assertThat(this.cases.get(number).figures().subsidyAmount()).isEqualByComparingTo("195000");
	}

	@Test
	void paysByTheVerifiedLevelAndPointsOutTheDifference() {
		// given an enterprise that claims level 3 and verifies at level 2
		Map<String, Object> claim = new HashMap<>(HohhotAnswers.levelThree());
		claim.put("declaredLevel", "3");
		String number = declared(enterprise(), claim);
		assertThat(this.cases.get(number).figures().selfLevel()).isEqualTo(3);
		assertThat(flagsShownAt(number, "userTask_reviewDistrict", DISTRICT)).isEmpty();
		reviewDistrict(number, "approve");
		reviewOnline(number, "approve");
		visit(number);
		verify(number, Map.of());
		// then the verifier of the ledger is told
		assertThat(flagsShownAt(number, "userTask_verifyLedger", EVALUATOR)).containsExactly("CF-03");
		// and level 2 decides
		verifyLedger(number, Map.of());
		assertThat(this.awards.decision(number).orElseThrow().subsidy().level()).isEqualTo(2);
		assertThat(this.cases.get(number).figures().subsidyAmount()).isEqualByComparingTo("240000");
	}

	@Test
	void pointsOutWhatDoesNotFitInTheDeclaration() {
		// given a claim of level 4, and less total cost than was paid
		String number = declared(enterprise(), Map.of("declaredLevel", "4", "totalCost", "79.99"));
		// then the district sees both, and may approve all the same
		assertThat(flagsShownAt(number, "userTask_reviewDistrict", DISTRICT)).containsExactlyInAnyOrder("CF-01",
				"CF-04");
		reviewDistrict(number, "approve");
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_reviewOnline");
	}

	@ParameterizedTest
	@CsvSource({ "diagnosisDone, WH-E2", "transformationDone, WH-E2", "diagnosisClosed, WH-E3",
			"transformationClosed, WH-E3" })
	void tellsTheDistrictWhichConditionIsNotMet(String fact, String reason) {
		String number = declared(enterprise(), Map.of(fact, "no"));
		assertThat(this.file.reasons(number)).extracting(CaseFile.Reason::reason).containsExactly(reason);
	}

	@Test
	void tellsTheDistrictWhoIsNotOnTheRoster() {
		String number = declared(this.journey.unlisted("hanyang"), Map.of());
		assertThat(this.file.reasons(number)).extracting(CaseFile.Reason::reason).containsExactly("WH-E1");
	}

	@Test
	void givesThreeWorkdaysFromEveryReturnAlsoAfterTheRound() {
		// given an application returned on Tuesday: until the end of Friday
		CaseJourney.Party party = enterprise();
		String number = declared(party, Map.of());
		reviewDistrict(number, "return");
		assertThat(status(number)).isEqualTo(CaseStatus.CORRECTING);
		assertThat(this.journey.dueDate(number, "timer_correctionOver")).hasSameTimeAs(CaseJourney.endOf("2024-11-15"));
		// when it is corrected the next day and returned again on Thursday
		this.journey.at("2024-11-13T09:00:00");
		correct(number, party, Map.of());
		this.journey.at("2024-11-14T09:00:00");
		reviewDistrict(number, "return");
		// then three workdays begin anew: until the end of Tuesday
		assertThat(this.journey.dueDate(number, "timer_correctionOver")).hasSameTimeAs(CaseJourney.endOf("2024-11-19"));
		// and they may be used although the round is over
		this.journey.at("2024-11-19T23:59:59");
		correct(number, party, Map.of());
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
		// and a return after the round gives three workdays too
		this.journey.at("2024-11-20T09:00:00");
		reviewDistrict(number, "return");
		assertThat(this.journey.dueDate(number, "timer_correctionOver")).hasSameTimeAs(CaseJourney.endOf("2024-11-25"));
		this.journey.fireTimerWhenDue(number, "timer_correctionOver");
		assertThat(status(number)).isEqualTo(CaseStatus.LAPSED);
	}

	@Test
	void returnsForMissingEvidenceToTheThirdPartyNotToTheDistrict() {
		// given an application the third party returns online
		CaseJourney.Party party = enterprise();
		String number = declared(party, Map.of());
		reviewDistrict(number, "approve");
		reviewOnline(number, "return");
		assertThat(this.journey.openTasks(number)).contains("userTask_correctMaterials");
		// when the enterprise supplies it
		this.journey.completeWith(number, "userTask_correctMaterials", party.account(),
				Map.of("q07Evidence", "数据安全管理制度，见佐证材料第41页"));
		// then the third party goes on; the district does not review again
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_reviewOnline");
		assertThat(this.journey.trace(number).stream().filter("userTask_reviewDistrict"::equals)).hasSize(1);
	}

	@Test
	void correctsTheLedgerLineByLine() {
		// given an application returned for its ledger
		CaseJourney.Party party = enterprise();
		String number = declared(party, Map.of());
		Map<String, Object> review = CaseJourney.sample(PROGRAMME, "district-review-return");
		review.put("correctionItems", List.of(Map.of("item", "field:ledger", "reason", "第5笔为软件")));
		this.journey.completeWith(number, "userTask_reviewDistrict", DISTRICT, review);
		// when its fifth line moves to another category, its totals handed in with it
		this.journey.completeWith(number, "userTask_correctMaterials", party.account(),
				Map.of("ledger", ledgerWith(5, Map.of("category", "SOFTWARE")), "contractTotal", "89.7", "paidTotal",
						"80", "invoicedTotal", "80"));
		// then lines and sums are the new ones
		assertThat(this.ledgers.lines(number)).hasSize(5);
		assertThat(this.expenditures.rows(number)
			.stream()
			.collect(Collectors.toMap(Expenditures.Row::category, (row) -> row.declared().toString())))
			.isEqualTo(Map.of("SOFTWARE", "550000.00", "CLOUD_SERVICE", "100000.00", "DEVICE", "150000.00"));
	}

	@Test
	void asksForEveryPointOfTheVisit() {
		// given three points to look at
		String number = declared(enterprise(), Map.of());
		reviewDistrict(number, "approve");
		reviewOnline(number, "approve");
		// when the record leaves one out, it is refused
		Map<String, Object> record = CaseJourney.sample(PROGRAMME, "site-visit");
		record.put("visitPoints", ((List<?>) record.get("visitPoints")).subList(0, 2));
		assertThat(
				fieldsOf(refusalOf(() -> this.journey.completeWith(number, "userTask_visitSite", EVALUATOR, record))))
			.containsExactly("visitPoints");
	}

	@Test
	void keepsTheVerifierApartFromReviewAndPayment() {
		// given a case whose ledger one assessor verified, who verified its level too
		String number = assessed(enterprise(), Map.of());
		this.accounts.ensure("wuhan-two-hats", "身兼两职", Set.of("wuhan-evaluator", "wuhan-bureau"));
		this.journey.complete(number, "userTask_verifyLedger", "wuhan-two-hats", "ledger-verification");
		// then he does not decide on the amount
		assertThat(refusalOf(() -> this.journey.complete(number, "userTask_decideAmount", "wuhan-two-hats",
				"amount-decision-approve"))
			.kind()).isEqualTo(RefusedException.Kind.FORBIDDEN);
		decideAmount(number, "approve");
	}

	private String cleared(CaseJourney.Party party) {
		String number = assessed(party, Map.of());
		verifyLedger(number, Map.of());
		decideAmount(number, "approve");
		this.journey.complete(number, "userTask_publishNotice", BUREAU, "notice-publication");
		this.journey.fireTimerWhenDue(number, "timer_noticeOver");
		return number;
	}

	/** Codes of the consistency flags a task's form shows. */
	private List<String> flagsShownAt(String number, String task, String account) {
		String id = this.journey.task(number, task).getId();
		this.journey.as(account);
		try {
			String rows = String.valueOf(this.forms.getTaskFormVariables(id).get("consistencyFlags"));
			return Pattern.compile("CF-\\d\\d").matcher(rows).results().map((one) -> one.group()).toList();
		}
		finally {
			this.journey.nobody();
		}
	}

	/** Deploys a packaged table with other cells. */
	private void deploy(String table, String cell, String other) throws IOException {
		String packaged = Files.readString(Path.of("dmn/wuhan/" + table + ".dmn"));
		this.identity.setAuthentication("admin", List.of("camunda-admin"));
		try {
			this.repository.createDeployment()
				.name(table)
				.addString(table + ".dmn", packaged.replace(cell.isEmpty() ? "\u0000" : cell, other))
				.deploy();
		}
		finally {
			this.identity.clearAuthentication();
		}
	}

	private static BigDecimal exact(Object number) {
		return BigDecimal.valueOf(((Number) number).doubleValue());
	}

}
