package cn.huiqi.application;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

import cn.huiqi.core.CreditCode;
import org.jspecify.annotations.Nullable;

/**
 * An application, as other rooms may see it.
 *
 * @param number its number
 * @param programme programme
 * @param authority authority that runs the programme
 * @param round code of the round
 * @param roundCloses last day of the round
 * @param creditCode enterprise
 * @param enterpriseName name of the enterprise when it applied
 * @param district area, null where the programme has none
 * @param status where it stands
 * @param contact whom to ask
 * @param startedBy account that opened it
 * @param startedAt when
 * @param correctionRounds how often it was returned
 * @param figures what was found so far
 */
public record Case(String number, String programme, String authority, String round, LocalDate roundCloses,
		CreditCode creditCode, String enterpriseName, @Nullable String district, CaseStatus status, Contact contact,
		String startedBy, Instant startedAt, int correctionRounds, Figures figures) {

	/**
	 * Whom to ask at the enterprise.
	 *
	 * @param name name
	 * @param phone phone
	 * @param email e-mail
	 */
	public record Contact(String name, String phone, String email) {
	}

	/**
	 * What was found so far; null what is not known yet.
	 *
	 * @param selfScore score of the enterprise's own answers
	 * @param selfLevel the level it declared, else that of its answers
	 * @param selfEstimatedLevel the level of its answers where score and level are only
	 * an estimate
	 * @param score verified score
	 * @param level verified level
	 * @param declaredAmount declared expenditure, 元
	 * @param countedAmount counted expenditure, 元
	 * @param subsidyAmount subsidy, 元
	 * @param paidAmount paid, 元
	 */
	public record Figures(@Nullable BigDecimal selfScore, @Nullable Integer selfLevel,
			@Nullable Integer selfEstimatedLevel, @Nullable BigDecimal score, @Nullable Integer level,
			@Nullable BigDecimal declaredAmount, @Nullable BigDecimal countedAmount, @Nullable BigDecimal subsidyAmount,
			@Nullable BigDecimal paidAmount) {
	}

}
