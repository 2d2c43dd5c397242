package cn.huiqi.workflow;

import java.time.LocalDate;

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

	private LocalDate openedOn;

	private int workdays;

	private LocalDate lastDay;

	private boolean provisional;

	@SuppressWarnings("NullAway.Init")
	protected DeadlineRecord() {
	}

	DeadlineRecord(String applicationNumber, Deadlines.Kind kind) {
		this.applicationNumber = applicationNumber;
		this.kind = kind;
	}

	void open(LocalDate openedOn, int workdays, WorkCalendar calendar) {
		this.openedOn = openedOn;
		this.workdays = workdays;
		recompute(calendar);
	}

	void extend(int workdays, WorkCalendar calendar) {
		this.workdays += workdays;
		recompute(calendar);
	}

	void recompute(WorkCalendar calendar) {
		WorkCalendar.Deadline deadline = calendar.afterWorkdays(this.openedOn, this.workdays);
		this.lastDay = deadline.lastDay();
		this.provisional = deadline.provisional();
	}

	Deadlines.Period period() {
		return new Deadlines.Period(new WorkCalendar.Deadline(this.lastDay, this.provisional));
	}

	String applicationNumber() {
		return this.applicationNumber;
	}

	Deadlines.Kind kind() {
		return this.kind;
	}

}
