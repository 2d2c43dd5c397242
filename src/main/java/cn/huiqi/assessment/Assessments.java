package cn.huiqi.assessment;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Scores questionnaires and keeps every result line by line.
 */
public interface Assessments {

	/** Scores the enterprise's own answers. */
	Result scoreSelfAssessment(String applicationNumber, String releaseId, Tables tables);

	/** Scores the evaluator's verified answers. */
	Result scoreVerified(String applicationNumber, String releaseId, Tables tables);

	/**
	 * Records the level that the table gave for the verified answers, with the rows that
	 * fired.
	 * @return whether the level reaches the programme's minimum
	 */
	boolean recordLevel(String applicationNumber, String releaseId, int level, int referenceLevel, List<Grade> fired);

	/** The result that counts at present: the verified one, else the enterprise's own. */
	Optional<Assessment> current(String applicationNumber);

	/** The enterprise's own result. */
	Optional<Assessment> selfAssessment(String applicationNumber);

	/**
	 * The tables to score with; their keys.
	 *
	 * @param weights weight per question
	 * @param referenceWeights weights to compare with
	 * @param optionPoints points per option
	 * @param scenarios scenarios and their kinds, null where the edition has none
	 */
	record Tables(String weights, String referenceWeights, String optionPoints, @Nullable String scenarios) {
	}

	/**
	 * What the grading table is asked with.
	 *
	 * @param score total, 0 to 100
	 * @param referenceScore the same by the weights to compare with
	 * @param scenarios how many scenarios stand at level 1, 2, 3, 4 or above
	 * @param binding how many of them are binding
	 * @param estimate whether points are only assumed
	 */
	record Result(Score score, Score referenceScore, List<Integer> scenarios, List<Integer> binding, boolean estimate) {
	}

	/**
	 * A row of the grading table that fired.
	 *
	 * @param level level it gives
	 * @param clause clause it comes from
	 */
	record Grade(int level, String clause) {
	}

}
