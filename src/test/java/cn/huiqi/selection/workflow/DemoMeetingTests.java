package cn.huiqi.selection.workflow;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Rounds;
import cn.huiqi.selection.Minutes;
import cn.huiqi.selection.Selections;
import cn.huiqi.testing.CaseJourney;
import cn.huiqi.testing.Journey;
import cn.huiqi.testing.ProgramTest;
import cn.huiqi.testing.Rest;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Demo cases that have their collective decision behind them.
 */
@ProgramTest
class DemoMeetingTests {

	private static final String PROGRAMME = "jiashi-council";

	@LocalServerPort
	int port;

	@Autowired
	Journey hohhot;

	@Autowired
	Cases cases;

	@Autowired
	Rounds book;

	@Autowired
	Selections selections;

	@Autowired
	Minutes minutes;

	@Autowired
	RuntimeService runtime;

	@Autowired
	TaskService tasks;

	@Autowired
	Clock clock;

	@Autowired
	PlatformTransactionManager transactions;

	private CaseJourney journey;

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void leavesTheMeetingOfTheOthersToBeHeld() {
		// given two cases that wait for one meeting
		this.journey = this.hohhot.of(PROGRAMME, "jiashi");
		this.journey.at("2025-11-05T10:00:00");
		this.book.schedule(PROGRAMME,
				new Rounds.Round("demo-meeting", LocalDate.of(2025, 11, 3), LocalDate.of(2025, 11, 9), true));
		String approved = entered();
		String other = entered();
		// when one of them is decided for the demo
		this.journey.as("jiashi-bureau-1");
		new TransactionTemplate(this.transactions).executeWithoutResult((status) -> new DemoMeetings(this.cases,
				this.selections, this.minutes, this.runtime, this.tasks, this.clock)
			.decide(approved, true));
		this.journey.nobody();
		// then it goes on, with the meeting on record, and the other still waits
		assertThat(this.journey.openTasks(approved)).containsExactly("userTask_decideAmount");
		assertThat(this.selections.lastOf(approved).orElseThrow().announcedAt()).isNotNull();
		assertThat(this.selections.lastOf(other)).isEmpty();
		assertThat(this.cases.get(other).status()).isEqualTo(CaseStatus.DECIDING);
	}

	private String entered() {
		Journey.Party party = this.journey.newEnterprise("dongqu");
		String number = new Rest(this.port).as(party.account())
			.contentType("application/json")
			.body(Rest.variables(Map.of("creditCode", party.creditCode().value(), "district", "dongqu", "contactName",
					"测试人", "contactPhone", "13800000000", "contactEmail", "test@example.com")))
			.post("/engine-rest/process-definition/key/" + PROGRAMME + "/start")
			.jsonPath()
			.getString("businessKey");
		this.runtime.setVariable(
				this.runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).singleResult().getId(),
				"level", 2);
		this.journey.completeWith(number, "userTask_declareProject", party.account(),
				Map.of("applied", "120", "session", "demo-meeting"));
		return number;
	}

}
