package cn.huiqi.testing;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import cn.huiqi.access.Accounts;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.material.Materials;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;

/**
 * Leads a Hohhot application along.
 */
public class Journey extends CaseJourney {

	/** The programme. */
	public static final String PROGRAMME = "hohhot-subsidy";

	private static final AtomicInteger vouchers = new AtomicInteger();

	Journey(RuntimeService runtime, TaskService tasks, ManagementService management, HistoryService history,
			IdentityService identity, Enterprises register, Accounts accounts, Materials materials) {
		super(PROGRAMME, "hohhot", runtime, tasks, management, history, identity, register, accounts, materials);
	}

	/** The fields of the start form. */
	public static Map<String, Object> startFields(Party party) {
		Map<String, Object> fields = sample("start");
		fields.put("creditCode", party.creditCode().value());
		return fields;
	}

	/** Opens an application, declared with the sample and supervised. */
	public String declared(Party party) {
		String number = start(party);
		complete(number, "userTask_declareProject", party.account(), "declaration");
		supervised(number);
		return number;
	}

	/** The supervising body hands in its reports. */
	public void supervised(String number) {
		complete(number, "userTask_superviseProject", "hohhot-supervisor-1", "supervision");
	}

	/** The same, approved by the bureau. */
	public String qualified(Party party) {
		String number = declared(party);
		complete(number, "userTask_reviewQualification", "hohhot-bureau-1", "qualification-approve");
		return number;
	}

	/** The same, verified and confirmed by the evaluator. */
	public String assessed(Party party) {
		String number = qualified(party);
		complete(number, "userTask_verifyLevel", "hohhot-evaluator-1", "verification");
		complete(number, "userTask_confirmLevel", "hohhot-evaluator-1", "level-confirmation");
		return number;
	}

	/** The same, audited, waiting for its publication. */
	public String audited(Party party) {
		String number = assessed(party);
		complete(number, "userTask_auditExpenditure", "hohhot-auditor-1", "expenditure");
		return number;
	}

	/** The same, published. */
	public String published(Party party) {
		String number = audited(party);
		complete(number, "userTask_publishNotice", "hohhot-bureau-1", "notice-publication");
		return number;
	}

	/** The same, its period over: the clock is moved there. */
	public String cleared(Party party) {
		String number = published(party);
		fireTimerWhenDue(number, "timer_noticeOver");
		return number;
	}

	/** The same, prepared by the first finance officer and approved by the second. */
	public String approved(Party party) {
		String number = cleared(party);
		complete(number, "userTask_preparePayment", "hohhot-finance-1", "payment-preparation");
		complete(number, "userTask_approvePayment", "hohhot-finance-2", "payment-approval");
		return number;
	}

	/** Records the payment today. */
	public void pay(String number) {
		complete(number, "userTask_recordPayment", "hohhot-finance-1", "payment-record",
				Map.of("voucherNumber", "TEST-%06d".formatted(vouchers.incrementAndGet()), "paidOn", today()));
	}

	/** A sample submission. */
	public static Map<String, Object> sample(String name) {
		return sample(PROGRAMME, name);
	}

}
