package cn.huiqi.selection;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * What the department decided, as stored.
 */
@Entity
@Table(name = "selection_decision")
class DecisionRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String selectionKey;

	private String taskKey;

	private @Nullable String decidedBy;

	private Instant decidedAt;

	private String answers;

	@SuppressWarnings("NullAway.Init")
	protected DecisionRecord() {
	}

	DecisionRecord(String selectionKey, String taskKey, @Nullable String decidedBy, Instant decidedAt, String answers) {
		this.selectionKey = selectionKey;
		this.taskKey = taskKey;
		this.decidedBy = decidedBy;
		this.decidedAt = decidedAt;
		this.answers = answers;
	}

	String taskKey() {
		return this.taskKey;
	}

	@Nullable String decidedBy() {
		return this.decidedBy;
	}

	Instant decidedAt() {
		return this.decidedAt;
	}

	String answers() {
		return this.answers;
	}

}
