package cn.huiqi.assessment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A scored questionnaire, as stored.
 */
@Entity
@Table(name = "assessment")
class AssessmentRecord {

	enum Kind {

		/** The enterprise's own answers. */
		SELF,
		/** An evaluator's. */
		VERIFIED

	}

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String applicationNumber;

	@Enumerated(EnumType.STRING)
	private Kind kind;

	private boolean estimate;

	private Instant scoredAt;

	private BigDecimal scoreNumerator;

	private BigDecimal scoreDenominator;

	private BigDecimal referenceNumerator;

	private BigDecimal referenceDenominator;

	private String scenarios;

	private String binding;

	private @Nullable Integer assessedLevel;

	private @Nullable Integer referenceLevel;

	@OneToMany(cascade = CascadeType.ALL)
	@JoinColumn(name = "assessment_id", nullable = false, updatable = false)
	@OrderBy("lineNo")
	private List<LineRecord> lines = new ArrayList<>();

	@OneToMany(cascade = CascadeType.ALL)
	@JoinColumn(name = "assessment_id", nullable = false, updatable = false)
	@OrderBy("id")
	private List<GradeRecord> grades = new ArrayList<>();

	@SuppressWarnings("NullAway.Init")
	protected AssessmentRecord() {
	}

	AssessmentRecord(String applicationNumber, Kind kind, Instant scoredAt, Assessments.Result result,
			List<Assessment.Line> lines) {
		this.applicationNumber = applicationNumber;
		this.kind = kind;
		this.estimate = result.estimate();
		this.scoredAt = scoredAt;
		this.scoreNumerator = new BigDecimal(result.score().exact().getNumerator());
		this.scoreDenominator = new BigDecimal(result.score().exact().getDenominator());
		this.referenceNumerator = new BigDecimal(result.referenceScore().exact().getNumerator());
		this.referenceDenominator = new BigDecimal(result.referenceScore().exact().getDenominator());
		this.scenarios = joined(result.scenarios());
		this.binding = joined(result.binding());
		lines.forEach((line) -> this.lines.add(new LineRecord(this.lines.size() + 1, line)));
	}

	void grade(int level, int referenceLevel, List<Assessments.Grade> fired) {
		this.assessedLevel = level;
		this.referenceLevel = referenceLevel;
		fired.forEach((grade) -> this.grades.add(new GradeRecord(grade)));
	}

	Assessment toAssessment() {
		return new Assessment(this.kind == Kind.VERIFIED, this.estimate, this.scoredAt,
				Score.of(this.scoreNumerator, this.scoreDenominator),
				Score.of(this.referenceNumerator, this.referenceDenominator), split(this.scenarios),
				split(this.binding), this.assessedLevel, this.referenceLevel,
				this.lines.stream().map(LineRecord::toLine).toList(),
				this.grades.stream().map(GradeRecord::toGrade).toList());
	}

	private static String joined(List<Integer> counts) {
		return counts.stream().map(String::valueOf).collect(Collectors.joining(","));
	}

	private static List<Integer> split(String counts) {
		return counts.isEmpty() ? List.of() : Arrays.stream(counts.split(",")).map(Integer::valueOf).toList();
	}

}
