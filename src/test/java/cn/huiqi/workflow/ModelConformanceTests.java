package cn.huiqi.workflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import cn.huiqi.testing.DatabaseTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Every model, table, form and programme file found in the analysts' folders is sound,
 * and each kind of fault is found in them when it is put there.
 */
@DatabaseTest
class ModelConformanceTests {

	private static final Map<String, String> FILES = files();

	private static @Nullable List<String> faultsAsTheyAre;

	private static final String LIST = """
			{"type":"dynamiclist","path":"steps","label":"步骤","isRepeating":true,"allowAddRemove":true,\
			"disableCollapse":true,"properties":{%s},"components":[{"type":"textfield","key":"step","label":"步骤"}]}""";

	@Autowired
	ModelConformance conformance;

	static Stream<String> names() {
		return FILES.keySet().stream();
	}

	@ParameterizedTest
	@MethodSource("names")
	void isSoundAsItIs(String name) {
		assertThat(checkAsTheyAre()).filteredOn((fault) -> fault.startsWith(name)).isEmpty();
	}

	@Test
	void isSoundAsAWhole() {
		assertThat(FILES.keySet()).anyMatch((name) -> name.endsWith(".bpmn"))
			.anyMatch((name) -> name.endsWith(".dmn"))
			.anyMatch((name) -> name.endsWith(".form"))
			.anyMatch((name) -> name.endsWith(".yml"));
		assertThat(checkAsTheyAre()).isEmpty();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "brokenProcesses", "brokenTables", "brokenForms", "brokenProgrammes" })
	void namesFileElementAndCause(UnaryOperator<Map<String, String>> corruption, String file, String element,
			String cause) {
		// given a sound release in which one thing is broken
		Map<String, String> broken = corruption.apply(new TreeMap<>(FILES));
		assertThat(broken).as("the corruption changes something").isNotEqualTo(FILES);
		// when it is checked
		List<String> faults = check(broken);
		// then one of the faults says where and why
		assertThat(faults).as("%s, %s: %s", file, element, cause)
			.filteredOn((fault) -> fault.startsWith(file + ": "))
			.extracting((fault) -> fault.substring(file.length() + 2))
			.anySatisfy((fault) -> assertThat(fault).contains(element, cause));
	}

	@Test
	void findsEveryFaultAtOnce() {
		// given a release broken in three files
		Map<String, String> broken = new TreeMap<>(FILES);
		replacing("revocation.bpmn", "camunda:historyTimeToLive=\"P3650D\"", "").apply(broken);
		replacing("grade-2024.dmn", "hitPolicy=\"COLLECT\" aggregation=\"MAX\"", "hitPolicy=\"FIRST\"").apply(broken);
		replacing("withdrawal.form", "\"type\": \"textarea\"", "\"type\": \"filepicker\"").apply(broken);
		// then all three are named
		assertThat(check(broken)).hasSize(3)
			.anyMatch((fault) -> fault.startsWith("revocation.bpmn:"))
			.anyMatch((fault) -> fault.startsWith("grade-2024.dmn:"))
			.anyMatch((fault) -> fault.startsWith("withdrawal.form:"));
	}

	static Stream<Arguments> brokenProcesses() {
		return Stream.of(fault("script task",
				replacingAll("revocation.bpmn", "<bpmn:serviceTask (id=\"serviceTask_revokeApplication\"[^>]*>)",
						"<bpmn:scriptTask scriptFormat=\"javascript\" $1", "</bpmn:serviceTask>", "</bpmn:scriptTask>"),
				"revocation.bpmn", "serviceTask_revokeApplication", "script"),
				fault("script in an input parameter", replacing("hohhot-subsidy.bpmn",
						"<camunda:inputParameter name=\"weightsDecision\">hohhot-question-weights-2024",
						"<camunda:inputParameter name=\"weightsDecision\"><camunda:script scriptFormat=\"javascript\">1</camunda:script>"),
						"hohhot-subsidy.bpmn", "serviceTask_scoreSelfAssessment", "script"),
				fault("period of a parameter that is none",
						replacing("progress-reporting.bpmn", ">progressReportPeriod<", ">minimumLevel<"),
						"progress-reporting.bpmn", "serviceTask_openPeriod", "ends with Period"),
				fault("task that comes after one that is nowhere", replacing("progress-reporting.bpmn",
						"<camunda:property name=\"duty\" value=\"report\" />",
						"<camunda:property name=\"duty\" value=\"report\" /><camunda:property name=\"after\" value=\"userTask_nobody\" />"),
						"progress-reporting.bpmn", "userTask_reportProgress", "comes after userTask_nobody"),
				fault("camunda:class",
						replacing("revocation.bpmn", "camunda:delegateExpression=\"${revokeApplicationDelegate}\"",
								"camunda:class=\"java.lang.Runnable\""),
						"revocation.bpmn", "serviceTask_revokeApplication", "delegate expression"),
				fault("camunda:expression",
						replacing("revocation.bpmn", "camunda:delegateExpression=\"${revokeApplicationDelegate}\"",
								"camunda:expression=\"${revokeApplicationDelegate.execute(execution)}\""),
						"revocation.bpmn", "serviceTask_revokeApplication", "delegate expression"),
				fault("external task",
						replacing("revocation.bpmn", "camunda:delegateExpression=\"${revokeApplicationDelegate}\"",
								"camunda:type=\"external\" camunda:topic=\"revoke\""),
						"revocation.bpmn", "serviceTask_revokeApplication", "delegate expression"),
				fault("another task's bean",
						replacing("revocation.bpmn", "${revokeApplicationDelegate}", "${withdrawApplicationDelegate}"),
						"revocation.bpmn", "serviceTask_revokeApplication", "${revokeApplicationDelegate}"),
				fault("bean that does not exist",
						replacingAll("revocation.bpmn", "revokeApplication", "repealApplication"), "revocation.bpmn",
						"serviceTask_repealApplication", "repealApplicationDelegate"),
				fault("class in an execution listener", replacingAll("withdrawal.bpmn",
						"(<bpmn:endEvent id=\"endEvent_withdrawn\"[^>]*>)",
						"$1<bpmn:extensionElements><camunda:executionListener class=\"java.lang.Runnable\" event=\"start\" /></bpmn:extensionElements>"),
						"withdrawal.bpmn", "endEvent_withdrawn", "listener"),
				fault("expression in a task listener", addingToApprovePayment(
						"<camunda:taskListener expression=\"${task.setAssignee('admin')}\" event=\"create\" id=\"listener_1\" />"),
						"disbursement.bpmn", "userTask_approvePayment", "listener"),
				fault("task without a duty",
						replacing("disbursement.bpmn", "<camunda:property name=\"duty\" value=\"approve-payment\" />",
								""),
						"disbursement.bpmn", "userTask_approvePayment", "duty"),
				fault("task with a duty nobody knows",
						replacing("disbursement.bpmn", "value=\"approve-payment\"", "value=\"rubber-stamp\""),
						"disbursement.bpmn", "userTask_approvePayment", "duty"),
				fault("class in a business rule task", replacing("level-assessment.bpmn",
						"<bpmn:businessRuleTask id=\"businessRuleTask_gradeLevel\"",
						"<bpmn:businessRuleTask camunda:class=\"java.lang.Runnable\" id=\"businessRuleTask_gradeLevel\""),
						"level-assessment.bpmn", "businessRuleTask_gradeLevel", "bound"),
				fault("condition with two variables",
						replacing("hohhot-subsidy.bpmn", "${reviewQualificationDecision == 'reject'}",
								"${reviewQualificationDecision == 'reject' &amp;&amp; levelReached}"),
						"hohhot-subsidy.bpmn", flowWith("reviewQualificationDecision == 'reject'"), "variable"),
				fault("condition that calls a method",
						replacing("hohhot-subsidy.bpmn", "${reviewQualificationDecision == 'reject'}",
								"${reviewQualificationDecision.equals('reject')}"),
						"hohhot-subsidy.bpmn", flowWith("reviewQualificationDecision == 'reject'"), "variable"),
				fault("latest form",
						replacing("revocation.bpmn", "camunda:formRefBinding=\"deployment\"",
								"camunda:formRefBinding=\"latest\""),
						"revocation.bpmn", "startEvent_revocationRequested", "deployment"),
				fault("latest table",
						replacing("hohhot-subsidy.bpmn", "camunda:decisionRefBinding=\"deployment\"",
								"camunda:decisionRefBinding=\"latest\""),
						"hohhot-subsidy.bpmn", "businessRuleTask_gradeSelfAssessment", "deployment"),
				fault("latest called process",
						replacing("hohhot-subsidy.bpmn", "camunda:calledElementBinding=\"deployment\"",
								"camunda:calledElementBinding=\"latest\""),
						"hohhot-subsidy.bpmn", "callActivity_", "deployment"),
				fault("form that is in no file",
						replacing("revocation.bpmn", "camunda:formRef=\"revocation\"",
								"camunda:formRef=\"revokation\""),
						"revocation.bpmn", "startEvent_revocationRequested", "revokation.form"),
				fault("form key",
						replacing("revocation.bpmn", "camunda:formRef=\"revocation\"",
								"camunda:formKey=\"embedded:app:revocation.html\""),
						"revocation.bpmn", "startEvent_revocationRequested", "form key"),
				fault("user task without a form",
						replacing("disbursement.bpmn",
								" camunda:formRef=\"payment-preparation\" camunda:formRefBinding=\"deployment\"", ""),
						"disbursement.bpmn", "userTask_preparePayment", "no form"),
				fault("user task without a group",
						replacing("disbursement.bpmn", " camunda:candidateGroups=\"${financeGroup}\"", ""),
						"disbursement.bpmn", "userTask_preparePayment", "candidate group"),
				fault("panel of an even number of experts",
						replacing("panel-parameters.dmn", "<text>\"3\"</text>", "<text>\"4\"</text>"),
						"panel-parameters.dmn", "rule_panelSize", "odd"),
				fault("table that is in no file", without("hohhot-subsidy-rate.dmn"), "hohhot-subsidy.bpmn",
						"businessRuleTask_determineRate", "hohhot-subsidy-rate.dmn"),
				fault("table named in an input parameter that is in no file",
						replacing("hohhot-subsidy.bpmn", ">hohhot-question-weights-2024<",
								">hohhot-question-weights-2025<"),
						"hohhot-subsidy.bpmn", "serviceTask_scoreSelfAssessment", "hohhot-question-weights-2025.dmn"),
				fault("form handed to a called process that is in no file", without("hohhot-subsidy-expenditure.form"),
						"hohhot-subsidy.bpmn", "callActivity_auditExpenditure", "hohhot-subsidy-expenditure.form"),
				fault("called process that is in no file", without("public-notice.bpmn"), "hohhot-subsidy.bpmn",
						"callActivity_publishResult", "public-notice.bpmn"),
				fault("all variables handed on",
						replacing("hohhot-subsidy.bpmn", "<camunda:in source=\"applicationNumber\"",
								"<camunda:in variables=\"all\" /><camunda:in source=\"applicationNumber\""),
						"hohhot-subsidy.bpmn", "callActivity_", "all variables"),
				fault("all variables taken over",
						replacing("hohhot-subsidy.bpmn", "<camunda:out source=\"noticeOutcome\"",
								"<camunda:out variables=\"all\" /><camunda:out source=\"noticeOutcome\""),
						"hohhot-subsidy.bpmn", "callActivity_publishResult", "all variables"),
				fault("routing fact of a called form not handed back",
						removing("hohhot-subsidy.bpmn", "<camunda:out source=\"declaredLevel\"[^>]*>"),
						"hohhot-subsidy.bpmn", "callActivity_correctDeclaration", "declaredLevel"),
				fault("business key not handed on",
						replacing("hohhot-subsidy.bpmn",
								"<camunda:in businessKey=\"#{execution.processBusinessKey}\" />", ""),
						"hohhot-subsidy.bpmn", "callActivity_", "business key"),
				fault("timer with a duration",
						replacingAll("material-correction.bpmn",
								"<bpmn:timeDate [^>]*>\\$\\{correctionTimerAt\\}</bpmn:timeDate>",
								"<bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">P1M</bpmn:timeDuration>"),
						"material-correction.bpmn", "timer_correctionOver", "timer"),
				fault("timer with a printed date",
						replacing("material-correction.bpmn", ">${correctionTimerAt}<", ">2024-10-10T00:00:00<"),
						"material-correction.bpmn", "timer_correctionOver", "timer"),
				fault("shape not drawn",
						removing("material-correction.bpmn",
								"<bpmndi:BPMNShape id=\"endEvent_lapsed_di\"[\\s\\S]*?</bpmndi:BPMNShape>"),
						"material-correction.bpmn", "endEvent_lapsed", "drawn"),
				fault("flow not drawn",
						removing("material-correction.bpmn",
								"<bpmndi:BPMNEdge id=\"flow_toLapsed_di\"[\\s\\S]*?</bpmndi:BPMNEdge>"),
						"material-correction.bpmn", "flow_toLapsed", "drawn"),
				fault("no time to live", replacing("revocation.bpmn", "camunda:historyTimeToLive=\"P3650D\"", ""),
						"revocation.bpmn", "revocation", "time to live"),
				fault("no version tag", removing("revocation.bpmn", "camunda:versionTag=\"[^\"]*\""), "revocation.bpmn",
						"revocation", "version tag"),
				fault("English name only", replacing("disbursement.bpmn", "name=\"编制拨付单\"", "name=\"Prepare payment\""),
						"disbursement.bpmn", "userTask_preparePayment", "Chinese name"),
				fault("process named in English only",
						replacingAll("disbursement.bpmn", "(<bpmn:process id=\"disbursement\" name=\")[^\"]*",
								"$1Disbursement"),
						"disbursement.bpmn", "disbursement", "Chinese name"),
				fault("gateway without a question", replacing("disbursement.bpmn", "name=\"复核是否通过？\"", "name=\"\""),
						"disbursement.bpmn", "gateway_isPaymentApproved", "Chinese name"),
				fault("flow out of a gateway without a label", replacing("disbursement.bpmn", "name=\"退回重编\" ", ""),
						"disbursement.bpmn", "flow_paymentReturned", "Chinese name"),
				fault("wrong prefix of a user task",
						replacingAll("disbursement.bpmn", "userTask_preparePayment", "task_preparePayment"),
						"disbursement.bpmn", "task_preparePayment", "userTask_"),
				fault("wrong prefix of a gateway",
						replacingAll("disbursement.bpmn", "gateway_isPaymentApproved", "Gateway_1x2y3z"),
						"disbursement.bpmn", "Gateway_1x2y3z", "gateway_"),
				fault("wrong prefix of an end event",
						replacingAll("disbursement.bpmn", "endEvent_paid", "Event_0abcdef"), "disbursement.bpmn",
						"Event_0abcdef", "endEvent_"),
				fault("wrong prefix of a timer",
						replacingAll("material-correction.bpmn", "timer_correctionOver(?!_timer)", "Event_0abcdef"),
						"material-correction.bpmn", "Event_0abcdef", "timer_"),
				fault("wrong prefix of a subprocess",
						replacingAll("hohhot-subsidy.bpmn", "subProcess_withdrawal", "Activity_0abcdef"),
						"hohhot-subsidy.bpmn", "Activity_0abcdef", "subProcess_"),
				fault("element without an id",
						replacing("disbursement.bpmn", "<bpmn:sequenceFlow id=\"flow_toPaid\" ", "<bpmn:sequenceFlow "),
						"disbursement.bpmn", "sequenceFlow", "id"),
				fault("wrong file name of a process", renaming("revocation.bpmn", "revoke.bpmn"), "revoke.bpmn",
						"revocation", "revocation.bpmn"),
				fault("not executable", replacing("revocation.bpmn", "isExecutable=\"true\"", "isExecutable=\"false\""),
						"revocation.bpmn", "revocation", "executable"),
				fault("not XML", replacing("revocation.bpmn", "</bpmn:process>", "</bpmn:proces>"), "revocation.bpmn",
						"bpmn:proces", "not BPMN"));
	}

	static Stream<Arguments> brokenTables() {
		return Stream.of(
				fault("input cell that is not FEEL", replacing("grade-2024.dmn", "&gt;= 40", "&gt;= 40 分"),
						"grade-2024.dmn", "rule_level2", "not FEEL"),
				fault("input cell with an unclosed text", replacing("option-points-2024.dmn", "\"q08\"", "\"q08"),
						"option-points-2024.dmn", "rule_q08_0", "not FEEL"),
				fault("cell that counts for hours",
						replacing("hohhot-subsidy-rate.dmn", ">350000<",
								">count(for i in 1..30000, j in 1..30000 return i + j)<"),
						"hohhot-subsidy-rate.dmn", "rule_level2", "loop"),
				fault("cell in another language",
						replacing("hohhot-subsidy-rate.dmn", "<outputEntry id=\"outputEntry_level2_capYuan\"",
								"<outputEntry expressionLanguage=\"juel\" id=\"outputEntry_level2_capYuan\""),
						"hohhot-subsidy-rate.dmn", "outputEntry_level2_capYuan", "FEEL"),
				fault("output cell that is not FEEL", replacing("hohhot-subsidy-rate.dmn", ">0.7<", ">70%<"),
						"hohhot-subsidy-rate.dmn", "rule_level2", "not FEEL"),
				fault("input expression that is not FEEL",
						replacing("hohhot-subsidy-eligibility.dmn", "substring(spendingWindowStart, 1, 7)",
								"substring(spendingWindowStart, 1, 7"),
						"hohhot-subsidy-eligibility.dmn", "input_startsTooEarly", "not FEEL"),
				fault("rule without a description",
						removing("grade-2024.dmn",
								"(?<=<rule id=\"rule_level3\">)\\s*<description>[^<]*</description>"),
						"grade-2024.dmn", "rule_level3", "cites no clause"),
				fault("rule with an empty description",
						replacingAll("grade-2024.dmn",
								"(<rule id=\"rule_level3\">\\s*<description>)[^<]*(</description>)", "$1 $2"),
						"grade-2024.dmn", "rule_level3", "cites no clause"),
				fault("period in an unknown unit",
						replacingAll("wuhan-subsidy-parameters.dmn",
								"(outputEntry_correctionPeriod_unit\">\\s*<text>)\"workdays\"", "$1\"weeks\""),
						"wuhan-subsidy-parameters.dmn", "rule_correctionPeriod", "workdays, days or months"),
				fault("period of no length",
						replacingAll("wuhan-subsidy-parameters.dmn",
								"(outputEntry_correctionPeriod_value\">\\s*<text>)\"3\"", "$1\"0\""),
						"wuhan-subsidy-parameters.dmn", "rule_correctionPeriod", "whole number"),
				fault("extension in another unit than its period",
						replacingAll("hohhot-subsidy-parameters.dmn",
								"(outputEntry_correctionExtensionPeriod_unit\">\\s*<text>)\"workdays\"", "$1\"days\""),
						"hohhot-subsidy-parameters.dmn", "decisionTable_hohhot-subsidy-parameters",
						"correctionPeriod is in workdays"),
				fault("scope of a period that nobody knows",
						replacing("wuhan-subsidy-parameters.dmn", "\"return\"", "\"always\""),
						"wuhan-subsidy-parameters.dmn", "rule_correctionPeriodScope", "case, return or once"),
				fault("reminders that are no numbers",
						replacing("hohhot-subsidy-parameters.dmn", "\"3,1\"", "\"3 and 1\""),
						"hohhot-subsidy-parameters.dmn", "rule_correctionReminders", "separated by commas"),
				fault("FIRST",
						replacing("grade-2024.dmn", "hitPolicy=\"COLLECT\" aggregation=\"MAX\"", "hitPolicy=\"FIRST\""),
						"grade-2024.dmn", "decisionTable_grade-2024", "hit policy"),
				fault("RULE ORDER",
						replacing("hohhot-subsidy-eligibility.dmn", "hitPolicy=\"COLLECT\"",
								"hitPolicy=\"RULE ORDER\""),
						"hohhot-subsidy-eligibility.dmn", "decisionTable_hohhot-subsidy-eligibility", "hit policy"),
				fault("no time to live of a table",
						replacing("grade-2024.dmn", "camunda:historyTimeToLive=\"P3650D\"", ""), "grade-2024.dmn",
						"grade-2024", "time to live"),
				fault("no version tag of a table", removing("grade-2024.dmn", "camunda:versionTag=\"[^\"]*\""),
						"grade-2024.dmn", "grade-2024", "version tag"),
				fault("two decisions in a file", replacing("grade-2024.dmn", "<dmndi:DMNDI>",
						"<decision id=\"second\" name=\"第二\"><literalExpression><text>1</text></literalExpression></decision><dmndi:DMNDI>"),
						"grade-2024.dmn", "2 decisions", "not one"),
				fault("decision without a table", removing("grade-2024.dmn", "<decisionTable[\\s\\S]*</decisionTable>"),
						"grade-2024.dmn", "grade-2024", ""),
				fault("wrong file name of a table", renaming("scenarios-2024.dmn", "scenarios-2025.dmn"),
						"scenarios-2025.dmn", "scenarios-2024", "scenarios-2024.dmn"),
				fault("table that is not XML", replacing("grade-2024.dmn", "</decision>", ""), "grade-2024.dmn",
						"Line=", "not DMN"));
	}

	static Stream<Arguments> brokenForms() {
		return Stream.of(fault("a table that is not there to agree with",
				replacing("wuhan-subsidy-district-review.form", "\"agreesWith\": \"wuhan-subsidy-district-review\"",
						"\"agreesWith\": \"wuhan-subsidy-nothing\""),
				"wuhan-subsidy-district-review.form", "decision", "wuhan-subsidy-nothing.dmn"),
				fault("a tolerance without a sum",
						replacing("wuhan-subsidy-declaration.form", "\"equalsSum\": \"ledger.paymentAmount\",", ""),
						"wuhan-subsidy-declaration.form", "paidTotal", "sumTolerance"),
				fault("a quotient of one number",
						replacing("wuhan-subsidy-declaration.form", "\"equalsSum\": \"ledger.paymentAmount\",",
								"\"equalsSum\": \"ledger.paymentAmount\", \"quotientOf\": \"contractTotal\","),
						"wuhan-subsidy-declaration.form", "paidTotal", "quotientOf"),
				fault("a ledger without invoices",
						replacing("wuhan-subsidy-declaration.form", "\"key\": \"invoiceNumber\"", "\"key\": \"bill\""),
						"wuhan-subsidy-declaration.form", "ledger", "invoiceNumber"),
				fault("two fields with one key",
						replacing("withdrawal.form", "\"key\": \"reason\"", "\"key\": \"applicationNumber\""),
						"withdrawal.form", "applicationNumber", "twice"),
				fault("unknown component",
						replacing("withdrawal.form", "\"type\": \"textarea\"", "\"type\": \"filepicker\""),
						"withdrawal.form", "field_reason", "filepicker"),
				fault("text longer than any may be",
						replacing("hohhot-subsidy-declaration.form", "\"maxLength\": 20000", "\"maxLength\": 20001"),
						"hohhot-subsidy-declaration.form", "summaryBasics", "maxLength"),
				fault("routing text that no variable holds",
						replacing("objection-record.form", "\"key\": \"objectionContent\"",
								"\"properties\": {\"routing\": \"true\"}, \"key\": \"objectionContent\""),
						"objection-record.form", "objectionContent", "maxLength"),
				fault("field without a key", replacing("withdrawal.form", "\"key\": \"reason\"", "\"key\": \"\""),
						"withdrawal.form", "field_reason", "key"),
				fault("field without a label", removing("withdrawal.form", "\"label\": \"撤回原因\",?"), "withdrawal.form",
						"reason", "label"),
				fault("pattern that is none", replacing("payment-record.form", "{4,64}", "{4,"), "payment-record.form",
						"voucherNumber", "pattern"),
				fault("decimals that are no whole number",
						replacing("hohhot-subsidy-expenditure.form", "\"decimalDigits\": 2", "\"decimalDigits\": 2.5"),
						"hohhot-subsidy-expenditure.form", "countedSoftwareCloud", "decimalDigits"),
				fault("least length that is no number",
						replacing("hohhot-subsidy-declaration.form", "\"totalMinLength\": \"1000\"",
								"\"totalMinLength\": \"一千\""),
						"hohhot-subsidy-declaration.form", "（二）主要建设内容完成情况", "totalMinLength"),
				fault("limit that is no number",
						replacing("withdrawal.form", "\"maxLength\": 2000", "\"maxLength\": \"两千\""), "withdrawal.form",
						"reason", "maxLength"),
				fault("comparison with a field that is not there",
						replacing("hohhot-subsidy-declaration.form", "\"notBefore\": \"projectStart\"",
								"\"notBefore\": \"projectBegin\""),
						"hohhot-subsidy-declaration.form", "projectEnd", "projectBegin"),
				fault("sum of a field that is not there",
						replacing("hohhot-subsidy-declaration.form", "softwareCloudExpenditure,deviceExpenditure",
								"softwareCloudExpenditure,hardwareExpenditure"),
						"hohhot-subsidy-declaration.form", "totalInvestment", "hardwareExpenditure"),
				fault("comparison of what has no order",
						replacing("hohhot-subsidy-declaration.form", "\"notBefore\": \"projectStart\"",
								"\"notAbove\": \"projectStart\""),
						"hohhot-subsidy-declaration.form", "projectEnd", "notAbove is for numbers"),
				fault("pattern that may never come to an end",
						replacing("payment-record.form", "[0-9A-Za-z\\\\-]{4,64}", "([0-9A-Za-z]+)+"),
						"payment-record.form", "voucherNumber", "pattern: repeats"),
				fault("condition that is no FEEL",
						replacing("withdrawal.form", "\"key\": \"reason\"",
								"\"conditional\": {\"hide\": \"=applicationNumber = =\"}, \"key\": \"reason\""),
						"withdrawal.form", "reason", "not FEEL"),
				fault("condition on a field that is not there",
						replacing("withdrawal.form", "\"key\": \"reason\"",
								"\"conditional\": {\"hide\": \"=number = null\"}, \"key\": \"reason\""),
						"withdrawal.form", "reason", "names no field number"),
				fault("list without an end",
						replacing("withdrawal.form", "\"components\": [",
								"\"components\": [" + LIST.formatted("\"minRows\":\"1\"") + ","),
						"withdrawal.form", "steps", "maxRows"),
				fault("list longer than any",
						replacing("withdrawal.form", "\"components\": [",
								"\"components\": [" + LIST.formatted("\"maxRows\":\"501\"") + ","),
						"withdrawal.form", "steps", "maxRows"),
				fault("list that can be folded away",
						replacing("withdrawal.form", "\"components\": [",
								"\"components\": [" + LIST.formatted("\"maxRows\":\"5\"").replace("disable", "no")
										+ ","),
						"withdrawal.form", "steps", "disableCollapse"),
				fault("choice without options",
						replacingAll("hohhot-subsidy-qualification-review.form", "\"values\": \\[[^\\]]*\\]",
								"\"values\": []"),
						"hohhot-subsidy-qualification-review.form", "decision", "options"),
				fault("wrong file name of a form", renaming("payment-record.form", "payment-recorded.form"),
						"payment-recorded.form", "payment-record", "payment-record.form"),
				fault("form that is not JSON",
						replacing("withdrawal.form", "\"components\": [", "\"components\": [" + "{"), "withdrawal.form",
						"", "not JSON"),
				fault("form without components", replacing("withdrawal.form", "\"components\"", "\"component\""),
						"withdrawal.form", "components", "missing"));
	}

	static Stream<Arguments> brokenProgrammes() {
		return Stream.of(
				fault("yml that is none", replacing("hohhot-subsidy.yml", "legalBasis:", "legalBasis: ]"),
						"hohhot-subsidy.yml", "line 6", ""),
				fault("unknown entry", replacing("hohhot-subsidy.yml", "authorityName:", "authorityNamed:"),
						"hohhot-subsidy.yml", "authorityNamed", "line"),
				fault("missing entry", removing("hohhot-subsidy.yml", "(?m)^numberPrefix:.*\\R"), "hohhot-subsidy.yml",
						"numberPrefix", ""),
				fault("prefix of another shape",
						replacing("hohhot-subsidy.yml", "numberPrefix: HH", "numberPrefix: HHT"), "hohhot-subsidy.yml",
						"numberPrefix", ""),
				fault("authority that would take a shared process",
						(files) -> replacing("hohhot-subsidy.yml", "authority: hohhot", "authority: level")
							.andThen(replacing("hohhot-subsidy.yml", "programme: hohhot", "programme: level"))
							.andThen(replacing("hohhot-subsidy.yml", ", template: provider-commitment.docx", ""))
							.andThen(renaming("hohhot-subsidy.yml", "level-subsidy.yml"))
							.apply(files),
						"level-subsidy.yml", "authority", "level-assessment"),
				fault("area that is there twice",
						replacing("hohhot-subsidy.yml", "areas: []",
								"areas: [{code: xincheng, name: 新城区}, {code: xincheng, name: 回民区}]"),
						"hohhot-subsidy.yml", "areas", "xincheng"),
				fault("prefix of another authority",
						replacing("hohhot-subsidy.yml", "numberPrefix: HH", "numberPrefix: WH"), "hohhot-subsidy.yml",
						"numberPrefix", "another authority's"),
				fault("file that is too deep",
						replacing("hohhot-subsidy.yml", "areas: []", "areas: " + "[".repeat(5000)),
						"hohhot-subsidy.yml", "", ""),
				fault("day that is none", replacing("hohhot-subsidy.yml", "2026-12-31", "2026-02-30"),
						"hohhot-subsidy.yml", "2026-02-30", "line"),
				fault("round that closes before it opens",
						replacing("hohhot-subsidy.yml", "closes: 2026-12-31", "closes: 2024-06-30"),
						"hohhot-subsidy.yml", "rounds", "2024-06-30"),
				fault("parameters table that is in no file",
						replacing("hohhot-subsidy.yml", "parameters: hohhot-subsidy-parameters",
								"parameters: hohhot-subsidy-parameter"),
						"hohhot-subsidy.yml", "parameters", "hohhot-subsidy-parameter.dmn"),
				fault("material of an unknown duty",
						replacing("hohhot-subsidy.yml", "duty: supervise", "duty: supervize"), "hohhot-subsidy.yml",
						"reviewReport", "supervize"),
				fault("material of a size that is none",
						replacing("hohhot-subsidy.yml", "maxSize: 100MB", "maxSize: 100 MB"), "hohhot-subsidy.yml",
						"materials", "maxSize"),
				fault("material larger than a request",
						replacing("hohhot-subsidy.yml", "maxSize: 100MB", "maxSize: 201MB"), "hohhot-subsidy.yml",
						"transformationContract", "at most 200 MB"),
				fault("material of an unknown type",
						replacing("hohhot-subsidy.yml", "types: [pdf, jpg, png]", "types: [pdf, exe]"),
						"hohhot-subsidy.yml", "materials", "types"),
				fault("material that is there twice",
						replacing("hohhot-subsidy.yml", "kind: auditReport", "kind: summaryReport"),
						"hohhot-subsidy.yml", "summaryReport", "twice"),
				fault("template that is in no file",
						replacing("hohhot-subsidy.yml", "provider-commitment.docx", "provider.docx"),
						"hohhot-subsidy.yml", "providerCommitment", "materials/hohhot/provider.docx"),
				fault("wrong file name of a programme", renaming("hohhot-subsidy.yml", "hohhot.yml"), "hohhot.yml",
						"programme", "hohhot-subsidy.yml"),
				fault("file of another kind", adding("readme.txt", "说明"), "readme.txt", "", "neither"),
				fault("file in a folder", renaming("revocation.form", "shared/revocation.form"),
						"shared/revocation.form", "", "base name"));
	}

	private static Arguments fault(String name, UnaryOperator<Map<String, String>> corruption, String file,
			String element, String cause) {
		return arguments(Named.of(name, corruption), file, element, cause);
	}

	/** The id of the flow that carries a condition. */
	private static String flowWith(String condition) {
		Matcher flow = Pattern
			.compile("<bpmn:sequenceFlow id=\"(\\w+)\"[^>]*>\\s*<bpmn:conditionExpression[^>]*>[^<]*"
					+ Pattern.quote(condition))
			.matcher(String.valueOf(FILES.get("hohhot-subsidy.bpmn")));
		assertThat(flow.find()).isTrue();
		return flow.group(1);
	}

	/** The first occurrence of a text becomes another. */
	private static UnaryOperator<Map<String, String>> replacing(String file, String text, String other) {
		return (files) -> {
			String content = String.valueOf(files.get(file));
			assertThat(content).contains(text);
			int at = content.indexOf(text);
			files.put(file, content.substring(0, at) + other + content.substring(at + text.length()));
			return files;
		};
	}

	/** Every match of each pattern becomes the text behind it. */
	private static UnaryOperator<Map<String, String>> replacingAll(String file, String... patternsAndTexts) {
		return (files) -> {
			String content = String.valueOf(files.get(file));
			for (int i = 0; i < patternsAndTexts.length; i += 2) {
				assertThat(content).containsPattern(patternsAndTexts[i]);
				content = content.replaceAll(patternsAndTexts[i], patternsAndTexts[i + 1]);
			}
			files.put(file, content);
			return files;
		};
	}

	/** The first match of each pattern is taken out. */
	private static UnaryOperator<Map<String, String>> removing(String file, String... patterns) {
		return (files) -> {
			String content = String.valueOf(files.get(file));
			for (String pattern : patterns) {
				content = content.replaceFirst(pattern, "");
			}
			files.put(file, content);
			return files;
		};
	}

	private static UnaryOperator<Map<String, String>> addingToApprovePayment(String extension) {
		return replacingAll("disbursement.bpmn",
				"(<bpmn:userTask id=\"userTask_approvePayment\"[^>]*>\\s*<bpmn:extensionElements>)",
				"$1" + Matcher.quoteReplacement(extension));
	}

	private static UnaryOperator<Map<String, String>> without(String file) {
		return (files) -> {
			assertThat(files.remove(file)).isNotNull();
			return files;
		};
	}

	private static UnaryOperator<Map<String, String>> adding(String file, String content) {
		return (files) -> {
			files.put(file, content);
			return files;
		};
	}

	private static UnaryOperator<Map<String, String>> renaming(String file, String other) {
		return (files) -> {
			String content = files.remove(file);
			assertThat(content).isNotNull();
			files.put(other, content);
			return files;
		};
	}

	/** Checked once for all. */
	private List<String> checkAsTheyAre() {
		if (faultsAsTheyAre == null) {
			faultsAsTheyAre = check(FILES);
		}
		return faultsAsTheyAre;
	}

	private List<String> check(Map<String, String> files) {
		Map<String, byte[]> contents = new TreeMap<>();
		files.forEach((name, content) -> contents.put(name, content.getBytes(StandardCharsets.UTF_8)));
		return this.conformance.check(contents);
	}

	private static Map<String, String> files() {
		Map<String, String> files = new TreeMap<>();
		for (String folder : List.of("processes", "dmn", "forms")) {
			try (Stream<Path> paths = Files.walk(Path.of(folder))) {
				for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
					String previous = files.put(path.getFileName().toString(), Files.readString(path));
					assertThat(previous).as(path + ": the name stands twice in the model folders").isNull();
				}
			}
			catch (IOException ex) {
				throw new IllegalStateException(folder, ex);
			}
		}
		return files;
	}

}
