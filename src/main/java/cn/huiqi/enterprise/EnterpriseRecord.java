package cn.huiqi.enterprise;

import java.time.Instant;

import cn.huiqi.core.CreditCode;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A registered enterprise, as stored.
 */
@Entity
@Table(name = "enterprise")
class EnterpriseRecord {

	@Id
	private String creditCode;

	private String name;

	private String legalRepresentative;

	private String address;

	private @Nullable String district;

	private Instant registeredAt;

	@SuppressWarnings("NullAway.Init")
	protected EnterpriseRecord() {
	}

	EnterpriseRecord(CreditCode creditCode, Instant registeredAt) {
		this.creditCode = creditCode.value();
		this.registeredAt = registeredAt;
	}

	void describe(Enterprise enterprise) {
		this.name = enterprise.name();
		this.legalRepresentative = enterprise.legalRepresentative();
		this.address = enterprise.address();
		this.district = enterprise.district();
	}

	Enterprise toEnterprise() {
		return new Enterprise(new CreditCode(this.creditCode), this.name, this.legalRepresentative, this.address,
				this.district);
	}

}
