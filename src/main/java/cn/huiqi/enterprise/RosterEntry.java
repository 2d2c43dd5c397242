package cn.huiqi.enterprise;

import cn.huiqi.core.CreditCode;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * An enterprise on a programme's pilot roster.
 */
@Entity
@Table(name = "enterprise_roster")
class RosterEntry {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String programme;

	private String creditCode;

	@SuppressWarnings("NullAway.Init")
	protected RosterEntry() {
	}

	RosterEntry(String programme, CreditCode creditCode) {
		this.programme = programme;
		this.creditCode = creditCode.value();
	}

	String programme() {
		return this.programme;
	}

}
