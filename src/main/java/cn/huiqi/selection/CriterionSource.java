package cn.huiqi.selection;

import java.util.Optional;

import cn.huiqi.application.Case;
import cn.huiqi.assessment.Score;

/**
 * Where values to rank by come from.
 */
interface CriterionSource {

	/** Whether values of this name come from here. */
	boolean supports(String source);

	/** The value of a case; empty where it has none, which ranks last. */
	Optional<Measured> valueOf(Case application, String source);

	/**
	 * A value.
	 *
	 * @param exact to compare by
	 * @param shown for people
	 */
	record Measured(Score exact, String shown) {
	}

}
