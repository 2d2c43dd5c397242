package cn.huiqi.processes;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the tables of the Hangzhou filing say, cell by cell, without the program.
 */
class HangzhouTableTests {

	private static final DmnEngine ENGINE = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

	@Test
	void findsNothingAgainstAnEnterpriseOfAPilotSector() {
		assertThat(reasons(eligible())).isEmpty();
	}

	@ParameterizedTest(name = "{0} = {1}: {2}")
	@CsvSource({ "sector, OTHER, HZ-E3", "registeredInCity, no, HZ-E1", "legalPerson, no, HZ-E1",
			"restricted, yes, HZ-E2", "aboveScale, no, HZ-附件1", "centralGiant, yes, HZ-附件1" })
	void listsEachConditionThatDoesNotHold(String fact, String value, String reason) {
		// given one fact that the notice does not allow, or that contradicts another
		Map<String, Object> facts = eligible();
		facts.put(fact, value);
		// then exactly that is listed
		assertThat(reasons(facts)).containsExactly(reason);
	}

	@ParameterizedTest
	@CsvSource({ "sector", "registeredInCity", "legalPerson", "restricted", "employees" })
	void listsWhatIsNotKnown(String fact) {
		Map<String, Object> facts = eligible();
		facts.put(fact, null);
		assertThat(reasons(facts)).hasSize(1);
	}

	@Test
	void takesAnotherSectorThatAPilotEnterpriseCarriesAlong() {
		Map<String, Object> facts = eligible();
		facts.put("sector", "OTHER");
		facts.put("chainDriven", "yes");
		assertThat(reasons(facts)).isEmpty();
	}

	@ParameterizedTest(name = "{0} people and {1} ten thousand yuan: large {2}")
	@CsvSource({ "1000, 40000, true", "1500, 30000, false", "999, 50000, false", "1000, 39999.99, false",
			"500, 2000, false" })
	void countsAsLargeOnlyWithBothLimitsReached(String employees, String revenue, boolean large) {
		// given 工信部联企业〔2011〕300号 art. 4(2): both lower bounds
		Map<String, Object> facts = eligible();
		facts.put("employees", employees);
		facts.put("revenue2023", revenue);
		assertThat(reasons(facts)).isEqualTo(large ? List.of("HZ-E3") : List.of());
	}

	@ParameterizedTest
	@CsvSource({ "no, no, true", "yes, no, false", "no, yes, false", "yes, yes, false" })
	void doesNotGiveCentralMoneyTwice(String giant, String pilot, boolean eligible) {
		DmnDecisionTableResult result = evaluate("hangzhou/hangzhou-filing-central-fund",
				Map.of("centralGiant", giant, "pilot22", pilot));
		assertThat(result.getSingleResult()).containsEntry("eligible", eligible);
	}

	@ParameterizedTest(name = "{0} and {1}: {2}")
	@CsvSource({ "approve, approve, approve", "approve, return, return", "return, approve, return",
			"return, return, return", "reject, approve, reject", "reject, return, reject", "reject, reject, reject",
			"approve, reject, reject", "return, reject, reject" })
	void joinsTheOpinionsOfBothDepartments(String economy, String finance, String both) {
		assertThat((String) evaluate("hangzhou/hangzhou-filing-initial-review",
				Map.of("reviewFilingDecision", economy, "coReviewFilingDecision", finance))
			.getSingleEntry()).isEqualTo(both);
	}

	@ParameterizedTest
	@CsvSource(value = { "AUTO_PARTS, , AUTO_PARTS", "BIOMEDICINE, COMMUNICATION, BIOMEDICINE",
			"OTHER, COMMUNICATION, COMMUNICATION", "OTHER, , OTHER" })
	void asksExpertsOfTheSectorOrOfTheLeadingEnterprises(String sector, String leading, String field) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("sector", sector);
		facts.put("leadingSector", leading);
		assertThat((String) evaluate("hangzhou/hangzhou-filing-expert-field", facts).getSingleEntry()).isEqualTo(field);
	}

	@Test
	void warnsOfATotalThatIsNotPriceTimesQuantity() {
		Map<String, Object> facts = declared();
		facts.putAll(Map.of("list", "contractProducts", "row", 2, "product", "采集服务", "unitPrice",
				new BigDecimal("20000.10"), "quantity", new BigDecimal("30"), "total", new BigDecimal("600000")));
		assertThat(advice(facts)).containsExactly("清单第2行“采集服务”的总价不等于单价×订购量");
		facts.put("total", new BigDecimal("600003"));
		assertThat(advice(facts)).isEmpty();
	}

	@Test
	void warnsOfInstalmentsThatAreNotTheWhole() {
		// given 60 % and 30 %
		Map<String, Object> facts = contract();
		facts.put("secondInstalment", new BigDecimal("30"));
		assertThat(advice(facts)).containsExactly("第1份合同“改造服务合同”两期付款比例之和不为100%");
		// and nothing of a contract that does not say
		facts.remove("secondInstalment");
		assertThat(advice(facts)).isEmpty();
	}

	@Test
	void warnsOfAStrangerAmongTheContracts() {
		Map<String, Object> facts = contract();
		facts.put("party", "91330108MA2HXL001C");
		assertThat(advice(facts)).containsExactly("第1份合同“改造服务合同”的服务商不在所填合同服务商中");
	}

	@Test
	void warnsOfAContractSignedAfterTheProjectBegan() {
		Map<String, Object> facts = contract();
		facts.put("signedOn", "2024-07-01");
		assertThat(advice(facts)).singleElement().asString().contains("签订日期");
	}

	@Test
	void warnsOfProductsThatDoNotAddUpAndOfATargetAlreadyReached() {
		Map<String, Object> facts = declared();
		facts.put("contractProducts", List.of(Map.of("total", new BigDecimal("99"))));
		facts.put("targetLevel", "2");
		assertThat(advice(facts)).containsExactly("清单总价合计与合同含税总金额合计不一致", "改造后目标数字化水平不高于自测水平");
		// and finds nothing where no products are listed
		facts.remove("contractProducts");
		facts.put("targetLevel", "3");
		assertThat(advice(facts)).isEmpty();
	}

	private static Map<String, Object> eligible() {
		return new LinkedHashMap<>(Map.of("registeredInCity", "yes", "legalPerson", "yes", "restricted", "no", "sector",
				"AUTO_PARTS", "chainDriven", "no", "employees", "186", "revenue2023", "12680.5", "centralGiant", "no",
				"category", "SPECIALISED", "aboveScale", "yes"));
	}

	private static Map<String, Object> declared() {
		return new LinkedHashMap<>(Map.of("projectStart", "2024-06", "selfLevel", "2", "targetLevel", "3", "providers",
				List.of(Map.of("code", "91330108MA2HXP0012")), "contracts",
				List.of(Map.of("amount", new BigDecimal("100")))));
	}

	private static Map<String, Object> contract() {
		Map<String, Object> facts = declared();
		facts.putAll(Map.of("list", "contracts", "row", 1, "title", "改造服务合同", "party", "91330108MA2HXP0012", "signedOn",
				"2024-05-20", "amount", new BigDecimal("100"), "firstInstalment", new BigDecimal("60"),
				"secondInstalment", new BigDecimal("40")));
		return facts;
	}

	private static List<String> reasons(Map<String, Object> facts) {
		return evaluate("hangzhou/hangzhou-filing-eligibility", facts).collectEntries("reason");
	}

	private static List<String> advice(Map<String, Object> facts) {
		return evaluate("hangzhou/hangzhou-filing-contract-check", facts).collectEntries("text");
	}

	private static DmnDecisionTableResult evaluate(String name, Map<String, Object> facts) {
		InputStream file = HangzhouTableTests.class.getResourceAsStream("/dmn/" + name + ".dmn");
		return ENGINE.evaluateDecisionTable(ENGINE.parseDecision(name.substring(name.indexOf('/') + 1), file), facts);
	}

}
