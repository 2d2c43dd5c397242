package cn.huiqi.portal;

import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import cn.huiqi.application.workflow.ApplicationStarter;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@DatabaseTest
class WorkItemsTests {

	@Autowired
	Journey journey;

	@Autowired
	WorkItems items;

	@Autowired
	ApplicationStarter starter;

	@Autowired
	TaskService tasks;

	@Autowired
	RuntimeService runtime;

	@Autowired
	JdbcTemplate jdbc;

	@BeforeEach
	void onAMonday() {
		this.journey.at("2025-03-03T10:00:00");
	}

	@AfterEach
	void backToNow() {
		this.journey.reset();
	}

	@Test
	void followsACaseThroughReturnCorrectionAndWithdrawal() {
		// given an application that is being declared
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.start(party);
		// then the enterprise's task is listed as its own
		assertThat(listed(number)).singleElement().satisfies((row) -> {
			assertThat(row).containsEntry("task_name", "填报申报材料")
				.containsEntry("stage", "项目申报")
				.containsEntry("assignee", party.account())
				.containsEntry("programme", Journey.PROGRAMME)
				.containsEntry("authority", "hohhot")
				.containsEntry("duty", "declare")
				.containsEntry("correction_round", 0)
				.containsEntry("for_enterprise", true);
		});
		assertThat(finders(number)).containsExactly("enterprise-" + party.creditCode().value(), "watch:*",
				"watch:case/" + number, "watch:hohhot");
		// when it is declared, claimed and returned
		this.journey.complete(number, "userTask_declareProject", party.account(), "declaration");
		assertThat(finders(number)).containsExactly("hohhot-bureau", "hohhot-supervisor");
		this.journey.supervised(number);
		assertThat(finders(number)).containsExactly("hohhot-bureau");
		this.journey.as("hohhot-bureau-2");
		this.tasks.claim(this.journey.task(number, "userTask_reviewQualification").getId(), "hohhot-bureau-2");
		assertThat(listed(number)).singleElement()
			.satisfies((row) -> assertThat(row).containsEntry("stage", "资格审查")
				.containsEntry("assignee", "hohhot-bureau-2")
				.containsEntry("for_enterprise", false));
		this.journey.complete(number, "userTask_reviewQualification", "hohhot-bureau-2", "qualification-return");
		// then the task of the called process belongs to the stage it was called in, and
		// is due
		assertThat(listed(number)).extracting((row) -> row.get("task_name")).containsExactlyInAnyOrder("补正材料", "跟进补正");
		assertThat(listed(number)).allSatisfy((row) -> {
			assertThat(row).containsEntry("stage", "补正").containsEntry("correction_round", 1);
			assertThat(instant(row.get("due_at"))).isEqualTo("2025-03-10T23:59:59+08:00");
		});
		// when it is withdrawn meanwhile
		this.journey.as(party.account());
		this.starter.withdraw(number, Journey.sample("withdrawal"));
		// then nothing of it is left
		assertThat(listed(number)).isEmpty();
		assertThat(finders(number)).isEmpty();
	}

	@Test
	void followsAMovedDueDateAndAnotherGroup() {
		// given a returned application
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		this.journey.complete(number, "userTask_reviewQualification", "hohhot-bureau-1", "qualification-return");
		// when the program moves the date and offers the task to others
		Task task = this.journey.task(number, "userTask_correctMaterials");
		task.setDueDate(Date.from(OffsetDateTime.parse("2025-04-01T23:59:59+08:00").toInstant()));
		this.tasks.saveTask(task);
		this.tasks.addCandidateGroup(task.getId(), "hohhot-supervisor");
		this.tasks.deleteCandidateGroup(task.getId(), "enterprise-" + party.creditCode().value());
		// then both are listed
		assertThat(listed(number)).filteredOn((row) -> task.getId().equals(row.get("task_id")))
			.singleElement()
			.satisfies((row) -> assertThat(instant(row.get("due_at"))).isEqualTo("2025-04-01T23:59:59+08:00"));
		// the reviewer follows the correction
		assertThat(finders(number)).containsExactly("hohhot-bureau", "hohhot-supervisor");
		assertThat(this.jdbc
			.queryForList("select distinct due_at from work_item_group where task_id = '" + task.getId() + "'"))
			.singleElement()
			.satisfies((row) -> assertThat(instant(row.get("due_at"))).isEqualTo("2025-04-01T23:59:59+08:00"));
	}

	@Test
	void dropsTheTasksOfADeletedInstance() {
		// given
		String number = this.journey.qualified(this.journey.newEnterprise());
		// when an administrator deletes it, listeners skipped
		this.runtime.deleteProcessInstance(this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(number)
			.processDefinitionKey(Journey.PROGRAMME)
			.singleResult()
			.getId(), "test", true);
		// then
		assertThat(listed(number)).isEmpty();
	}

	@Test
	void leavesNothingOfARefusedSubmission() {
		// given a declared application
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.start(party);
		List<Map<String, Object>> before = listed(number);
		// when the declaration is refused
		try {
			this.journey.complete(number, "userTask_declareProject", party.account(), "declaration",
					Map.of("contactPhone", "x"));
		}
		catch (RuntimeException ex) {
			// expected: the number is none
		}
		// then
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_declareProject");
		assertThat(listed(number)).isEqualTo(before);
	}

	@Test
	void mendsItselfAtStart() {
		// given a list that agrees with the engine
		this.items.mend();
		String lost = this.journey.declared(this.journey.newEnterprise());
		String changed = this.journey.qualified(this.journey.newEnterprise());
		List<Map<String, Object>> lostBefore = listed(lost);
		List<Map<String, Object>> changedBefore = listed(changed);
		assertThat(this.items.mend()).isZero();
		// when a task is missing, one is another's, and one is open no longer
		this.jdbc.update("delete from work_item where application_number = ?", lost);
		this.jdbc.update("update work_item set assignee = 'somebody', due_at = ? where application_number = ?",
				Timestamp.from(new Date().toInstant()), changed);
		this.jdbc.update("""
				insert into work_item (task_id, application_number, programme, authority, credit_code, enterprise_name,
				task_key, task_name, duty, correction_round, created_at, for_enterprise)
				select 'gone', application_number, programme, authority, credit_code, enterprise_name, task_key,
				task_name, duty, correction_round, created_at, for_enterprise
				from work_item where application_number = ?""", changed);
		this.jdbc.update("""
				insert into work_item_group (group_id, task_id, created_at, application_number, programme, credit_code,
				enterprise_name)
				select 'hohhot-bureau', task_id, created_at, application_number, programme, credit_code, enterprise_name
				from work_item where task_id = 'gone'""");
		// then a start mends the three, and the next none
		assertThat(this.items.mend()).isEqualTo(3);
		assertThat(this.items.mend()).isZero();
		assertThat(listed(lost)).isEqualTo(lostBefore);
		assertThat(listed(changed)).isEqualTo(changedBefore);
		assertThat(finders(lost)).containsExactly("hohhot-bureau");
	}

	private List<Map<String, Object>> listed(String number) {
		return this.jdbc.queryForList("select * from work_item where application_number = ? order by task_id", number)
			.stream()
			.map((row) -> {
				Map<String, Object> lower = new TreeMap<>();
				row.forEach((name, value) -> lower.put(name.toLowerCase(), value));
				return lower;
			})
			.map((row) -> (Map<String, Object>) row)
			.toList();
	}

	private List<String> finders(String number) {
		return this.jdbc.queryForList("""
				select g.group_id from work_item_group g join work_item w on w.task_id = g.task_id
				where w.application_number = ?""", String.class, number).stream().sorted().toList();
	}

	private static OffsetDateTime instant(Object value) {
		return ((value instanceof OffsetDateTime time) ? time
				: ((Timestamp) value).toInstant().atOffset(java.time.ZoneOffset.UTC));
	}

}
