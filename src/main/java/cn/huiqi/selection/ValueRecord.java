package cn.huiqi.selection;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * What a criterion came to for an application, as stored.
 */
@Entity
@Table(name = "selection_value")
class ValueRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private int position;

	private String criterion;

	private String shown;

	private String basis;

	@SuppressWarnings("NullAway.Init")
	protected ValueRecord() {
	}

	ValueRecord(int position, Selection.Value value) {
		this.position = position;
		this.criterion = value.criterion();
		this.shown = value.shown();
		this.basis = value.basis();
	}

	Selection.Value toValue() {
		return new Selection.Value(this.criterion, this.shown, this.basis);
	}

}
