package cn.huiqi.assessment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One scored questionnaire with its explanation.
 *
 * @param verified whether an evaluator answered; else the enterprise itself
 * @param estimate whether points of the edition are only assumed, so that the score is an
 * estimate
 * @param scoredAt when
 * @param score total
 * @param referenceScore total by the weights to compare with
 * @param scenarios how many scenarios stand at level 1, 2, 3, 4 or above; none where the
 * edition knows no scenarios
 * @param binding how many of them are binding
 * @param level level, null before grading
 * @param referenceLevel level by the weights to compare with, null before grading
 * @param lines question by question
 * @param grades the rows of the grading table that fired
 */
public record Assessment(boolean verified, boolean estimate, Instant scoredAt, Score score, Score referenceScore,
		List<Integer> scenarios, List<Integer> binding, @Nullable Integer level, @Nullable Integer referenceLevel,
		List<Line> lines, List<Assessments.Grade> grades) {

	/** Why a score is an estimate. */
	public static final String ESTIMATE_REASON = "印发的评测表未载明选项分值，得分按暂定分值估算，仅供参考，不作为评定依据。";

	/** Whether the weights to compare with give another level (IND-02). */
	public boolean differs() {
		return this.level != null && this.referenceLevel != null && !this.level.equals(this.referenceLevel);
	}

	/**
	 * What one question contributed.
	 *
	 * @param question key
	 * @param label question as printed
	 * @param answer options chosen, as printed
	 * @param points points of the options, 0 to 100
	 * @param weight weight in the total
	 * @param referenceWeight weight to compare with
	 * @param clause clause of the weight
	 */
	public record Line(String question, String label, String answer, Score points, BigDecimal weight,
			BigDecimal referenceWeight, String clause) {

		/** Points times weight. */
		public Score contribution() {
			return this.points.times(this.weight);
		}

		/** Points times the weight to compare with. */
		public Score referenceContribution() {
			return this.points.times(this.referenceWeight);
		}

	}

}
