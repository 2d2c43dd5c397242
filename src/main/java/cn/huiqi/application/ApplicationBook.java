package cn.huiqi.application;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import cn.huiqi.core.ApplicationNumber;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.Fault;
import cn.huiqi.core.Money;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The book of applications.
 */
@Service
@Transactional
class ApplicationBook implements Applications, Cases, CaseFile {

	private final ApplicationRecords applications;

	private final RoundRecords rounds;

	private final StageRecords stages;

	private final ReasonRecords reasons;

	private final SubmissionArchive submissions;

	private final Numbering numbering;

	private final ObjectProvider<RoundGuard> guards;

	private final Clock clock;

	ApplicationBook(ApplicationRecords applications, RoundRecords rounds, StageRecords stages, ReasonRecords reasons,
			SubmissionArchive submissions, Numbering numbering, ObjectProvider<RoundGuard> guards, Clock clock) {
		this.applications = applications;
		this.rounds = rounds;
		this.stages = stages;
		this.reasons = reasons;
		this.submissions = submissions;
		this.numbering = numbering;
		this.guards = guards;
		this.clock = clock;
	}

	@Override
	public Optional<Case> open(Opening opening, List<Fault> faults) {
		String programme = opening.programme().programme();
		CreditCode creditCode = opening.enterprise().creditCode();
		LocalDate today = WorkCalendar.dayOf(this.clock.instant());
		Optional<RoundRecord> open = this.rounds
			.findFirstByProgrammeAndOpensLessThanEqualAndClosesGreaterThanEqualOrderByOpensDesc(programme, today,
					today);
		if (open.isEmpty()) {
			faults.add(Fault.general("「%s」今天不在申报期内".formatted(opening.programme().name())));
			return Optional.empty();
		}
		RoundRecord round = open.get();
		if (opening.externalReference() != null) {
			findByReference(opening.startedBy(), opening.externalReference()).ifPresent((first) -> {
				throw RefusedException
					.conflict("外部系统编号 %s 已发起过申请 %s".formatted(opening.externalReference(), first.number()));
			});
		}
		this.guards.stream()
			.flatMap((guard) -> guard.reasonAgainstOpening(programme, round.code()).stream())
			.forEach((reason) -> faults.add(Fault.general(reason)));
		this.applications.findByOpenKey(ApplicationRecord.openKey(programme, round.code(), creditCode))
			.ifPresent((other) -> faults.add(new Fault("creditCode", "该企业在本轮已有未办结的申请 " + other.number())));
		if (!faults.isEmpty()) {
			return Optional.empty();
		}
		ApplicationNumber number = this.numbering.next(opening.programme().numberPrefix(), today.getYear());
		ApplicationRecord application = new ApplicationRecord(number.value(), programme,
				opening.programme().authority(), round.code(), creditCode, opening.enterprise().name(),
				opening.district(), opening.contact(), opening.externalReference(), opening.startedBy(),
				this.clock.instant());
		try {
			return Optional.of(this.applications.saveAndFlush(application).toCase(round));
		}
		catch (DataIntegrityViolationException ex) {
			throw RefusedException.conflict("该企业的另一份申请刚刚发起，请刷新后查看");
		}
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Case> findByReference(String startedBy, String externalReference) {
		return this.applications.findByStartedByAndExternalReference(startedBy, externalReference).map(this::toCase);
	}

	@Override
	public void keep(String number, Submissions.Stored submission) {
		this.submissions.keep(number, submission);
		// the declaration may correct whom to ask
		if (submission.text("contactName").isPresent() && submission.text("contactPhone").isPresent()
				&& submission.text("contactEmail").isPresent()) {
			change(number,
					(application) -> application.changeContact(new Case.Contact(submission.text("contactName").get(),
							submission.text("contactPhone").get(), submission.text("contactEmail").get())));
		}
	}

	@Override
	public void moveTo(String number, CaseStatus status) {
		change(number, (application) -> application.moveTo(status));
	}

	@Override
	public void enterStage(String number, String visit, String stage, String activity) {
		this.stages.save(new StageRecord(number, visit, stage, activity, this.clock.instant()));
	}

	@Override
	public void leaveStage(String visit, String outcome) {
		this.stages.findByVisit(visit).stream().filter(StageRecord::isOpen).forEach((stage) -> {
			stage.leave(this.clock.instant(), outcome);
			this.stages.save(stage);
		});
	}

	@Override
	public void recordReasons(String number, List<Reason> found) {
		replace(number, found, false);
	}

	@Override
	public void recordAdvice(String number, List<Reason> found) {
		replace(number, found, true);
	}

	private void replace(String number, List<Reason> found, boolean advisory) {
		this.reasons.findByApplicationNumberAndAdvisoryAndSupersededFalseOrderById(number, advisory)
			.forEach((reason) -> {
				reason.supersede();
				this.reasons.save(reason);
			});
		Instant now = this.clock.instant();
		found.forEach(
				(reason) -> this.reasons.save(new ReasonRecord(number, now, reason.reason(), reason.text(), advisory)));
	}

	@Override
	public void returnForCorrection(String number) {
		change(number, ApplicationRecord::returnForCorrection);
	}

	@Override
	public void giveClosingReason(String number, String reason) {
		change(number, (application) -> application.giveClosingReason(reason));
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Case> find(String number) {
		return this.applications.findById(number).map(this::toCase);
	}

	@Override
	@Transactional(readOnly = true)
	public Case get(String number) {
		return find(number).orElseThrow(() -> new IllegalArgumentException("No application " + number));
	}

	@Override
	@Transactional(readOnly = true)
	public List<Case> of(CreditCode creditCode, String programme) {
		return this.applications.findByCreditCodeAndProgrammeOrderByApplicationNumber(creditCode.value(), programme)
			.stream()
			.map(this::toCase)
			.toList();
	}

	@Override
	@Transactional(readOnly = true)
	public List<Case> inProgramme(String programme) {
		return this.applications.findByProgrammeOrderByApplicationNumber(programme).stream().map(this::toCase).toList();
	}

	@Override
	@Transactional(readOnly = true)
	public List<Case> ofRound(String programme, String round) {
		return this.applications.findByProgrammeAndRoundCodeOrderByApplicationNumber(programme, round)
			.stream()
			.map(this::toCase)
			.toList();
	}

	@Override
	public void recordSelfAssessment(String number, BigDecimal score, int level, @Nullable Integer estimatedLevel) {
		change(number, (application) -> application.recordSelfAssessment(score, level, estimatedLevel));
	}

	@Override
	public void recordAssessment(String number, BigDecimal score, int level) {
		change(number, (application) -> application.recordAssessment(score, level));
	}

	@Override
	public void recordDeclared(String number, Money amount) {
		change(number, (application) -> application.recordDeclared(amount));
	}

	@Override
	public void recordCounted(String number, Money amount) {
		change(number, (application) -> application.recordCounted(amount));
	}

	@Override
	public void recordSubsidy(String number, Money amount) {
		change(number, (application) -> application.recordSubsidy(amount));
	}

	@Override
	public void recordPaid(String number, Money amount) {
		change(number, (application) -> application.recordPaid(amount));
	}

	@Override
	@Transactional(readOnly = true)
	public List<Stage> stages(String number) {
		return this.stages.findByApplicationNumberOrderById(number).stream().map(StageRecord::toStage).toList();
	}

	@Override
	@Transactional(readOnly = true)
	public List<Reason> reasons(String number) {
		return held(number, false);
	}

	@Override
	@Transactional(readOnly = true)
	public List<Reason> advice(String number) {
		return held(number, true);
	}

	private List<Reason> held(String number, boolean advisory) {
		return this.reasons.findByApplicationNumberAndAdvisoryAndSupersededFalseOrderById(number, advisory)
			.stream()
			.map(ReasonRecord::toReason)
			.toList();
	}

	Case toCase(ApplicationRecord application) {
		return application
			.toCase(this.rounds.findByProgrammeAndCode(application.programme(), application.roundCode()).orElseThrow());
	}

	private void change(String number, Consumer<ApplicationRecord> change) {
		ApplicationRecord application = this.applications.findById(number)
			.orElseThrow(() -> new IllegalArgumentException("No application " + number));
		change.accept(application);
		this.applications.saveAndFlush(application);
	}

}
