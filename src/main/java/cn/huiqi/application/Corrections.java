package cn.huiqi.application;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
 * review must not strand an enterprise that was in time. Where the programme's parameter
 * {@code correctionPeriodScope} is {@code return}, each return opens its own. A return
 * names what is to be corrected; one that names nothing returns the declaration as a
 * whole.
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

	private static final String PERIOD = "correctionPeriod";

	/** Whether one period runs for the whole case, or one for each return. */
	private static final String SCOPE = "correctionPeriodScope";

	private static final String EACH_RETURN = "return";

	private static final String EXTENSIONS = "correctionExtensions";

	private static final String EXTENSION_PERIOD = "correctionExtensionPeriod";

	private static final String REMINDERS = "correctionReminders";

	/** Decisions that give a declaration back: to be corrected, or to be rectified. */
	private static final Set<String> RETURNING = Set.of("return", "rectify");

	/** When people begin to work. */
	private static final LocalTime MORNING = LocalTime.of(9, 0);

	private final Applications applications;

	private final Cases cases;

	private final Submissions submissions;

	private final Deadlines deadlines;

	private final ProgrammeParameters parameters;

	private final CaseProgrammes programmes;

	private final Forms forms;

	private final CorrectionRoundRecords rounds;

	private final CorrectionItemRecords items;

	private final CorrectionExtensionRecords extensions;

	private final ObjectProvider<CorrectionParts> parts;

	private final WorkCalendar calendar;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Corrections(Applications applications, Cases cases, Submissions submissions, Deadlines deadlines,
			ProgrammeParameters parameters, CaseProgrammes programmes, Forms forms, CorrectionRoundRecords rounds,
			CorrectionItemRecords items, CorrectionExtensionRecords extensions, ObjectProvider<CorrectionParts> parts,
			WorkCalendar calendar, ApplicationEventPublisher events, Clock clock) {
		this.applications = applications;
		this.cases = cases;
		this.submissions = submissions;
		this.deadlines = deadlines;
		this.parameters = parameters;
		this.programmes = programmes;
		this.forms = forms;
		this.rounds = rounds;
		this.items = items;
		this.extensions = extensions;
		this.parts = parts;
		this.calendar = calendar;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Opens a round of correction, with the items the reviewer named and what other rooms
	 * hold to be out of order, and tells until when it runs.
	 */
	public Deadlines.Period open(String number, String releaseId) {
		this.applications.returnForCorrection(number);
		Instant now = this.clock.instant();
		Deadlines.Period period = this.deadlines.find(number, Deadlines.Kind.CORRECTION)
			.filter((open) -> !isForEachReturn(number, releaseId))
			.filter((open) -> open.isOpenAt(now) || open.deadline().provisional())
			.orElseGet(() -> this.deadlines.open(number, Deadlines.Kind.CORRECTION,
					parameter(number, releaseId).asInteger()));
		List<Submissions.Stored> returns = returns(number);
		Submissions.Stored review = returns.get(returns.size() - 1);
		int round = this.cases.get(number).correctionRounds();
		String comment = returns.stream()
			.flatMap((one) -> one.text("comment").stream())
			.collect(Collectors.joining("；"));
		CorrectionRoundRecord record = this.rounds
			.save(new CorrectionRoundRecord(number, round, review.submittedBy(), review.submittedAt(), comment));
		asked(number, returns).forEach((item) -> this.items.save(new CorrectionItemRecord(record.id(), item)));
		this.events
			.publishEvent(new CorrectionEvent.Returned(number, round, period.display() + remark(number), comment));
		return period;
	}

	private boolean isForEachReturn(String number, String releaseId) {
		return this.parameters.find(releaseId, this.cases.get(number).programme(), SCOPE)
			.filter((scope) -> scope.value().equals(EACH_RETURN))
			.isPresent();
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
		return this.deadlines.find(number, Deadlines.Kind.CORRECTION);
	}

	/** Workdays left after today until the period ends; 0 on its last day and later. */
	@Transactional(readOnly = true)
	public int workdaysLeft(Deadlines.Period period) {
		return this.calendar.workdaysBetween(WorkCalendar.dayOf(this.clock.instant()), period.deadline().lastDay());
	}

	/** The length of the period. */
	@Transactional(readOnly = true)
	public ProgrammeParameters.Parameter parameter(String number, String releaseId) {
		return this.parameters.get(releaseId, this.cases.get(number).programme(), PERIOD);
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
		return this.rounds.findByApplicationNumberOrderByRoundNo(number)
			.stream()
			.map((round) -> new Round(round.roundNo(), round.returnedBy(), round.returnedAt(), round.returnComment(),
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

	/**
	 * Whether something of a declaration may be changed, as far as corrections go.
	 * @param item its name, for example {@code material:auditReport}
	 */
	@Transactional(readOnly = true)
	public boolean isOpen(String number, String item) {
		return current(number).map((round) -> round.isWhole() || round.reasonFor(item).isPresent()).orElse(true);
	}

	/** Ends the round the enterprise is working on; one of an older release has none. */
	public void close(String number, Outcome outcome) {
		this.rounds.findByApplicationNumberOrderByRoundNo(number)
			.stream()
			.filter((round) -> round.closedAt() == null)
			.forEach((round) -> {
				round.close(outcome, this.clock.instant());
				this.rounds.save(round);
				if (outcome == Outcome.LAPSED) {
					this.events.publishEvent(new CorrectionEvent.Lapsed(number, round.roundNo()));
				}
			});
	}

	/** How often the period may still be extended, by the programme's parameters. */
	@Transactional(readOnly = true)
	public int extensionsLeft(String number, String releaseId) {
		int allowed = this.parameters.find(releaseId, this.cases.get(number).programme(), EXTENSIONS)
			.map(ProgrammeParameters.Parameter::asInteger)
			.orElse(0);
		return Math.max(0, allowed - this.extensions.findByApplicationNumberOrderById(number).size());
	}

	/** By how many workdays one extension goes, by the programme's parameters. */
	@Transactional(readOnly = true)
	public Optional<ProgrammeParameters.Parameter> extensionPeriod(String number, String releaseId) {
		return this.parameters.find(releaseId, this.cases.get(number).programme(), EXTENSION_PERIOD);
	}

	/**
	 * Extends the period.
	 * @throws RefusedException if it may not be extended any more, or is over
	 */
	public Deadlines.Period extend(String number, String releaseId, String reason, @Nullable String grantedBy) {
		Round round = current(number).orElseThrow(() -> RefusedException.conflict("申请未在补正中，不能延期"));
		if (extensionsLeft(number, releaseId) == 0) {
			throw RefusedException.conflict("补正期限可延长的次数已用完");
		}
		int workdays = extensionPeriod(number, releaseId).orElseThrow().asInteger();
		Deadlines.Period period = this.deadlines.extend(number, Deadlines.Kind.CORRECTION, workdays);
		LocalDate lastDay = period.deadline().lastDay();
		this.extensions.save(new CorrectionExtensionRecord(number, round.number(),
				new Extension(workdays, reason, grantedBy, this.clock.instant(), lastDay)));
		this.events.publishEvent(new CorrectionEvent.Extended(number,
				period.display() + extensionPeriod(number, releaseId).orElseThrow().remark(), lastDay, reason));
		return period;
	}

	/**
	 * Tells the enterprise where the period ends in as many workdays as the programme's
	 * parameters name.
	 */
	public void remind(String number, String releaseId) {
		Instant now = this.clock.instant();
		Deadlines.Period period = period(number).orElseThrow();
		LocalDate lastDay = period.deadline().lastDay();
		Instant returned = current(number).map(Round::returnedAt).orElse(now);
		// one that fell before the return says nothing the return did not say
		marks(number, releaseId).stream()
			.filter((mark) -> !at(lastDay, mark).isAfter(now) && at(lastDay, mark).isAfter(returned)
					&& period.isOpenAt(now))
			.min(Comparator.naturalOrder())
			.ifPresent((mark) -> this.events
				.publishEvent(new CorrectionEvent.DueSoon(number, period.display() + remark(number), lastDay, mark)));
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
			.concat(marks(number, releaseId).stream().map((mark) -> at(period.deadline().lastDay(), mark)),
					Stream.of(period.deadline().endsAt()))
			.filter((instant) -> instant.isAfter(now))
			.min(Comparator.naturalOrder())
			.orElseGet(() -> WorkCalendar.dayOf(now).plusDays(1).atTime(MORNING).atZone(WorkCalendar.ZONE).toInstant());
	}

	private Instant at(LocalDate lastDay, int workdaysBefore) {
		return this.calendar.beforeWorkdays(lastDay, workdaysBefore)
			.atTime(MORNING)
			.atZone(WorkCalendar.ZONE)
			.toInstant();
	}

	/** How many workdays before the end the enterprise is reminded. */
	private List<Integer> marks(String number, String releaseId) {
		List<Integer> marks = new ArrayList<>();
		this.parameters.find(releaseId, this.cases.get(number).programme(), REMINDERS)
			.ifPresent((parameter) -> Stream.of(parameter.value().split(","))
				.map((mark) -> Integer.valueOf(mark.strip()))
				.forEach(marks::add));
		return marks;
	}

	/** The review that returned the application last. */
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
		CORRECTED("企业提交补正"),
		/** Nothing came in time: given up. */
		LAPSED("逾期未补正，按放弃申报处理"),
		/** The reviewer refused it meanwhile. */
		REJECTED("审查人不予通过");

		private final String label;

		Outcome(String label) {
			this.label = label;
		}

		/** What people call it. */
		public String label() {
			return this.label;
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
	 * @param workdays by how many workdays
	 * @param reason why
	 * @param grantedBy account
	 * @param grantedAt when
	 * @param lastDay last day since
	 */
	public record Extension(int workdays, String reason, @Nullable String grantedBy, Instant grantedAt,
			LocalDate lastDay) {
	}

	/**
	 * One return.
	 *
	 * @param number which return it is, from 1
	 * @param returnedBy account of the reviewer
	 * @param returnedAt when
	 * @param comment what the reviewer wrote
	 * @param items what is to be corrected; none means the declaration as a whole
	 * @param extensions extensions granted in this round
	 * @param closedAt when it ended, null while it lasts
	 * @param outcome how, null while it lasts
	 */
	public record Round(int number, @Nullable String returnedBy, Instant returnedAt, String comment, List<Item> items,
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
