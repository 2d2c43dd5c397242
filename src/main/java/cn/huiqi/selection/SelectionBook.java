package cn.huiqi.selection;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.application.RoundGuard;
import cn.huiqi.assessment.Panel;
import cn.huiqi.assessment.Panels;
import cn.huiqi.assessment.Score;
import cn.huiqi.core.Money;
import cn.huiqi.core.RefusedException;
import cn.huiqi.workflow.DecisionTables;
import cn.huiqi.workflow.ProgrammeParameters;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The book of selections.
 */
@Service
@Transactional
class SelectionBook implements Selections, RoundGuard {

	private static final String UNKNOWN = "—";

	private static final ObjectMapper JSON = new ObjectMapper()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

	private static final TypeReference<LinkedHashMap<String, Object>> ANSWERS = new TypeReference<>() {
	};

	private final SelectionRecords selections;

	private final EntryRecords entries;

	private final DecisionRecords decisions;

	private final MemberRecords members;

	private final Panels panels;

	private final Cases cases;

	private final DecisionTables tables;

	private final ProgrammeParameters parameters;

	private final List<CriterionSource> sources;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	SelectionBook(SelectionRecords selections, EntryRecords entries, DecisionRecords decisions, MemberRecords members,
			Panels panels, Cases cases, DecisionTables tables, ProgrammeParameters parameters,
			List<CriterionSource> sources, ApplicationEventPublisher events, Clock clock) {
		this.selections = selections;
		this.entries = entries;
		this.decisions = decisions;
		this.members = members;
		this.panels = panels;
		this.cases = cases;
		this.tables = tables;
		this.parameters = parameters;
		this.sources = sources;
		this.events = events;
		this.clock = clock;
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Selection> find(String programme, String round) {
		return of(Selections.keyOf(programme, round));
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Selection> of(String key) {
		return this.selections.findById(key).map(this::toSelection);
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<String> reasonAgainstOpening(String programme, String round) {
		return this.selections.existsById(Selections.keyOf(programme, round)) ? Optional.of("本轮遴选已经开始，不再受理新的申报")
				: Optional.empty();
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Selection> lastOf(String applicationNumber) {
		return this.entries.findFirstByApplicationNumberOrderByIdDesc(applicationNumber)
			.flatMap((entry) -> of(entry.selectionKey()));
	}

	@Override
	public void join(String applicationNumber, Key key) {
		this.members.save(new MemberRecord(applicationNumber, key.value(), this.clock.instant()));
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<String> joined(String applicationNumber) {
		return this.members.findById(applicationNumber).map(MemberRecord::selectionKey);
	}

	@Override
	@Transactional(readOnly = true)
	public List<String> members(String key) {
		return this.members.findBySelectionKeyOrderByApplicationNumber(key)
			.stream()
			.map(MemberRecord::applicationNumber)
			.toList();
	}

	@Override
	public void hold(String key) {
		this.selections.hold(key);
	}

	@Override
	public void begin(Key opened, Map<String, String> excluded, @Nullable String by) {
		String key = opened.value();
		if (this.selections.existsById(key)) {
			throw RefusedException.conflict("round", "本轮的遴选已经开始，每个轮次只遴选一次");
		}
		try {
			this.selections.saveAndFlush(new SelectionRecord(opened, by, this.clock.instant()));
		}
		catch (DataIntegrityViolationException ex) {
			throw RefusedException.conflict("round", "本轮的遴选刚刚由他人开始，每个轮次只遴选一次");
		}
		excluded.forEach((number, reason) -> this.entries
			.save(new EntryRecord(key, number, null, Selection.Standing.EXCLUDED, false, reason, List.of())));
	}

	@Override
	public Selection rank(String key, String releaseId, List<String> applications) {
		SelectionRecord selection = this.selections.findById(key).orElseThrow();
		String programme = selection.programme();
		List<Criterion> criteria = criteria(releaseId, programme);
		int quota = this.parameters.get(releaseId, programme, Selections.quotaOf(selection.stage())).asInteger();
		Map<String, List<CriterionSource.@Nullable Measured>> measured = new LinkedHashMap<>();
		applications.forEach((number) -> measured.put(number, measure(criteria, this.cases.get(number))));
		List<Ranking.Candidate> candidates = new ArrayList<>();
		measured.forEach((number, values) -> {
			List<@Nullable Score> exact = new ArrayList<>();
			values.forEach((value) -> exact.add((value != null) ? value.exact() : null));
			candidates.add(new Ranking.Candidate(number, exact));
		});
		forget(key);
		Ranking.of(criteria, candidates, quota)
			.forEach((placed) -> this.entries.save(new EntryRecord(key, placed.number(), placed.place(),
					placed.tied() ? Selection.Standing.TIED : Selection.Standing.RANKED,
					placed.tied() ? null : placed.selected(), null,
					shown(criteria, measured.getOrDefault(placed.number(), List.of())))));
		selection.rank(quota, this.clock.instant());
		this.selections.saveAndFlush(selection);
		return toSelection(selection);
	}

	private void forget(String key) {
		this.entries.deleteAll(this.entries.findBySelectionKey(key)
			.stream()
			.filter((entry) -> entry.standing() != Selection.Standing.EXCLUDED)
			.toList());
		this.entries.flush();
	}

	@Override
	public Selection list(String key, List<String> applications) {
		SelectionRecord selection = this.selections.findById(key).orElseThrow();
		forget(key);
		applications.forEach((number) -> this.entries.save(new EntryRecord(key, number, null, Selection.Standing.LISTED,
				null, null, known(this.cases.get(number)))));
		selection.list(this.clock.instant());
		this.selections.saveAndFlush(selection);
		return toSelection(selection);
	}

	/** What there is on record to decide an application by. */
	private List<Selection.Value> known(Case application) {
		List<Selection.Value> known = new ArrayList<>();
		this.panels.last(application.number()).ifPresent((panel) -> {
			Panel.Outcome outcome = panel.outcome();
			if (outcome != null) {
				known.add(new Selection.Value("专家评审",
						"%s（同意%d人，不同意%d人）".formatted(outcome.label(), panel.approvals(), panel.refusals()), "专家评审意见"));
			}
			panel.averageScore()
				.ifPresent((average) -> known.add(new Selection.Value("专家评审平均分", average.toString(), "专家评审意见")));
		});
		Case.Figures figures = application.figures();
		if (figures.level() != null) {
			known.add(new Selection.Value("核定等级", figures.level() + " 级", "等级核定结果"));
		}
		else if (figures.selfLevel() != null) {
			known.add(new Selection.Value("自评等级", figures.selfLevel() + " 级", "企业填报"));
		}
		amount("申报金额", figures.declaredAmount(), "企业填报", known);
		amount("核定投入", figures.countedAmount(), "投入核定结果", known);
		amount("拟补贴金额", figures.subsidyAmount(), "补贴核算结果", known);
		return known;
	}

	private static void amount(String label, @Nullable BigDecimal yuan, String basis, List<Selection.Value> known) {
		if (yuan != null) {
			known.add(new Selection.Value(label, Money.yuan(yuan).display(), basis));
		}
	}

	@Override
	public void decide(String key, String applicationNumber, boolean approved, Selection.Votes votes,
			@Nullable String reason) {
		this.entries.findBySelectionKey(key)
			.stream()
			.filter((entry) -> entry.applicationNumber().equals(applicationNumber)
					&& entry.standing() == Selection.Standing.LISTED)
			.forEach((entry) -> {
				entry.decide(approved, votes, reason);
				this.entries.save(entry);
			});
	}

	private List<Criterion> criteria(String releaseId, String programme) {
		List<DecisionTables.Row> rows = new ArrayList<>(this.tables.rows(releaseId, programme + "-ranking"));
		rows.sort(Comparator.comparingInt((row) -> Integer.parseInt(row.inputs().getOrDefault("order", "0"))));
		return rows.stream()
			.map((row) -> new Criterion(row.outputs().getOrDefault("criterion", ""),
					row.outputs().getOrDefault("source", ""),
					row.outputs().getOrDefault("direction", "").equals("desc"), row.description()))
			.toList();
	}

	private List<CriterionSource.@Nullable Measured> measure(List<Criterion> criteria, Case application) {
		List<CriterionSource.@Nullable Measured> values = new ArrayList<>();
		for (Criterion criterion : criteria) {
			values.add(this.sources.stream()
				.filter((source) -> source.supports(criterion.source()))
				.findFirst()
				.orElseThrow(() -> new IllegalStateException(
						"%s-ranking: %s: no source of values".formatted(application.programme(), criterion.source())))
				.valueOf(application, criterion.source())
				.orElse(null));
		}
		return values;
	}

	private static List<Selection.Value> shown(List<Criterion> criteria,
			List<CriterionSource.@Nullable Measured> values) {
		List<Selection.Value> shown = new ArrayList<>();
		for (int i = 0; i < criteria.size(); i++) {
			CriterionSource.Measured value = values.get(i);
			shown.add(new Selection.Value(criteria.get(i).label(), (value != null) ? value.shown() : UNKNOWN,
					criteria.get(i).clause()));
		}
		return shown;
	}

	@Override
	public void decideTie(String key, List<String> chosen, String reason) {
		this.entries.findBySelectionKey(key)
			.stream()
			.filter((entry) -> entry.standing() == Selection.Standing.TIED)
			.forEach((entry) -> {
				entry.decide(chosen.contains(entry.applicationNumber()), reason);
				this.entries.save(entry);
			});
	}

	@Override
	public void keep(String key, String taskKey, @Nullable String by, Instant at, Map<String, Object> answers) {
		try {
			this.decisions.save(new DecisionRecord(key, taskKey, by, at, JSON.writeValueAsString(answers)));
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void noteAnnounced(String key, String applicationNumber, Selection.Announced announced) {
		this.entries.findBySelectionKey(key)
			.stream()
			.filter((entry) -> entry.applicationNumber().equals(applicationNumber))
			.forEach((entry) -> {
				entry.noteAnnounced(announced);
				this.entries.save(entry);
				if (announced != Selection.Announced.PASSED_OVER) {
					this.events.publishEvent(new SelectionAnnounced(applicationNumber, key,
							announced == Selection.Announced.SELECTED, ownReason(entry.toEntry())));
				}
			});
	}

	/** A reason that speaks of nobody else. */
	private static String ownReason(Selection.Entry entry) {
		boolean own = entry.standing() == Selection.Standing.DECIDED || entry.standing() == Selection.Standing.EXCLUDED;
		return own ? Objects.requireNonNullElse(entry.reason(), "") : "";
	}

	@Override
	public void close(String key) {
		SelectionRecord selection = this.selections.findById(key).orElseThrow();
		selection.announce(this.clock.instant());
		this.selections.save(selection);
	}

	private Selection toSelection(SelectionRecord selection) {
		List<Selection.Entry> entries = this.entries.findBySelectionKey(selection.key())
			.stream()
			.map(EntryRecord::toEntry)
			.sorted(Comparator
				.comparing(Selection.Entry::place, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
				.thenComparing(Selection.Entry::number))
			.toList();
		return new Selection(selection.key(), selection.programme(), selection.stage(), selection.roundCode(),
				selection.openedBy(), selection.openedAt(), selection.quota(), selection.rankedAt(),
				selection.announcedAt(), entries,
				this.decisions.findBySelectionKeyOrderById(selection.key())
					.stream()
					.map((decision) -> new Selection.Decision(decision.taskKey(), decision.decidedBy(),
							decision.decidedAt(), read(decision.answers())))
					.toList());
	}

	private static Map<String, Object> read(String answers) {
		try {
			return JSON.readValue(answers, ANSWERS);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
