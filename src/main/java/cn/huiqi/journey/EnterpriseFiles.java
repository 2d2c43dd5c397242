package cn.huiqi.journey;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import cn.huiqi.access.Rights;
import cn.huiqi.application.Case;
import cn.huiqi.application.CaseDuties;
import cn.huiqi.application.CaseFile;
import cn.huiqi.application.CaseVisibility;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Corrections;
import cn.huiqi.core.CreditCode;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The file of an enterprise (一企一档): the whole journey of all its cases, as far as the
 * caller may see them. Departments and districts see who acted, everybody else in what
 * role.
 */
@Component
public class EnterpriseFiles {

	/** Right to see the accounts of those who acted. */
	private static final String SEE_ACTORS = "see-actors";

	/** While experts judge, nobody sees how many have. */
	private static final String APPRAISE = "appraise";

	private static final Map<String, String> OUTCOMES = Map.of("approve", "通过", "return", "退回补正", "reject", "不予通过",
			"rectify", "限期整改", "cancelled", "已终止");

	private final Programmes programmes;

	private final Enterprises enterprises;

	private final Cases cases;

	private final CaseVisibility visibility;

	private final CaseFile stages;

	private final CaseDuties duties;

	private final Corrections corrections;

	private final Journeys journeys;

	private final Rights rights;

	EnterpriseFiles(Programmes programmes, Enterprises enterprises, Cases cases, CaseVisibility visibility,
			CaseFile stages, CaseDuties duties, Corrections corrections, Journeys journeys, Rights rights) {
		this.programmes = programmes;
		this.enterprises = enterprises;
		this.cases = cases;
		this.visibility = visibility;
		this.stages = stages;
		this.duties = duties;
		this.corrections = corrections;
		this.journeys = journeys;
		this.rights = rights;
	}

	/**
	 * The file of an enterprise; empty where the caller sees none of its cases.
	 */
	@Transactional(readOnly = true)
	public Optional<File> of(String creditCode) {
		if (!CreditCode.isValid(creditCode)) {
			return Optional.empty();
		}
		CreditCode code = new CreditCode(creditCode);
		List<Case> seen = this.programmes.all()
			.stream()
			.flatMap((programme) -> this.cases.of(code, programme.programme()).stream())
			.filter(this.visibility::maySee)
			.sorted(Comparator.comparing(Case::startedAt))
			.toList();
		if (seen.isEmpty()) {
			return Optional.empty();
		}
		Case latest = seen.get(seen.size() - 1);
		Enterprise enterprise = this.enterprises.find(code).orElse(null);
		Set<String> authorities = new LinkedHashSet<>(seen.stream().map(Case::authority).toList());
		List<String> rosters = this.enterprises.rostersOf(code)
			.stream()
			.flatMap((programme) -> this.programmes.find(programme).stream())
			.filter((programme) -> authorities.contains(programme.authority()))
			.map(Programme::name)
			.toList();
		Integer level = seen.stream()
			.map((one) -> one.figures().level())
			.filter(Objects::nonNull)
			.reduce((one, later) -> later)
			.orElse(null);
		String name = (enterprise != null) ? enterprise.name() : latest.enterpriseName();
		return Optional.of(new File(creditCode, name, districtName(latest), level, rosters,
				seen.stream().map(this::chapter).toList()));
	}

	private @Nullable String districtName(Case application) {
		return this.programmes.get(application.programme())
			.areas()
			.stream()
			.filter((area) -> area.code().equals(application.district()))
			.map(Programme.Area::name)
			.findFirst()
			.orElse(application.district());
	}

	private Chapter chapter(Case application) {
		String number = application.number();
		List<CaseDuties.Act> acts = this.duties.acts(number);
		boolean named = this.rights.may(SEE_ACTORS, application.authority());
		Map<String, String> roles = new HashMap<>();
		List<Row> rows = new ArrayList<>();
		for (Journeys.Visit visit : this.journeys.of(number)) {
			rows.add(new Row(true, visit.stageName(), "", visit.enteredAt(), visit.endedAt(), visit.outcome(),
					visit.reasons().stream().map(Journeys.Refusal::text).toList(), notice(visit.notice()),
					actors(acts, visit.enteredAt(), visit.endedAt(), named, roles)));
		}
		for (CaseFile.Stage stage : this.stages.stages(number)) {
			rows.add(new Row(false, stage.stage(), stage.activity(), stage.enteredAt(), stage.leftAt(), outcome(stage),
					List.of(), null, actors(acts, stage.enteredAt(), stage.leftAt(), named, roles)));
		}
		rows.sort(Comparator.comparing(Row::from).thenComparing((row) -> !row.ofNotice()));
		return new Chapter(application, this.programmes.get(application.programme()).name(), districtName(application),
				this.duties.namedParties(number), corrections(number), rows);
	}

	private static @Nullable Notice notice(StageNotices.@Nullable Published notice) {
		return (notice != null) ? new Notice(notice.code(), notice.title(), notice.documentNumber(), notice.opens(),
				notice.closes(), notice.confirmed()) : null;
	}

	private static String outcome(CaseFile.Stage stage) {
		return (stage.leftAt() == null) ? "办理中" : OUTCOMES.getOrDefault(String.valueOf(stage.outcome()), "已办理");
	}

	private List<Actor> actors(List<CaseDuties.Act> acts, Instant from, @Nullable Instant to, boolean named,
			Map<String, String> roles) {
		Set<Actor> actors = new LinkedHashSet<>();
		acts.stream()
			.filter((act) -> act.at().isAfter(from) && (to == null || !act.at().isAfter(to)))
			.filter((act) -> to != null || !act.duty().equals(APPRAISE))
			.forEach((act) -> actors.add(new Actor(this.rights.nameOf(act.duty()),
					roles.computeIfAbsent(act.account(), this.rights::roleOf), named ? act.account() : null)));
		return List.copyOf(actors);
	}

	private List<Correction> corrections(String number) {
		List<Corrections.Round> rounds = this.corrections.rounds(number);
		return rounds.stream().map((round) -> {
			LocalDate due = (round.closedAt() != null) ? null
					: this.corrections.period(number).map((period) -> period.deadline().lastDay()).orElse(null);
			Corrections.Outcome outcome = round.outcome();
			return new Correction(round.number(), round.returnedAt(), due, round.closedAt(),
					(outcome != null) ? outcome.label(round) : "等待" + round.term());
		}).toList();
	}

	/**
	 * The file.
	 *
	 * @param creditCode credit code
	 * @param name name of the enterprise
	 * @param district name of its area, null where there is none
	 * @param level level verified last, null if none was
	 * @param rosters names of the programmes on whose rosters it stands
	 * @param chapters its cases, the oldest first
	 */
	public record File(String creditCode, String name, @Nullable String district, @Nullable Integer level,
			List<String> rosters, List<Chapter> chapters) {
	}

	/**
	 * One case.
	 *
	 * @param application the case
	 * @param programmeName name of its programme
	 * @param district name of its area, null where there is none
	 * @param parties organisations with a part in it
	 * @param corrections how often it was returned
	 * @param rows its journey in order of time
	 */
	public record Chapter(Case application, String programmeName, @Nullable String district,
			List<CaseDuties.Party> parties, List<Correction> corrections, List<Row> rows) {
	}

	/**
	 * A line of the journey.
	 *
	 * @param ofNotice whether it is a stage that a notice opened, and not a step
	 * @param stage stage or step
	 * @param activity what was done there; empty for a stage
	 * @param from from
	 * @param to to, null while it lasts
	 * @param outcome how it ended, in Chinese
	 * @param reasons why it was refused
	 * @param notice notice under which it was opened, null for a step
	 * @param actors who acted meanwhile
	 */
	public record Row(boolean ofNotice, String stage, String activity, Instant from, @Nullable Instant to,
			String outcome, List<String> reasons, @Nullable Notice notice, List<Actor> actors) {
	}

	/**
	 * A notice.
	 *
	 * @param code code
	 * @param title title
	 * @param documentNumber document number
	 * @param opens first day
	 * @param closes last day
	 * @param confirmed whether a department published it
	 */
	public record Notice(String code, String title, String documentNumber, LocalDate opens, LocalDate closes,
			boolean confirmed) {
	}

	/**
	 * Somebody who acted.
	 *
	 * @param duty what he did
	 * @param role in what role
	 * @param account account; null where the caller is not to know it
	 */
	public record Actor(String duty, String role, @Nullable String account) {
	}

	/**
	 * A return.
	 *
	 * @param round which, from 1
	 * @param returnedAt when
	 * @param due last day, null once it has ended
	 * @param closedAt when it ended, null while it lasts
	 * @param outcome how, in Chinese
	 */
	public record Correction(int round, Instant returnedAt, @Nullable LocalDate due, @Nullable Instant closedAt,
			String outcome) {
	}

}
