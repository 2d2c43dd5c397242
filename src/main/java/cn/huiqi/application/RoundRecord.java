package cn.huiqi.application;

import java.time.LocalDate;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A round of a programme, as stored.
 */
@Entity
@Table(name = "application_round")
class RoundRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String programme;

	private String code;

	private LocalDate opens;

	private LocalDate closes;

	private boolean confirmed;

	@SuppressWarnings("NullAway.Init")
	protected RoundRecord() {
	}

	RoundRecord(String programme, String code, LocalDate opens, LocalDate closes, boolean confirmed) {
		this.programme = programme;
		this.code = code;
		reschedule(opens, closes, confirmed);
	}

	final void reschedule(LocalDate opens, LocalDate closes, boolean confirmed) {
		this.opens = opens;
		this.closes = closes;
		this.confirmed = confirmed;
	}

	String code() {
		return this.code;
	}

	LocalDate opens() {
		return this.opens;
	}

	LocalDate closes() {
		return this.closes;
	}

	boolean confirmed() {
		return this.confirmed;
	}

}
