package cn.huiqi.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import cn.huiqi.access.Accounts;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.material.Materials;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;

import org.springframework.core.io.ByteArrayResource;

/**
 * Leads a Hohhot application along, as people would: every step logged in as somebody,
 * every form through the form contract.
 */
public class Journey {

	/** The programme. */
	public static final String PROGRAMME = "hohhot-subsidy";

	private static final AtomicInteger enterprises = new AtomicInteger();

	private static final AtomicInteger vouchers = new AtomicInteger();

	private final RuntimeService runtime;

	private final TaskService tasks;

	private final ManagementService management;

	private final HistoryService history;

	private final IdentityService identity;

	private final Enterprises register;

	private final Accounts accounts;

	private final Materials materials;

	Journey(RuntimeService runtime, TaskService tasks, ManagementService management, HistoryService history,
			IdentityService identity, Enterprises register, Accounts accounts, Materials materials) {
		this.runtime = runtime;
		this.tasks = tasks;
		this.management = management;
		this.history = history;
		this.identity = identity;
		this.register = register;
		this.accounts = accounts;
		this.materials = materials;
	}

	/**
	 * A registered enterprise on the roster with an account of its own; no other test
	 * knows it.
	 */
	public Party newEnterprise() {
		Party party = unlisted();
		this.register.putOnRoster(party.creditCode(), PROGRAMME);
		return party;
	}

	/** The same, but not on the roster. */
	public Party unlisted() {
		int number = enterprises.incrementAndGet();
		CreditCode code = creditCode(number);
		this.register.register(new Enterprise(code, "测试企业" + number, "测试人", "测试地址" + number + "号", null));
		String account = "hohhot-enterprise-t" + number;
		this.accounts.ensure(account, "测试企业" + number, Set.of("hohhot-enterprise", Enterprise.groupOf(code)));
		return new Party(account, code);
	}

	/** A well-formed code of an enterprise that is registered nowhere. */
	public static CreditCode creditCode(int number) {
		String body = "91150100MA1T%05d".formatted(number);
		for (char check : "0123456789ABCDEFGHJKLMNPQRTUWXY".toCharArray()) {
			if (CreditCode.isValid(body + check)) {
				return new CreditCode(body + check);
			}
		}
		throw new IllegalStateException(body);
	}

	/** Sets the clock of engine and rooms. */
	public void at(String localDateTime) {
		Instant instant = LocalDateTime.parse(localDateTime).atZone(WorkCalendar.ZONE).toInstant();
		ClockUtil.setCurrentTime(Date.from(instant));
	}

	/** Lets the clock run again, and nobody be logged in. */
	public void reset() {
		ClockUtil.reset();
		this.identity.clearAuthentication();
	}

	/** Logs an account in. */
	public void as(String account) {
		this.identity.setAuthentication(account, new ArrayList<>(this.accounts.groupsOf(account)));
	}

	/** Starts an application. */
	public String start(Party party) {
		as(party.account());
		try {
			return this.runtime.createProcessInstanceByKey(PROGRAMME)
				.setVariables(startFields(party))
				.execute()
				.getBusinessKey();
		}
		finally {
			this.identity.clearAuthentication();
		}
	}

	/** Starts an application and uploads what its declaration needs. */
	public String prepared(Party party) {
		String number = start(party);
		handInMaterials(number, party.account());
		return number;
	}

	/** The fields of the start form. */
	public static Map<String, Object> startFields(Party party) {
		Map<String, Object> fields = sample("start");
		fields.put("creditCode", party.creditCode().value());
		return fields;
	}

	/**
	 * Completes a task of a case as somebody with a sample, some answers of which are
	 * others.
	 */
	public void complete(String number, String taskKey, String account, String sample, Map<String, Object> others) {
		Task task = task(number, taskKey);
		handInMaterials(number, account);
		as(account);
		try {
			Map<String, Object> answers = sample(sample);
			answers.putAll(others);
			this.tasks.complete(task.getId(), answers);
		}
		finally {
			this.identity.clearAuthentication();
		}
	}

	/**
	 * Uploads a page for everything required that an account may upload now and that is
	 * not there yet.
	 */
	public void handInMaterials(String number, String account) {
		as(account);
		try {
			Set<String> open = this.materials.asked(number)
				.stream()
				.filter(Materials.Asked::mayUpload)
				.map((asked) -> asked.material().kind())
				.collect(Collectors.toSet());
			this.materials.missing(number, null)
				.stream()
				.filter((material) -> open.contains(material.kind()))
				.forEach((material) -> {
					byte[] page = pdf(number + " " + material.kind());
					this.materials.add(number, new Materials.Upload(material.kind(), material.kind() + ".pdf",
							page.length, new ByteArrayResource(page), null));
				});
		}
		finally {
			this.identity.clearAuthentication();
		}
	}

	/** The smallest file that is a PDF to every reader: one empty page, marked. */
	public static byte[] pdf(String mark) {
		String body = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
				+ "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
				+ "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n";
		return (body + "%" + mark + "\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF\n").getBytes(StandardCharsets.UTF_8);
	}

	/** Completes a task of a case as somebody with a sample. */
	public void complete(String number, String taskKey, String account, String sample) {
		complete(number, taskKey, account, sample, Map.of());
	}

	/** The open task, as the engine sees it. */
	public Task task(String number, String taskKey) {
		Task task = this.tasks.createTaskQuery()
			.processInstanceBusinessKey(number)
			.taskDefinitionKey(taskKey)
			.singleResult();
		if (task == null) {
			throw new AssertionError("%s is not at %s but at %s".formatted(number, taskKey, openTasks(number)));
		}
		return task;
	}

	/** Keys of the open tasks of a case. */
	public List<String> openTasks(String number) {
		return this.tasks.createTaskQuery()
			.processInstanceBusinessKey(number)
			.list()
			.stream()
			.map(Task::getTaskDefinitionKey)
			.sorted()
			.toList();
	}

	/** Opens an application and declares with the sample. */
	public String declared(Party party) {
		String number = start(party);
		complete(number, "userTask_declareProject", party.account(), "declaration");
		return number;
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

	/** Today by the moved clock. */
	public static String today() {
		return WorkCalendar.dayOf(ClockUtil.getCurrentTime().toInstant()).toString();
	}

	/** When the timer of a case fires. */
	public Date dueDate(String number, String timer) {
		return job(number, timer).getDuedate();
	}

	/** Moves the clock to the moment the timer is due and lets it fire. */
	public void fireTimerWhenDue(String number, String timer) {
		var job = job(number, timer);
		ClockUtil.setCurrentTime(job.getDuedate());
		this.management.executeJob(job.getId());
	}

	private org.camunda.bpm.engine.runtime.Job job(String number, String timer) {
		return this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(number)
			.list()
			.stream()
			.flatMap((instance) -> this.management.createJobQuery()
				.processInstanceId(instance.getId())
				.activityId(timer)
				.list()
				.stream())
			.findFirst()
			.orElseThrow(() -> new AssertionError(number + " has no timer " + timer));
	}

	/** Ids of the activities a case has come to in its programme's process, in order. */
	public List<String> trace(String number) {
		return trace(number, PROGRAMME);
	}

	/** Ids of the activities a case has come to in a process, in order. */
	public List<String> trace(String number, String process) {
		return this.history.createHistoricProcessInstanceQuery()
			.processInstanceBusinessKey(number)
			.processDefinitionKey(process)
			.list()
			.stream()
			.flatMap((instance) -> this.history.createHistoricActivityInstanceQuery()
				.processInstanceId(instance.getId())
				.orderPartiallyByOccurrence()
				.asc()
				.list()
				.stream())
			.map(HistoricActivityInstance::getActivityId)
			.toList();
	}

	/** A sample submission. */
	public static Map<String, Object> sample(String name) {
		try (InputStream content = Journey.class.getResourceAsStream("/samples/" + PROGRAMME + "/" + name + ".json")) {
			return new ObjectMapper().readValue(content, new TypeReference<LinkedHashMap<String, Object>>() {
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The end of this day, when a period that ends on it is over. */
	public static Date endOf(String day) {
		return Date.from(LocalDate.parse(day).plusDays(1).atStartOfDay(WorkCalendar.ZONE).toInstant());
	}

	/**
	 * An enterprise with its account.
	 *
	 * @param account account
	 * @param creditCode enterprise
	 */
	public record Party(String account, CreditCode creditCode) {
	}

}
