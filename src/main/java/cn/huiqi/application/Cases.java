package cn.huiqi.application;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import cn.huiqi.core.CreditCode;
import cn.huiqi.core.Money;
import org.jspecify.annotations.Nullable;

/**
 * All applications, and what other rooms found about them.
 */
public interface Cases {

	/** The application of this number. */
	Optional<Case> find(String number);

	/**
	 * The application of this number.
	 * @throws IllegalArgumentException if there is none
	 */
	Case get(String number);

	/** All applications of an enterprise in a programme, the oldest first. */
	List<Case> of(CreditCode creditCode, String programme);

	/** All applications of a programme, the oldest first. */
	List<Case> inProgramme(String programme);

	/** All applications of a round, the lowest number first. */
	List<Case> ofRound(String programme, String round);

	/**
	 * Score and level of the enterprise's own answers.
	 * @param level level it declared, else the one its answers give
	 * @param estimatedLevel the level its answers give where that is only an estimate
	 */
	void recordSelfAssessment(String number, BigDecimal score, int level, @Nullable Integer estimatedLevel);

	/** Verified score and level. */
	void recordAssessment(String number, BigDecimal score, int level);

	/** Declared expenditure. */
	void recordDeclared(String number, Money amount);

	/** Counted expenditure. */
	void recordCounted(String number, Money amount);

	/** The subsidy. */
	void recordSubsidy(String number, Money amount);

	/** What was paid. */
	void recordPaid(String number, Money amount);

}
