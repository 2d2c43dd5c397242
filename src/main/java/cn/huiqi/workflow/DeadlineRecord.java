package cn.huiqi.workflow;

import java.time.LocalDate;
import java.util.Objects;

import cn.huiqi.core.PeriodLength;
import cn.huiqi.core.WorkCalendar;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * One period of one case.
 */
@Entity
@Table(name = "workflow_deadline")
class DeadlineRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	@Enumerated(EnumType.STRING)
	private Deadlines.Kind kind;

	private String periodKey;

	private LocalDate openedOn;

	private int periodLength;

	@Enumerated(EnumType.STRING)
	private PeriodLength.Unit unit;

	private LocalDate lastDay;

	private boolean provisional;

	private @Nullable String run;

	@SuppressWarnings("NullAway.Init")
	protected DeadlineRecord() {
	}

	DeadlineRecord(String applicationNumber, Deadlines.Name name) {
		this.applicationNumber = applicationNumber;
		this.kind = name.kind();
		this.periodKey = name.key();
	}

	void open(LocalDate openedOn, PeriodLength length, @Nullable String run, WorkCalendar calendar) {
		this.openedOn = openedOn;
		this.run = run;
		last(length, calendar);
	}

	void extend(PeriodLength by, WorkCalendar calendar) {
		last(length().plus(by), calendar);
	}

	private void last(PeriodLength length, WorkCalendar calendar) {
		this.periodLength = length.length();
		this.unit = length.unit();
		recompute(calendar);
	}

	void recompute(WorkCalendar calendar) {
		WorkCalendar.Deadline deadline = calendar.after(this.openedOn, length());
		this.lastDay = deadline.lastDay();
		this.provisional = deadline.provisional();
	}

	private PeriodLength length() {
		return new PeriodLength(this.periodLength, this.unit);
	}

	Deadlines.Period period() {
		return new Deadlines.Period(new WorkCalendar.Deadline(this.lastDay, this.provisional), length());
	}

	boolean isOfRun(@Nullable String other) {
		return Objects.equals(this.run, other);
	}

	String applicationNumber() {
		return this.applicationNumber;
	}

	Deadlines.Name name() {
		return new Deadlines.Name(this.kind, this.periodKey);
	}

}
