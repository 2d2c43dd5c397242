package cn.huiqi.application;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cn.huiqi.core.PeriodLength;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.programme.Programme;
import cn.huiqi.workflow.CaseProgrammes;
import cn.huiqi.workflow.Deadlines;
import cn.huiqi.workflow.FormSchema;
import cn.huiqi.workflow.Forms;
import cn.huiqi.workflow.ProgrammeParameters;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Returns for correction. The first return opens a period; within it an application may
 * be returned and handed in again as often as needed, and the period does not begin anew.
 * Only when a reviewer returns it after the period has run out does another begin: a late
 * review must not strand an enterprise that was in time. That is so where the parameter
 * {@code correctionPeriodScope} is {@code case} or missing; where it is {@code return},
 * each return opens its own period, and where it is {@code once}, a return after the
 * period has run out is the end. Corrections of several kinds may stand in one programme,
 * each under the name of the parameter that gives its period. A return names what is to
 * be corrected; one that names nothing returns the declaration as a whole.
 */
@Service
@Transactional
public class Corrections {

	/** The task an enterprise corrects at, in every programme. */
	public static final String TASK = "userTask_correctMaterials";

	/** What an item's name begins with that is a field of the declaration. */
	public static final String FIELD = "field:";

	/** What an item's name begins with that is a material. */
	public static final String MATERIAL = "material:";

	/** List of a review form in which the reviewer names the items. */
	private static final String NAMED = "correctionItems";

	/** Decisions that give a declaration back: to be corrected, or to be rectified. */
	private static final Set<String> RETURNING = Set.of("return", "rectify");

	private final Applications applications;

	private final Cases cases;

	private final Submissions submissions;

	private final Deadlines deadlines;

	private final PeriodRules rules;

	private final CaseProgrammes programmes;

	private final Forms forms;

	private final CorrectionRoundRecords rounds;

	private final CorrectionItemRecords items;

	private final CorrectionExtensionRecords extensions;

	private final ObjectProvider<CorrectionParts> parts;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Corrections(Applications applications, Cases cases, Submissions submissions, Deadlines deadlines, PeriodRules rules,
			CaseProgrammes programmes, Forms forms, CorrectionRoundRecords rounds, CorrectionItemRecords items,
			CorrectionExtensionRecords extensions, ObjectProvider<CorrectionParts> parts,
			ApplicationEventPublisher events, Clock clock) {
		this.applications = applications;
		this.cases = cases;
		this.submissions = submissions;
		this.deadlines = deadlines;
		this.rules = rules;
		this.programmes = programmes;
		this.forms = forms;
		this.rounds = rounds;
		this.items = items;
		this.extensions = extensions;
		this.parts = parts;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Opens a round of correction, with the items the reviewer named and what other rooms
	 * hold to be out of order, and tells until when it runs. Where its period is over and
	 * never begins anew, nothing is told: the round is to be ended.
	 */
	public Deadlines.Period open(String number, String releaseId, Manner manner) {
		this.applications.returnForCorrection(number);
		Instant now = this.clock.instant();
		Deadlines.Period period = period(number, releaseId, manner);
		List<Submissions.Stored> returns = returns(number);
		Submissions.Stored review = returns.get(returns.size() - 1);
		int round = this.cases.get(number).correctionRounds();
		String comment = returns.stream()
			.flatMap((one) -> one.text("comment").stream())
			.collect(Collectors.joining("；"));
		CorrectionRoundRecord record = this.rounds.save(
				new CorrectionRoundRecord(number, round, manner, review.submittedBy(), review.submittedAt(), comment));
		asked(number, returns).forEach((item) -> this.items.save(new CorrectionItemRecord(record.id(), item)));
		if (!period.isOverAt(now)) {
			this.events.publishEvent(new CorrectionEvent.Returned(number, round, current(number).orElseThrow(),
					period.display() + remark(number), comment));
		}
		return period;
	}

	private Deadlines.Period period(String number, String releaseId, Manner manner) {
		Instant now = this.clock.instant();
		Deadlines.Name name = Deadlines.Kind.CORRECTION.named(manner.periodKey());
		PeriodRules.Scope scope = this.rules.scope(number, releaseId, manner.periodKey(), PeriodRules.Scope.CASE);
		String run = (scope == PeriodRules.Scope.ONCE) ? manner.run() : null;
		return scope.stillRuns(this.deadlines.find(number, name, run), now)
			.orElseGet(() -> this.deadlines.open(number, name, new Deadlines.Opening(WorkCalendar.dayOf(now),
					this.rules.length(number, releaseId, manner.periodKey()).period(), run)));
	}

	private List<Item> asked(String number, List<Submissions.Stored> returns) {
		Map<String, String> labels = new LinkedHashMap<>();
		correctable(number).forEach((item) -> labels.put(item.item(), item.label()));
		Map<String, Item> asked = new LinkedHashMap<>();
		// a return that names nothing returns the whole
		boolean whole = returns.size() > 1
				&& returns.stream().anyMatch((review) -> !(review.answers().get(NAMED) instanceof List<?>));
		for (Submissions.Stored review : whole ? List.<Submissions.Stored>of() : returns) {
			if (review.answers().get(NAMED) instanceof List<?> rows) {
				rows.stream().map((row) -> (Map<?, ?>) row).forEach((row) -> {
					String item = String.valueOf(row.get("item"));
					String reason = String.valueOf(row.get("reason"));
					asked.merge(item, new Item(item, labels.getOrDefault(item, item), reason),
							(one, other) -> new Item(item, one.label(), one.reason() + "；" + other.reason()));
				});
			}
		}
		this.parts.orderedStream()
			.flatMap((room) -> room.outOfOrder(number).stream())
			.forEach((item) -> asked.putIfAbsent(item.item(), item));
		return List.copyOf(asked.values());
	}

	/**
	 * All that can be named in a return: what the enterprise answered, and the materials
	 * asked of it. The reasons are empty.
	 */
	@Transactional(readOnly = true)
	public List<Item> correctable(String number) {
		Stream<Item> fields = this.submissions.declaration(number).stream().flatMap((declaration) -> {
			FormSchema form = this.forms.schema(declaration.releaseId(), declaration.form());
			return form.fields()
				.stream()
				.filter((field) -> !field.readOnly())
				.map((field) -> new Item(FIELD + field.key(),
						field.section().isEmpty() ? field.label() : field.section() + " / " + field.label(), ""));
		});
		String declaredAt = this.submissions.declarationTask(number).orElse(null);
		Stream<Item> materials = this.programmes.of(number, this.cases.get(number).programme())
			.materials()
			.stream()
			.filter((material) -> material.byApplicant() && material.isAskedAt(declaredAt))
			.map((material) -> new Item(MATERIAL + material.kind(), "材料 / " + material.label(), ""));
		return Stream.concat(fields, materials).toList();
	}

	/** Until when corrections may be handed in, where a period was opened. */
	@Transactional(readOnly = true)
	public Optional<Deadlines.Period> period(String number) {
		return last(number)
			.flatMap((round) -> this.deadlines.find(number, Deadlines.Kind.CORRECTION.named(round.periodKey())));
	}

	/** The round begun last. */
	@Transactional(readOnly = true)
	public Optional<Round> last(String number) {
		return rounds(number).stream().reduce((first, second) -> second);
	}

	private String key(String number) {
		return last(number).map(Round::periodKey).orElse(PeriodRules.CORRECTION);
	}

	/** Workdays left after today until the period ends; 0 on its last day and later. */
	@Transactional(readOnly = true)
	public int workdaysLeft(Deadlines.Period period) {
		return this.rules.workdaysLeft(period);
	}

	/** What is left of the period, for people. */
	@Transactional(readOnly = true)
	public String left(Deadlines.Period period) {
		return this.rules.left(period);
	}

	/** The length of the period of the round begun last. */
	@Transactional(readOnly = true)
	public ProgrammeParameters.Parameter parameter(String number, String releaseId) {
		return this.rules.length(number, releaseId, key(number));
	}

	/** A remark for people where the length of the period is only assumed. */
	@Transactional(readOnly = true)
	public String remark(String number) {
		return this.programmes.releaseOf(number, this.cases.get(number).programme())
			.map((release) -> parameter(number, release).remark())
			.orElse("");
	}

	/** All rounds, the first first. */
	@Transactional(readOnly = true)
	public List<Round> rounds(String number) {
		List<CorrectionExtensionRecord> extended = this.extensions.findByApplicationNumberOrderById(number);
		Map<String, Integer> ordinals = new HashMap<>();
		return this.rounds.findByApplicationNumberOrderByRoundNo(number)
			.stream()
			.map((round) -> new Round(round.roundNo(), ordinals.merge(round.manner().periodKey(), 1, Integer::sum),
					round.manner().periodKey(), round.manner().term(), round.manner().consequence(), round.returnedBy(),
					round.returnedAt(), round.returnComment(),
					this.items.findByRoundIdOrderById(round.id()).stream().map(CorrectionItemRecord::toItem).toList(),
					extended.stream()
						.filter((extension) -> extension.roundNo() == round.roundNo())
						.map(CorrectionExtensionRecord::toExtension)
						.toList(),
					round.closedAt(), round.outcome()))
			.toList();
	}

	/** The round the enterprise is working on. */
	@Transactional(readOnly = true)
	public Optional<Round> current(String number) {
		return rounds(number).stream().filter((round) -> round.closedAt() == null).findFirst();
	}

	/** Ends the round the enterprise is working on; one of an older release has none. */
	public void close(String number, Outcome outcome) {
		Round ended = current(number).orElse(null);
		this.rounds.findByApplicationNumberOrderByRoundNo(number)
			.stream()
			.filter((round) -> round.closedAt() == null)
			.forEach((round) -> {
				round.close(outcome, this.clock.instant());
				this.rounds.save(round);
				if (outcome == Outcome.LAPSED && ended != null) {
					this.events.publishEvent(new CorrectionEvent.Lapsed(number, round.roundNo(), ended));
				}
			});
	}

	/** How often the period may still be extended, by the programme's parameters. */
	@Transactional(readOnly = true)
	public int extensionsLeft(String number, String releaseId) {
		String key = key(number);
		long granted = rounds(number).stream()
			.filter((round) -> round.periodKey().equals(key))
			.mapToLong((round) -> round.extensions().size())
			.sum();
		return (int) Math.max(0, this.rules.extensions(number, releaseId, key) - granted);
	}

	/** By how much one extension goes, by the programme's parameters. */
	@Transactional(readOnly = true)
	public Optional<ProgrammeParameters.Parameter> extensionPeriod(String number, String releaseId) {
		return this.rules.extensionLength(number, releaseId, key(number));
	}

	/**
	 * Extends the period.
	 * @throws RefusedException if it may not be extended any more, or is over
	 */
	public Deadlines.Period extend(String number, String releaseId, String reason, @Nullable String grantedBy) {
		Round round = current(number).orElseThrow(() -> RefusedException.conflict("申请未在补正中，不能延期"));
		if (extensionsLeft(number, releaseId) == 0) {
			throw RefusedException.conflict(round.term() + "期限可延长的次数已用完");
		}
		PeriodLength by = extensionPeriod(number, releaseId).orElseThrow().period();
		Deadlines.Period period = this.deadlines.extend(number, Deadlines.Kind.CORRECTION.named(round.periodKey()), by);
		LocalDate lastDay = period.deadline().lastDay();
		this.extensions.save(new CorrectionExtensionRecord(number, round.number(),
				new Extension(by, reason, grantedBy, this.clock.instant(), lastDay)));
		this.events.publishEvent(new CorrectionEvent.Extended(number, round,
				period.display() + extensionPeriod(number, releaseId).orElseThrow().remark(), lastDay, reason));
		return period;
	}

	/**
	 * Tells the enterprise where the period ends in as many workdays as the programme's
	 * parameters name.
	 */
	public void remind(String number, String releaseId) {
		Deadlines.Period period = period(number).orElseThrow();
		Round round = last(number).orElseThrow();
		// one that fell before the return says nothing the return did not say
		this.rules.reminder(number, releaseId, round.periodKey(), period, round.returnedAt())
			.ifPresent((mark) -> this.events.publishEvent(new CorrectionEvent.DueSoon(number, round,
					period.display() + remark(number), period.deadline().lastDay(), mark, left(period))));
	}

	/**
	 * When to look again whether the enterprise is to be reminded. The period may be
	 * extended meanwhile, so that it goes on after its present end.
	 */
	@Transactional(readOnly = true)
	public Instant nextReminder(String number, String releaseId) {
		Instant now = this.clock.instant();
		Deadlines.Period period = period(number).orElseThrow();
		return Stream
			.concat(this.rules.reminders(number, releaseId, key(number), period).stream(),
					Stream.of(period.deadline().endsAt()))
			.filter((instant) -> instant.isAfter(now))
			.min(Comparator.naturalOrder())
			.orElseGet(() -> WorkCalendar.dayOf(now)
				.plusDays(1)
				.atTime(PeriodRules.MORNING)
				.atZone(WorkCalendar.ZONE)
				.toInstant());
	}

	/**
	 * The reviews that returned the declaration as it stands: where several review it,
	 * all of theirs.
	 */
	private List<Submissions.Stored> returns(String number) {
		List<Submissions.Stored> all = this.submissions.all(number);
		Submissions.Stored declaration = this.submissions.declaration(number).orElseThrow();
		int declared = all.lastIndexOf(declaration);
		return all.stream()
			.skip(declared + 1L)
			.filter((submission) -> submission.text("decision").filter(RETURNING::contains).isPresent())
			.toList();
	}

	/** What else than answers was changed in a round. */
	@Transactional(readOnly = true)
	public List<Change> otherChanges(String number, Round round) {
		return this.parts.orderedStream()
			.flatMap((room) -> room.changes(number, round.returnedAt(), round.closedAt()).stream())
			.toList();
	}

	/** How a round ended. */
	public enum Outcome {

		/** Handed in again. */
		CORRECTED("企业提交%s"),
		/** Nothing came in time: given up. */
		LAPSED("逾期未%s，%s"),
		/** The reviewer refused it meanwhile. */
		REJECTED("审查人不予通过");

		private final String label;

		Outcome(String label) {
			this.label = label;
		}

		/** What people call it. */
		public String label(Round round) {
			return this.label.formatted(round.term(), round.consequence());
		}

	}

	/**
	 * Something to be corrected.
	 *
	 * @param item its name: {@code field:<key>} or {@code material:<kind>}
	 * @param label what people call it
	 * @param reason why, and how
	 */
	public record Item(String item, String label, String reason) {
	}

	/**
	 * Something that was changed.
	 *
	 * @param item its name, as of an item
	 * @param label what people call it
	 * @param before what stood there
	 * @param after what stands there now
	 */
	public record Change(String item, String label, String before, String after) {
	}

	/**
	 * An extension of the period.
	 *
	 * @param length by how much
	 * @param reason why
	 * @param grantedBy account
	 * @param grantedAt when
	 * @param lastDay last day since
	 */
	public record Extension(PeriodLength length, String reason, @Nullable String grantedBy, Instant grantedAt,
			LocalDate lastDay) {
	}

	/**
	 * How a programme corrects.
	 *
	 * @param periodKey parameter that gives the period
	 * @param term what people call it
	 * @param consequence what follows where nothing comes in time
	 * @param run id of the process instance that returns, within which a period that runs
	 * once does so; null if it belongs to none
	 */
	public record Manner(String periodKey, String term, String consequence, @Nullable String run) {
	}

	/**
	 * One return.
	 *
	 * @param number which return of the case it is, from 1
	 * @param ordinal which of those under its parameter, from 1
	 * @param periodKey parameter that gives its period
	 * @param term what it is called, for example 补正
	 * @param consequence what follows where nothing comes in time
	 * @param returnedBy account of the reviewer
	 * @param returnedAt when
	 * @param comment what the reviewer wrote
	 * @param items what is to be corrected; none means the declaration as a whole
	 * @param extensions extensions granted in this round
	 * @param closedAt when it ended, null while it lasts
	 * @param outcome how, null while it lasts
	 */
	public record Round(int number, int ordinal, String periodKey, String term, String consequence,
			@Nullable String returnedBy, Instant returnedAt, String comment, List<Item> items,
			List<Extension> extensions, @Nullable Instant closedAt, @Nullable Outcome outcome) {

		/** Whether the declaration was returned as a whole. */
		public boolean isWhole() {
			return this.items.isEmpty();
		}

		/** Why this is to be corrected; empty if it is not. */
		public Optional<String> reasonFor(String item) {
			return this.items.stream().filter((one) -> one.item().equals(item)).findFirst().map(Item::reason);
		}

	}

}
