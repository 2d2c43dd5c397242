package cn.huiqi.assessment;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A row of the grading table that fired, as stored.
 */
@Entity
@Table(name = "assessment_grade")
class GradeRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private int assessedLevel;

	private String clause;

	@SuppressWarnings("NullAway.Init")
	protected GradeRecord() {
	}

	GradeRecord(Assessments.Grade grade) {
		this.assessedLevel = grade.level();
		this.clause = grade.clause();
	}

	Assessments.Grade toGrade() {
		return new Assessments.Grade(this.assessedLevel, this.clause);
	}

}
