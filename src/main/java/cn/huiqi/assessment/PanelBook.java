package cn.huiqi.assessment;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cn.huiqi.access.Accounts;
import cn.huiqi.application.Case;
import cn.huiqi.application.CaseDuties;
import cn.huiqi.application.Cases;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.enterprise.Links;
import cn.huiqi.workflow.ProgrammeParameters;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The book of panels.
 */
@Service
@Transactional
class PanelBook implements Panels {

	/** What is assumed where a programme says nothing. */
	private static final String DEFAULTS = "panel-parameters";

	private static final String APPRAISE = "appraise";

	private static final String DECLARE = "declare";

	/** When people begin to work. */
	private static final LocalTime MORNING = LocalTime.of(9, 0);

	private final PanelRecords panels;

	private final Experts experts;

	private final Cases cases;

	private final CaseDuties duties;

	private final Links links;

	private final Accounts accounts;

	private final ProgrammeParameters parameters;

	private final WorkCalendar calendar;

	private final AuditLog audit;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	private final EntityManager entities;

	private final Random random = new SecureRandom();

	PanelBook(PanelRecords panels, Experts experts, Cases cases, CaseDuties duties, Links links, Accounts accounts,
			ProgrammeParameters parameters, WorkCalendar calendar, AuditLog audit, ApplicationEventPublisher events,
			Clock clock, EntityManager entities) {
		this.panels = panels;
		this.experts = experts;
		this.cases = cases;
		this.duties = duties;
		this.links = links;
		this.accounts = accounts;
		this.parameters = parameters;
		this.calendar = calendar;
		this.audit = audit;
		this.events = events;
		this.clock = clock;
		this.entities = entities;
	}

	@Override
	@Transactional(readOnly = true)
	public List<Panel> of(String applicationNumber) {
		return this.panels.findByApplicationNumberOrderByPanelNo(applicationNumber)
			.stream()
			.map(PanelRecord::toPanel)
			.toList();
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Panel> last(String applicationNumber) {
		return of(applicationNumber).stream().reduce((first, second) -> second);
	}

	@Override
	public Panel open(String applicationNumber, String releaseId, @Nullable String field, String group) {
		PanelRecord.Terms terms = terms(releaseId, this.cases.get(applicationNumber).programme());
		PanelRecord panel = this.panels.saveAndFlush(new PanelRecord(applicationNumber,
				this.panels.findByApplicationNumberOrderByPanelNo(applicationNumber).size() + 1, field, group, terms,
				now()));
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("panel", panel.panelNo());
		facts.put("size", terms.size());
		facts.put("workdays", terms.period());
		facts.put("field", (field != null) ? field : Expert.ALL_FIELDS);
		this.audit.record(Act.on(applicationNumber, AuditAction.PANEL_OPENED, "panel " + panel.panelNo(),
				"组成评审组，共%d席".formatted(terms.size()))
			.after(facts)
			.rule("release " + releaseId));
		return panel.toPanel();
	}

	private PanelRecord.Terms terms(String releaseId, String programme) {
		int size = parameter(releaseId, programme, "panelSize").orElseThrow().asInteger();
		if (size < 1 || size % 2 == 0) {
			throw RefusedException.conflict("参数 panelSize 为 %d：评审组人数须为奇数，请先改正申报项目的参数表".formatted(size));
		}
		int period = parameter(releaseId, programme, "panelPeriod").orElseThrow().asInteger();
		return new PanelRecord.Terms(size, period,
				parameter(releaseId, programme, "panelReminders").map(ProgrammeParameters.Parameter::value).orElse(""),
				parameter(releaseId, programme, "panelSpread").map(ProgrammeParameters.Parameter::value)
					.filter((value) -> !value.isBlank())
					.map(BigDecimal::new)
					.orElse(null));
	}

	private Optional<ProgrammeParameters.Parameter> parameter(String releaseId, String programme, String name) {
		return this.parameters.find(releaseId, programme, name, DEFAULTS);
	}

	@Override
	public Panel.Draw draw(String applicationNumber, int seat) {
		PanelRecord panel = locked(applicationNumber);
		Case application = this.cases.get(applicationNumber);
		List<Panel.Candidate> candidates = candidates(application, panel);
		long seed = this.random.nextLong();
		String account = Lot.cast(seed, eligible(candidates)).orElse(null);
		LocalDate today = WorkCalendar.dayOf(now());
		// also on a provisional date: nobody loses a right by being replaced
		LocalDate lastDay = (account != null) ? this.calendar.afterWorkdays(today, panel.periodWorkdays()).lastDay()
				: null;
		DrawRecord draw = new DrawRecord(seat, seed, now(), candidates, account, lastDay);
		panel.add(draw);
		this.panels.saveAndFlush(panel);
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("seed", String.valueOf(seed));
		facts.put("eligible", eligible(candidates));
		facts.put("drawn", (account != null) ? account : "");
		this.audit.record(
				Act.on(applicationNumber, AuditAction.EXPERT_DRAWN, "panel %d seat %d".formatted(panel.panelNo(), seat),
						(account != null) ? "第%d席抽取专家".formatted(seat) : "第%d席没有可抽取的专家".formatted(seat))
					.after(facts));
		if (account != null && lastDay != null) {
			this.events.publishEvent(new PanelEvent.Drawn(applicationNumber, panel.panelNo(), seat, account, lastDay));
		}
		return draw.toDraw();
	}

	private static List<String> eligible(Collection<Panel.Candidate> candidates) {
		return candidates.stream()
			.filter((candidate) -> candidate.exclusion() == null)
			.map(Panel.Candidate::account)
			.toList();
	}

	/** Everybody on the register, by account, with what stands against drawing him. */
	private List<Panel.Candidate> candidates(Case application, PanelRecord panel) {
		LocalDate today = WorkCalendar.dayOf(now());
		Set<String> drawn = drawn(panel);
		Set<String> earlier = this.panels.findByApplicationNumberOrderByPanelNo(application.number())
			.stream()
			.filter((other) -> other.panelNo() < panel.panelNo())
			.flatMap((other) -> drawn(other).stream())
			.collect(Collectors.toSet());
		List<String> organisations = new ArrayList<>(this.duties.parties(application.number()));
		organisations.add(application.enterpriseName());
		List<Panel.Candidate> candidates = this.experts.of(application.authority())
			.stream()
			.map((expert) -> new Panel.Candidate(expert.account(),
					drawn.contains(expert.account()) ? Panel.Exclusion.DRAWN_BEFORE
							: exclusion(expert, application, organisations, panel, today)))
			.toList();
		List<Panel.Candidate> fresh = candidates.stream()
			.map((candidate) -> (candidate.exclusion() == null && earlier.contains(candidate.account()))
					? new Panel.Candidate(candidate.account(), Panel.Exclusion.EARLIER_PANEL) : candidate)
			.toList();
		return eligible(fresh).isEmpty() ? candidates : fresh;
	}

	private static Set<String> drawn(PanelRecord panel) {
		return panel.draws().stream().map(DrawRecord::account).filter(Objects::nonNull).collect(Collectors.toSet());
	}

	private Panel.@Nullable Exclusion exclusion(Expert expert, Case application, List<String> organisations,
			PanelRecord panel, LocalDate today) {
		if (!expert.isValidOn(today)) {
			return Panel.Exclusion.NOT_VALID;
		}
		if (!expert.judges(panel.expertField())) {
			return Panel.Exclusion.OTHER_FIELD;
		}
		Set<String> groups = this.accounts.groupsOf(expert.account());
		if (!groups.contains(panel.expertGroup())) {
			return Panel.Exclusion.NOT_IN_GROUP;
		}
		if (groups.contains(Enterprise.groupOf(application.creditCode()))
				|| this.duties.casesOf(expert.account(), DECLARE)
					.stream()
					.map(this.cases::get)
					.anyMatch((other) -> other.creditCode().equals(application.creditCode()))) {
			return Panel.Exclusion.ACTS_FOR_ENTERPRISE;
		}
		// where he works is as good as a link he declared
		Links.Link employment = new Links.Link(0, Links.Kind.EMPLOYED, expert.employerCode(), expert.employer(), "",
				now(), null, null, null);
		if (employment.ties(application.creditCode(), organisations)) {
			return Panel.Exclusion.SAME_EMPLOYER;
		}
		if (this.links.of(expert.account())
			.stream()
			.anyMatch((link) -> link.ties(application.creditCode(), organisations))) {
			return Panel.Exclusion.LINKED;
		}
		if (this.duties.dutiesOf(application.number(), expert.account())
			.stream()
			.anyMatch((duty) -> !duty.equals(APPRAISE))) {
			return Panel.Exclusion.OTHER_DUTY;
		}
		return null;
	}

	@Override
	@Transactional(readOnly = true)
	public boolean hasCandidate(String applicationNumber) {
		return !eligible(candidates(this.cases.get(applicationNumber), current(applicationNumber))).isEmpty();
	}

	@Override
	@Transactional(readOnly = true)
	public Panel.Draw drawFor(String applicationNumber, int seat) {
		return lastDraw(current(applicationNumber), seat).orElseThrow().toDraw();
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Panel.Draw> awaited(String applicationNumber, String account) {
		return this.panels.findByApplicationNumberOrderByPanelNo(applicationNumber)
			.stream()
			.reduce((first, second) -> second)
			.flatMap((panel) -> awaited(panel, account))
			.map(DrawRecord::toDraw);
	}

	private static Optional<DrawRecord> awaited(PanelRecord panel, String account) {
		return panel.draws()
			.stream()
			.filter((draw) -> draw.isAwaited() && account.equals(draw.account()))
			.reduce((first, second) -> second);
	}

	/** The lock may have been waited for while the same account handed in elsewhere. */
	private static DrawRecord stillAwaited(PanelRecord panel, String account) {
		return awaited(panel, account)
			.orElseThrow(() -> RefusedException.conflict("您已提交过评审意见或回避，或者本席位已另行抽取专家，本次提交未保存"));
	}

	@Override
	public void give(String applicationNumber, String account, Panel.Opinion opinion) {
		PanelRecord panel = locked(applicationNumber);
		DrawRecord draw = stillAwaited(panel, account);
		draw.give(opinion, now());
		this.panels.saveAndFlush(panel);
		// what it says stands in the submission, and in the log there
		this.audit.record(Act.on(applicationNumber, AuditAction.EXPERT_OPINION, seatOf(panel, draw),
				"第%d席出具评审意见".formatted(draw.seatNo())));
	}

	@Override
	public void recuse(String applicationNumber, String account, String reason) {
		PanelRecord panel = locked(applicationNumber);
		DrawRecord draw = stillAwaited(panel, account);
		draw.end(Panel.Ending.RECUSED, now(), reason);
		this.panels.saveAndFlush(panel);
		this.audit.record(Act
			.on(applicationNumber, AuditAction.EXPERT_RECUSED, seatOf(panel, draw), "第%d席专家回避".formatted(draw.seatNo()))
			.after(Map.of("account", account, "reason", reason)));
	}

	@Override
	public void release(String applicationNumber, int seat) {
		this.duties.endSight(applicationNumber, Objects.requireNonNull(drawFor(applicationNumber, seat).account()));
	}

	@Override
	public void replace(String applicationNumber, int seat) {
		PanelRecord panel = locked(applicationNumber);
		DrawRecord draw = lastDraw(panel, seat).orElseThrow();
		String account = Objects.requireNonNull(draw.account());
		draw.end(Panel.Ending.REPLACED, now(), null);
		this.panels.saveAndFlush(panel);
		this.duties.endSight(applicationNumber, account);
		this.audit.record(Act
			.on(applicationNumber, AuditAction.EXPERT_REPLACED, seatOf(panel, draw), "第%d席专家逾期未评审，另行抽取".formatted(seat))
			.before(Map.of("account", account, "lastDay", String.valueOf(draw.lastDay()))));
		this.events.publishEvent(new PanelEvent.Replaced(applicationNumber, panel.panelNo(), seat, account));
	}

	private static String seatOf(PanelRecord panel, DrawRecord draw) {
		return "panel %d seat %d".formatted(panel.panelNo(), draw.seatNo());
	}

	@Override
	public void remind(String applicationNumber, int seat) {
		PanelRecord panel = current(applicationNumber);
		Instant now = now();
		lastDraw(panel, seat).filter(DrawRecord::isAwaited).ifPresent((draw) -> {
			LocalDate lastDay = Objects.requireNonNull(draw.lastDay());
			// one that fell before the draw says nothing the draw did not say
			marks(panel).stream()
				.filter((mark) -> !at(lastDay, mark).isAfter(now) && at(lastDay, mark).isAfter(draw.drawnAt())
						&& now.isBefore(Panels.endOf(lastDay)))
				.min(Comparator.naturalOrder())
				.ifPresent((mark) -> this.events.publishEvent(new PanelEvent.DueSoon(applicationNumber, panel.panelNo(),
						seat, Objects.requireNonNull(draw.account()), lastDay, mark)));
		});
	}

	@Override
	@Transactional(readOnly = true)
	public Instant nextReminder(String applicationNumber, int seat) {
		PanelRecord panel = current(applicationNumber);
		Instant now = now();
		Instant tomorrow = WorkCalendar.dayOf(now).plusDays(1).atTime(MORNING).atZone(WorkCalendar.ZONE).toInstant();
		return lastDraw(panel, seat).filter(DrawRecord::isAwaited)
			.map((draw) -> Objects.requireNonNull(draw.lastDay()))
			.flatMap((lastDay) -> Stream
				.concat(marks(panel).stream().map((mark) -> at(lastDay, mark)), Stream.of(Panels.endOf(lastDay)))
				.filter((instant) -> instant.isAfter(now))
				.min(Comparator.naturalOrder()))
			.orElse(tomorrow);
	}

	private Instant at(LocalDate lastDay, int workdaysBefore) {
		return this.calendar.beforeWorkdays(lastDay, workdaysBefore)
			.atTime(MORNING)
			.atZone(WorkCalendar.ZONE)
			.toInstant();
	}

	private static List<Integer> marks(PanelRecord panel) {
		return panel.reminders().isBlank() ? List.of()
				: Stream.of(panel.reminders().split(",")).map((mark) -> Integer.valueOf(mark.strip())).toList();
	}

	@Override
	@Transactional(readOnly = true)
	public @Nullable BigDecimal spreadLimit(String applicationNumber) {
		return current(applicationNumber).spreadLimit();
	}

	@Override
	public int addSeat(String applicationNumber) {
		PanelRecord panel = locked(applicationNumber);
		int seat = panel.addSeat();
		this.panels.saveAndFlush(panel);
		this.audit.record(Act.on(applicationNumber, AuditAction.PANEL_EXTENDED, "panel " + panel.panelNo(),
				"评分差异超过规定，增补第%d席".formatted(seat)));
		return seat;
	}

	@Override
	public void close(String applicationNumber, Panel.Outcome outcome) {
		PanelRecord panel = locked(applicationNumber);
		panel.close(outcome, now());
		this.panels.saveAndFlush(panel);
		Panel closed = panel.toPanel();
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("outcome", outcome.name());
		facts.put("approvals", closed.approvals());
		facts.put("refusals", closed.refusals());
		closed.averageScore().ifPresent((score) -> facts.put("averageScore", score.exact().toString()));
		this.audit.record(Act
			.on(applicationNumber, AuditAction.PANEL_CLOSED, "panel " + panel.panelNo(), "评审结论：" + outcome.label())
			.after(facts));
	}

	/** The panel as others left it, and nobody else changes it meanwhile. */
	private PanelRecord locked(String applicationNumber) {
		PanelRecord panel = current(applicationNumber);
		this.entities.refresh(panel, LockModeType.PESSIMISTIC_WRITE);
		return panel;
	}

	private PanelRecord current(String applicationNumber) {
		return last(this.panels.findByApplicationNumberOrderByPanelNo(applicationNumber));
	}

	private static <T> T last(List<T> panels) {
		if (panels.isEmpty()) {
			throw new IllegalStateException("The case has no panel");
		}
		return panels.get(panels.size() - 1);
	}

	private static Optional<DrawRecord> lastDraw(PanelRecord panel, int seat) {
		return panel.draws().stream().filter((draw) -> draw.seatNo() == seat).reduce((first, second) -> second);
	}

	private Instant now() {
		return this.clock.instant();
	}

}
