package cn.huiqi.assessment;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * Somebody on the register at a draw, as stored.
 */
@Entity
@Table(name = "panel_candidate")
class CandidateRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String account;

	@Enumerated(EnumType.STRING)
	private Panel.@Nullable Exclusion exclusion;

	@SuppressWarnings("NullAway.Init")
	protected CandidateRecord() {
	}

	CandidateRecord(Panel.Candidate candidate) {
		this.account = candidate.account();
		this.exclusion = candidate.exclusion();
	}

	Panel.Candidate toCandidate() {
		return new Panel.Candidate(this.account, this.exclusion);
	}

}
