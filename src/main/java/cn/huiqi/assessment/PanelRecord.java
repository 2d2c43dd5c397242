package cn.huiqi.assessment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A panel, as stored.
 */
@Entity
@Table(name = "panel")
class PanelRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	private int panelNo;

	private @Nullable String expertField;

	private String expertGroup;

	private int panelSize;

	private int extraSeats;

	private int periodWorkdays;

	private String reminders;

	private @Nullable BigDecimal spreadLimit;

	private Instant openedAt;

	private @Nullable Instant closedAt;

	@Enumerated(EnumType.STRING)
	private Panel.@Nullable Outcome outcome;

	@OneToMany(cascade = CascadeType.ALL)
	@JoinColumn(name = "panel_id", nullable = false, updatable = false)
	@OrderBy("id")
	private List<DrawRecord> draws = new ArrayList<>();

	@SuppressWarnings("NullAway.Init")
	protected PanelRecord() {
	}

	PanelRecord(String applicationNumber, int panelNo, @Nullable String expertField, String expertGroup, Terms terms,
			Instant openedAt) {
		this.applicationNumber = applicationNumber;
		this.panelNo = panelNo;
		this.expertField = expertField;
		this.expertGroup = expertGroup;
		this.panelSize = terms.size();
		this.periodWorkdays = terms.period();
		this.reminders = terms.reminders();
		this.spreadLimit = terms.spreadLimit();
		this.openedAt = openedAt;
	}

	int panelNo() {
		return this.panelNo;
	}

	@Nullable String expertField() {
		return this.expertField;
	}

	String expertGroup() {
		return this.expertGroup;
	}

	int periodWorkdays() {
		return this.periodWorkdays;
	}

	String reminders() {
		return this.reminders;
	}

	@Nullable BigDecimal spreadLimit() {
		return this.spreadLimit;
	}

	boolean isClosed() {
		return this.closedAt != null;
	}

	List<DrawRecord> draws() {
		return this.draws;
	}

	void add(DrawRecord draw) {
		this.draws.add(draw);
	}

	int addSeat() {
		this.extraSeats++;
		return this.panelSize + this.extraSeats;
	}

	void close(Panel.Outcome outcome, Instant at) {
		this.outcome = outcome;
		this.closedAt = at;
	}

	Panel toPanel() {
		return new Panel(this.panelNo, this.expertField, this.panelSize, this.extraSeats, this.openedAt, this.closedAt,
				this.outcome, this.draws.stream().map(DrawRecord::toDraw).toList());
	}

	/**
	 * What the parameters say of a panel.
	 *
	 * @param size seats
	 * @param period workdays for an opinion
	 * @param reminders how many workdays before the end experts are reminded, separated
	 * by commas
	 * @param spreadLimit greatest difference of scores, null for no limit
	 */
	record Terms(int size, int period, String reminders, @Nullable BigDecimal spreadLimit) {
	}

}
