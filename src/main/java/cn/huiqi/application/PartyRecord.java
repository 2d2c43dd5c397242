package cn.huiqi.application;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * An organisation with a part in a case, as the enterprise named it.
 */
@Entity
@Table(name = "case_party")
class PartyRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	private String party;

	private String name;

	@SuppressWarnings("NullAway.Init")
	protected PartyRecord() {
	}

	PartyRecord(String applicationNumber, String party, String name) {
		this.applicationNumber = applicationNumber;
		this.party = party;
		this.name = name;
	}

	String name() {
		return this.name;
	}

	CaseDuties.Party toParty() {
		return new CaseDuties.Party(this.party, this.name);
	}

	boolean is(String party, String name) {
		return this.party.equals(party) && this.name.equals(name);
	}

}
