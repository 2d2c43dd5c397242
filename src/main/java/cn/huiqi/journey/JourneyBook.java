package cn.huiqi.journey;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Submissions;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.programme.Programme;
import cn.huiqi.workflow.CaseProgrammes;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The book behind {@link Journeys}.
 */
@Service
@Transactional
class JourneyBook implements Journeys {

	/** A review's own, never the case's. */
	private static final List<String> OF_ONE_TASK = List.of("decision", "comment");

	/** No notice is known: the message comes before. */
	private static final int YEARS_WITHOUT_NOTICE = 10;

	private final StageNoticeRecords notices;

	private final StageGateRecords gates;

	private final StageVisitRecords visits;

	private final StageRefusalRecords refusals;

	private final Cases cases;

	private final Submissions submissions;

	private final CaseProgrammes programmes;

	private final CurrentUser currentUser;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	JourneyBook(StageNoticeRecords notices, StageGateRecords gates, StageVisitRecords visits,
			StageRefusalRecords refusals, Cases cases, Submissions submissions, CaseProgrammes programmes,
			CurrentUser currentUser, ApplicationEventPublisher events, Clock clock) {
		this.notices = notices;
		this.gates = gates;
		this.visits = visits;
		this.refusals = refusals;
		this.cases = cases;
		this.submissions = submissions;
		this.programmes = programmes;
		this.currentUser = currentUser;
		this.events = events;
		this.clock = clock;
	}

	@Override
	public Entry look(String applicationNumber, String stage) {
		Case application = this.cases.get(applicationNumber);
		Programme.Stage known = stage(application, stage);
		LocalDate today = WorkCalendar.dayOf(this.clock.instant());
		Optional<StageNotices.Published> open = open(application.programme(), stage, today);
		if (open.isEmpty()) {
			// whoever publishes one meanwhile waits until this case is seen waiting
			this.gates.lock(application.programme(), stage);
			open = open(application.programme(), stage, today);
		}
		LocalDate next = open.isPresent() ? today : this.notices
			.findFirstByProgrammeAndStageAndOpensGreaterThanOrderByOpensAscIdAsc(application.programme(), stage, today)
			.map((notice) -> notice.toPublished().opens())
			.orElse(today.plusYears(YEARS_WITHOUT_NOTICE));
		String first = known.forms().isEmpty() ? null : known.forms().get(0);
		return new Entry(open.orElse(null),
				open.map(StageNotices.Published::form).filter(Objects::nonNull).orElse(first),
				next.atStartOfDay(WorkCalendar.ZONE).toInstant());
	}

	private Optional<StageNotices.Published> open(String programme, String stage, LocalDate today) {
		return this.notices
			.findFirstByProgrammeAndStageAndOpensLessThanEqualAndClosesGreaterThanEqualOrderByOpensDescIdDesc(programme,
					stage, today, today)
			.map(StageNoticeRecord::toPublished);
	}

	private Programme.Stage stage(Case application, String stage) {
		return this.programmes.of(application.number(), application.programme())
			.stages()
			.stream()
			.filter((one) -> one.key().equals(stage))
			.findFirst()
			.orElseThrow(
					() -> new IllegalArgumentException("%s has no stage %s".formatted(application.programme(), stage)));
	}

	@Override
	public Visit enter(String applicationNumber, String stage, String noticeCode, List<Refusal> reasons) {
		Case application = this.cases.get(applicationNumber);
		Programme.Stage known = stage(application, stage);
		Instant now = this.clock.instant();
		this.visits.findByApplicationNumberOrderById(applicationNumber)
			.stream()
			.filter((visit) -> visit.isOpen() && visit.stage().equals(stage))
			.forEach((visit) -> {
				visit.end(null, null, now);
				this.visits.save(visit);
			});
		StageVisitRecord.Outcome outcome = reasons.isEmpty() ? StageVisitRecord.Outcome.ADMITTED
				: StageVisitRecord.Outcome.REFUSED;
		StageVisitRecord record = this.visits.save(new StageVisitRecord(applicationNumber, application.programme(),
				application.creditCode().value(), stage, noticeCode, outcome, now));
		reasons.forEach((refusal) -> this.refusals.save(new StageRefusalRecord(record.id(), refusal)));
		Visit visit = visit(record, application);
		StageNotices.Published notice = visit.notice();
		if (!visit.admitted()) {
			this.events.publishEvent(new StageEvent.Refused(applicationNumber, visit.id(), known.name(),
					reasons.stream().map(Refusal::text).toList()));
		}
		else if (notice != null) {
			this.events.publishEvent(new StageEvent.Admitted(applicationNumber, visit.id(), known.name(), notice));
		}
		return visit;
	}

	@Override
	public void leave(String applicationNumber, String stage, StageResult result) {
		Case application = this.cases.get(applicationNumber);
		stage(application, stage);
		Instant now = this.clock.instant();
		StageVisitRecord visit = this.visits.findByApplicationNumberOrderById(applicationNumber)
			.stream()
			.filter((one) -> one.isAdmitted() && one.stage().equals(stage))
			.reduce((one, later) -> later)
			.orElseGet(() -> new StageVisitRecord(applicationNumber, application.programme(),
					application.creditCode().value(), stage, null, StageVisitRecord.Outcome.ADMITTED, now));
		visit.end(result, this.currentUser.id().orElse(null), now);
		StageVisitRecord left = this.visits.save(visit);
		this.events
			.publishEvent(new StageEvent.Left(applicationNumber, left.id(), stage(application, stage).name(), result));
	}

	@Override
	@Transactional(readOnly = true)
	public List<Visit> of(String applicationNumber) {
		Case application = this.cases.get(applicationNumber);
		return this.visits.findByApplicationNumberOrderById(applicationNumber)
			.stream()
			.map((record) -> visit(record, application))
			.toList();
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Visit> admission(String applicationNumber, String stage) {
		return of(applicationNumber).stream()
			.filter((visit) -> visit.admitted() && visit.stage().equals(stage))
			.reduce((one, later) -> later);
	}

	private Visit visit(StageVisitRecord record, Case application) {
		String name = this.programmes.of(application.number(), application.programme())
			.stages()
			.stream()
			.filter((one) -> one.key().equals(record.stage()))
			.map(Programme.Stage::name)
			.findFirst()
			.orElse(record.stage());
		StageNotices.Published notice = (record.noticeCode() != null)
				? this.notices.findByProgrammeAndCode(record.programme(), record.noticeCode())
					.map(StageNoticeRecord::toPublished)
					.orElse(null)
				: null;
		return new Visit(record.id(), record.stage(), name, notice, record.enteredAt(), record.isAdmitted(),
				this.refusals.findByVisitIdOrderById(record.id()).stream().map(StageRefusalRecord::toRefusal).toList(),
				record.endedAt(), record.result());
	}

	@Override
	@Transactional(readOnly = true)
	public Map<String, Object> facts(String applicationNumber) {
		Case application = this.cases.get(applicationNumber);
		Map<String, String> results = new LinkedHashMap<>();
		this.programmes.of(applicationNumber, application.programme())
			.stages()
			.forEach((stage) -> results.put(stage.key(), ""));
		this.visits.findByApplicationNumberOrderById(applicationNumber).forEach((visit) -> {
			if (visit.result() != null) {
				results.put(visit.stage(), visit.result().name());
			}
		});
		Map<String, Object> answers = new LinkedHashMap<>();
		this.submissions.all(applicationNumber).forEach((submission) -> answers.putAll(submission.answers()));
		answers.keySet().removeAll(OF_ONE_TASK);
		Integer level = application.figures().level();
		return Map.of("stageResults", results, "level", (level != null) ? level : 0, "fileAnswers", answers);
	}

}
