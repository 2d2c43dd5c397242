package cn.huiqi.publicity;

import java.time.Clock;
import java.util.Optional;

import cn.huiqi.application.Cases;
import cn.huiqi.core.PeriodLength;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.workflow.Deadlines;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The board of public notices.
 */
@Service
@Transactional
class NoticeBoard implements Notices {

	private final NoticeRecords notices;

	private final ObjectionRecords objections;

	private final Cases cases;

	private final Deadlines deadlines;

	private final Clock clock;

	NoticeBoard(NoticeRecords notices, ObjectionRecords objections, Cases cases, Deadlines deadlines, Clock clock) {
		this.notices = notices;
		this.objections = objections;
		this.cases = cases;
		this.deadlines = deadlines;
		this.clock = clock;
	}

	@Override
	public Deadlines.Period publish(String applicationNumber, String notice, String title, PeriodLength length,
			@Nullable String by) {
		NoticeRecord record = this.notices.findById(notice)
			.orElseGet(() -> new NoticeRecord(notice, this.cases.get(applicationNumber).programme(), title,
					this.clock.instant(), by));
		record.add(applicationNumber);
		this.notices.save(record);
		return this.deadlines.open(applicationNumber, Deadlines.Kind.NOTICE.named(),
				new Deadlines.Opening(WorkCalendar.dayOf(this.clock.instant()), length, null));
	}

	@Override
	public void object(String applicationNumber, Objection objection, @Nullable String by) {
		entry(applicationNumber).move(NoticeEntry.Status.PUBLISHED, NoticeEntry.Status.OBJECTED);
		this.objections.save(new ObjectionRecord(applicationNumber, objection, by, this.clock.instant()));
	}

	@Override
	public void settle(String applicationNumber, Outcome outcome, @Nullable String text, @Nullable String by) {
		entry(applicationNumber).move(NoticeEntry.Status.OBJECTED,
				(outcome == Outcome.DISMISSED) ? NoticeEntry.Status.PUBLISHED : NoticeEntry.Status.UPHELD);
		ObjectionRecord objection = this.objections
			.findFirstByApplicationNumberAndOutcomeIsNullOrderByIdDesc(applicationNumber)
			.orElseThrow();
		objection.settle(outcome, text, by, this.clock.instant());
		this.objections.save(objection);
	}

	@Override
	public void clear(String applicationNumber) {
		if (!isOver(applicationNumber)) {
			throw new IllegalStateException("The notice of %s is not over for good".formatted(applicationNumber));
		}
		entry(applicationNumber).move(NoticeEntry.Status.PUBLISHED, NoticeEntry.Status.CLEARED);
	}

	@Override
	@Transactional(readOnly = true)
	public boolean isCleared(String applicationNumber) {
		return isOver(applicationNumber)
				&& latest(applicationNumber).flatMap((notice) -> notice.entry(applicationNumber))
					.filter((entry) -> entry.status() == NoticeEntry.Status.CLEARED)
					.isPresent();
	}

	private boolean isOver(String applicationNumber) {
		return this.deadlines.find(applicationNumber, Deadlines.Kind.NOTICE)
			.filter((period) -> period.isOverAt(this.clock.instant()))
			.isPresent();
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Notice> find(String applicationNumber) {
		return latest(applicationNumber).map(NoticeRecord::toNotice);
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Objection> openObjection(String applicationNumber) {
		return this.objections.findFirstByApplicationNumberAndOutcomeIsNullOrderByIdDesc(applicationNumber)
			.map(ObjectionRecord::toObjection);
	}

	private NoticeEntry entry(String applicationNumber) {
		return latest(applicationNumber).flatMap((notice) -> notice.entry(applicationNumber)).orElseThrow();
	}

	private Optional<NoticeRecord> latest(String applicationNumber) {
		return this.notices.findByApplication(applicationNumber).stream().findFirst();
	}

}
