package cn.huiqi.application;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import cn.huiqi.workflow.Deadlines;
import cn.huiqi.workflow.ProgrammeParameters;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Returns for correction. The first return opens a period; within it an application may
 * be returned and handed in again as often as needed, and the period does not begin anew.
 * Only when a reviewer returns it after the period has run out does another begin: a late
 * review must not strand an enterprise that was in time.
 */
@Service
@Transactional
public class Corrections {

	private static final String PERIOD = "correctionPeriod";

	private final Applications applications;

	private final Cases cases;

	private final Deadlines deadlines;

	private final ProgrammeParameters parameters;

	private final Clock clock;

	Corrections(Applications applications, Cases cases, Deadlines deadlines, ProgrammeParameters parameters,
			Clock clock) {
		this.applications = applications;
		this.cases = cases;
		this.deadlines = deadlines;
		this.parameters = parameters;
		this.clock = clock;
	}

	/** Opens a round of correction and tells until when it runs. */
	public Deadlines.Period open(String number, String releaseId) {
		this.applications.returnForCorrection(number);
		Instant now = this.clock.instant();
		return this.deadlines.find(number, Deadlines.Kind.CORRECTION)
			.filter((period) -> period.isOpenAt(now) || period.deadline().provisional())
			.orElseGet(() -> this.deadlines.open(number, Deadlines.Kind.CORRECTION,
					parameter(number, releaseId).asInteger()));
	}

	/** Until when corrections may be handed in, where a period was opened. */
	@Transactional(readOnly = true)
	public Optional<Deadlines.Period> period(String number) {
		return this.deadlines.find(number, Deadlines.Kind.CORRECTION);
	}

	/** The length of the period. */
	@Transactional(readOnly = true)
	public ProgrammeParameters.Parameter parameter(String number, String releaseId) {
		return this.parameters.get(releaseId, this.cases.get(number).programme(), PERIOD);
	}

}
