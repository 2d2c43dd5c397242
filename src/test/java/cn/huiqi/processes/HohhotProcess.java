package cn.huiqi.processes;

import java.util.List;
import java.util.Map;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.application.workflow.ApplicationStarter;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.testing.Journey;
import cn.huiqi.workflow.EngineErrors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What the tests of the Hohhot programme share: the acts of the people in it, in words.
 */
abstract class HohhotProcess {

	static final String BUREAU = "hohhot-bureau-1";

	static final String EVALUATOR = "hohhot-evaluator-1";

	static final String AUDITOR = "hohhot-auditor-1";

	static final String FINANCE = "hohhot-finance-1";

	static final String OTHER_FINANCE = "hohhot-finance-2";

	@Autowired
	Journey journey;

	@Autowired
	Cases cases;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private ManagementService management;

	@Autowired
	private IdentityService identity;

	@Autowired
	private ApplicationStarter starter;

	@BeforeEach
	void onAMonday() {
		this.journey.at("2025-03-03T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	/** The enterprise declares, some answers being others than the sample's. */
	String declared(Journey.Party party, Map<String, Object> others) {
		String number = this.journey.start(party);
		this.journey.complete(number, "userTask_declareProject", party.account(), "declaration", others);
		this.journey.supervised(number);
		return number;
	}

	/** The bureau decides on the qualification: approve, return or reject. */
	void review(String number, String decision) {
		this.journey.complete(number, "userTask_reviewQualification", BUREAU, "qualification-" + decision);
	}

	/** The enterprise hands its declaration in again. */
	void correct(String number, Journey.Party party, Map<String, Object> others) {
		this.journey.complete(number, "userTask_correctMaterials", party.account(), "declaration", others);
	}

	/** The evaluator verifies, some answers being others than the sample's. */
	void verify(String number, Map<String, Object> others) {
		this.journey.complete(number, "userTask_verifyLevel", EVALUATOR, "verification", others);
	}

	/** The evaluator confirms what came of it. */
	void confirm(String number) {
		this.journey.complete(number, "userTask_confirmLevel", EVALUATOR, "level-confirmation");
	}

	/** The auditor counts, some amounts being others than the sample's. */
	void audit(String number, Map<String, Object> others) {
		this.journey.complete(number, "userTask_auditExpenditure", AUDITOR, "expenditure", others);
	}

	/** The bureau publishes the result. */
	void publish(String number) {
		this.journey.complete(number, "userTask_publishNotice", BUREAU, "notice-publication");
	}

	/** The bureau records an objection that came in today. */
	void object(String number) {
		this.journey.complete(number, "userTask_recordObjection", BUREAU, "objection-record",
				Map.of("objectionReceivedOn", Journey.today()));
	}

	/** The bureau handles the objection: dismiss, uphold or reject. */
	void handleObjection(String number, String outcome) {
		this.journey.complete(number, "userTask_handleObjection", BUREAU, "objection-handling-" + outcome);
	}

	/** The enterprise, or whoever tries, withdraws. */
	void withdraw(String number, String account) {
		this.journey.as(account);
		try {
			this.starter.withdraw(number, Journey.sample("withdrawal"));
		}
		finally {
			this.identity.clearAuthentication();
		}
	}

	/** The bureau, or whoever tries, revokes. */
	void revoke(String number, String account, Map<String, Object> others) {
		this.journey.as(account);
		try {
			Map<String, Object> fields = Journey.sample("revocation");
			fields.putAll(others);
			this.starter.revoke(number, fields);
		}
		finally {
			this.identity.clearAuthentication();
		}
	}

	CaseStatus status(String number) {
		return this.cases.get(number).status();
	}

	/** Whether anything of the case still runs, in whatever process. */
	boolean isRunning(String number) {
		return this.runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).count() > 0;
	}

	/** Whether any timer of the case runs. */
	boolean hasTimer(String number) {
		return this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(number)
			.list()
			.stream()
			.anyMatch((instance) -> this.management.createJobQuery().processInstanceId(instance.getId()).count() > 0);
	}

	/** The case's timer fires now, late as it may be. */
	void fireTimerLate(String number) {
		this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(number)
			.list()
			.stream()
			.flatMap((instance) -> this.management.createJobQuery().processInstanceId(instance.getId()).list().stream())
			.forEach((job) -> this.management.executeJob(job.getId()));
	}

	/** How the act is refused. */
	static RefusedException refusalOf(ThrowingCallable act) {
		Throwable thrown = catchThrowable(act);
		return EngineErrors.refusalIn(thrown).orElseThrow(() -> new AssertionError("Not refused: " + thrown, thrown));
	}

	/** The fields a refusal names. */
	static List<String> fieldsOf(RefusedException refusal) {
		return refusal.faults().stream().map(Fault::field).toList();
	}

}
