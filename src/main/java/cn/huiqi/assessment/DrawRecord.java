package cn.huiqi.assessment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
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
 * A draw for a seat of a panel, as stored.
 */
@Entity
@Table(name = "panel_draw")
class DrawRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private int seatNo;

	private long seed;

	private Instant drawnAt;

	private @Nullable String account;

	private @Nullable LocalDate lastDay;

	@Enumerated(EnumType.STRING)
	private Panel.@Nullable Ending ending;

	private @Nullable Instant endedAt;

	private @Nullable String reason;

	private @Nullable BigDecimal score;

	private @Nullable Boolean approved;

	private @Nullable String remark;

	@OneToMany(cascade = CascadeType.ALL)
	@JoinColumn(name = "draw_id", nullable = false, updatable = false)
	@OrderBy("account")
	private List<CandidateRecord> candidates = new ArrayList<>();

	@SuppressWarnings("NullAway.Init")
	protected DrawRecord() {
	}

	DrawRecord(int seatNo, long seed, Instant drawnAt, List<Panel.Candidate> candidates, @Nullable String account,
			@Nullable LocalDate lastDay) {
		this.seatNo = seatNo;
		this.seed = seed;
		this.drawnAt = drawnAt;
		this.account = account;
		this.lastDay = lastDay;
		candidates.forEach((candidate) -> this.candidates.add(new CandidateRecord(candidate)));
	}

	int seatNo() {
		return this.seatNo;
	}

	@Nullable String account() {
		return this.account;
	}

	@Nullable LocalDate lastDay() {
		return this.lastDay;
	}

	Instant drawnAt() {
		return this.drawnAt;
	}

	/** Whether somebody was drawn whose opinion is awaited. */
	boolean isAwaited() {
		return this.account != null && this.ending == null;
	}

	void end(Panel.Ending ending, Instant at, @Nullable String reason) {
		if (this.ending != null) {
			throw new IllegalStateException("The draw has ended: " + this.ending);
		}
		this.ending = ending;
		this.endedAt = at;
		this.reason = reason;
	}

	void give(Panel.Opinion opinion, Instant at) {
		end(Panel.Ending.GIVEN, at, null);
		this.score = opinion.score();
		this.approved = opinion.approved();
		this.remark = opinion.comment();
	}

	Panel.Draw toDraw() {
		return new Panel.Draw(this.seatNo, this.seed, this.drawnAt,
				this.candidates.stream().map(CandidateRecord::toCandidate).toList(), this.account, this.lastDay,
				this.ending, this.endedAt, this.reason,
				(this.ending == Panel.Ending.GIVEN)
						? new Panel.Opinion(this.score, this.approved, (this.remark != null) ? this.remark : "")
						: null);
	}

}
