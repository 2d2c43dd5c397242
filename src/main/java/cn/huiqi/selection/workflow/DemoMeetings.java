package cn.huiqi.selection.workflow;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.application.DemoMeeting;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.material.Materials;
import cn.huiqi.selection.Minutes;
import cn.huiqi.selection.Selections;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;

/**
 * Leads a demo case through a collective decision by the very model and form people use,
 * as a batch of its own.
 */
@Component
@ConditionalOnProperty({ "huiqi.demo", "huiqi.demo-cases" })
class DemoMeetings implements DemoMeeting {

	private static final byte[] PAGE = """
			%PDF-1.4
			1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
			2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
			3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
			trailer<</Root 1 0 R/Size 4>>
			%%EOF
			""".getBytes(StandardCharsets.US_ASCII);

	private final Cases cases;

	private final Selections selections;

	private final Minutes minutes;

	private final RuntimeService runtime;

	private final TaskService tasks;

	private final Clock clock;

	DemoMeetings(Cases cases, Selections selections, Minutes minutes, RuntimeService runtime, TaskService tasks,
			Clock clock) {
		this.cases = cases;
		this.selections = selections;
		this.minutes = minutes;
		this.runtime = runtime;
		this.tasks = tasks;
		this.clock = clock;
	}

	@Override
	public void decide(String applicationNumber, boolean approved) {
		Case application = this.cases.get(applicationNumber);
		String[] joined = this.selections.joined(applicationNumber).orElseThrow().split("\\.");
		Selections.Key key = new Selections.Key(application.programme(), (joined.length > 2) ? joined[1] : "demo",
				"demo-" + applicationNumber);
		this.selections.join(applicationNumber, key);
		this.runtime.createProcessInstanceByKey(Selections.PROCESS)
			.setVariables(
					Map.of("programme", key.programme(), "stage", String.valueOf(key.stage()), "batch", key.batch()))
			.execute();
		this.minutes.add(key.value(),
				new Materials.Upload(null, "会议纪要（演示）.pdf", PAGE.length, new ByteArrayResource(PAGE), null));
		this.tasks.complete(this.tasks.createTaskQuery()
			.processInstanceBusinessKey(key.value())
			.taskDefinitionKey(SelectionForms.COLLECTIVE_TASK)
			.singleResult()
			.getId(), answers(approved));
	}

	private Map<String, Object> answers(boolean approved) {
		Map<String, Object> entry = new LinkedHashMap<>(Map.of("verdict", approved ? "approve" : "reject", "votesFor",
				approved ? 3 : 0, "votesAgainst", approved ? 0 : 3, "votesAbstained", 0));
		if (!approved) {
			entry.put("reason", "经集体研究，暂不符合条件（演示）");
		}
		Map<String, Object> answers = new LinkedHashMap<>(
				Map.of("decision", "approve", "meetingHeldOn", WorkCalendar.dayOf(this.clock.instant()).toString(),
						"meetingPlace", "第一会议室", "meetingChair", "示例主持人", "minutesNumber", "会议纪要（演示）"));
		answers.put("attendees",
				List.of(person("示例主持人", "分管负责人"), person("示例出席人甲", "业务处室负责人"), person("示例出席人乙", "纪检监督代表")));
		answers.put("entries", List.of(entry));
		return answers;
	}

	private static Map<String, Object> person(String name, String unit) {
		return Map.of("attendeeName", name, "attendeeUnit", unit);
	}

}
