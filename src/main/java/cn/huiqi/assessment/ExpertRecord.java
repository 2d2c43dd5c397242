package cn.huiqi.assessment;

import java.time.LocalDate;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * An expert, as stored.
 */
@Entity
@Table(name = "expert")
class ExpertRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String authority;

	private String account;

	private String name;

	private String employer;

	private @Nullable String employerCode;

	private String fields;

	private LocalDate validFrom;

	private @Nullable LocalDate validUntil;

	@SuppressWarnings("NullAway.Init")
	protected ExpertRecord() {
	}

	ExpertRecord(Expert expert) {
		this.authority = expert.authority();
		this.account = expert.account();
		describe(expert);
	}

	final void describe(Expert expert) {
		this.name = expert.name();
		this.employer = expert.employer();
		this.employerCode = expert.employerCode();
		this.fields = String.join(",", expert.fields());
		this.validFrom = expert.validFrom();
		this.validUntil = expert.validUntil();
	}

	Expert toExpert() {
		return new Expert(this.authority, this.account, this.name, this.employer, this.employerCode,
				List.of(this.fields.split(",")), this.validFrom, this.validUntil);
	}

}
