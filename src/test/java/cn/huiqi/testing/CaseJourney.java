package cn.huiqi.testing;

import java.io.ByteArrayOutputStream;
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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

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

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ByteArrayResource;

/**
 * Leads an application of one programme along, as people would: every step logged in as
 * somebody, every form through the form contract.
 */
public class CaseJourney {

	private static final AtomicInteger enterprises = new AtomicInteger();

	private final String programme;

	private final String authority;

	private final RuntimeService runtime;

	private final TaskService tasks;

	private final ManagementService management;

	private final HistoryService history;

	private final IdentityService identity;

	private final Enterprises register;

	private final Accounts accounts;

	private final Materials materials;

	CaseJourney(String programme, String authority, RuntimeService runtime, TaskService tasks,
			ManagementService management, HistoryService history, IdentityService identity, Enterprises register,
			Accounts accounts, Materials materials) {
		this.programme = programme;
		this.authority = authority;
		this.runtime = runtime;
		this.tasks = tasks;
		this.management = management;
		this.history = history;
		this.identity = identity;
		this.register = register;
		this.accounts = accounts;
		this.materials = materials;
	}

	/** The same for another programme. */
	public CaseJourney of(String otherProgramme, String itsAuthority) {
		return new CaseJourney(otherProgramme, itsAuthority, this.runtime, this.tasks, this.management, this.history,
				this.identity, this.register, this.accounts, this.materials);
	}

	/**
	 * A registered enterprise on the roster with an account of its own; no other test
	 * knows it.
	 */
	public Party newEnterprise() {
		return newEnterprise(null);
	}

	/** The same in an area. */
	public Party newEnterprise(@Nullable String district) {
		Party party = unlisted(district);
		this.register.putOnRoster(party.creditCode(), this.programme);
		return party;
	}

	/** A registered enterprise that is not on the roster. */
	public Party unlisted() {
		return unlisted(null);
	}

	/** The same in an area. */
	public Party unlisted(@Nullable String district) {
		int number = enterprises.incrementAndGet();
		CreditCode code = creditCode(number);
		this.register.register(new Enterprise(code, "测试企业" + number, "测试人", "测试地址" + number + "号", district));
		String group = this.authority + "-enterprise";
		String account = group + "-t" + number;
		this.accounts.ensure(account, "测试企业" + number, Set.of(group, Enterprise.groupOf(code)));
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

	/** Logs whoever it is out. */
	public void nobody() {
		this.identity.clearAuthentication();
	}

	/** Starts an application. */
	public String start(Party party) {
		as(party.account());
		try {
			return this.runtime.createProcessInstanceByKey(this.programme)
				.setVariables(startFieldsOf(party))
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

	/** The fields of the programme's start form. */
	public Map<String, Object> startFieldsOf(Party party) {
		Map<String, Object> fields = sampleOf("start");
		fields.put("creditCode", party.creditCode().value());
		String district = this.register.find(party.creditCode()).orElseThrow().district();
		if (district != null) {
			fields.put("district", district);
		}
		return fields;
	}

	/**
	 * Completes a task of a case as somebody with a sample, some answers of which are
	 * others.
	 */
	public void complete(String number, String taskKey, String account, String sample, Map<String, Object> others) {
		Map<String, Object> answers = sampleOf(sample);
		answers.putAll(others);
		completeWith(number, taskKey, account, answers);
	}

	/** Completes a task of a case as somebody with these answers and no others. */
	public void completeWith(String number, String taskKey, String account, Map<String, Object> answers) {
		Task task = task(number, taskKey);
		handInMaterials(number, account);
		as(account);
		try {
			this.tasks.complete(task.getId(), new LinkedHashMap<>(answers));
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
			this.materials.missing(number)
				.stream()
				.filter((material) -> open.contains(material.kind()))
				.forEach((material) -> {
					boolean pdf = material.types().contains("pdf");
					String mark = number + " " + material.kind();
					byte[] page = pdf ? pdf(mark) : docx(mark);
					this.materials.add(number,
							new Materials.Upload(material.kind(), material.kind() + (pdf ? ".pdf" : ".docx"),
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

	/** A document for Word, marked, as far as its outside goes. */
	public static byte[] docx(String mark) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (String part : List.of("[Content_Types].xml", "word/document.xml")) {
				zip.putNextEntry(new ZipEntry(part));
				zip.write(("<part>" + mark + "</part>").getBytes(StandardCharsets.UTF_8));
				zip.closeEntry();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
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
		return trace(number, this.programme);
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

	/** A sample submission of the programme. */
	public Map<String, Object> sampleOf(String name) {
		return sample(this.programme, name);
	}

	/** A sample submission of a programme. */
	public static Map<String, Object> sample(String programme, String name) {
		try (InputStream content = CaseJourney.class
			.getResourceAsStream("/samples/" + programme + "/" + name + ".json")) {
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
