package cn.huiqi.processes;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.CorrectionChanges;
import cn.huiqi.application.Corrections;
import cn.huiqi.application.Submissions;
import cn.huiqi.core.RefusedException;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.material.MaterialFile;
import cn.huiqi.material.Materials;
import cn.huiqi.notification.Messages;
import cn.huiqi.testing.DatabaseTest;
import cn.huiqi.testing.Journey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.FormService;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A return names what is to be corrected, item by item. All begins on Monday 2025-03-03,
 * so that the five workdays end on Monday 2025-03-10.
 */
@DatabaseTest
class ItemCorrectionTests extends HohhotProcess {

	private static final List<Map<String, Object>> THREE = List.of(
			Map.of("item", "field:projectName", "reason", "与合同名称不一致，请按合同填写"),
			Map.of("item", "field:q05", "reason", "佐证材料只见一个业务环节"),
			Map.of("item", "field:scenario_finance", "reason", "请按附件1.3重新判定"));

	@Autowired
	Corrections corrections;

	@Autowired
	CorrectionChanges changes;

	@Autowired
	Submissions submissions;

	@Autowired
	Messages messages;

	@Autowired
	Materials materials;

	@Autowired
	FormService forms;

	@Test
	void takesOnlyWhatWasNamed() {
		// given an application returned with three items
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party, THREE);
		// when something else is changed with them, in two places
		RefusedException refusal = refusalOf(() -> correct(number, party,
				Map.of("projectName", "按合同的项目名称", "bankAccount", "9999", "q06", List.of("1"))));
		// then both are refused at their fields, and nothing is kept
		assertThat(fieldsOf(refusal)).containsExactlyInAnyOrder("bankAccount", "q06");
		assertThat(this.submissions.declaration(number).orElseThrow().text("projectName").orElseThrow())
			.isNotEqualTo("按合同的项目名称");
		// and when the three are changed, only they need to be sent
		correctOnly(number, party, Map.of("projectName", "按合同的项目名称", "q05", "0", "scenario_finance", "1"));
		Submissions.Stored corrected = this.submissions.declaration(number).orElseThrow();
		assertThat(corrected.text("projectName")).contains("按合同的项目名称");
		assertThat(corrected.text("bankAccount"))
			.contains(String.valueOf(Journey.sample("declaration").get("bankAccount")));
		assertThat(corrected.answers().keySet()).isEqualTo(this.submissions.all(number).get(0).answers().keySet());
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
		// and the level is computed anew: q05 gave 50 points at 10 %, now none
		assertThat(this.cases.get(number).figures().selfScore()).isEqualByComparingTo("62.5536");
	}

	@Test
	void showsWhatChangedSideBySide() {
		// given a correction of two of three items
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party, THREE);
		correctOnly(number, party, Map.of("projectName", "按合同的项目名称", "q05", "0"));
		// when the reviewer opens the review
		String task = this.journey.task(number, "userTask_reviewQualification").getId();
		String shown = String.valueOf(this.forms.getTaskFormVariables(task).get("correctionChanges"));
		// then each stands there as it was and as it is, the third as not changed
		assertThat(shown).contains("按合同的项目名称", "乳制品生产管控与质量追溯数字化改造项目", "与合同名称不一致，请按合同填写", "（未改动）")
			.doesNotContain("收款账户");
		assertThat(this.changes.of(number, this.corrections.rounds(number).get(0))).extracting(Corrections.Change::item)
			.containsExactly("field:projectName", "field:q05", "field:scenario_finance");
		// and the former items are not named again by themselves
		assertThat(this.forms.getTaskFormVariables(task)).extractingByKey("correctionItems").hasToString("[]");
	}

	@Test
	void drawsWhatIsToBeCorrectedFirstAndTheRestReadOnly() throws IOException {
		// given an application returned with three items
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party, THREE);
		// when the enterprise opens its form
		JsonNode form;
		try (InputStream content = this.forms
			.getDeployedTaskForm(this.journey.task(number, "userTask_correctMaterials").getId())) {
			form = new ObjectMapper().readTree(content);
		}
		// then the first group holds the three, and all other fields are read-only
		List<String> open = new ArrayList<>();
		List<JsonNode> groups = new ArrayList<>();
		form.path("components").forEach((component) -> {
			if (component.path("type").asText().equals("group")) {
				groups.add(component);
			}
		});
		assertThat(groups).extracting((group) -> group.path("label").asText())
			.containsExactly("需要补正的内容", "其他内容（未要求补正，不能修改）");
		groups.get(0).findValuesAsText("key").forEach(open::add);
		assertThat(open).containsExactly("projectName", "q05", "scenario_finance");
		assertThat(groups.get(0).findValuesAsText("text")).anyMatch((text) -> text.contains("佐证材料只见一个业务环节"));
		fields(groups.get(1))
			.forEach((field) -> assertThat(field.path("readonly").asBoolean()).as(field.path("key").asText()).isTrue());
		assertThat(fields(groups.get(1))).hasSizeGreaterThan(100);
	}

	@Test
	void opensWhatIsHeldAgainstAnItem() {
		// given an application returned because of one amount, which the total covers
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party, List.of(Map.of("item", "field:deviceExpenditure", "reason", "与发票不一致")));
		// when both are raised, then both count
		correctOnly(number, party, Map.of("deviceExpenditure", "200000", "totalInvestment", "60"));
		assertThat(this.cases.get(number).figures().declaredAmount()).isEqualByComparingTo("600000");
	}

	@Test
	void refusesItemsThatDoNotExistRepeatOrGiveNoReason() {
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		RefusedException refusal = refusalOf(
				() -> review(number, List.of(Map.of("item", "field:nothing", "reason", "原因"),
						Map.of("item", "field:q05"), Map.of("item", "field:q06", "reason", "原因"))));
		assertThat(fieldsOf(refusal)).containsExactlyInAnyOrder("correctionItems[1].item", "correctionItems[2].reason");
		refusal = refusalOf(() -> review(number,
				List.of(Map.of("item", "field:q06", "reason", "原因"), Map.of("item", "field:q06", "reason", "又一原因"))));
		assertThat(fieldsOf(refusal)).containsExactly("correctionItems[2].item");
		assertThat(this.corrections.rounds(number)).isEmpty();
	}

	@Test
	void numbersRoundsAndKeepsEachWithItsItems() {
		// given three returns, the second as a whole
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party, THREE);
		correctOnly(number, party, Map.of("projectName", "第二次名称"));
		this.journey.at("2025-03-04T10:00:00");
		review(number, "return");
		this.journey.at("2025-03-04T11:00:00");
		correct(number, party, Map.of("projectName", "第三次名称"));
		this.journey.at("2025-03-05T10:00:00");
		review(number, THREE);
		// then each is kept with what was asked and how it ended
		List<Corrections.Round> rounds = this.corrections.rounds(number);
		assertThat(rounds).extracting(Corrections.Round::number).containsExactly(1, 2, 3);
		assertThat(rounds).extracting((round) -> round.items().size()).containsExactly(3, 0, 3);
		assertThat(rounds).extracting(Corrections.Round::outcome)
			.containsExactly(Corrections.Outcome.CORRECTED, Corrections.Outcome.CORRECTED, null);
		assertThat(this.changes.of(number, rounds.get(1))).anySatisfy((change) -> {
			assertThat(change.before()).isEqualTo("第二次名称");
			assertThat(change.after()).isEqualTo("第三次名称");
		});
	}

	@Test
	void extendsThePeriodOnceWithAReason() {
		// given an application in correction
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party, THREE);
		assertThat(this.journey.openTasks(number)).containsExactly("userTask_correctMaterials",
				"userTask_followCorrection");
		// when the bureau extends it
		follow(number, "extend", "企业停电三天");
		// then five workdays are added, for timer and task
		assertThat(this.journey.dueDate(number, "timer_correctionOver")).hasSameTimeAs(Journey.endOf("2025-03-17"));
		assertThat(this.journey.task(number, "userTask_correctMaterials").getDueDate())
			.hasSameTimeAs("2025-03-17T23:59:59");
		// and not another time: one is all the parameters allow
		RefusedException refusal = refusalOf(() -> follow(number, "extend", "再延一次"));
		assertThat(fieldsOf(refusal)).containsExactly("decision");
		// and the enterprise may correct on the new last day
		this.journey.at("2025-03-17T23:00:00");
		correctOnly(number, party, Map.of("projectName", "延期内补正"));
		assertThat(status(number)).isEqualTo(CaseStatus.UNDER_REVIEW);
		assertThat(this.corrections.rounds(number).get(0).extensions()).extracting(Corrections.Extension::reason)
			.containsExactly("企业停电三天");
		assertThat(titles(party)).contains("补正期限已延长");
	}

	@Test
	void letsTheReviewerRefuseWhileItWaits() {
		// given an application in correction
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party, THREE);
		// when the bureau refuses it
		assertThat(fieldsOf(refusalOf(() -> follow(number, "reject", "")))).containsExactly("comment");
		follow(number, "reject", "经查属于骗补");
		// then it is over, with nothing left to correct
		assertThat(status(number)).isEqualTo(CaseStatus.REJECTED);
		assertThat(isRunning(number)).isFalse();
		assertThat(this.journey.trace(number)).endsWith("endEvent_correctionRejected");
		assertThat(this.corrections.rounds(number).get(0).outcome()).isEqualTo(Corrections.Outcome.REJECTED);
	}

	@Test
	void remindsThreeWorkdaysAndOneWorkdayBeforeTheEnd() {
		// given an application to be corrected until Monday 2025-03-10
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party, THREE);
		// then the enterprise is reminded on Wednesday and on Friday at nine
		assertThat(this.journey.dueDate(number, "timer_correctionReminder")).hasSameTimeAs("2025-03-05T09:00:00");
		this.journey.fireTimerWhenDue(number, "timer_correctionReminder");
		assertThat(this.journey.dueDate(number, "timer_correctionReminder")).hasSameTimeAs("2025-03-07T09:00:00");
		assertThat(texts(party)).anyMatch((text) -> text.contains("还剩3个工作日") && text.contains("2025年3月10日"));
		this.journey.fireTimerWhenDue(number, "timer_correctionReminder");
		assertThat(texts(party)).anyMatch((text) -> text.contains("还剩1个工作日"));
		assertThat(titles(party)).containsExactly("补正期限即将届满", "补正期限即将届满", "申请退回补正（第1次）");
		// and again before the end of an extension
		follow(number, "extend", "补充检测报告需要时间");
		this.journey.fireTimerWhenDue(number, "timer_correctionReminder");
		assertThat(this.journey.dueDate(number, "timer_correctionReminder")).hasSameTimeAs("2025-03-12T09:00:00");
		this.journey.fireTimerWhenDue(number, "timer_correctionReminder");
		assertThat(texts(party)).anyMatch((text) -> text.contains("还剩3个工作日") && text.contains("2025年3月17日"));
	}

	@Test
	void tellsTheEnterpriseAloneWhatCameBack() {
		Journey.Party party = this.journey.newEnterprise();
		Journey.Party other = this.journey.newEnterprise();
		returned(party, THREE);
		assertThat(titles(party)).containsExactly("申请退回补正（第1次）");
		assertThat(titles(other)).isEmpty();
		// the guide names no period: five workdays are only assumed, and told so
		assertThat(texts(party)).singleElement().asString().contains("待主管部门确认");
	}

	@Test
	void namesMaterialsThatAreNotInOrderByItself() {
		// given an application one of whose materials the bureau marked
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		String report = current(number, "auditReport").id();
		as(BUREAU, () -> this.materials.judge(number, report, false, "缺第3页"));
		// then it cannot be approved
		assertThat(fieldsOf(refusalOf(() -> review(number, "approve")))).containsExactly("decision");
		// when it is returned with one field named
		this.journey.at("2025-03-03T11:00:00");
		review(number, List.of(Map.of("item", "field:projectName", "reason", "与合同不一致")));
		this.journey.at("2025-03-03T12:00:00");
		// then both are to be corrected
		assertThat(this.corrections.current(number).orElseThrow().items()).extracting(Corrections.Item::item)
			.containsExactly("field:projectName", "material:auditReport");
		// and no other material can be replaced
		assertThat(as(party.account(),
				() -> this.materials.asked(number)
					.stream()
					.filter(Materials.Asked::mayUpload)
					.map((asked) -> asked.material().kind())
					.toList()))
			.containsExactly("auditReport");
		String contract = current(number, "transformationContract").id();
		assertThat(refusalOf(() -> replace(number, party, "transformationContract", contract)).kind())
			.isEqualTo(RefusedException.Kind.CONFLICT);
		// and when the report is replaced, the reviewer sees both versions
		replace(number, party, "auditReport", report);
		this.journey.completeWith(number, "userTask_correctMaterials", party.account(),
				Map.of("projectName", "按合同的名称"));
		assertThat(this.changes.of(number, this.corrections.rounds(number).get(0)))
			.filteredOn((change) -> change.item().equals("material:auditReport"))
			.singleElement()
			.satisfies((change) -> {
				assertThat(change.before()).isEqualTo("auditReport.pdf（第1版）");
				assertThat(change.after()).isEqualTo("补全的审计报告.pdf（第2版）");
			});
		// and may approve
		review(number, "approve");
		assertThat(status(number)).isEqualTo(CaseStatus.ASSESSING);
	}

	@Test
	void tellsWhichMaterialsWereTakenBackOrLeftAsTheyWere() {
		// given three materials named
		Journey.Party party = this.journey.newEnterprise();
		String number = returned(party,
				List.of(Map.of("item", "material:auditReport", "reason", "缺页"),
						Map.of("item", "material:otherEvidence", "reason", "请补充"),
						Map.of("item", "material:diagnosisReport", "reason", "盖章不清")));
		// when one is replaced twice, one is added and taken back, and one is left
		replace(number, party, "auditReport", current(number, "auditReport").id());
		String evidence = as(party.account(), () -> this.materials.add(number, upload("otherEvidence", "no use")))
			.file()
			.id();
		as(party.account(), () -> {
			this.materials.withdraw(number, evidence);
			return evidence;
		});
		this.journey.completeWith(number, "userTask_correctMaterials", party.account(), Map.of());
		// then the reviewer is told what counts now, and what was not touched
		assertThat(this.changes.of(number, this.corrections.rounds(number).get(0)))
			.extracting((change) -> change.item() + " " + change.before() + " > " + change.after())
			.containsExactly("material:auditReport auditReport.pdf（第1版） > 补全的审计报告.pdf（第2版）",
					"material:otherEvidence 原材料 > 原材料", "material:diagnosisReport 原材料 > 原材料");
	}

	@Test
	void keepsWhatWasFoundOfAFileThatComesBackUnderAnotherName() {
		// given a report marked as not in order
		Journey.Party party = this.journey.newEnterprise();
		String number = this.journey.declared(party);
		String report = current(number, "auditReport").id();
		as(BUREAU, () -> this.materials.judge(number, report, false, "伪造"));
		this.journey.at("2025-03-03T11:00:00");
		review(number, "return");
		this.journey.at("2025-03-03T12:00:00");
		// when it is withdrawn and the same bytes come again
		as(party.account(), () -> {
			this.materials.withdraw(number, report);
			byte[] page = Journey.pdf(number + " auditReport");
			return this.materials.add(number,
					new Materials.Upload("auditReport", "新报告.pdf", page.length, new ByteArrayResource(page), null));
		});
		// then what was found of them stands
		assertThat(current(number, "auditReport").verdict()).extracting(MaterialFile.Verdict::inOrder).isEqualTo(false);
		assertThat(current(number, "auditReport").verdict()).extracting(MaterialFile.Verdict::remark).isEqualTo("伪造");
	}

	private static Materials.Upload upload(String kind, String mark) {
		byte[] page = Journey.pdf(mark);
		return new Materials.Upload(kind, kind + ".pdf", page.length, new ByteArrayResource(page), null);
	}

	private void replace(String number, Journey.Party party, String kind, String replaced) {
		byte[] page = Journey.pdf("new " + number);
		as(party.account(), () -> this.materials.add(number,
				new Materials.Upload(kind, "补全的审计报告.pdf", page.length, new ByteArrayResource(page), replaced)));
	}

	private MaterialFile current(String number, String kind) {
		return this.materials.of(number)
			.stream()
			.filter((file) -> file.kind().equals(kind) && file.state() == MaterialFile.State.CURRENT)
			.findFirst()
			.orElseThrow();
	}

	private <T> T as(String account, Supplier<T> act) {
		this.journey.as(account);
		try {
			return act.get();
		}
		finally {
			this.journey.nobody();
		}
	}

	private String returned(Journey.Party party, List<Map<String, Object>> items) {
		String number = this.journey.declared(party);
		this.journey.at("2025-03-03T11:00:00");
		review(number, items);
		this.journey.at("2025-03-03T12:00:00");
		return number;
	}

	private void review(String number, List<Map<String, Object>> items) {
		this.journey.complete(number, "userTask_reviewQualification", BUREAU, "qualification-return",
				Map.of("correctionItems", items));
	}

	private void follow(String number, String decision, String comment) {
		this.journey.completeWith(number, "userTask_followCorrection", BUREAU,
				Map.of("decision", decision, "comment", comment));
	}

	/** Hands in what was named, and nothing else, some of it changed. */
	private void correctOnly(String number, Journey.Party party, Map<String, Object> changed) {
		Map<String, Object> answers = new HashMap<>(changed);
		this.corrections.current(number).orElseThrow().items().forEach((item) -> {
			String key = item.item().substring(Corrections.FIELD.length());
			answers.putIfAbsent(key, Journey.sample("declaration").get(key));
		});
		this.journey.completeWith(number, "userTask_correctMaterials", party.account(), answers);
	}

	private List<String> titles(Journey.Party party) {
		return mine(party).stream().map(Messages.Message::title).toList();
	}

	private List<String> texts(Journey.Party party) {
		return mine(party).stream().map(Messages.Message::text).toList();
	}

	private List<Messages.Message> mine(Journey.Party party) {
		return this.messages.of(Set.of(Enterprise.groupOf(party.creditCode())), party.account(), 20);
	}

	private static List<JsonNode> fields(JsonNode component) {
		List<JsonNode> fields = new ArrayList<>();
		component.path("components").forEach((child) -> {
			if (child.has("key")) {
				fields.add(child);
			}
			fields.addAll(fields(child));
		});
		return fields;
	}

}
