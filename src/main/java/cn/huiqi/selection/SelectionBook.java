package cn.huiqi.selection;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.application.Case;
import cn.huiqi.application.Cases;
import cn.huiqi.application.RoundGuard;
import cn.huiqi.core.RefusedException;
import cn.huiqi.assessment.Score;
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

	private static final String QUOTA = "selectionQuota";

	private static final String UNKNOWN = "—";

	private static final ObjectMapper JSON = new ObjectMapper()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

	private static final TypeReference<LinkedHashMap<String, Object>> ANSWERS = new TypeReference<>() {
	};

	private final SelectionRecords selections;

	private final EntryRecords entries;

	private final DecisionRecords decisions;

	private final Cases cases;

	private final DecisionTables tables;

	private final ProgrammeParameters parameters;

	private final List<CriterionSource> sources;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	SelectionBook(SelectionRecords selections, EntryRecords entries, DecisionRecords decisions, Cases cases,
			DecisionTables tables, ProgrammeParameters parameters, List<CriterionSource> sources,
			ApplicationEventPublisher events, Clock clock) {
		this.selections = selections;
		this.entries = entries;
		this.decisions = decisions;
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
		return this.selections.existsByProgrammeAndRoundCode(programme, round) ? Optional.of("本轮遴选已经开始，不再受理新的申报")
				: Optional.empty();
	}

	@Override
	public void begin(String programme, String round, Map<String, String> excluded, @Nullable String by) {
		String key = Selections.keyOf(programme, round);
		if (this.selections.existsById(key)) {
			throw RefusedException.conflict("round", "本轮的遴选已经开始，每个轮次只遴选一次");
		}
		try {
			this.selections.saveAndFlush(new SelectionRecord(programme, round, by, this.clock.instant()));
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
		int quota = this.parameters.get(releaseId, programme, QUOTA).asInteger();
		Map<String, List<CriterionSource.@Nullable Measured>> measured = new LinkedHashMap<>();
		applications.forEach((number) -> measured.put(number, measure(criteria, this.cases.get(number))));
		List<Ranking.Candidate> candidates = new ArrayList<>();
		measured.forEach((number, values) -> {
			List<@Nullable Score> exact = new ArrayList<>();
			values.forEach((value) -> exact.add((value != null) ? value.exact() : null));
			candidates.add(new Ranking.Candidate(number, exact));
		});
		this.entries.deleteAll(this.entries.findBySelectionKey(key)
			.stream()
			.filter((entry) -> entry.standing() != Selection.Standing.EXCLUDED)
			.toList());
		this.entries.flush();
		Ranking.of(criteria, candidates, quota)
			.forEach((placed) -> this.entries.save(new EntryRecord(key, placed.number(), placed.place(),
					placed.tied() ? Selection.Standing.TIED : Selection.Standing.RANKED,
					placed.tied() ? null : placed.selected(), null,
					shown(criteria, measured.getOrDefault(placed.number(), List.of())))));
		selection.rank(quota, this.clock.instant());
		this.selections.saveAndFlush(selection);
		return toSelection(selection);
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
					this.events.publishEvent(
							new SelectionAnnounced(applicationNumber, announced == Selection.Announced.SELECTED));
				}
			});
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
		return new Selection(selection.key(), selection.programme(), selection.roundCode(), selection.openedBy(),
				selection.openedAt(), selection.quota(), selection.rankedAt(), selection.announcedAt(), entries,
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
