package cn.huiqi.reporting;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.core.WorkCalendar;
import cn.huiqi.programme.Programmes;
import cn.huiqi.workflow.ProgrammeParameters;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * When districts are reminded of the enterprises they have not reported, and of which.
 * The day is the districts' duty and bars no application.
 */
@Service
@Transactional
public class Reminders {

	/** Offices read it in the morning. */
	private static final LocalTime MORNING = LocalTime.of(9, 0);

	private final ReferenceLists lists;

	private final Programmes programmes;

	private final ProgrammeParameters parameters;

	private final WorkCalendar calendar;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Reminders(ReferenceLists lists, Programmes programmes, ProgrammeParameters parameters, WorkCalendar calendar,
			ApplicationEventPublisher events, Clock clock) {
		this.lists = lists;
		this.programmes = programmes;
		this.parameters = parameters;
		this.calendar = calendar;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * When to remind next; empty when the last reminder is over or there is no deadline.
	 */
	public Optional<Instant> next(String releaseId, String programme) {
		Optional<LocalDate> deadline = deadline(releaseId, programme);
		if (deadline.isEmpty()) {
			return Optional.empty();
		}
		List<LocalDate> days = new ArrayList<>();
		this.parameters.find(releaseId, programme, "reportingReminders")
			.ifPresent((before) -> Arrays.stream(before.value().split(","))
				.map((workdays) -> this.calendar.beforeWorkdays(deadline.get(), Integer.parseInt(workdays.strip())))
				.forEach(days::add));
		days.add(deadline.get());
		return days.stream()
			.map((day) -> day.atTime(MORNING).atZone(WorkCalendar.ZONE).toInstant())
			.filter((at) -> at.isAfter(this.clock.instant()))
			.min(Instant::compareTo);
	}

	/** Reminds every district that has enterprises on the list that are not reported. */
	public void remind(String releaseId, String programme) {
		LocalDate deadline = deadline(releaseId, programme).orElseThrow();
		String authority = this.programmes.get(programme).authority();
		int left = this.calendar.workdaysBetween(WorkCalendar.dayOf(this.clock.instant()), deadline);
		Map<String, List<String>> missing = new LinkedHashMap<>();
		this.lists.of(programme)
			.stream()
			.filter((listed) -> !listed.reported())
			.forEach((listed) -> missing.computeIfAbsent(listed.district(), (district) -> new ArrayList<>())
				.add(listed.name()));
		missing.forEach((district, names) -> this.events.publishEvent(
				new ReportingEvent.DueSoon(programme, authority + "-district-" + district, deadline, left, names)));
	}

	private Optional<LocalDate> deadline(String releaseId, String programme) {
		return this.parameters.find(releaseId, programme, "reportingDeadline")
			.map((parameter) -> LocalDate.parse(parameter.value()));
	}

}
