package cn.huiqi.journey.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cn.huiqi.core.ChineseDates;
import cn.huiqi.journey.Journeys;
import cn.huiqi.journey.StageNotices;
import cn.huiqi.workflow.FormText;
import cn.huiqi.workflow.FormValues;
import cn.huiqi.workflow.TaskContext;

import org.springframework.stereotype.Component;

/**
 * Tells in the forms of a case which notice opened the stage it is at, and the stages it
 * has been to.
 */
@Component
class StageFormValues implements FormValues {

	private final Journeys journeys;

	StageFormValues(Journeys journeys) {
		this.journeys = journeys;
	}

	@Override
	public Map<String, Object> valuesFor(TaskContext task) {
		Map<String, Object> values = new LinkedHashMap<>();
		if (!task.form().mentions("stageNoticeText") && !task.form().mentions("stageRows")) {
			return values;
		}
		List<Journeys.Visit> visits = this.journeys.of(task.applicationNumber());
		visits.stream()
			.filter((visit) -> visit.admitted() && visit.notice() != null)
			.reduce((one, later) -> later)
			.ifPresent((visit) -> values.put("stageNoticeText", text(visit)));
		values.put("stageRows", visits.stream().map(StageFormValues::row).toList());
		return values;
	}

	private static String text(Journeys.Visit visit) {
		StageNotices.Published notice = Objects.requireNonNull(visit.notice());
		return "%s阶段依据%s开放：%s 至 %s 24时。".formatted(FormText.plain(visit.stageName()), FormText.plain(notice.cited()),
				ChineseDates.day(notice.opens()), ChineseDates.day(notice.closes()));
	}

	private static Map<String, String> row(Journeys.Visit visit) {
		StageNotices.Published notice = visit.notice();
		return Map.of("stage", visit.stageName(), "from", ChineseDates.minute(visit.enteredAt()), "to",
				(visit.endedAt() != null) ? ChineseDates.minute(visit.endedAt()) : "", "outcome", visit.outcome(),
				"notice", (notice != null) ? notice.cited() : "");
	}

}
