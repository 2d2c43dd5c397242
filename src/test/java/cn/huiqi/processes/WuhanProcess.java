package cn.huiqi.processes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.Journey;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;

/**
 * What the tests of the Wuhan programme share: the acts of the people in it, in words.
 */
abstract class WuhanProcess {

	static final String PROGRAMME = "wuhan-subsidy";

	static final String DISTRICT = "wuhan-district-hanyang-1";

	static final String BUREAU = "wuhan-bureau-1";

	static final String EVALUATOR = "wuhan-evaluator-1";

	static final String FINANCE = "wuhan-finance-1";

	static final String OTHER_FINANCE = "wuhan-finance-2";

	@Autowired
	Cases cases;

	@Autowired
	private Journey journeys;

	@Autowired
	private RuntimeService runtime;

	CaseJourney journey;

	/** Tuesday of the round's only full week: it closes on Friday. */
	@BeforeEach
	void onTheTuesdayOfTheRound() {
		this.journey = this.journeys.of(PROGRAMME, "wuhan");
		this.journey.at("2024-11-12T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	CaseJourney.Party enterprise() {
		return this.journey.newEnterprise("hanyang");
	}

	/** The enterprise declares, some answers being others than the sample's. */
	String declared(CaseJourney.Party party, Map<String, Object> others) {
		String number = this.journey.start(party);
		declare(number, party, others);
		return number;
	}

	void declare(String number, CaseJourney.Party party, Map<String, Object> others) {
		this.journey.complete(number, "userTask_declareProject", party.account(), "declaration", others);
	}

	/** The enterprise hands its declaration in again. */
	void correct(String number, CaseJourney.Party party, Map<String, Object> others) {
		this.journey.complete(number, "userTask_correctMaterials", party.account(), "declaration", others);
	}

	/** The district decides: approve, return or reject. */
	void reviewDistrict(String number, String decision) {
		this.journey.complete(number, "userTask_reviewDistrict", DISTRICT, "district-review-" + decision);
	}

	/** The third party decides on the documents: approve or return. */
	void reviewOnline(String number, String decision) {
		this.journey.complete(number, "userTask_reviewOnline", EVALUATOR, "online-review-" + decision);
	}

	void visit(String number) {
		this.journey.complete(number, "userTask_visitSite", EVALUATOR, "site-visit");
	}

	/** The third party verifies the level and confirms it. */
	void verify(String number, Map<String, Object> others) {
		this.journey.complete(number, "userTask_verifyLevel", EVALUATOR, "verification", others);
		this.journey.complete(number, "userTask_confirmLevel", EVALUATOR, "level-confirmation");
	}

	void verifyLedger(String number, Map<String, Object> others) {
		this.journey.complete(number, "userTask_verifyLedger", EVALUATOR, "ledger-verification", others);
	}

	void decideAmount(String number, String decision) {
		this.journey.complete(number, "userTask_decideAmount", BUREAU, "amount-decision-" + decision);
	}

	/** Declared, approved by the district, reviewed online and visited. */
	String visited(CaseJourney.Party party, Map<String, Object> others) {
		String number = declared(party, others);
		reviewDistrict(number, "approve");
		reviewOnline(number, "approve");
		visit(number);
		return number;
	}

	/** The same, its level verified: the ledger is next. */
	String assessed(CaseJourney.Party party, Map<String, Object> others) {
		String number = visited(party, others);
		verify(number, Map.of());
		return number;
	}

	/** The lines of the sample's ledger, one of them another. */
	static List<Map<String, Object>> ledgerWith(int line, Map<String, Object> others) {
		List<Map<String, Object>> lines = new ArrayList<>();
		for (Object row : (List<?>) CaseJourney.sample(PROGRAMME, "declaration").get("ledger")) {
			Map<String, Object> copy = new LinkedHashMap<>();
			((Map<?, ?>) row).forEach((key, value) -> copy.put(String.valueOf(key), value));
			lines.add(copy);
		}
		lines.get(line - 1).putAll(others);
		return lines;
	}

	/** Verdicts that accept every line but one. */
	static List<Map<String, Object>> verdictsWith(int line, Map<String, Object> other) {
		List<Map<String, Object>> verdicts = new ArrayList<>();
		for (int i = 1; i <= 5; i++) {
			verdicts.add((i == line) ? other : Map.of("verdict", "accept"));
		}
		return verdicts;
	}

	CaseStatus status(String number) {
		return this.cases.get(number).status();
	}

	boolean isRunning(String number) {
		return this.runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).count() > 0;
	}

}
