package cn.huiqi.assessment;

import java.math.BigDecimal;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * What one question contributed, as stored.
 */
@Entity
@Table(name = "assessment_line")
class LineRecord {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private int lineNo;

	private String question;

	private String label;

	private String answer;

	private BigDecimal pointsNumerator;

	private BigDecimal pointsDenominator;

	private BigDecimal weight;

	private BigDecimal referenceWeight;

	private String clause;

	@SuppressWarnings("NullAway.Init")
	protected LineRecord() {
	}

	LineRecord(int lineNo, Assessment.Line line) {
		this.lineNo = lineNo;
		this.question = line.question();
		this.label = line.label();
		this.answer = line.answer();
		this.pointsNumerator = new BigDecimal(line.points().exact().getNumerator());
		this.pointsDenominator = new BigDecimal(line.points().exact().getDenominator());
		this.weight = line.weight();
		this.referenceWeight = line.referenceWeight();
		this.clause = line.clause();
	}

	Assessment.Line toLine() {
		return new Assessment.Line(this.question, this.label, this.answer,
				Score.of(this.pointsNumerator, this.pointsDenominator), this.weight, this.referenceWeight, this.clause);
	}

}
