package cn.huiqi.application;

import java.time.LocalDate;

/**
 * A round with applications got another last day.
 *
 * @param programme programme
 * @param round code of the round
 * @param closes its last day now
 */
public record RoundMoved(String programme, String round, LocalDate closes) {
}
