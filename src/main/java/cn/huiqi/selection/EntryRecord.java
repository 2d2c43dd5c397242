package cn.huiqi.selection;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * An application in a selection, as stored.
 */
@Entity
@Table(name = "selection_entry")
class EntryRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String selectionKey;

	private String applicationNumber;

	private @Nullable Integer place;

	@Enumerated(EnumType.STRING)
	private Selection.Standing standing;

	private @Nullable Boolean selected;

	private @Nullable String reason;

	private @Nullable Integer votesFor;

	private @Nullable Integer votesAgainst;

	private @Nullable Integer votesAbstained;

	@Enumerated(EnumType.STRING)
	private Selection.@Nullable Announced announced;

	@OneToMany(cascade = CascadeType.ALL, orphanRemoval = true, fetch = FetchType.EAGER)
	@JoinColumn(name = "entry_id", nullable = false)
	@OrderBy("position")
	private List<ValueRecord> measured = new ArrayList<>();

	@SuppressWarnings("NullAway.Init")
	protected EntryRecord() {
	}

	EntryRecord(String selectionKey, String applicationNumber, @Nullable Integer place, Selection.Standing standing,
			@Nullable Boolean selected, @Nullable String reason, List<Selection.Value> values) {
		this.selectionKey = selectionKey;
		this.applicationNumber = applicationNumber;
		this.place = place;
		this.standing = standing;
		this.selected = selected;
		this.reason = reason;
		for (int i = 0; i < values.size(); i++) {
			this.measured.add(new ValueRecord(i + 1, values.get(i)));
		}
	}

	String selectionKey() {
		return this.selectionKey;
	}

	String applicationNumber() {
		return this.applicationNumber;
	}

	Selection.Standing standing() {
		return this.standing;
	}

	void decide(boolean chosen, String reason) {
		this.standing = chosen ? Selection.Standing.CHOSEN : Selection.Standing.PASSED;
		this.selected = chosen;
		this.reason = reason;
	}

	void decide(boolean approved, Selection.Votes votes, @Nullable String reason) {
		this.standing = Selection.Standing.DECIDED;
		this.selected = approved;
		this.reason = reason;
		this.votesFor = votes.approving();
		this.votesAgainst = votes.refusing();
		this.votesAbstained = votes.abstaining();
	}

	void noteAnnounced(Selection.Announced announced) {
		this.announced = announced;
	}

	Selection.Entry toEntry() {
		return new Selection.Entry(this.applicationNumber, this.place, this.standing, this.selected, this.reason,
				this.announced, this.measured.stream().map(ValueRecord::toValue).toList(),
				(this.votesFor != null && this.votesAgainst != null && this.votesAbstained != null)
						? new Selection.Votes(this.votesFor, this.votesAgainst, this.votesAbstained) : null);
	}

}
