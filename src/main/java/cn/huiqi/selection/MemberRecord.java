package cn.huiqi.selection;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * Which selection an application came to last, as stored.
 */
@Entity
@Table(name = "selection_member")
class MemberRecord {

	@Id
	private String applicationNumber;

	private String selectionKey;

	private Instant joinedAt;

	@SuppressWarnings("NullAway.Init")
	protected MemberRecord() {
	}

	MemberRecord(String applicationNumber, String selectionKey, Instant joinedAt) {
		this.applicationNumber = applicationNumber;
		this.selectionKey = selectionKey;
		this.joinedAt = joinedAt;
	}

	String applicationNumber() {
		return this.applicationNumber;
	}

	String selectionKey() {
		return this.selectionKey;
	}

}
