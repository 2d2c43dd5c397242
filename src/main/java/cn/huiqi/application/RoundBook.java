package cn.huiqi.application;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.ChineseDates;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.ProgrammeListener;
import cn.huiqi.programme.Programmes;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The book of rounds. In demo mode every programme has one open today.
 */
@Service
class RoundBook implements Rounds, SmartLifecycle, ProgrammeListener {

	private final RoundRecords records;

	private final Programmes programmes;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final boolean demo;

	private final AuditLog audit;

	private volatile boolean running;

	RoundBook(RoundRecords records, Programmes programmes, PlatformTransactionManager transactions, Clock clock,
			@Value("${huiqi.demo}") boolean demo, AuditLog audit) {
		this.records = records;
		this.programmes = programmes;
		this.transaction = new TransactionTemplate(transactions);
		this.clock = clock;
		this.demo = demo;
		this.audit = audit;
	}

	@Override
	public List<Round> of(String programme) {
		return this.records.findByProgrammeOrderByOpens(programme)
			.stream()
			.map((round) -> new Round(round.code(), round.opens(), round.closes(), round.confirmed()))
			.toList();
	}

	@Override
	public void schedule(String programme, Round round) {
		if (round.closes().isBefore(round.opens())) {
			throw RefusedException.invalid(List.of(new Fault("closes", "截止日期不能早于开始日期")));
		}
		this.transaction.executeWithoutResult((status) -> {
			Optional<RoundRecord> known = this.records.findByProgrammeAndCode(programme, round.code());
			this.audit.record(Act
				.on(Act.SYSTEM, AuditAction.ROUND_SCHEDULED, programme + " " + round.code(),
						"申报期 %s 至 %s".formatted(ChineseDates.day(round.opens()), ChineseDates.day(round.closes())))
				.before(known.map((record) -> facts(record.opens(), record.closes(), record.confirmed())).orElse(null))
				.after(facts(round.opens(), round.closes(), round.confirmed())));
			RoundRecord record = known.orElseGet(
					() -> new RoundRecord(programme, round.code(), round.opens(), round.closes(), round.confirmed()));
			record.reschedule(round.opens(), round.closes(), round.confirmed());
			this.records.save(record);
		});
	}

	private static Map<String, Object> facts(LocalDate opens, LocalDate closes, boolean confirmed) {
		return Map.of("opens", opens.toString(), "closes", closes.toString(), "confirmed", confirmed);
	}

	@Override
	public void start() {
		openRounds();
		this.running = true;
	}

	@Override
	public void programmesChanged() {
		openRounds();
	}

	private void openRounds() {
		LocalDate today = WorkCalendar.dayOf(this.clock.instant());
		for (Programme programme : this.programmes.all()) {
			if (!this.records.existsByProgramme(programme.programme())) {
				programme.rounds()
					.forEach((round) -> schedule(programme.programme(),
							new Round(round.code(), round.opens(), round.closes(), round.confirmed())));
			}
			boolean open = of(programme.programme()).stream()
				.anyMatch((round) -> !round.opens().isAfter(today) && !round.closes().isBefore(today));
			if (this.demo && !open) {
				schedule(programme.programme(),
						new Round("demo-" + today, today.minusMonths(1), today.plusMonths(6), false));
			}
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** After the release, which brings the programmes, before anything is served. */
	@Override
	public int getPhase() {
		return 5;
	}

}
